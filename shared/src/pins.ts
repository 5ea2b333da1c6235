/**
 * The pins of a board as its surroundings see them: what a pin is used as and which level it has, and what is wired to it.
 * What is wired to a pin stays when the board resets; what the board does with the pin does not.
 */

/** What the script has made of a pin. A board begins with all pins unused; a hard reset is such a beginning. */
export type PinMode = 'unused' | 'in' | 'out' | 'openDrain' | 'pwm' | 'adc' | 'dac' | 'touch';

export interface PinState {
  readonly pin: number;
  readonly mode: PinMode;
  /** Of the wire, as far as it is known: an input without a pull that nothing is wired to counts as 0. With PWM, 1 unless its duty is 0. */
  readonly level: 0 | 1;
  readonly pull?: 'up' | 'down';
  readonly pwm?: PwmState;
  /** What a DAC puts out. */
  readonly millivolts?: number;
}

export interface PwmState {
  readonly frequencyHz: number;
  /** How much of the time the pin is high, from 0 to 65536; inversion is in it already. */
  readonly duty: number;
}

/** Something that is wired to a pin. `undefined`: nothing is any more. */
export type PinInput =
  /** A level that the pin is held at; without one its pull decides. */
  | { readonly kind: 'level'; readonly level: 0 | 1 | undefined }
  /** A voltage for the analogue input of the pin. Without one a level counts as 0 or 3300. */
  | { readonly kind: 'analog'; readonly millivolts: number | undefined }
  /** What a touch pad reads: the less, the more of a finger is on it. */
  | { readonly kind: 'touch'; readonly reading: number | undefined };

export interface PinWiring {
  readonly pin: number;
  readonly input: PinInput;
}

/** What boards and runs have in common: their surroundings change while they run. */
export interface WiredPins {
  /** Holds a pin at a level; `undefined`: nothing is wired to it any more. */
  setPin(pin: number, level: 0 | 1 | undefined): void;
  setAnalog(pin: number, millivolts: number | undefined): void;
  setTouch(pin: number, reading: number | undefined): void;
}

export const PIN_COUNT = 40;
/** Numbers below `PIN_COUNT` that an ESP32 has no pin for. */
export const ABSENT_PINS: readonly number[] = [24, 28, 29, 30, 31];

export function isPin(pin: number): boolean {
  return Number.isInteger(pin) && pin >= 0 && pin < PIN_COUNT && !ABSENT_PINS.includes(pin);
}
