/**
 * A clock that all threads of the process read alike: the board's time of day runs on it while its VM is gone, and the
 * watchdog of the I/O thread compares with it what the VM has written. It counts from some moment in the past.
 */
export function commonNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
