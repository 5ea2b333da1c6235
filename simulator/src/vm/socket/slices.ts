/** How long a call on a socket waits: lwIP is asked in slices of 100 ms, one more than the retries that the timeout gives. */
import { Errno } from '../../../../shared/src';
import type { BoardSocket } from './boardSocket';

const SLICE_MS = 100;

/** On the clock of `performance.now()`. */
export function deadlineOf({ retries }: BoardSocket): number {
  return performance.now() + (retries + 1) * SLICE_MS;
}

/** What a call fails with whose time is up. A timeout of less than a slice counts as none at all. */
export function timeoutErrno({ retries }: BoardSocket): number {
  return retries === 0 ? Errno.EAGAIN : Errno.ETIMEDOUT;
}
