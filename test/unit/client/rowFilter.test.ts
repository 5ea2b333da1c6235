import { describe, expect, test } from 'vitest';
import { compileFilter, compileSearch } from '../../../client/src/panel/rowFilter';
import type { TrafficEntry } from '../../../client/src/panel/trafficLog';
import type { SocketRecord } from '../../../shared/src';
import { aRecord, bytesOf } from './requests';

const operation = (index: number, change: Partial<SocketRecord>): TrafficEntry => ({
  kind: 'operation',
  index,
  run: 1,
  record: aRecord(change),
});

const entries: readonly TrafficEntry[] = [
  operation(0, { operation: 'connect', peer: 'www.example.com:80' }),
  operation(1, { operation: 'send', bytes: bytesOf('GET / HTTP/1.0\r\n\r\n') }),
  operation(2, { bytes: bytesOf('HTTP/1.0 404 Not Found\r\n') }),
  operation(3, { socket: 2, outcome: { kind: 'error', errno: 104 } }),
  operation(4, { socket: 12, outcome: { kind: 'error', errno: 11 } }),
  operation(5, { bytes: new Uint8Array([0, 255, 0x0d, 0x0a]) }),
  { kind: 'gap', index: 6, run: 1, count: 3 },
];

function passing(text: string, errorsOnly = false): number[] {
  const passes = compileFilter({ text, errorsOnly });
  return entries.filter((entry) => passes?.(entry) ?? true).map(({ index }) => index);
}

describe('a filter', () => {
  test.each([
    ['SEND', [1]],
    ['404', [2]],
    ['econnreset', [3]],
    ['#2', [3]],
    ['recv found', [2]],
    ['recv nothing-of-it', []],
    ['  ', [0, 1, 2, 3, 4, 5]],
    ['"not found"', [2]],
    ['"found not"', []],
    ['op:recv -404', [3, 4, 5]],
    ['-op:recv', [0, 1]],
    ['peer:example', [0]],
    ['hex:0d0a', [1, 2, 5]],
    ['hex:00ff', [5]],
    ['hex:0x00FF0', [5]],
    ['-hex:0d0a op:s', [1].filter(() => false)],
    ['op:', [0, 1, 2, 3, 4, 5]],
  ])('%j', (text, indexes) => {
    // What was not recorded might be what is looked for.
    expect(passing(text)).toEqual([...indexes, 6]);
  });

  test('errors only, without those that say that there is nothing yet', () => {
    expect(passing('', true)).toEqual([3, 6]);
    expect(passing('send', true)).toEqual([6]);
  });

  test('one connection of one run', () => {
    const passes = compileFilter({ text: '', errorsOnly: false, connection: { run: 1, socket: 2 } });
    expect(entries.filter((entry) => passes?.(entry)).map(({ index }) => index)).toEqual([3, 6]);
    expect(passes?.({ kind: 'operation', index: 9, run: 2, record: aRecord({ socket: 2 }) })).toBe(false);
  });

  test('none lets everything pass', () => {
    expect(compileFilter({ text: ' ', errorsOnly: false })).toBeUndefined();
  });
});

test('a search finds operations only', () => {
  expect(entries.filter(compileSearch('hex:0d0a')).map(({ index }) => index)).toEqual([1, 2, 5]);
});

test('the end of a long payload is searched too', () => {
  const bytes = bytesOf(`${'x'.repeat(100_000)}needle`);
  expect(compileSearch('NEEDLE')(operation(0, { bytes }))).toBe(true);
});
