import { expect, test } from 'vitest';
import { toLines, toPieces } from '../../../panel/src/byteText';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (bytes: Uint8Array): string =>
  toPieces(bytes)
    .map(({ kind, text }) => (kind === 'escape' ? `{${text}}` : text))
    .join('');

test('text stays text and line ends become visible', () => {
  expect(read(bytesOf('HTTP/1.0 200 OK\r\n\tgrüße 😀'))).toBe('HTTP/1.0 200 OK{\\r\\n\\t}grüße 😀');
});

test('a backslash in the text is no escape', () => {
  expect(read(bytesOf('\\r\r'))).toBe('\\r{\\r}');
});

test.each([
  ['a lone continuation byte', [0x41, 0x80], 'A{\\x80}'],
  ['a sequence that breaks off', [0xe2, 0x82], '{\\xe2\\x82}'],
  ['an overlong form', [0xc0, 0x80], '{\\xc0\\x80}'],
  ['an overlong form of three bytes', [0xe0, 0x80, 0x80], '{\\xe0\\x80\\x80}'],
  ['half of a surrogate pair', [0xed, 0xa0, 0x80], '{\\xed\\xa0\\x80}'],
  ['a number beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '{\\xf4\\x90\\x80\\x80}'],
  ['binary', [0x00, 0x7f, 0xff], '{\\x00\\x7f\\xff}'],
])('%s is shown as bytes', (_, bytes, shown) => {
  expect(read(Uint8Array.from(bytes))).toBe(shown);
});

test('characters that would hide or reorder others are shown as bytes', () => {
  expect(read(bytesOf('a\u202eb\ufeffc\u0085'))).toBe('a{\\xe2\\x80\\xae}b{\\xef\\xbb\\xbf}c{\\xc2\\x85}');
});

test('a preview stops where it is told', () => {
  const length = toPieces(new Uint8Array(100_000).fill(0x61), 50).reduce((sum, { text }) => sum + text.length, 0);
  expect(length).toBe(50);
});

test('every byte but a line feed stays on its line, and the line feed ends it visibly', () => {
  const lines = toLines(bytesOf('a\r\n\r\nb')).map((pieces) => pieces.map(({ text }) => text).join(''));
  expect(lines).toEqual(['a\\r\\n', '\\r\\n', 'b']);
  expect(toLines(new Uint8Array())).toEqual([]);
});
