/** How a script ended, as the text of its error tells: none, KeyboardInterrupt, or an exception with what its OSError has. */
import type { RunResult, UncaughtOsError } from '../../../shared/src';
import { causeOf, errnoOf } from '../repl/traceback';

const TEXT = /^OSError: (.+)$/;

export function resultOf(errorText: string): RunResult {
  if (errorText === '') return { kind: 'completed' };
  const cause = causeOf(errorText);
  if (/^KeyboardInterrupt\b/.test(cause)) return { kind: 'interrupted', killed: false };
  const osError = osErrorIn(cause);
  return { kind: 'exception', traceback: errorText, ...(osError ? { osError } : {}) };
}

function osErrorIn(cause: string): UncaughtOsError | undefined {
  const errno = errnoOf(cause);
  if (errno !== undefined) return { errno };
  const text = TEXT.exec(cause)?.[1];
  return text === undefined ? undefined : { text };
}
