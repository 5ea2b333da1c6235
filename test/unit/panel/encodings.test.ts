import { expect, test } from 'vitest';
import { TextReader, visibleText } from '../../../panel/src/encodings';

test('text of several lines keeps its lines and shows what could not be seen', () => {
  expect(visibleText('a\r\n\tb\rc\0\u001b[2J\u202edcba\ufeff')).toBe('a\r\n\tb\\rc\\x00\\x1b[2J\\u202edcba\\ufeff');
  expect(visibleText('grüße 😀\n')).toBe('grüße 😀\n');
});

test('bytes are read in the encoding that was chosen, also when a character is divided between two portions', () => {
  const reader = new TextReader('utf-16le');
  const lines = [Uint8Array.of(0x48, 0, 0x69), Uint8Array.of(0, 0x0a, 0)].flatMap((portion) => reader.lines(portion));
  expect(lines.flat()).toEqual([
    { kind: 'text', text: 'H' },
    { kind: 'text', text: 'i' },
    { kind: 'escape', text: '\\n' },
  ]);
});
