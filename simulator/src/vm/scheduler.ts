/**
 * Waiting, and what happens meanwhile. Every call that blocks waits here for the I/O thread's doorbell; a keyboard
 * interrupt unwinds from the wait, and timers' callbacks run in it, as between a real board's 100 ms slices. Bytecode
 * that never waits is reached through the VM's scheduler, which calls `collectPending` when the I/O thread pokes it.
 */
import type { BoardMemory } from '../syscall';
import type { Image } from './image';

const SCHEDULER_PENDING = 0;
const CALLBACKS_AND_EXCEPTIONS = 1;
const CALLBACKS_AT_ONCE = 32;

export type Serviced = 'nothing' | 'callbacks' | 'notAll';

/** What a timer or pin hands to the VM's scheduler. Returns false if the VM's queue is full. */
export type QueueCallbacks = (timersDue: number) => number;

export class Scheduler {
  /** Timers whose callbacks did not fit into the VM's queue yet, as a bit mask. */
  private timersWaiting = 0;
  private queueCallbacks: QueueCallbacks = () => 0;
  private readonly eachPass: (() => number)[] = [];

  constructor(
    private readonly board: BoardMemory,
    private readonly image: () => Image,
  ) {}

  /** `look` is called in every pass of a wait, may queue callbacks, and returns after how many milliseconds it wants to be called again. */
  onEachPass(look: () => number): void {
    this.eachPass.push(look);
  }

  /** `queue` puts callbacks of the timers in the mask into the VM's queue and returns the mask of those that did not fit. */
  onTimersDue(queue: QueueCallbacks): void {
    this.queueCallbacks = queue;
  }

  /** Called by the VM before it looks at what is pending. */
  collectPending(): void {
    if (!this.board.atPrompt && this.board.takeInterrupt()) this.image().exports.mp_sched_keyboard_interrupt();
    this.timersWaiting |= this.board.takeTimersDue();
    if (this.timersWaiting !== 0) this.timersWaiting = this.queueCallbacks(this.timersWaiting);
  }

  /**
   * Runs callbacks that are due and raises a pending interrupt. A callback that schedules itself again must not hold up a
   * wait whose time is over, so that after some it tells that more are due.
   */
  service(): Serviced {
    for (let ran = 0; ran < CALLBACKS_AT_ONCE; ran++) {
      if (!this.isAnythingDue()) return ran === 0 ? 'nothing' : 'callbacks';
      this.image().exports.mp_handle_pending(CALLBACKS_AND_EXCEPTIONS);
    }
    return 'notAll';
  }

  /**
   * Waits until `ready`, at most until `deadlineMs` on the clock of `performance.now()`. Returns whether it was ready. It
   * is looked at again whenever the doorbell rang or a callback ran; `lookEveryMs` is for what changes without either.
   */
  waitUntil(ready: () => boolean, deadlineMs = Infinity, lookEveryMs = Infinity): boolean {
    for (;;) {
      const seen = this.board.doorbell;
      if (ready()) return true;
      const nextPassMs = this.eachPass.reduce((nextMs, look) => Math.min(nextMs, look()), Infinity);
      const serviced = this.service();
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0) return serviced !== 'nothing' && ready();
      // After a callback it may be ready although nothing rang: the doorbell is the I/O thread's alone.
      if (serviced === 'nothing') this.board.waitForDoorbell(seen, Math.min(leftMs, nextPassMs, lookEveryMs));
    }
  }

  /** Sleeps until then with the processor stopped: what falls due waits, and only an interrupt of the user ends it early. */
  sleepThrough(deadlineMs: number): void {
    for (;;) {
      const seen = this.board.doorbell;
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0 || this.board.isInterruptPending) break;
      this.board.waitForDoorbell(seen, leftMs);
    }
    this.service();
  }

  private isAnythingDue(): boolean {
    const image = this.image();
    return image.i16[image.schedulerStateAddress >>> 1] === SCHEDULER_PENDING || this.board.isAnythingDue;
  }
}
