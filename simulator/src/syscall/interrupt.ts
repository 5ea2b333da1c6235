/**
 * How the I/O thread makes a VM that is busy with bytecode look at what is due (an interrupt, a timer): it changes
 * MicroPython's scheduler state from idle to pending in the VM's shared memory. The VM tests that word after every
 * backward jump and calls back into the worker. Any other state is left alone: pending needs no poke, and locked means
 * that a callback runs and the state is looked at when it has ended.
 */
const SCHEDULER_IDLE = 1;
const SCHEDULER_PENDING = 0;

export class SchedulerPoke {
  private readonly state: Int16Array;

  /** `byteAddress` is the address of MicroPython's `sched_state` in the VM's memory. */
  constructor(heap: SharedArrayBuffer, byteAddress: number) {
    this.state = new Int16Array(heap, byteAddress, 1);
  }

  poke(): void {
    Atomics.compareExchange(this.state, 0, SCHEDULER_IDLE, SCHEDULER_PENDING);
  }
}
