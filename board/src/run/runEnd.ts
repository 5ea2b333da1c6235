/** How a script ended, as the text of its error tells: none, KeyboardInterrupt, or an exception with what its OSError has. */
import type { RunResult, UncaughtOsError } from '../../../shared/src';

/** `OSError: [Errno 104] ECONNRESET`, `OSError: -202`, `OSError: (-30592, 'MBEDTLS_ERR_…')` */
const ERRNO = /^OSError: (?:\[Errno (-?\d+)\]|\(?(-?\d+))/;
const TEXT = /^OSError: (.+)$/;

export function resultOf(errorText: string): RunResult {
  if (errorText === '') return { kind: 'completed' };
  const cause = errorText.trimEnd().split(/\r?\n/).at(-1) ?? '';
  if (/^KeyboardInterrupt\b/.test(cause)) return { kind: 'interrupted', killed: false };
  const osError = osErrorIn(cause);
  return { kind: 'exception', traceback: errorText, ...(osError ? { osError } : {}) };
}

function osErrorIn(cause: string): UncaughtOsError | undefined {
  const number = ERRNO.exec(cause);
  if (number) return { errno: Number(number[1] ?? number[2]) };
  const text = TEXT.exec(cause)?.[1];
  return text === undefined ? undefined : { text };
}
