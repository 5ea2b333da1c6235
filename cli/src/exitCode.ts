/** Exit codes of the command line; they are part of its interface. */
import type { RunResult } from '../../shared/src';

export const ExitCode = {
  finished: 0,
  uncaughtException: 1,
  /** What two runs did. */
  different: 1,
  usage: 2,
  timeout: 124,
  interrupted: 130,
  terminated: 143,
} as const;

/** Why the run was stopped from outside, if it was. */
export type StopCause = 'none' | 'interrupt' | 'timeout' | 'terminate' | 'outputClosed';

export function exitCodeOf(result: RunResult, cause: StopCause): number {
  switch (cause) {
    case 'timeout':
      return ExitCode.timeout;
    case 'terminate':
      return ExitCode.terminated;
    case 'outputClosed':
      // Whoever read the output has seen enough; that is no failure.
      return ExitCode.finished;
    default:
      return resultCode(result);
  }
}

function resultCode(result: RunResult): number {
  switch (result.kind) {
    case 'completed':
      return ExitCode.finished;
    case 'interrupted':
      return ExitCode.interrupted;
    case 'exception':
    case 'disconnected':
    case 'crashed':
      return ExitCode.uncaughtException;
  }
}
