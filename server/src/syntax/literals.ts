/** What string and number literals stand for: prefixes, escapes and the number forms of MicroPython. */

export interface LiteralShape {
  readonly prefix: string;
  readonly quote: string;
  /** The text between the quotes, as it is written. */
  readonly body: string;
}

/** Splits `rb'''x'''` into its parts; a literal whose end is missing has its rest as body. */
export function shapeOf(literal: string): LiteralShape {
  const prefix = /^[a-zA-Z]*/.exec(literal)?.[0] ?? '';
  const rest = literal.slice(prefix.length);
  const quote = /^('''|"""|'|")/.exec(rest)?.[0] ?? '';
  const isClosed = rest.length >= 2 * quote.length && rest.endsWith(quote);
  return { prefix: prefix.toLowerCase(), quote, body: rest.slice(quote.length, isClosed ? rest.length - quote.length : undefined) };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[^])/g;

/** The value of a body; of bytes, one character a byte (other characters stand for their UTF-8 bytes). */
export function unescape(body: string, { isRaw, isBytes }: { readonly isRaw: boolean; readonly isBytes: boolean }): string {
  const plain = isRaw || !body.includes('\\') ? body : body.replace(ESCAPE, (whole, escape: string) => escapeValue(whole, escape, isBytes));
  return isBytes ? utf8Characters(plain) : plain;
}

function escapeValue(whole: string, escape: string, isBytes: boolean): string {
  const simple = SIMPLE_ESCAPES[escape];
  if (simple !== undefined) return simple;
  if (escape === '\r\n') return '';
  if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8) & 0xff);
  if (escape.startsWith('x')) return String.fromCharCode(parseInt(escape.slice(1), 16));
  if (!isBytes && /^[uU][0-9a-fA-F]+$/.test(escape)) {
    const code = parseInt(escape.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  }
  return whole;
}

function utf8Characters(text: string): string {
  let result = '';
  for (const character of text) {
    if (character.charCodeAt(0) < 0x100) result += character;
    else for (const byte of new TextEncoder().encode(character)) result += String.fromCharCode(byte);
  }
  return result;
}

export function numberOf(literal: string): { readonly value: number; readonly type: 'int' | 'float' | 'complex' } {
  const plain = literal.replaceAll('_', '').toLowerCase();
  if (/^0[xob]/.test(plain)) return { value: Number(plain), type: 'int' };
  if (plain.endsWith('j')) return { value: Number(plain.slice(0, -1)), type: 'complex' };
  return { value: Number(plain), type: /[.e]/.test(plain) ? 'float' : 'int' };
}

export interface DecodedCharacter {
  readonly value: string;
  /** Offsets in the body of what is written for it. */
  readonly from: number;
  readonly to: number;
}

/** The characters of a body one by one, with where each is written. In an f-string `{{` stands for `{`. */
export function decodedCharacters(
  body: string,
  { isRaw, isBytes, isFormat }: { readonly isRaw: boolean; readonly isBytes: boolean; readonly isFormat: boolean },
): DecodedCharacter[] {
  const tokens = new RegExp(`${isRaw ? '' : `${ESCAPE.source}|`}${isFormat ? '\\{\\{|\\}\\}|' : ''}[^]`, 'gu');
  return [...body.matchAll(tokens)].flatMap(({ 0: written, index }) => {
    const value = isFormat && (written === '{{' || written === '}}') ? written.slice(1) : unescape(written, { isRaw, isBytes });
    return value === '' ? [] : [{ value, from: index, to: index + written.length }];
  });
}
