/**
 * Writes a number of single precision as `%e`, `%f` and `%g` do, and as `repr` does: with as few digits as read back to the
 * same number, six at least if the format has room for them. All arithmetic is of single precision, so what an ESP32 does not
 * print exactly is not exact here. The steps are those of MicroPython's py/formatfloat.c, whose text must be equal.
 */
import { bitsOf, EXPONENT_SHIFT, parseDecimal, timesPowerOfTen } from './decimalText';

export interface FloatFormat {
  /** One of `eEfFgG`. */
  readonly letter: string;
  /** Digits; below 0 for the usual 6, `REPR_PRECISION` for `repr`. */
  readonly precision: number;
  /** What stands before a number that is not negative: nothing, a plus or a space. */
  readonly sign: string;
  /** Bytes that the text may have, its end included. */
  readonly room: number;
}

export const REPR_PRECISION = 99;

/** Digits that a number of single precision surely has, and those that it takes to tell any two apart. */
const [SAFE_DIGITS, MAX_DIGITS] = [6, 9];
const USUAL_PRECISION = 6;
/** `repr` writes numbers with so many digits before the point, and larger ones with an exponent. */
const REPR_WHOLE_DIGITS = 16;
const EXPONENT_BIAS = 127;
const LOG10_OF_2 = Math.fround(0.3010299956639812);
/** Room for a sign, a digit, a point and an exponent. */
const SHORTEST_EXPONENT_FORM = 6;
const NO_POINT = 255;
const SEARCH_STEPS = 3 + 3 * (MAX_DIGITS - SAFE_DIGITS);

type Mode = 'exponent' | 'fixed' | 'general';

/** How the digits of a mantissa become text. */
interface Layout {
  readonly mode: Mode;
  readonly isUpperCase: boolean;
  /** Decimal exponent of the first digit. */
  readonly exponent: number;
  /** Digits of the mantissa, and how many of them but one stand before the point. */
  readonly digits: number;
  readonly point: number;
  readonly leadingZeros: number;
  readonly trailingZeros: number;
  /** In the general mode: exponents below this one are written as zeros. */
  readonly maxWholeZeros: number;
}

export function formatFloat(value: number, { letter, precision, sign, room: bufferSize }: FloatFormat): string {
  const isNegative = Object.is(value, -0) || value < 0;
  const prefix = isNegative ? '-' : sign;
  const isUpperCase = letter < 'a';
  if (!Number.isFinite(value)) {
    const name = Number.isNaN(value) ? 'nan' : 'inf';
    return prefix + (isUpperCase ? name.toUpperCase() : name);
  }
  const room = bufferSize - prefix.length;
  return prefix + formatMagnitude(Math.abs(value), { letter: letter.toLowerCase(), precision, isUpperCase, room });
}

interface MagnitudeFormat {
  readonly letter: string;
  readonly precision: number;
  readonly isUpperCase: boolean;
  readonly room: number;
}

function formatMagnitude(value: number, { letter, precision, isUpperCase, room }: MagnitudeFormat): string {
  const exponent = decimalExponent(value);
  const isRepr = precision === REPR_PRECISION;
  let wanted = isRepr ? MAX_DIGITS : precision < 0 ? USUAL_PRECISION : precision;
  const maxWholeZeros = isRepr ? REPR_WHOLE_DIGITS : Math.min(wanted, room - 3);
  let mode: Mode = letter === 'f' ? 'fixed' : letter === 'g' ? 'general' : 'exponent';
  if (mode === 'fixed' && exponent > 0 && exponent + wanted + 2 > room) {
    mode = 'general';
    wanted++;
  }
  let leadingZeros = 0;
  let digits = wanted;
  if (mode === 'fixed') {
    digits = Math.min(digits, room - 3);
    if (exponent >= 0) digits += exponent + 1;
    else if (digits > 2 && exponent < -2) {
      leadingZeros = Math.min(-exponent, digits) - 2;
      digits -= leadingZeros;
    } else digits++;
  } else if (mode === 'exponent' || digits === 0) digits++;
  const overhead = mode === 'fixed' ? 3 : SHORTEST_EXPONENT_FORM + 1;
  const maxDigits = Math.min(digits, MAX_DIGITS);
  const trailingZeros = Math.min(digits - maxDigits, room - maxDigits - overhead);

  for (let count = Math.min(SAFE_DIGITS, maxDigits); ; count++) {
    const { scale, point } = placeDigits(value, mode, exponent, count, leadingZeros);
    const layout: Layout = {
      ...{ mode, isUpperCase, exponent, digits: count, point, leadingZeros, maxWholeZeros },
      trailingZeros: trailingZeros + (maxDigits - count),
    };
    const { text, isExact } = search(value, layout, firstMantissa(value, count, scale));
    if (isExact || count >= maxDigits) return text;
  }
}

