/** How the state of a pin travels in an outbox frame; the frame's subject is the pin. */
import type { PinMode, PinState } from '../../../shared/src';

const modes: readonly PinMode[] = ['unused', 'in', 'out', 'openDrain', 'pwm', 'adc', 'dac', 'touch'];
const pulls = [undefined, 'up', 'down'] as const;

/** Mode, level and pull, a byte each; then with PWM or a DAC the duty or the millivolts, and the frequency in Hz. */
const HEADER_BYTES = 8;
const ANALOG_BYTES = 16;

export function encodePin({ mode, level, pull, pwm, millivolts }: PinState): Uint8Array {
  const isAnalog = pwm !== undefined || millivolts !== undefined;
  const bytes = new Uint8Array(isAnalog ? ANALOG_BYTES : HEADER_BYTES);
  bytes[0] = modes.indexOf(mode);
  bytes[1] = level;
  bytes[2] = pulls.indexOf(pull);
  if (isAnalog) {
    const view = new DataView(bytes.buffer);
    view.setUint32(4, pwm?.duty ?? millivolts ?? 0, true);
    view.setFloat64(8, pwm?.frequencyHz ?? 0, true);
  }
  return bytes;
}

export function decodePin(pin: number, payload: Uint8Array): PinState {
  const mode = modes[payload[0] ?? 0] ?? 'unused';
  const pull = pulls[payload[2] ?? 0];
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return {
    pin,
    mode,
    level: payload[1] === 1 ? 1 : 0,
    ...(pull ? { pull } : {}),
    ...(mode === 'pwm' ? { pwm: { duty: view.getUint32(4, true), frequencyHz: view.getFloat64(8, true) } } : {}),
    ...(mode === 'dac' ? { millivolts: view.getUint32(4, true) } : {}),
  };
}
