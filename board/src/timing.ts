/** Waiting with an end. */

export function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Whether the promise was settled in time, one way or the other. */
export async function settlesWithin(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return withLimit(settled, limitMs, (resolve) => resolve(false));
}

/** What the promise gives; rejects with the error when that takes too long. */
export function inTime<T>(promise: Promise<T>, limitMs: number, lateError: () => Error): Promise<T> {
  return withLimit(promise, limitMs, (_, reject) => reject(lateError()));
}

async function withLimit<T>(
  promise: Promise<T>,
  limitMs: number,
  onLate: (resolve: (value: T) => void, reject: (error: Error) => void) => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => onLate(resolve, reject), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
