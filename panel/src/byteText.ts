/**
 * Shows bytes as text without hiding anything: text as it reads, everything else as the escape that Python would print
 * (`\r\n`, `\x8f`), marked so that it cannot be mistaken for a backslash in the text. Pure; the DOM gives the look.
 */
export type PieceKind = 'text' | 'escape';

const strict = new TextDecoder('utf-8', { ignoreBOM: true });
const lenient = new TextDecoder();

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

/** Pieces on one line. Stops after about `maxCharacters` characters. */
export function toPieces(bytes: Uint8Array, maxCharacters = Number.POSITIVE_INFINITY): Piece[] {
  const pieces: { kind: PieceKind; text: string }[] = [];
  let length = 0;
  for (let position = 0; position < bytes.length && length < maxCharacters;) {
    const size = sequenceLength(bytes, position);
    const { kind, text } =
      size === 0 ? { kind: 'escape' as const, text: byteEscape(bytes[position] ?? 0) } : decoded(bytes.subarray(position, position + size));
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
    length += text.length;
    position += Math.max(1, size);
  }
  return pieces;
}

/** As `toPieces`, broken after each line feed. The line end stays visible at the end of its line. */
export function toLines(bytes: Uint8Array): Piece[][] {
  const lines: Piece[][] = [];
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    lines.push(toPieces(bytes.subarray(start, end)));
    start = end;
  }
  return lines;
}

/** Plain text for the clipboard and for the filter: what the bytes say, with U+FFFD where they say nothing. */
export function toPlainText(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

const shortEscapes: Readonly<Record<number, string>> = { 0x09: '\\t', 0x0a: '\\n', 0x0d: '\\r' };

function decoded(bytes: Uint8Array): Piece {
  const text = bytes.length === 1 ? String.fromCharCode(bytes[0] ?? 0) : strict.decode(bytes);
  const code = text.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return { kind: 'escape', text: shortEscapes[code] ?? byteEscape(code) };
  return isInvisible(code) ? { kind: 'escape', text: Array.from(bytes, byteEscape).join('') } : { kind: 'text', text };
}

/** C1 controls, and what changes the direction or the place of other text, could make a row lie about its bytes. */
function isInvisible(code: number): boolean {
  return invisibleRanges.some(([first, last]) => code >= first && code <= last);
}

const invisibleRanges = [
  [0x80, 0x9f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
] as const;

function byteEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** Length of the well-formed UTF-8 sequence at `position` (RFC 3629), 0 if there is none. */
function sequenceLength(bytes: Uint8Array, position: number): number {
  const first = bytes[position] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = bytes[position + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let offset = 2; offset < length; offset++) {
    const byte = bytes[position + offset] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}
