/**
 * One pin of the chip: its registers, what is wired to it, and the level that comes of both. Knows nothing of Python, and
 * changes nothing but itself.
 */
import type { PinState } from '../../../../shared/src';
import { phaseOf, type PwmSignal } from './pwmSignal';

/** Bits of a direction, as the chip's driver has them. */
export const Direction = { input: 1, output: 2, openDrain: 4 } as const;
/** What an analogue part of the chip has made of the pin, whose digital input is then off. */
export type AnalogUse = 'adc' | 'dac' | 'touch';

/** Edges and levels that interrupt, as the register has them. */
export const Trigger = { none: 0, rising: 1, falling: 2, both: 3, low: 4, high: 5 } as const;

export const DEFAULT_DRIVE = 2;

interface Output {
  readonly direction: number;
  readonly out: 0 | 1;
  readonly pwm: PwmSignal | undefined;
}

export class Pad implements Output {
  /** After a reset the input is on and the output off. */
  direction: number = Direction.input;
  out: 0 | 1 = 0;
  pwm: PwmSignal | undefined;
  drive = DEFAULT_DRIVE;
  trigger: number = Trigger.none;
  use: 'none' | 'digital' | AnalogUse = 'none';
  /** What a DAC puts out. */
  millivolts = 0;
  /** What is wired to it. */
  wired: 0 | 1 | undefined;
  /** What it puts out however it is set, while it is held. */
  held: Output | undefined;

  constructor(
    readonly pin: number,
    public isPulledUp: boolean,
    public isPulledDown: boolean,
  ) {}

  /** The level of the wire. */
  get level(): 0 | 1 {
    const { direction, out, pwm } = this.held ?? this;
    if (pwm) return phaseOf(pwm, performance.now()).level;
    const isDriven = (direction & Direction.output) !== 0 && !((direction & Direction.openDrain) !== 0 && out === 1);
    return isDriven ? out : (this.wired ?? (this.isPulledUp ? 1 : 0));
  }

  /** What the input gives. */
  get input(): 0 | 1 {
    const isOn = (this.direction & Direction.input) !== 0 && (this.use === 'none' || this.use === 'digital');
    return isOn ? this.level : 0;
  }

  /** Whether the trigger of its interrupt is met by a change to a level. */
  interruptsAt(level: 0 | 1): boolean {
    const { trigger } = this;
    if (level === 1) return trigger === Trigger.rising || trigger === Trigger.both || trigger === Trigger.high;
    return trigger === Trigger.falling || trigger === Trigger.both || trigger === Trigger.low;
  }

  /** As its surroundings see it. */
  get state(): PinState {
    const { pin, pwm } = this;
    const pull = this.isPulledUp ? ({ pull: 'up' } as const) : this.isPulledDown ? ({ pull: 'down' } as const) : {};
    const base = { pin, level: pwm ? (pwm.duty === 0 ? 0 : 1) : this.level, ...pull } as const;
    if (pwm) return { ...base, mode: 'pwm', pwm: { frequencyHz: pwm.frequencyHz, duty: pwm.duty } };
    if (this.use === 'dac') return { ...base, mode: 'dac', millivolts: this.millivolts };
    if (this.use === 'none') return { ...base, mode: 'unused' };
    if (this.use !== 'digital') return { ...base, mode: this.use };
    if ((this.direction & Direction.output) === 0) return { ...base, mode: 'in' };
    return { ...base, mode: (this.direction & Direction.openDrain) === 0 ? 'out' : 'openDrain' };
  }
}
