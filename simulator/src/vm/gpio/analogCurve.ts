/**
 * What the ESP32's converter makes of a voltage: 12 bits that are too low near 0, bend near the top, and end below the supply
 * voltage. `read_uv` of a board undoes that with the values in the chip's fuses; here they are those of the typical chip,
 * with a reference of 1100 mV, and without its noise.
 */

export interface CurvePoint {
  readonly raw: number;
  readonly millivolts: number;
}

export const FULL_SCALE = 4095;

/** By attenuation: 0, 2.5, 6 and 11 dB. */
const CURVES: readonly (readonly CurvePoint[])[] = [
  [
    { raw: 0, millivolts: 75 },
    { raw: FULL_SCALE, millivolts: 1039 },
  ],
  [
    { raw: 0, millivolts: 78 },
    { raw: FULL_SCALE, millivolts: 1357 },
  ],
  [
    { raw: 0, millivolts: 107 },
    { raw: FULL_SCALE, millivolts: 1877 },
  ],
  [
    { raw: 0, millivolts: 142 },
    { raw: 2880, millivolts: 2457 },
    { raw: 3456, millivolts: 2832 },
    { raw: FULL_SCALE, millivolts: 3134 },
  ],
];

export function rawOf(millivolts: number, attenuation: number): number {
  const [low, high] = segment(attenuation, (end) => millivolts <= end.millivolts);
  const raw = low.raw + ((millivolts - low.millivolts) * (high.raw - low.raw)) / (high.millivolts - low.millivolts);
  return Math.min(FULL_SCALE, Math.max(0, Math.round(raw)));
}

export function millivoltsOf(raw: number, attenuation: number): number {
  const [low, high] = segment(attenuation, (end) => raw <= end.raw);
  return Math.round(low.millivolts + ((raw - low.raw) * (high.millivolts - low.millivolts)) / (high.raw - low.raw));
}

function segment(attenuation: number, endsAt: (end: CurvePoint) => boolean): readonly [CurvePoint, CurvePoint] {
  const curve = CURVES[attenuation] ?? [];
  const found = curve.findIndex((end, i) => i > 0 && endsAt(end));
  const index = found < 0 ? curve.length - 1 : found;
  const [low, high] = [curve[index - 1], curve[index]];
  if (!low || !high) throw new RangeError(`There is no attenuation ${attenuation}.`);
  return [low, high];
}
