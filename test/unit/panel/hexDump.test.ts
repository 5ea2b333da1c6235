import { expect, test } from 'vitest';
import { hexDump, hexDumpText } from '../../../panel/src/hexDump';

const bytes = new TextEncoder().encode('GET / HTTP/1.0\r\nHost: x\r\n');

test('the dump has offset, bytes and ASCII, and its last line is padded', () => {
  expect(hexDumpText(bytes)).toBe(
    [
      '0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 30 0d 0a  |GET / HTTP/1.0..|',
      '0010  48 6f 73 74 3a 20 78 0d  0a                       |Host: x..|',
    ].join('\n'),
  );
});

test('a narrow dump has eight columns', () => {
  expect(hexDump(bytes, 8)[1]).toEqual({ offset: '0008', hex: '54 50 2f 31  2e 30 0d 0a', ascii: 'TP/1.0..' });
});

test('a portion of a long dump is the same as its part of the whole', () => {
  const long = Uint8Array.from({ length: 1000 }, (_, index) => index & 0xff);
  expect(hexDump(long, 16, 160, 320)).toEqual(hexDump(long, 16).slice(10, 20));
});

test('offsets beyond 64 KB have room', () => {
  expect(hexDump(new Uint8Array(0x10010), 16).at(-1)?.offset).toBe('00010000');
});

test('nothing has no lines', () => {
  expect(hexDump(new Uint8Array(), 16)).toEqual([]);
});