/** The exponent of the first decimal digit. */
function decimalExponent(value: number): number {
  if (value === 0) return 0;
  const binary = (bitsOf(value) >>> EXPONENT_SHIFT) - EXPONENT_BIAS;
  let exponent = Math.trunc(Math.fround(binary * LOG10_OF_2));
  if (value >= 1) while (value >= timesPowerOfTen(1, exponent + 1)) exponent++;
  else while (value < timesPowerOfTen(1, exponent)) exponent--;
  return exponent;
}

/** By which power of ten the number is multiplied to be an integer of so many digits, and where its point is then. */
function placeDigits(value: number, mode: Mode, exponent: number, count: number, leadingZeros: number): { scale: number; point: number } {
  if (value === 0) return { scale: 0, point: 0 };
  if (mode !== 'fixed') return { scale: count - exponent - 1, point: 0 };
  if (exponent >= 0) return { scale: count - 1 - exponent, point: exponent };
  return leadingZeros > 0 ? { scale: count + leadingZeros, point: NO_POINT } : { scale: count - 1, point: 0 };
}

/** The last digits of many come from a multiplication of integers. */
function firstMantissa(value: number, count: number, scale: number): number {
  let byInteger = 1;
  if (count > SAFE_DIGITS && scale > 1) byInteger = count > SAFE_DIGITS + 1 && scale > 2 ? 100 : 10;
  const scaled = timesPowerOfTen(value, scale - Math.log10(byInteger));
  return (byInteger * (Math.trunc(Math.fround(scaled + 0.5)) >>> 0)) >>> 0;
}

/**
 * Looks near a first guess for a mantissa whose text reads back to the number; otherwise takes the nearest one tried. Numbers below
 * 1e-38 have a guess that is far off and may not fit 32 bits: what is printed of them is not their value, as on a board.
 */
function search(value: number, layout: Layout, guess: number): { readonly text: string; readonly isExact: boolean } {
  const attempt = (mantissa: number) => {
    const text = layOut(mantissa, layout);
    return { mantissa, text, difference: Math.fround((parseDecimal(text)?.value ?? 0) - value) };
  };
  let current = attempt(guess);
  let best = current;
  let step = layout.digits > SAFE_DIGITS ? 1 << (3 * (layout.digits - SAFE_DIGITS)) : 1;
  for (let runs = SEARCH_STEPS; runs > 0 && current.difference !== 0; runs--) {
    current = attempt((current.mantissa + (current.difference < 0 ? step : -step)) >>> 0);
    const gain = Math.fround(Math.abs(current.difference) - Math.abs(best.difference));
    if (gain < 0 || (gain === 0 && current.mantissa % 10 === 0)) best = current;
    if (current.difference !== 0 && step === 1) return { text: best.text, isExact: false };
    step = Math.max(1, step >> 1);
  }
  return { text: current.text, isExact: true };
}

function layOut(value: number, layout: Layout): string {
  const { mode } = layout;
  let { exponent, digits, point, trailingZeros } = layout;
  let mantissa = value;
  if (mantissa >= 10 ** digits) {
    // Rounding has made a digit more.
    if (mode === 'fixed') {
      digits++;
      point++;
    } else {
      mantissa = Math.floor(mantissa / 10);
      exponent++;
    }
  }
  let zeros = layout.leadingZeros;
  let hasZeros = zeros > 0;
  if (mode === 'general' && exponent >= 0 && exponent < layout.maxWholeZeros) {
    point += exponent;
    if (point >= digits) trailingZeros = point - (digits - 1);
    exponent = 0;
  } else if (mode === 'general' && exponent < 0 && exponent >= -4) {
    let dropped = 0;
    while (exponent < 0 && mantissa % 10 === 0) {
      mantissa = Math.floor(mantissa / 10);
      dropped++;
      exponent++;
    }
    digits -= dropped;
    zeros = dropped - exponent - 1;
    hasZeros = true;
    point = NO_POINT;
    exponent = 0;
  }
  let text = String(mantissa).padStart(digits, '0').slice(-digits);
  let hasPoint = point >= NO_POINT;
  if (point + 1 < digits) {
    text = `${text.slice(0, point + 1)}.${text.slice(point + 1)}`;
    hasPoint = true;
  }
  if (hasZeros) text = `0.${'0'.repeat(zeros)}${text}`;
  const zerosBeforePoint = point - (digits - 1);
  for (let i = 0; i < trailingZeros; i++) {
    if (i === zerosBeforePoint) {
      text += '.';
      hasPoint = true;
    }
    text += '0';
  }
  if (mode === 'general' && hasPoint) text = text.replace(/\.?0+$/, '');
  if (mode === 'fixed' || (exponent === 0 && mode === 'general')) return text;
  const letter = layout.isUpperCase ? 'E' : 'e';
  return `${text}${letter}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
