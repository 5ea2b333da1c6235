/**
 * Paces what is sent to the parent: the first delivery at once, the following ones at most once per interval. It only
 * decides when; what is delivered is the owner's.
 */
import type { Disposable } from '../../../shared/src';

export class Batcher implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private lastMs = -Infinity;

  constructor(
    private readonly intervalMs: number,
    private readonly deliver: () => void,
  ) {}

  /** There is something to deliver. */
  request(): void {
    if (this.timer) return;
    const waitMs = this.lastMs + this.intervalMs - performance.now();
    if (waitMs <= 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), waitMs);
  }

  /** Delivers now. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lastMs = performance.now();
    this.deliver();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
