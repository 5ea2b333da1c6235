/** Keeps a fault in the code that serves one board from reaching the others. */

/** Wraps a callback of a timer, a socket or a promise: what it throws ends its board, and only that. */
export type Contain = <A extends readonly unknown[]>(callback: (...args: A) => void) => (...args: A) => void;

export function containment(onFault: (error: unknown) => void): Contain {
  return (callback) =>
    (...args) => {
      try {
        callback(...args);
      } catch (error) {
        onFault(error);
      }
    };
}
