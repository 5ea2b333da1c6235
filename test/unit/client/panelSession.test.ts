import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PanelSession } from '../../../client/src/panel/panelSession';
import { TrafficLog } from '../../../client/src/panel/trafficLog';
import { NO_FILTER, ROW_HEAD_BYTES, type SocketRecord, type ToPanel } from '../../../shared/src';
import { aRecord, bytesOf } from './requests';

type ListMessage = Extract<ToPanel, { kind: 'list' }>;

/** For what takes turns with the disk on a busy machine. */
const WAIT = { timeout: 20_000 };

let log: TrafficLog;
let session: PanelSession;
let messages: ToPanel[];

beforeEach(() => begin());
afterEach(() => log.dispose());

function begin(limits = { memoryBytes: 32 * 2 ** 20, diskBytes: 2 ** 30 }): void {
  messages = [];
  log = new TrafficLog(limits);
  session = new PanelSession(log, (message) => messages.push(message));
  log.onDidChange((change) => (change === 'added' ? session.grew() : session.cleared()));
}

let sequence = 0;
const add = (count: number, change: Partial<SocketRecord> = {}): void =>
  log.append(Array.from({ length: count }, () => aRecord({ ...change, sequence: ++sequence })));

const lists = (): ListMessage[] => messages.filter((message) => message.kind === 'list');
const lastList = (): ListMessage | undefined => lists().at(-1);
const shownIndexes = (): (number | undefined)[] => lastList()?.window?.rows.map(({ index }) => index) ?? [];
const last = <K extends ToPanel['kind']>(kind: K): Extract<ToPanel, { kind: K }> | undefined =>
  messages.filter((message): message is Extract<ToPanel, { kind: K }> => message.kind === kind).at(-1);

/** As a page does: what was sent is on the screen. */
async function shown(): Promise<void> {
  await new Promise(setImmediate);
  session.receive({ kind: 'shown' });
  await new Promise(setImmediate);
}

test('sends nothing before a page listens, and then the list and its end', async () => {
  add(100);
  expect(messages).toEqual([]);
  session.receive({ kind: 'view', first: 0, count: 3, follows: true });
  session.open();
  await shown();
  expect(lastList()).toMatchObject({ extent: { count: 100, removed: 0, keptCount: 100, scanned: 1 }, window: { first: 97 } });
  expect(shownIndexes()).toEqual([97, 98, 99]);
});

test('waits until the page has shown the rows, and sends what came meanwhile in one message', async () => {
  session.open();
  await shown();
  const before = lists().length;
  add(1);
  add(1);
  add(1);
  await new Promise(setImmediate);
  expect(lists().length - before).toBe(1);
  await shown();
  expect(lists().length - before).toBe(2);
  expect(lastList()?.extent.count).toBe(3);
});

test('who does not follow gets the rows asked for, and they are not sent again when others come', async () => {
  add(1000);
  session.open();
  session.receive({ kind: 'view', first: 10, count: 3, follows: false });
  await shown();
  expect(shownIndexes()).toEqual([10, 11, 12]);
  add(5);
  await shown();
  expect(lastList()).toMatchObject({ extent: { count: 1005 } });
  expect(lastList()?.window).toBeUndefined();
});

test('a filter leaves the rows that pass, those that come later too', async () => {
  add(3);
  add(1, { operation: 'send' });
  session.open();
  session.receive({ kind: 'filter', filter: { ...NO_FILTER, text: 'op:send' } });
  await shown();
  expect(shownIndexes()).toEqual([3]);
  add(2);
  add(1, { operation: 'send' });
  await shown();
  expect(shownIndexes()).toEqual([3, 6]);
  expect(lastList()?.extent).toMatchObject({ count: 2, keptCount: 7 });
});

test('a filter looks through what lies on disk, and counts on the way', async () => {
  begin({ memoryBytes: 2 ** 20, diskBytes: 2 ** 30 });
  for (let round = 0; round < 30; round++) {
    add(100, { bytes: bytesOf('y'.repeat(1500)) });
    await log.settled();
  }
  add(1, { bytes: bytesOf('needle') });
  expect(log.inMemory(0)).toBeUndefined();
  session.open();
  session.receive({ kind: 'filter', filter: { ...NO_FILTER, text: 'needle' } });
  await vi.waitFor(async () => {
    await shown();
    expect(lastList()?.extent).toMatchObject({ count: 1, scanned: 1 });
  }, WAIT);
  session.receive({ kind: 'filter', filter: { ...NO_FILTER, text: 'yyy' } });
  await vi.waitFor(async () => {
    await shown();
    expect(lastList()?.extent).toMatchObject({ count: 3000, scanned: 1 });
  }, WAIT);
});

test('a search counts, goes to the next and the one before, and round at the ends', async () => {
  for (let at = 0; at < 10; at++) add(1, { bytes: bytesOf(at % 3 === 0 ? 'found' : 'other') });
  session.open();
  session.receive({ kind: 'search', text: 'found', from: 4, step: 0 });
  await shown();
  expect(last('search')?.search).toEqual({ text: 'found', count: 4, current: 3 });
  expect(last('go')).toMatchObject({ index: 6, position: 6 });
  session.receive({ kind: 'search', text: 'found', from: 6, step: 1 });
  expect(last('go')).toMatchObject({ index: 9 });
  session.receive({ kind: 'search', text: 'found', from: 9, step: 1 });
  expect(last('go')).toMatchObject({ index: 0 });
  session.receive({ kind: 'search', text: 'found', from: 0, step: -1 });
  expect(last('go')).toMatchObject({ index: 9 });
  await shown();
  const found = lists()
    .filter(({ window }) => window)
    .at(-1)
    ?.window?.rows.flatMap((row) => (row.kind === 'operation' && row.isFound ? [row.index] : []));
  expect(found).toEqual([0, 3, 6, 9]);
  session.receive({ kind: 'search', text: '', from: 0, step: 0 });
  expect(last('search')?.search).toEqual({ text: '', count: 0, current: 0 });
});

