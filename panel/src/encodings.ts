/** Text of bytes in the encoding that the user chose. UTF-8 is shown byte for byte (`byteText`); the others as the browser reads them. */
import { type Piece, toLines } from './byteText';

/** Names of the Encoding Standard, and what users call them. */
export const ENCODINGS = [
  ['utf-8', 'UTF-8'],
  ['iso-8859-1', 'Latin-1'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
  ['gb18030', 'GB 18030'],
  ['big5', 'Big5'],
  ['shift_jis', 'Shift JIS'],
  ['euc-kr', 'EUC-KR'],
  ['koi8-r', 'KOI8-R'],
] as const;

export type Encoding = (typeof ENCODINGS)[number][0];

/** Reads bytes a portion at a time, in order. */
export class TextReader {
  private readonly decoder: TextDecoder;

  constructor(private readonly encoding: Encoding) {
    this.decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  lines(portion: Uint8Array): Piece[][] {
    if (this.encoding === 'utf-8') return toLines(portion);
    const text = this.decoder.decode(portion, { stream: true });
    return text.split(/(?<=\n)/).map(piecesOf);
  }
}

/** Control characters as escapes, and so what changes the direction of other text. */
function piecesOf(line: string): Piece[] {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const parts = line.split(/([\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+)/);
  return parts.flatMap((text, at): Piece[] => {
    if (text === '') return [];
    return [at % 2 === 0 ? { kind: 'text', text } : { kind: 'escape', text: Array.from(text, escaped).join('') }];
  });
}

/** Text of several lines with every character that cannot be seen as its escape, line ends and tabs aside. */
export function visibleText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, (character, at: number) =>
    character === '\r' && text[at + 1] === '\n' ? character : escaped(character),
  );
}

function escaped(character: string): string {
  const short = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }[character];
  const code = character.codePointAt(0) ?? 0;
  return short ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`);
}
