/**
 * The chip's watchdog. It runs on the I/O thread, because what it watches may never look: the VM only writes down when it
 * fed it. Once started it cannot be stopped, and goes on over soft resets; it ends with the life of the board.
 */
import type { Disposable } from '../../../shared/src';
import { commonNowMs, type BoardMemory } from '../syscall';

export class Watchdog implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly memory: BoardMemory,
    private readonly onExpired: () => void,
  ) {}

  start(timeoutMs: number): void {
    clearTimeout(this.timer);
    this.watch(timeoutMs, timeoutMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private watch(timeoutMs: number, leftMs: number): void {
    this.timer = setTimeout(
      () => {
        // The difference of two counts modulo 2^32.
        const hungryMs = (Math.floor(commonNowMs()) - this.memory.watchdogFedMs) | 0;
        if (hungryMs >= timeoutMs) this.onExpired();
        else this.watch(timeoutMs, timeoutMs - hungryMs);
      },
      Math.min(leftMs, LONGEST_TIMEOUT_MS),
    );
  }
}

/** What Node's timers can wait at most. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
