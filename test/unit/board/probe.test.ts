import { describe, expect, it } from 'vitest';
import { probeFailure, probeObjection, probeStartCode, recordStart } from '../../../board/src/probe/probe';
import { movedBytes } from '../../../shared/src';

describe('the probe', () => {
  it.each([
    ['import _thread', /threads/],
    ['import os\nos.dupterm(None)', /terminal/],
    ['import webrepl', /WebREPL/],
    ['micropython.heap_lock()', /heap/],
    ["del sys.modules['socket']", /sys\.modules/],
    ['uart = UART(0, 115200)', /UART 0/],
  ])('has an objection to %j', (source, text) => {
    expect(probeObjection(source)).toMatch(text);
  });

  it.each(['import socket, select, ssl, asyncio, requests', 'import sys\nprint(sys.modules)', 'UART(1, 9600)', 'import threading_like'])(
    'has none to %j',
    (source) => {
      expect(probeObjection(source)).toBeUndefined();
    },
  );

  it('says why it could not be put in place', () => {
    const traceback = (last: string): string =>
      `Traceback (most recent call last):\r\n  File "<stdin>", line 2, in <module>\r\n${last}\r\n`;
    expect(probeFailure(traceback('MemoryError: probe'))).toMatch(/too little free memory/);
    expect(probeFailure(traceback('ImportError: socket is a file'))).toMatch(/file named socket/);
    expect(probeFailure(traceback("ImportError: no module named 'binascii'"))).toMatch(/firmware lacks/);
    expect(probeFailure(traceback('OSError: 5'))).toMatch(/OSError: 5/);
    expect(probeFailure('')).toBeUndefined();
  });

  it('is sent as printable ASCII, without comments, and short', () => {
    const code = probeStartCode('abcd1234');
    expect(code).toMatch(/^[\x20-\x7e\n]*$/);
    expect(code).not.toContain('#');
    expect(code.length).toBeLessThan(8000);
  });

  it('takes a nonce of letters and digits alone', () => {
    expect(() => probeStartCode("a'b")).toThrow(RangeError);
    expect([...recordStart('ab12')]).toEqual([0xff, 0xe1, 0xe2, 0xb1, 0xb2]);
  });

  it('tells by a record how many bytes there were, also where it holds fewer', () => {
    const bytes = new Uint8Array(512);
    expect(movedBytes({ operation: 'recv', outcome: { kind: 'ok', value: 3000 }, bytes })).toBe(3000);
    expect(movedBytes({ operation: 'read', outcome: { kind: 'error', errno: 116 }, bytes })).toBe(512);
    expect(movedBytes({ operation: 'socket', outcome: { kind: 'ok', value: 54 }, bytes: new Uint8Array(0) })).toBe(0);
  });
});
