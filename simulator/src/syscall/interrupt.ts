/**
 * How the I/O thread reaches a VM that is busy with bytecode. It changes MicroPython's scheduler state from idle to pending
 * in the VM's shared memory, and the VM, which tests that word after every backward jump, calls back into the worker. Any
 * other state is left alone: pending needs no poke, and locked means that a callback runs and the state is looked at when
 * it has ended. Which character interrupts, if any does, is a word there as well.
 */
import type { VmWords } from './requests';

const SCHEDULER_IDLE = 1;
const SCHEDULER_PENDING = 0;

export class SchedulerPoke {
  private readonly state: Int16Array;
  private readonly interrupting: Int32Array;

  constructor({ heap, schedulerState, interruptCharacter }: VmWords) {
    this.state = new Int16Array(heap, schedulerState, 1);
    this.interrupting = new Int32Array(heap, interruptCharacter, 1);
  }

  poke(): void {
    Atomics.compareExchange(this.state, 0, SCHEDULER_IDLE, SCHEDULER_PENDING);
  }

  /** Whether a character interrupts what runs; at the prompt none does. */
  isInterrupting(character: number): boolean {
    return Atomics.load(this.interrupting, 0) === character;
  }
}
