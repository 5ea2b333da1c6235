/** When a wait looks again, and when it sleeps. The board's memory records the sleeps instead of sleeping. */
import { describe, expect, it } from 'vitest';
import { BoardMemory } from '../../../simulator/src/syscall';
import type { Image } from '../../../simulator/src/vm/image';
import { Scheduler } from '../../../simulator/src/vm/scheduler';

const [PENDING, IDLE] = [0, 1];

/** A VM whose pending callbacks are functions, and a board that sleeps by calling `whileAsleep`. */
class Machine extends BoardMemory {
  readonly pending: (() => void)[] = [];
  readonly sleepsMs: number[] = [];
  whileAsleep: () => void = () => undefined;
  private readonly state = Int16Array.of(IDLE);
  readonly scheduler = new Scheduler(
    this,
    () =>
      ({
        i16: this.state,
        schedulerStateAddress: 0,
        exports: { mp_handle_pending: () => this.handlePending(), mp_sched_keyboard_interrupt: () => this.interrupted() },
      }) as unknown as Image,
  );

  schedule(callback: () => void): void {
    this.pending.push(callback);
    this.state[0] = PENDING;
  }

  override waitForDoorbell(seen: number, timeoutMs: number): void {
    if (seen !== this.doorbell) return;
    this.sleepsMs.push(timeoutMs);
    if (this.sleepsMs.length > 10) throw new Error('It sleeps again and again.');
    this.whileAsleep();
  }

  private handlePending(): void {
    this.scheduler.collectPending();
    this.pending.shift()?.();
    if (this.pending.length === 0) this.state[0] = IDLE;
  }

  private interrupted(): never {
    throw new Error('KeyboardInterrupt');
  }
}

describe('a wait', () => {
  it('looks again after a callback, although nothing rang', () => {
    const machine = new Machine();
    let isReady = false;
    machine.schedule(() => (isReady = true));
    expect(machine.scheduler.waitUntil(() => isReady)).toBe(true);
    expect(machine.sleepsMs).toEqual([]);
  });

  it('looks again after a callback that fell due while it slept', () => {
    const machine = new Machine();
    let isReady = false;
    machine.scheduler.onTimersDue(() => {
      machine.schedule(() => (isReady = true));
    });
    machine.whileAsleep = () => {
      machine.setTimerDue(2);
      machine.ringDoorbell();
    };
    expect(machine.scheduler.waitUntil(() => isReady)).toBe(true);
    expect(machine.sleepsMs).toEqual([Infinity]);
  });

  it('runs no callback if there is nothing to wait for', () => {
    const machine = new Machine();
    machine.schedule(() => expect.unreachable());
    expect(machine.scheduler.waitUntil(() => true)).toBe(true);
  });

  it('sleeps until the doorbell rings', () => {
    const machine = new Machine();
    machine.whileAsleep = () => machine.ringDoorbell();
    let looks = 0;
    expect(machine.scheduler.waitUntil(() => ++looks === 3)).toBe(true);
    expect(machine.sleepsMs).toEqual([Infinity, Infinity]);
  });

  it('wakes from time to time if it is told to, and at its deadline', () => {
    const machine = new Machine();
    let looks = 0;
    expect(machine.scheduler.waitUntil(() => ++looks === 3, Infinity, 10)).toBe(true);
    expect(machine.sleepsMs).toEqual([10, 10]);
    expect(machine.scheduler.waitUntil(() => false, performance.now() - 1, 10)).toBe(false);
    expect(machine.sleepsMs).toEqual([10, 10]);
  });

  it('is over at its deadline although a callback schedules itself for ever', () => {
    const machine = new Machine();
    const again = (): void => machine.schedule(again);
    machine.schedule(again);
    expect(machine.scheduler.waitUntil(() => false, performance.now() + 20)).toBe(false);
    expect(machine.sleepsMs).toEqual([]);
  });

  it('is left by an interrupt', () => {
    const machine = new Machine();
    machine.whileAsleep = () => {
      machine.requestInterrupt();
      machine.ringDoorbell();
    };
    expect(() => machine.scheduler.waitUntil(() => false)).toThrow('KeyboardInterrupt');
  });
});
