/** What opening has in common for every kind of wire: it ends once, in time, or when it is given up, with a text for the user. */

export interface OpeningLimits {
  /** What the user calls the wire. */
  readonly name: string;
  readonly ms: number;
  readonly lateText: string;
  readonly signal?: AbortSignal | undefined;
  /** Frees what was begun; called when it was given up, was late or failed. */
  readonly giveUp: () => void;
}

export interface Opening<T> {
  /** Returns whether anybody still waits for it. */
  readonly succeed: (value: T) => boolean;
  readonly fail: (problem: string, cause?: unknown) => void;
}

export function opening<T>({ name, ms, lateText, signal, giveUp }: OpeningLimits, begin: (opening: Opening<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isAwaited = true;
    const settle = (outcome: () => void): boolean => {
      if (!isAwaited) return false;
      isAwaited = false;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      outcome();
      return true;
    };
    const fail = (problem: string, cause?: unknown): void => {
      settle(() => {
        giveUp();
        reject(new Error(problem, { cause }));
      });
    };
    const abort = (): void => fail(cancelledText(name));
    const timer = setTimeout(() => fail(lateText), ms);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted === true) return abort();
    begin({ succeed: (value) => settle(() => resolve(value)), fail });
  });
}

export function cancelledText(name: string): string {
  return `Opening ${name} was cancelled.`;
}
