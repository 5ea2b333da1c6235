/**
 * The pulse counter of the chip: eight units, each of which counts what its two channels see at pins. Knows nothing of Python.
 * A count that reaches a limit goes back to zero. Short pulses are counted too: the filter of the chip is not there.
 */
import type { Gpio } from './gpio';
import { Direction } from './pad';

export const PULSE_UNITS = 8;
/** What an edge does to the count. */
export const EdgeAction = { ignore: 0, increment: 1, decrement: 2 } as const;
/** What the level of a second pin makes of that. */
export const LevelAction = { normal: 0, reverse: 1, hold: 2 } as const;
/** Bits of the register that tells what a unit has come to. */
export const CountEvent = { threshold1: 4, threshold0: 8, minimum: 16, maximum: 32, zero: 64 } as const;

/** What a channel does at the edges of its pin. */
export interface EdgeActions {
  readonly rising: number;
  readonly falling: number;
  /** What the level of its second pin makes of it; without one that is high. */
  readonly whileLow?: number;
  readonly whileHigh?: number;
}

interface Channel extends EdgeActions {
  readonly pin?: number | undefined;
  readonly levelPin?: number | undefined;
}

const NO_CHANNEL: Channel = { rising: EdgeAction.ignore, falling: EdgeAction.ignore };
/** As they are when nobody has set them: 0 is no limit. */
const NO_LIMITS = { min: 0, max: 0, threshold0: 0, threshold1: 0 };
const FIRST_INPUT_ONLY_PIN = 34;

export class PulseUnit {
  count = 0;
  isCounting = false;
  limits = NO_LIMITS;
  /** Called with the bits of what the count has come to. */
  onEvents: (events: number) => void = () => undefined;
  private channels: [Channel, Channel] = [NO_CHANNEL, NO_CHANNEL];

  constructor(private readonly gpio: Gpio) {}

  /** Stops it, and forgets all that it was set to but who is called. */
  reset(): void {
    this.channels = [NO_CHANNEL, NO_CHANNEL];
    this.limits = NO_LIMITS;
    this.isCounting = false;
    this.count = 0;
  }

  /** Connects a channel with pins, which become inputs. */
  connect(channel: 0 | 1, pin: number | undefined, levelPin?: number): void {
    this.channels[channel] = { ...this.channels[channel], pin, levelPin };
    for (const used of [pin, levelPin]) {
      if (used === undefined) continue;
      const pull = { isPulledUp: used < FIRST_INPUT_ONLY_PIN, isPulledDown: false };
      this.gpio.change(used, () => ({ direction: Direction.input, use: 'digital', pwm: undefined, ...pull }));
    }
  }

  setActions(channel: 0 | 1, actions: EdgeActions): void {
    const { pin, levelPin } = this.channels[channel];
    this.channels[channel] = { ...actions, pin, levelPin };
  }

  edge(pin: number, level: 0 | 1): void {
    if (!this.isCounting) return;
    for (const channel of this.channels) if (channel.pin === pin) this.step(this.stepOf(channel, level));
  }

  private stepOf({ levelPin, rising, falling, whileLow, whileHigh }: Channel, level: 0 | 1): -1 | 0 | 1 {
    const action = level === 1 ? rising : falling;
    const isHigh = levelPin === undefined || this.gpio.read(levelPin) === 1;
    const mode = (isHigh ? whileHigh : whileLow) ?? LevelAction.normal;
    if (action === EdgeAction.ignore || mode === LevelAction.hold) return 0;
    return (action === EdgeAction.increment) === (mode === LevelAction.normal) ? 1 : -1;
  }

  private step(by: -1 | 0 | 1): void {
    if (by === 0) return;
    const { min, max, threshold0, threshold1 } = this.limits;
    // The register has 16 bits.
    const reached = ((this.count + by) << 16) >> 16;
    const isAtMinimum = min !== 0 && reached === min;
    const isAtMaximum = max !== 0 && reached === max;
    this.count = isAtMinimum || isAtMaximum ? 0 : reached;
    const events =
      (isAtMinimum ? CountEvent.minimum : 0) |
      (isAtMaximum ? CountEvent.maximum : 0) |
      (this.count === 0 ? CountEvent.zero : 0) |
      (reached === threshold0 ? CountEvent.threshold0 : 0) |
      (reached === threshold1 ? CountEvent.threshold1 : 0);
    if (events !== 0) this.onEvents(events);
  }
}

export class PulseUnits {
  private readonly units = new Map<number, PulseUnit>();

  constructor(private readonly gpio: Gpio) {
    this.begin();
  }

  /** Begins the life of a VM, in which no unit is used yet. */
  begin(): void {
    this.units.clear();
    this.gpio.onEdge(({ pin }, level) => {
      for (const unit of this.units.values()) unit.edge(pin, level);
    });
  }

  unit(id: number): PulseUnit {
    const unit = this.units.get(id) ?? new PulseUnit(this.gpio);
    this.units.set(id, unit);
    return unit;
  }
}
