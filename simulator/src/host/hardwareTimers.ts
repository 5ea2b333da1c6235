/**
 * The chip's hardware timers. A periodic timer keeps its own time grid: a tick that comes late does not delay the next
 * one, and ticks that were missed altogether are left out, as on the chip when its callback queue is full.
 */
import type { Disposable } from '../../../shared/src';

export interface TimerSetting {
  readonly periodMs: number;
  readonly repeat: boolean;
}

export class HardwareTimers implements Disposable {
  private readonly running = new Map<number, NodeJS.Timeout>();

  constructor(private readonly onDue: (timer: number) => void) {}

  /** Starts a timer, again if it runs already. */
  start(timer: number, setting: TimerSetting): void {
    this.stop(timer);
    this.schedule(timer, setting, performance.now());
  }

  stop(timer: number): void {
    clearTimeout(this.running.get(timer));
    this.running.delete(timer);
  }

  dispose(): void {
    this.stopAll();
  }

  stopAll(): void {
    for (const timeout of this.running.values()) clearTimeout(timeout);
    this.running.clear();
  }

  private schedule(timer: number, setting: TimerSetting, lastDueMs: number): void {
    const dueMs = nextDueMs(lastDueMs, setting.periodMs, performance.now());
    const tick = (): void => {
      const earlyMs = dueMs - performance.now();
      if (earlyMs > 0.5) {
        this.running.set(timer, setTimeout(tick, Math.ceil(earlyMs)));
        return;
      }
      if (setting.repeat) this.schedule(timer, setting, dueMs);
      else this.running.delete(timer);
      this.onDue(timer);
    };
    this.running.set(timer, setTimeout(tick, Math.round(dueMs - performance.now())));
  }
}

/** The first point of the grid `lastDueMs + n * periodMs` that is not past; a period is at least a millisecond. */
export function nextDueMs(lastDueMs: number, periodMs: number, nowMs: number): number {
  const period = Math.max(1, periodMs);
  const missed = Math.max(0, Math.ceil((nowMs - lastDueMs - period) / period));
  return lastDueMs + (missed + 1) * period;
}
