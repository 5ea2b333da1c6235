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

export class Scheduler {
  /** Set while the script has disabled interrupts: what they would bring waits. The user's interrupt comes all the same. */
  private holdsInterrupts = false;
  private timersDue: (timers: readonly number[]) => void = () => undefined;
  private pinsChanged: () => void = () => undefined;
  private readonly eachPass: (() => number)[] = [];

  constructor(
    private readonly board: BoardMemory,
    private readonly image: () => Image,
  ) {}

  /** `look` is called in every pass of `waitUntil`, may queue callbacks, and returns after how many milliseconds it wants to be called again. */
  onEachPass(look: () => number): void {
    this.eachPass.push(look);
  }

  /** `queue` queues the callbacks of timers. */
  onTimersDue(queue: (timers: readonly number[]) => void): void {
    this.timersDue = queue;
  }

  /** Whether interrupts are disabled. What came meanwhile is collected when they are enabled again. */
  get areInterruptsHeld(): boolean {
    return this.holdsInterrupts;
  }

  holdInterrupts(on: boolean): void {
    const areEnabled = this.holdsInterrupts && !on;
    this.holdsInterrupts = on;
    if (!areEnabled) return;
    this.collectPending();
    this.pinsChanged();
  }

  /** `look` is called when what is wired to the pins has changed. */
  onPinsChanged(look: () => void): void {
    this.pinsChanged = look;
  }

  /** Called by the VM before it looks at what is pending. */
  collectPending(): void {
    if (!this.board.atPrompt && this.board.takeInterrupt()) this.image().exports.mp_sched_keyboard_interrupt();
    if (this.holdsInterrupts) return;
    const timers = this.board.takeTimersDue();
    if (timers.length > 0) this.timersDue(timers);
    if (this.board.pins.hasChanges) this.pinsChanged();
  }

  /**
   * Runs callbacks that are due and raises a pending interrupt. A callback that schedules itself again must not hold up a
   * wait whose time is over, so that after some it tells that more are due.
   */
  service(most = CALLBACKS_AT_ONCE): Serviced {
    for (let ran = 0; ran < most; ran++) {
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
    return this.wait(ready, deadlineMs, () => this.eachPass.reduce((nextMs, look) => Math.min(nextMs, look()), lookEveryMs));
  }

  /**
   * The same within a call of lwIP. A board looks at what its scheduler has between the slices of such a call, but does not
   * make the passes in which the callbacks of sockets are called.
   */
  waitWithinCall(ready: () => boolean, deadlineMs = Infinity): boolean {
    return this.wait(ready, deadlineMs, () => Infinity);
  }

  private wait(ready: () => boolean, deadlineMs: number, pass: () => number): boolean {
    for (;;) {
      const seen = this.board.doorbell;
      if (ready()) return true;
      const nextPassMs = pass();
      // A board that does not wait looks once at what is pending, and so runs one callback.
      const serviced = this.service(deadlineMs <= performance.now() ? 1 : CALLBACKS_AT_ONCE);
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0) return serviced !== 'nothing' && ready();
      // After a callback it may be ready although nothing rang: the doorbell is the I/O thread's alone.
      if (serviced === 'nothing') this.board.waitForDoorbell(seen, Math.min(leftMs, nextPassMs));
    }
  }

  /** Sleeps with the processor stopped: what falls due waits. It ends early when `isWoken`, and by an interrupt of the user. */
  sleepThrough(deadlineMs: number, isWoken: () => boolean): void {
    for (;;) {
      const seen = this.board.doorbell;
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0 || isWoken() || this.board.isInterruptRequested) break;
      this.board.waitForDoorbell(seen, leftMs);
    }
    this.service();
  }

  private isAnythingDue(): boolean {
    const { board } = this;
    const image = this.image();
    if (image.i16[image.schedulerStateAddress >>> 1] === SCHEDULER_PENDING || board.isInterruptRequested) return true;
    return !this.holdsInterrupts && (board.isTimerDue || board.pins.hasChanges);
  }
}
