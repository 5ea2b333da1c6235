/** Looks up what an error number means, and says it in a line. An operation without words of its own gets the general ones. */
import { knownErrorName, type KnownErrorName } from './errno';
import { ERRNO_TEXTS, type FailingOperation } from './errnoTexts';
import type { SocketOperation } from './socketRecord';

export interface ErrnoExplanation {
  readonly number: number;
  readonly name: KnownErrorName;
  /** What it means for the operation, or in general. */
  readonly cause: string;
  readonly advice: string;
}

/** Undefined for a number that means nothing on an ESP32. */
export function explainErrno(number: number, operation?: FailingOperation): ErrnoExplanation | undefined {
  const name = knownErrorName(number);
  if (name === undefined) return undefined;
  const { meaning, at, advice } = ERRNO_TEXTS[name];
  return { number, name, cause: (operation && at?.[operation]) ?? meaning, advice };
}

/** `113 ECONNABORTED at connect: …`, for an error that ended a script. */
export function explanationText({
  errno,
  operation,
}: {
  readonly errno: number;
  readonly operation?: SocketOperation;
}): string | undefined {
  const explained = explainErrno(errno, operation === undefined ? undefined : failingOperation(operation));
  if (!explained) return undefined;
  const place = operation === undefined ? '' : ` at ${operation}`;
  return `${explained.number} ${explained.name}${place}: ${explained.cause} ${explained.advice}`;
}

export function failingOperation(operation: SocketOperation): FailingOperation | undefined {
  switch (operation) {
    case 'sendall':
    case 'write':
      return 'send';
    case 'recvfrom':
    case 'read':
    case 'readinto':
    case 'readline':
      return 'recv';
    case 'close':
      return undefined;
    default:
      return operation;
  }
}
