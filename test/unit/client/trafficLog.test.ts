import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { defaultLimits, type TrafficEntry, TrafficLog } from '../../../client/src/panel/trafficLog';
import type { StoreLimits } from '../../../client/src/panel/segmentStore';
import { aRecord, bytesOf } from './requests';

const folder = mkdtempSync(join(tmpdir(), 'traffic-log-'));
const KB = 1024;
let open: TrafficLog[] = [];

afterEach(async () => {
  await Promise.all(open.map((log) => log.settled()));
  for (const log of open) log.dispose();
  open = [];
});

/** Fails if anything was left in it. */
afterAll(() => rmdirSync(folder));

function newLog(limits: StoreLimits = defaultLimits, where = folder): TrafficLog {
  const log = new TrafficLog(limits, where);
  open.push(log);
  return log;
}

const records = (count: number, text = 'x', from = 0) =>
  Array.from({ length: count }, (_, at) => aRecord({ sequence: from + at + 1, bytes: bytesOf(text) }));

const facts = (script: string) => ({ script, target: 'Simulated ESP32', startedAt: 0 });

async function entriesOf(log: TrafficLog, from = 0): Promise<TrafficEntry[]> {
  const entries: TrafficEntry[] = [];
  for await (const chunk of log.from(from)) entries.push(...chunk);
  return entries;
}

const said = (entry: TrafficEntry) =>
  entry.kind === 'operation' ? entry.record.sequence : entry.kind === 'gap' ? `${entry.count} missing` : `run ${entry.run}`;

test('keeps records in order and hands them out by index', async () => {
  const log = newLog();
  log.append(records(3));
  expect((await entriesOf(log, 1)).map(({ index }) => index)).toEqual([1, 2]);
  expect(await log.at(2)).toMatchObject({ kind: 'operation', record: { sequence: 3 } });
  expect(await log.at(3)).toBeUndefined();
});

test('shows where the target dropped operations', async () => {
  const log = newLog();
  const at = (sequence: number) => aRecord({ sequence });
  log.append([at(1), at(2), at(6)], 10);
  log.append([at(14)]);
  expect((await entriesOf(log)).map(said)).toEqual([1, 2, '3 missing', 6, '7 missing', 14]);
});

test('counts bytes by direction', () => {
  const log = newLog();
  log.append([
    aRecord({ operation: 'send', bytes: bytesOf('abc') }),
    aRecord({ operation: 'recv', bytes: bytesOf('abcde') }),
    aRecord({ operation: 'close' }),
  ]);
  expect(log.totals).toEqual({ operations: 3, receivedBytes: 5, sentBytes: 3 });
});

test('goes on with its indices after it was cleared, so that a reader never takes a new entry for an old one', async () => {
  const log = newLog();
  const changes: string[] = [];
  log.onDidChange((change) => changes.push(change));
  log.append(records(2));
  log.clear();
  expect(await entriesOf(log)).toEqual([]);
  expect(log.totals.operations).toBe(0);
  log.append(records(1));
  expect((await entriesOf(log))[0]?.index).toBe(2);
  expect(changes).toEqual(['added', 'cleared', 'added']);
});

test('a run that is kept is followed by a line and the next one, and connections are told apart by their run', async () => {
  const log = newLog();
  log.beginRun(facts('first.py'));
  log.append([aRecord({ operation: 'connect', peer: 'a.test:80' })]);
  log.beginRun(facts('second.py'));
  log.append([aRecord({ operation: 'connect', peer: 'b.test:80' })]);
  expect((await entriesOf(log)).map(said)).toEqual([1, 'run 2', 1]);
  expect(log.runs.map(({ facts: { script }, connections }) => [script, connections.of(1)?.peer])).toEqual([
    ['first.py', 'a.test:80'],
    ['second.py', 'b.test:80'],
  ]);
});

test('a log that was cleared while a script runs belongs to that run still', () => {
  const log = newLog();
  log.beginRun(facts('server.py'));
  log.append(records(2));
  log.clear();
  log.append(records(1, 'x', 2));
  expect(log.runs).toMatchObject([{ number: 1, facts: { script: 'server.py' } }]);
});

test('what does not fit into memory is read back from disk', async () => {
  const log = newLog({ memoryBytes: 1500 * KB, diskBytes: 100_000 * KB });
  const count = 40;
  for (let round = 0; round < count; round++) {
    log.append(records(100, `round ${round} `.padEnd(2 * KB), round * 100));
    await log.settled();
  }
  expect(log.inMemory(0)).toBeUndefined();
  const entries = await entriesOf(log);
  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: count * 100 }, (_, index) => index));
  const texts = entries.map((entry) => (entry.kind === 'operation' ? Buffer.from(entry.record.bytes).toString().trim() : ''));
  expect(new Set(texts)).toEqual(new Set(Array.from({ length: count }, (_, round) => `round ${round}`)));
  expect(log.forgottenCount).toBe(0);
});

test('forgets the oldest beyond what the disk may have, says how many, and has no file there', async () => {
  const log = newLog({ memoryBytes: 1500 * KB, diskBytes: 4000 * KB });
  for (let round = 0; round < 100; round++) {
    log.append(records(100, 'x'.repeat(2 * KB), round * 100));
    await log.settled();
  }
  expect(log.forgottenCount).toBeGreaterThan(1000);
  expect(log.firstIndex).toBe(log.forgottenCount);
  expect(log.nextIndex).toBe(10_000);
  expect((await entriesOf(log))[0]?.index).toBe(log.firstIndex);
  expect(log.totals.operations).toBe(10_000);
  expect(readdirSync(folder)).toEqual([]);
});

test('who adds faster than the disk writes loses the oldest, and memory stays bounded', () => {
  const log = newLog({ memoryBytes: 1500 * KB, diskBytes: 100_000 * KB });
  for (let round = 0; round < 100; round++) log.append(records(100, 'x'.repeat(2 * KB), round * 100));
  expect(log.forgottenCount).toBeGreaterThan(1000);
  expect(log.inMemory(log.firstIndex)).toBeDefined();
});

test('a disk that fails costs the oldest entries, not the newest, and is told', async () => {
  const missing = join(folder, 'missing');
  const log = newLog({ memoryBytes: 1500 * KB, diskBytes: 100_000 * KB }, missing);
  const told = new Promise((resolve) => log.onDiskFailure(resolve));
  for (let round = 0; round < 100; round++) log.append(records(100, 'x'.repeat(2 * KB), round * 100));
  expect(await told).toContain(missing);
  log.append(records(1, 'last', 10_000));
  expect(log.forgottenCount).toBeGreaterThan(0);
  expect(log.inMemory(log.nextIndex - 1)).toMatchObject({ record: { bytes: bytesOf('last') } });
});

test('keeps the head of a record that is longer than any may be', () => {
  const log = newLog();
  log.append([aRecord({ bytes: new Uint8Array(20 * KB * KB) })]);
  const entry = log.inMemory(0);
  expect(entry?.kind === 'operation' && entry.record.bytes.length).toBe(16 * KB * KB);
});
