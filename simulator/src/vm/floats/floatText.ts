/**
 * The text of a number of single precision, as `%e`, `%f`, `%g` and `repr` give it on a chip that knows nothing larger. Nine
 * digits tell any two such numbers apart, so that no more are written: what is asked for beyond them is zeros. Of six to nine
 * digits as few are taken as read back to the same number. The digits are correctly rounded, which those of a chip, with its
 * arithmetic of single precision, are not always in the last place.
 */
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
/** A number of single precision with so many digits is never rounded up to the next power of ten. */
const EXACT_DIGITS = 16;
/** `repr` writes numbers with so many digits before the point, and larger ones with an exponent. */
const REPR_WHOLE_DIGITS = 16;
/** Numbers from ten to the power of this one on are written without an exponent by `%g`. */
const SMALLEST_PLAIN_EXPONENT = -4;
/** A sign of the exponent, a digit, a point and the end. */
const ROOM_BESIDE_DIGITS = 3;

/** The digits of a number, and the decimal exponent of the first. */
interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

export function formatFloat(value: number, { letter, precision, sign, room }: FloatFormat): string {
  const isNegative = Object.is(value, -0) || value < 0;
  const prefix = isNegative ? '-' : sign;
  const text = Number.isFinite(value)
    ? formatMagnitude(Math.abs(value), letter.toLowerCase(), precision, room - prefix.length)
    : Number.isNaN(value)
      ? 'nan'
      : 'inf';
  return prefix + (letter < 'a' ? text.toUpperCase() : text);
}

function formatMagnitude(value: number, letter: string, precision: number, room: number): string {
  const wanted = precision < 0 ? USUAL_PRECISION : precision;
  if (precision === REPR_PRECISION) return general(value, MAX_DIGITS, REPR_WHOLE_DIGITS);
  const exponent = exponentOf(value);
  const fits = exponent <= 0 || exponent + wanted + 2 <= room;
  if (letter === 'e') return withExponent(padded(decimal(value, wanted + 1), wanted + 1));
  if (letter === 'g') return general(value, Math.max(1, wanted), Math.min(wanted, room - ROOM_BESIDE_DIGITS));
  // A number that is too long for the room is written with an exponent.
  return fits ? fixed(value, Math.min(wanted, room - ROOM_BESIDE_DIGITS)) : general(value, wanted + 1, wanted + 1);
}

/** Without zeros at the end; with an exponent below a ten thousandth, and from `wholeDigits` digits before the point on. */
function general(value: number, digitCount: number, wholeDigits: number): string {
  const { digits, exponent } = decimal(value, digitCount);
  const significant = digits.replace(/0+$/, '') || '0';
  const isPlain = exponent === 0 || (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < wholeDigits);
  return isPlain ? plain({ digits: significant, exponent }) : withExponent({ digits: significant, exponent });
}

function fixed(value: number, decimals: number): string {
  const digitCount = exponentOf(value) + 1 + decimals;
  if (digitCount <= SAFE_DIGITS) return value.toFixed(decimals);
  return plain(padded(decimal(value, digitCount), digitCount), decimals);
}

/** The decimal exponent of the first digit, before anything is rounded. */
function exponentOf(value: number): number {
  return Number(value.toExponential(EXACT_DIGITS).split('e')[1]);
}

/** Correctly rounded to so many digits, or fewer if they read back to the same number. */
function decimal(value: number, digitCount: number): Decimal {
  const most = Math.min(digitCount, MAX_DIGITS);
  let count = Math.min(most, SAFE_DIGITS);
  let text = value.toExponential(count - 1);
  while (count < most && Math.fround(Number(text)) !== value) text = value.toExponential(count++);
  const [digits = '', exponent = '0'] = text.split('e');
  return { digits: digits.replace('.', ''), exponent: Number(exponent) };
}

function padded({ digits, exponent }: Decimal, digitCount: number): Decimal {
  return { digits: digits.padEnd(digitCount, '0'), exponent };
}

/** With at least so many digits behind the point, if a number is given; otherwise with those that there are. */
function plain({ digits, exponent }: Decimal, decimals = 0): string {
  const whole = exponent < 0 ? '0' : digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = exponent < 0 ? '0'.repeat(-exponent - 1) + digits : digits.slice(exponent + 1);
  const text = fraction.padEnd(decimals, '0');
  return text === '' ? whole : `${whole}.${text}`;
}

function withExponent({ digits, exponent }: Decimal): string {
  const [first = '0', ...rest] = digits;
  const point = rest.length > 0 ? '.' : '';
  const sign = exponent < 0 ? '-' : '+';
  return `${first}${point}${rest.join('')}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
