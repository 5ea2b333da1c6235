/** A PWM signal as a function of time: a period has a high part and a low part, which comes first if the signal is inverted. */
import type { PwmState } from '../../../../shared/src';

export interface PwmSignal extends PwmState {
  /** When it started, on the clock of `performance.now()`. */
  readonly startMs: number;
  readonly isInverted: boolean;
}

export const FULL_DUTY = 65536;
const US_PER_S = 1_000_000;
const US_PER_MS = 1000;

export function periodUs({ frequencyHz }: PwmSignal): number {
  return US_PER_S / frequencyHz;
}

/** The level at a time, and for how long it stays. */
export function phaseOf(pwm: PwmSignal, nowMs: number): { readonly level: 0 | 1; readonly leftUs: number } {
  if (pwm.duty === 0 || pwm.duty >= FULL_DUTY) return { level: pwm.duty === 0 ? 0 : 1, leftUs: Infinity };
  const period = periodUs(pwm);
  const positionUs = ((nowMs - pwm.startMs) * US_PER_MS) % period;
  const firstUs = (period * (pwm.isInverted ? FULL_DUTY - pwm.duty : pwm.duty)) / FULL_DUTY;
  const isFirst = positionUs < firstUs;
  return { level: isFirst === pwm.isInverted ? 0 : 1, leftUs: (isFirst ? firstUs : period) - positionUs };
}