test('a search looks only at what the filter leaves', async () => {
  add(1, { operation: 'send', bytes: bytesOf('x') });
  add(1, { bytes: bytesOf('x') });
  session.open();
  session.receive({ kind: 'filter', filter: { ...NO_FILTER, text: 'op:recv' } });
  session.receive({ kind: 'search', text: 'x', from: 0, step: 0 });
  await shown();
  expect(last('search')?.search).toMatchObject({ count: 1 });
  expect(last('go')).toMatchObject({ index: 1, position: 0 });
});

test('a pause holds the list and counts what comes; nothing is lost', async () => {
  add(5);
  session.open();
  session.receive({ kind: 'pause', isPaused: true });
  add(7);
  await shown();
  expect(lastList()?.extent).toMatchObject({ count: 5, heldCount: 7 });
  session.receive({ kind: 'pause', isPaused: false });
  await shown();
  expect(lastList()?.extent.count).toBe(12);
  expect(lastList()?.extent.heldCount).toBeUndefined();
});

test('rows that leave at the start move the others', async () => {
  begin({ memoryBytes: 2 ** 20, diskBytes: 0 });
  add(100, { bytes: bytesOf('z'.repeat(1500)) });
  session.open();
  session.receive({ kind: 'view', first: 50, count: 10, follows: false });
  await shown();
  for (let round = 0; round < 30; round++) add(100, { bytes: bytesOf('z'.repeat(1500)) });
  await shown();
  const { extent } = lastList() ?? {};
  expect(extent?.removed).toBe(log.firstIndex);
  expect(extent?.count).toBe(log.nextIndex - log.firstIndex);
  expect(extent?.forgottenCount).toBe(log.firstIndex);
});

test('says where a row is, or that the filter hides it', () => {
  add(3);
  add(1, { operation: 'send' });
  session.open();
  session.receive({ kind: 'locate', index: 3 });
  expect(last('go')).toEqual({ kind: 'go', index: 3, position: 3 });
  session.receive({ kind: 'filter', filter: { ...NO_FILTER, text: 'op:send' } });
  session.receive({ kind: 'locate', index: 3 });
  expect(last('go')).toEqual({ kind: 'go', index: 3, position: 0 });
  session.receive({ kind: 'locate', index: 1 });
  expect(last('go')).toEqual({ kind: 'go', index: 1 });
});

test('a row that is to be seen takes away a filter that hides it', () => {
  add(3);
  session.open();
  session.receive({ kind: 'filter', filter: { ...NO_FILTER, text: 'op:send' } });
  session.reveal(1);
  expect(last('filter')?.filter).toEqual(NO_FILTER);
  expect(last('go')).toMatchObject({ index: 1, position: 1 });
});

test('only the head of long contents goes with a row, in a buffer of its own; all of it when it is asked for', async () => {
  add(1, { bytes: bytesOf('x'.repeat(5000)) });
  session.open();
  await shown();
  const [row] = lastList()?.window?.rows ?? [];
  expect(row).toMatchObject({ kind: 'operation', sizeBytes: 5000 });
  expect(row?.kind === 'operation' && row.head.buffer.byteLength).toBe(ROW_HEAD_BYTES);
  session.receive({ kind: 'select', index: 0 });
  await shown();
  expect(last('bytes')?.bytes).toHaveLength(5000);
});

test('each row says how long after the one above it came, whatever the filter hides', async () => {
  add(1, { timeMs: 10 });
  add(1, { timeMs: 12, operation: 'send' });
  add(1, { timeMs: 15 });
  session.open();
  session.receive({ kind: 'filter', filter: { ...NO_FILTER, text: 'op:recv' } });
  session.receive({ kind: 'view', first: 0, count: 10, follows: false });
  await shown();
  const rows = lastList()?.window?.rows.map((row) => (row.kind === 'operation' ? row.sinceMs : row.kind));
  expect(rows).toEqual([undefined, 5]);
});

test('a cleared log has no pause and no connection to filter by', () => {
  add(3);
  session.open();
  session.receive({ kind: 'filter', filter: { text: 'x', errorsOnly: false, connection: { run: 1, socket: 1 } } });
  session.receive({ kind: 'pause', isPaused: true });
  log.clear();
  expect(session.filter).toEqual({ text: 'x', errorsOnly: false });
  expect(session.isPaused).toBe(false);
});

test('a connection of an earlier run does not hide the rows of the next', async () => {
  log.onDidBeginRun(() => session.runBegan());
  log.beginRun({ script: 'first.py', target: 'board', startedAt: 0 });
  add(3);
  session.open();
  session.receive({ kind: 'filter', filter: { text: '', errorsOnly: false, connection: { run: log.runs.at(-1)!.number, socket: 1 } } });
  log.beginRun({ script: 'second.py', target: 'board', startedAt: 1 });
  add(2);
  await shown();
  expect(last('filter')?.filter).toEqual({ text: '', errorsOnly: false });
  await vi.waitFor(async () => {
    await shown();
    expect(lastList()?.extent).toMatchObject({ count: log.nextIndex });
  }, WAIT);
});
