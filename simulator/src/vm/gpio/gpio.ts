/**
 * The pins of the chip. They keep what they are when a VM goes; its interrupts go with it. Every change goes through here: it
 * tells the I/O thread what the surroundings can see, and the VM what edges there are. The pull resistors after a reset are
 * those of Espressif's data sheet of the ESP32, table "IO_MUX". Edges of PWM signals interrupt nobody.
 */
import { isPin, PIN_COUNT, type PinState } from '../../../../shared/src';
import { encodePin, FrameKind, type OutboxWriter, type PinMemory } from '../../syscall';
import { Pad } from './pad';

const PULLED_UP: readonly number[] = [0, 1, 3, 5, 6, 7, 8, 9, 10, 11, 14, 15];
const PULLED_DOWN: readonly number[] = [2, 4, 12, 13];

/** Called with the pin and the level that it has now. */
export type EdgeListener = (pad: Pad, level: 0 | 1) => void;

interface Seen {
  level: 0 | 1;
  told: string;
}

export class Gpio {
  private readonly pads: readonly Pad[];
  private readonly seen: readonly Seen[];
  private readonly edgeListeners = new Set<EdgeListener>();
  private isLooking = false;

  constructor(
    private readonly memory: PinMemory,
    private readonly outbox: OutboxWriter,
  ) {
    this.pads = Array.from({ length: PIN_COUNT }, (_, pin) => new Pad(pin, PULLED_UP.includes(pin), PULLED_DOWN.includes(pin)));
    for (const pad of this.pads) pad.wired = memory.level(pad.pin);
    this.seen = this.pads.map((pad) => ({ level: pad.level, told: '' }));
    this.lookAtWires();
  }

  /** Begins the life of a VM: nobody listens any more. */
  begin(): void {
    this.edgeListeners.clear();
    for (const pad of this.pads) if (pad.pwm) this.change(pad.pin, () => ({ pwm: undefined, out: 0 as const }));
  }

  onEdge(listener: EdgeListener): void {
    this.edgeListeners.add(listener);
  }

  /** A pin as it is now. Change it with `change`. */
  pad(pin: number): Pad {
    this.lookAtWires();
    const pad = this.pads[pin];
    if (!pad || !isPin(pin)) throw new RangeError(`There is no pin ${pin}.`);
    return pad;
  }

  /** What the input of a pin gives. */
  read(pin: number): 0 | 1 {
    return this.pad(pin).input;
  }

  /** Sets the register of an output; on an input it shows when that becomes an output. */
  write(pin: number, out: 0 | 1): void {
    this.change(pin, () => ({ out }));
  }

  /** Changes registers of a pin, and tells what comes of it. */
  change(pin: number, changes: (pad: Pad) => Partial<Omit<Pad, 'pin' | 'level' | 'input' | 'state' | 'interruptsAt'>>): void {
    const pad = this.pad(pin);
    Object.assign(pad, changes(pad));
    this.settle(pad);
  }

  /** What the I/O thread has wired to pins since the last look. */
  lookAtWires(): void {
    // A listener may look at a pin: what comes meanwhile comes after what is here.
    if (!this.memory.hasChanges || this.isLooking) return;
    this.isLooking = true;
    for (const { pin, level } of this.memory.takeChanges()) {
      const pad = this.pads[pin];
      if (!pad) continue;
      pad.wired = level;
      this.settle(pad);
    }
    this.isLooking = false;
  }

  /** The voltage at a pin in millivolts: what is wired to it, or what its level and its pull make of it. */
  millivolts(pin: number): number {
    const analog = this.memory.millivolts(pin);
    if (analog !== undefined) return analog;
    return this.pad(pin).level * SUPPLY_MILLIVOLTS;
  }

  /** What is read of a touch pad that something was wired to. */
  touch(pin: number): number | undefined {
    return this.memory.touch(pin);
  }

  private settle(pad: Pad): void {
    const seen = this.seen[pad.pin];
    if (!seen) return;
    this.tell(pad.state, seen);
    if (pad.pwm) return;
    const { level } = pad;
    if (level === seen.level) return;
    seen.level = level;
    for (const listener of this.edgeListeners) listener(pad, level);
  }

  /** An unused pin is nobody's business until it has been used. */
  private tell(state: PinState, seen: Seen): void {
    if (state.mode === 'unused') return;
    const payload = encodePin(state);
    const told = payload.join();
    if (told === seen.told) return;
    seen.told = told;
    this.outbox.write(FrameKind.pin, state.pin, payload);
  }
}

export const SUPPLY_MILLIVOLTS = 3300;
