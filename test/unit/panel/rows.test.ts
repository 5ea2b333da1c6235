import { describe, expect, test } from 'vitest';
import { RowStore } from '../../../panel/src/rowStore';
import { countText, durationText, type OperationRow, remarkOf, sizeText, spokenText, toneOf } from '../../../panel/src/rowText';
import type { PanelRow, SocketRecord } from '../../../shared/src';

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
  return { kind: 'operation', index, record, sizeBytes: head.length, head };
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

  test('large numbers in groups', () => {
    expect(countText(1_234_567).replaceAll('\u202f', ' ')).toBe('1 234 567');
    expect(countText(999)).toBe('999');
  });
});

describe('the store of rows', () => {
  const rows = (from: number, count: number): PanelRow[] => Array.from({ length: count }, (_, offset) => row(from + offset));

  test('lets go of what the host no longer keeps', () => {
    const store = new RowStore();
    store.add(rows(0, 10), 0);
    expect(store.add(rows(10, 2), 5)).toEqual({ added: 2, removed: 5 });
    expect(store.visible.map(({ index }) => index)).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect(store.positionOf(7)).toBe(2);
  });

  test.each([
    ['SEND', [1]],
    ['404', [2]],
    ['econnreset', [3]],
    ['#2', [3]],
    ['recv found', [2]],
    ['recv nothing-of-it', []],
    ['  ', [0, 1, 2, 3]],
  ])('finds %j', (filter, indices) => {
    const store = new RowStore();
    store.add(
      [row(0), row(1, { operation: 'send' }, 'GET /'), row(2, {}, 'HTTP/1.0 404 Not Found'), row(3, { socket: 2, ...failed(104) })],
      0,
    );
    store.setFilter(filter);
    expect(store.visible.map(({ index }) => index)).toEqual(indices);
  });

  test('filters what comes later too, and never hides a gap', () => {
    const store = new RowStore();
    store.setFilter('send');
    expect(store.add([row(0), { kind: 'gap', index: 1, count: 3 }, row(2, { operation: 'send' })], 0).added).toBe(2);
    expect(store.count).toBe(3);
    store.setFilter('');
    expect(store.visible).toHaveLength(3);
  });
});
