import { describe, expect, test } from 'vitest';
import { countText, type OperationRow, remarkOf, runText, sinceText, sizeText, spokenText, toneOf } from '../../../panel/src/rowText';
import { durationText, type SocketRecord } from '../../../shared/src';

function row(index: number, change: Partial<SocketRecord> = {}, text = ''): OperationRow {
  const head = new TextEncoder().encode(text);
  const record: Omit<SocketRecord, 'bytes'> = {
    sequence: index + 1,
    timeMs: 412,
    durationMs: 1,
    socket: 1,
    operation: 'recv',
    peer: 'example.com:80',
    outcome: { kind: 'ok' },
    ...change,
  };
  return { kind: 'operation', index, run: 1, record, sizeBytes: head.length, head, isFound: false };
}

const failed = (errno: number): Partial<SocketRecord> => ({ outcome: { kind: 'error', errno } });

describe('what a row says', () => {
  test('its direction, or that it failed, or only has to wait', () => {
    expect(toneOf(row(0))).toBe('in');
    expect(toneOf(row(0, { operation: 'sendall' }))).toBe('out');
    expect(toneOf(row(0, { operation: 'connect' }))).toBe('quiet');
    expect(toneOf(row(0, failed(104)))).toBe('failed');
    expect(toneOf(row(0, failed(11)))).toBe('waiting');
  });

  test('the number and the name of an error', () => {
    expect(remarkOf(row(0, failed(104)))).toBe('104 ECONNRESET');
    expect(remarkOf(row(0, failed(-202)))).toBe('-202 EAI_FAIL');
    expect(remarkOf(row(0, failed(4711)))).toBe('4711');
  });

  test('that an empty recv is the end', () => {
    expect(remarkOf(row(0))).toMatch(/closed/);
    expect(remarkOf(row(0, { operation: 'close' }))).toBe('');
  });

  test('how many bytes, where an operation is about bytes', () => {
    expect(sizeText(row(0, {}, 'abc'))).toBe('3 B');
    expect(sizeText(row(0))).toBe('0 B');
    expect(sizeText(row(0, { operation: 'connect' }))).toBe('');
    expect(sizeText(row(0, failed(116)))).toBe('');
  });

  test('all of it in one sentence for a screen reader', () => {
    expect(spokenText(row(0, {}, 'abc'))).toBe('recv, socket 1, example.com:80, 3 bytes, 0.412 seconds');
    expect(spokenText(row(0, failed(104)))).toContain('104 ECONNRESET');
  });

  test.each([
    [0.042, '0.04 ms'],
    [0.999, '1.0 ms'],
    [12.34, '12.3 ms'],
    [99.96, '100 ms'],
    [999.6, '1.00 s'],
    [120_000, '120 s'],
  ])('%f ms as %s', (durationMs, text) => {
    expect(durationText(durationMs)).toBe(text);
  });

  test('how long after the row above', () => {
    expect(sinceText({ ...row(1), sinceMs: 12.34 })).toBe('+12.3 ms');
    expect(sinceText(row(0))).toBe('');
  });

  test('where a run begins', () => {
    const begin = runText({ kind: 'run', index: 9, script: 'a.py', target: 'Simulated ESP32', startedAt: 0 });
    expect(begin).toMatch(/^a\.py on Simulated ESP32 · \d/);
  });

  test('the line of the script, for a screen reader', () => {
    expect(spokenText(row(0, { place: { file: 'a.py', line: 12 } }, 'x'))).toContain('a.py line 12');
  });

  test('large numbers in groups', () => {
    expect(countText(1_234_567).replaceAll('\u202f', ' ')).toBe('1 234 567');
    expect(countText(999)).toBe('999');
  });
});
