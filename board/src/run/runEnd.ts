/** How a script ended, as the text of its error tells: none, KeyboardInterrupt, or an exception with what its OSError has. */
import type { RunResult, SocketOperation, UncaughtOsError } from '../../../shared/src';
import { causeOf, errnoOf } from '../repl/traceback';

const TEXT = /^OSError: (.+)$/;

/** The operation of a socket that failed last, as far as that is known. */
export interface Failure {
  readonly errno: number;
  readonly operation: SocketOperation;
}

export function resultOf(errorText: string, failure?: Failure): RunResult {
  if (errorText === '') return { kind: 'completed' };
  const cause = causeOf(errorText);
  if (/^KeyboardInterrupt\b/.test(cause)) return { kind: 'interrupted', killed: false };
  const osError = osErrorIn(cause, failure);
  return { kind: 'exception', traceback: errorText, ...(osError ? { osError } : {}) };
}

function osErrorIn(cause: string, failure: Failure | undefined): UncaughtOsError | undefined {
  const errno = errnoOf(cause);
  if (errno !== undefined) return failure?.errno === errno ? { errno, operation: failure.operation } : { errno };
  const text = TEXT.exec(cause)?.[1];
  return text === undefined ? undefined : { text };
}
