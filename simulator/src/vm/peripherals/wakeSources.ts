/** What wakes the board from a sleep beside its timer. It is of the chip: a soft reset leaves it, a hard reset does not. */
import type { Vm } from '../vm';

/** The pins that the part of the chip which does not sleep can see. */
export const WAKING_PINS: readonly number[] = [0, 2, 4, 12, 13, 14, 15, 25, 26, 27, 32, 33, 34, 35, 36, 37, 38, 39];

/** The pin whose level ends a sleep. */
export interface WakingPin {
  readonly pin: number;
  readonly level: 0 | 1;
  /** In which kinds of sleep, as bits: `machine.SLEEP`, `machine.DEEPSLEEP`. */
  readonly sleeps: number;
}

export interface WakeSources {
  /** EXT0 */
  pin: WakingPin | undefined;
  /** The level that was asked for last, whether a pin waits for it or not. */
  pinLevel: 0 | 1;
  /** EXT1 */
  pins: readonly number[];
  pinsLevel: 0 | 1;
  gpioPins: readonly number[];
  gpioLevel: 0 | 1;
  onTouch: boolean;
  /** Of each touch pad that is used: it is touched when it reads less. */
  readonly touchThresholds: Map<number, number>;
  onCoprocessor: boolean;
}

export function wakeSourcesOf(vm: Vm): WakeSources {
  return vm.chip.state<WakeSources>('wakeSources', () => ({
    pin: undefined,
    pinLevel: 0,
    pins: [],
    pinsLevel: 0,
    gpioPins: [],
    gpioLevel: 0,
    onTouch: false,
    touchThresholds: new Map(),
    onCoprocessor: false,
  }));
}
