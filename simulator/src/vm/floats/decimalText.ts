/**
 * Reads decimal text as a number of single precision, with the arithmetic of a chip that has nothing larger: a mantissa of
 * 32 bits, and one multiplication by a power of ten. The result is therefore now and then a step beside the nearest number,
 * as it is on the chip. The steps are those of MicroPython's py/parsenum.c, and the values must be equal to its.
 */

/** Digits are counted, no longer taken in, once the mantissa is this large. */
const MANTISSA_LIMIT = 0x19999998;
/** Powers of five up to this one are exact in single precision. */
const EXACT_POWER_OF_FIVE = 10;
const EXPONENT_LIMIT = Math.floor((2 ** 30 - 10) / 10);

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

export const EXPONENT_SHIFT = 23;
const EXPONENT_MASK = 0xff;

export function bitsOf(value: number): number {
  single[0] = value;
  return bits[0] ?? 0;
}

/** `value` times ten to that power: two to the power by the exponent, which wraps as a field of 8 bits does, then five to it. */
export function timesPowerOfTen(value: number, power: number): number {
  if (power === 0 || value === 0) return value;
  const pattern = bitsOf(value);
  const exponent = ((pattern >>> EXPONENT_SHIFT) + power) & EXPONENT_MASK;
  bits[0] = ((pattern & ~(EXPONENT_MASK << EXPONENT_SHIFT)) | (exponent << EXPONENT_SHIFT)) >>> 0;
  const scaled = single[0] ?? 0;
  const isExact = power < 0 && power >= -EXACT_POWER_OF_FIVE;
  return Math.fround(isExact ? scaled / 5 ** -power : scaled * Math.fround(5 ** power));
}

export interface ParsedDecimal {
  readonly value: number;
  /** How many characters belong to the number. */
  readonly length: number;
}

/** Reads an unsigned number; undefined if an exponent is announced and the text ends. */
export function parseDecimal(text: string): ParsedDecimal | undefined {
  const mantissa = new Mantissa();
  let position = 0;
  let isFraction = false;
  for (; position < text.length; position++) {
    const character = text[position] ?? '';
    if (character >= '0' && character <= '9') mantissa.take(Number(character), isFraction);
    else if (character === '.' && !isFraction) isFraction = true;
    else if (character !== '_') break;
  }
  let exponent = 0;
  if (/^[eE]/.test(text.slice(position, position + 1))) {
    const [whole, sign = '', digits = ''] = /^.([+-]?)([\d_]*)/.exec(text.slice(position)) ?? [''];
    position += whole.length;
    if (position === text.length && digits === '') return undefined;
    exponent = (sign === '-' ? -1 : 1) * boundedInteger(digits.replaceAll('_', ''));
  }
  return { value: timesPowerOfTen(Math.fround(mantissa.digits), exponent + mantissa.exponent), length: position };
}

/** The digits of a number as an integer and a power of ten. Zeros count only once another digit follows. */
class Mantissa {
  digits = 0;
  private shift = 0;
  private wholeZeros = 0;
  private fractionZeros = 0;

  get exponent(): number {
    return this.shift + this.wholeZeros;
  }

  take(digit: number, isFraction: boolean): void {
    if (digit === 0 || this.digits >= MANTISSA_LIMIT) {
      if (isFraction) this.fractionZeros++;
      else this.wholeZeros++;
      return;
    }
    for (; this.wholeZeros > 0; this.wholeZeros--) this.append(0, false);
    for (; this.fractionZeros > 0; this.fractionZeros--) this.append(0, true);
    this.append(digit, isFraction);
  }

  private append(digit: number, isFraction: boolean): void {
    if (this.digits >= MANTISSA_LIMIT) {
      if (!isFraction) this.shift++;
      return;
    }
    this.digits = 10 * this.digits + digit;
    if (isFraction) this.shift--;
  }
}

/** A digit that would make it too large is left out: the result is 0 or infinite anyway. */
function boundedInteger(digits: string): number {
  let value = 0;
  for (const digit of digits) if (value < EXPONENT_LIMIT) value = 10 * value + Number(digit);
  return value;
}
