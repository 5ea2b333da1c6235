import { expect, test } from 'vitest';
import { TrafficLog } from '../../../client/src/panel/trafficLog';
import { aRecord, bytesOf } from './requests';

const records = (count: number, text = 'x') =>
  Array.from({ length: count }, (_, index) => aRecord({ sequence: index + 1, bytes: bytesOf(text) }));

test('keeps records in order and hands them out by index', () => {
  const log = new TrafficLog();
  log.append(records(3));
  expect(log.from(1).map((entry) => entry.index)).toEqual([1, 2]);
  expect(log.from(0, 2)).toHaveLength(2);
  expect(log.at(2)).toMatchObject({ kind: 'operation', record: { sequence: 3 } });
  expect(log.at(3)).toBeUndefined();
});

test('forgets the oldest beyond its number and says how many', () => {
  const log = new TrafficLog({ entries: 5, bytes: 1000 });
  log.append(records(12));
  expect(log.firstIndex).toBe(7);
  expect(log.nextIndex).toBe(12);
  expect(log.forgottenCount).toBe(7);
  expect(log.at(6)).toBeUndefined();
  expect(log.from(0).map((entry) => entry.index)).toEqual([7, 8, 9, 10, 11]);
});

test('forgets the oldest beyond its bytes', () => {
  const log = new TrafficLog({ entries: 100, bytes: 10 });
  log.append(records(4, 'four'));
  expect(log.from(0)).toHaveLength(2);
  expect(log.forgottenCount).toBe(2);
});

test('keeps the head of a record that alone exceeds the budget', () => {
  const log = new TrafficLog({ entries: 100, bytes: 10 });
  log.append(records(1, 'a long text'));
  expect(log.at(0)).toMatchObject({ record: { bytes: bytesOf('a long tex') } });
});

test('stays bounded over a long run', () => {
  const log = new TrafficLog({ entries: 1000, bytes: 1_000_000 });
  for (let round = 0; round < 200; round++) log.append(records(100));
  expect(log.from(0)).toHaveLength(1000);
  expect(log.from(0)[0]?.index).toBe(19_000);
  expect(log.totals.operations).toBe(20_000);
});

test('shows where the target dropped operations', () => {
  const log = new TrafficLog();
  const at = (sequence: number) => aRecord({ sequence });
  log.append([at(1), at(2), at(6)], 10);
  log.append([at(14)]);
  const shown = log.from(0).map((entry) => (entry.kind === 'gap' ? `${entry.count} missing` : entry.record.sequence));
  expect(shown).toEqual([1, 2, '3 missing', 6, '7 missing', 14]);
});

test('counts bytes by direction, whether the records are still kept or not', () => {
  const log = new TrafficLog({ entries: 1, bytes: 1000 });
  log.append([
    aRecord({ operation: 'send', bytes: bytesOf('abc') }),
    aRecord({ operation: 'recv', bytes: bytesOf('abcde') }),
    aRecord({ operation: 'close' }),
  ]);
  expect(log.totals).toEqual({ operations: 3, receivedBytes: 5, sentBytes: 3 });
});

test('goes on with its indices after it was cleared, so that a reader never takes a new entry for an old one', () => {
  const log = new TrafficLog();
  const changes: string[] = [];
  log.onDidChange((change) => changes.push(change));
  log.append(records(2));
  log.clear();
  expect(log.from(0)).toEqual([]);
  expect(log.totals.operations).toBe(0);
  log.append(records(1));
  expect(log.from(0)[0]?.index).toBe(2);
  expect(changes).toEqual(['added', 'cleared', 'added']);
});
