/**
 * `machine.time_pulse_us`, `disable_irq` and `enable_irq`. A pulse is waited for without a spinning processor; those of a pin
 * with PWM are calculated, so that they are exact on a busy computer. While interrupts are disabled timers and pins queue
 * nothing.
 */
import type { BoardMemory } from '../../syscall';
import { FULL_DUTY, periodUs, phaseOf, type PwmSignal } from '../gpio/pwmSignal';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { Pins } from './pin';

const DEFAULT_TIMEOUT_US = 1_000_000;
const US_PER_MS = 1000;

export function pulseFunctions(vm: Vm, pins: Pins): Readonly<Record<'time_pulse_us' | 'disable_irq' | 'enable_irq', Ref>> {
  const { natives, objects, convert, scheduler } = vm;
  /** How often they were disabled and not enabled yet. */
  let depth = 0;
  const setDepth = (value: number): void => {
    depth = Math.max(0, value);
    scheduler.holdInterrupts(depth > 0);
  };
  return {
    time_pulse_us: natives.function(2, 3, (pin, level, timeout?: Ref) => {
      const number = pins.number(pin);
      const timeoutUs = timeout === undefined ? DEFAULT_TIMEOUT_US : convert.int(timeout) >>> 0;
      return objects.int(timePulse(vm, pins, { pin: number, level: convert.bool(level) ? 1 : 0, timeoutUs }));
    }),
    disable_irq: natives.function(0, 0, () => {
      setDepth(depth + 1);
      return objects.int(0);
    }),
    enable_irq: natives.function(1, 1, (state) => {
      convert.int(state);
      setDepth(depth - 1);
      return NONE;
    }),
  };
}

interface Pulse {
  readonly pin: number;
  readonly level: 0 | 1;
  readonly timeoutUs: number;
}

/** The length in microseconds; -2 if the pulse did not begin in time, -1 if it did not end. The user's interrupt ends it too. */
function timePulse({ board }: Vm, { gpio }: Pins, { pin, level, timeoutUs }: Pulse): number {
  let startMs = performance.now();
  let awaited = level;
  const pwm = gpio.pad(pin).pwm;
  if (pwm && pwm.duty > 0 && pwm.duty < FULL_DUTY) return timePwmPulse(board, pwm, { level, timeoutUs });
  for (let changesLeft = 2; ;) {
    const seen = board.doorbell;
    const nowMs = performance.now();
    if (gpio.read(pin) === awaited) {
      if (--changesLeft === 0) return Math.floor((nowMs - startMs) * US_PER_MS);
      awaited = awaited === 1 ? 0 : 1;
      startMs = nowMs;
      continue;
    }
    const leftMs = timeoutUs / US_PER_MS - (nowMs - startMs);
    if (leftMs <= 0 || board.isInterruptRequested) return -changesLeft;
    board.waitForDoorbell(seen, leftMs);
  }
}

/** The same for PWM. It takes the time that it tells. */
function timePwmPulse(board: BoardMemory, pwm: PwmSignal, { level, timeoutUs }: Omit<Pulse, 'pin'>): number {
  const nowMs = performance.now();
  const { level: levelNow, leftUs } = phaseOf(pwm, nowMs);
  const waitUs = levelNow === level ? 0 : leftUs;
  const partUs = periodUs(pwm) * (pwm.duty / FULL_DUTY);
  const pulseUs = levelNow === level ? leftUs : level === 1 ? partUs : periodUs(pwm) - partUs;
  const pass = (us: number): void => {
    const untilMs = nowMs + us / US_PER_MS;
    while (performance.now() < untilMs && !board.isInterruptRequested) board.waitForDoorbell(board.doorbell, untilMs - performance.now());
  };
  const begins = waitUs <= timeoutUs;
  const ends = pulseUs <= timeoutUs;
  pass(begins ? waitUs + Math.min(pulseUs, timeoutUs) : timeoutUs);
  return !begins ? -2 : ends ? Math.floor(pulseUs) : -1;
}
