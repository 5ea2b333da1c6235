/** Looks up what an error's number or text means, and says it in a line. An operation without words of its own gets the general ones. */
import { knownErrorName, type KnownErrorName } from './errno';
import { ERRNO_TEXTS, UNNAMED_ERROR_TEXTS, type FailingOperation } from './errnoTexts';
import type { UncaughtOsError } from './run';
import type { SocketOperation } from './socketRecord';
import { WORDED_ERRORS } from './wordedErrors';

export interface ErrnoExplanation {
  readonly number: number;
  /** Undefined for the few numbers that have none. */
  readonly name: KnownErrorName | undefined;
  /** What it means for the operation, or in general. */
  readonly cause: string;
  readonly advice: string;
}

/** Undefined for a number that means nothing on an ESP32. */
export function explainErrno(number: number, operation?: FailingOperation): ErrnoExplanation | undefined {
  const name = knownErrorName(number);
  const texts = name === undefined ? UNNAMED_ERROR_TEXTS.get(number) : ERRNO_TEXTS[name];
  if (!texts) return undefined;
  const { meaning, at, advice } = texts;
  return { number, name, cause: (operation && at?.[operation]) ?? meaning, advice };
}

/** `113 ECONNABORTED at connect: …`, for an error that ended a script. */
export function explanationText(error: UncaughtOsError): string | undefined {
  if ('text' in error) {
    const worded = WORDED_ERRORS.get(error.text);
    return worded && `${error.text}: ${worded.meaning} ${worded.advice}`;
  }
  const { errno, operation } = error;
  const explained = explainErrno(errno, operation === undefined ? undefined : failingOperation(operation));
  if (!explained) return undefined;
  const place = operation === undefined ? '' : ` at ${operation}`;
  const name = explained.name === undefined ? '' : ` ${explained.name}`;
  return `${explained.number}${name}${place}: ${explained.cause} ${explained.advice}`;
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
