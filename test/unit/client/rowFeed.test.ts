import { expect, test } from 'vitest';
import { RowFeed } from '../../../client/src/panel/rowFeed';
import { TrafficLog } from '../../../client/src/panel/trafficLog';
import { ROW_HEAD_BYTES, type ToPanel } from '../../../shared/src';
import { aRecord, bytesOf } from './requests';

function watch(limits = { entries: 20_000, bytes: 1_000_000 }) {
  const log = new TrafficLog(limits);
  const messages: Extract<ToPanel, { kind: 'rows' }>[] = [];
  const feed = new RowFeed(log, (message) => message.kind === 'rows' && messages.push(message));
  log.onDidChange(() => feed.send());
  const add = (count: number, text = ''): void => log.append(Array.from({ length: count }, () => aRecord({ bytes: bytesOf(text) })));
  const spans = () => messages.map(({ rows }) => [rows[0]?.index, rows.at(-1)?.index]);
  return { log, feed, messages, add, spans };
}

test('sends nothing before a page listens, and everything when it does', () => {
  const { feed, add, spans } = watch();
  add(3);
  expect(spans()).toEqual([]);
  feed.open();
  expect(spans()).toEqual([[0, 2]]);
});

test('waits until the page has shown the rows, and sends what came meanwhile in one message', () => {
  const { feed, add, spans } = watch();
  feed.open();
  add(1);
  add(1);
  add(1);
  expect(spans()).toEqual([[0, 0]]);
  feed.shown();
  feed.shown();
  expect(spans()).toEqual([
    [0, 0],
    [1, 2],
  ]);
});

test('sends a long log in pieces', () => {
  const { feed, add, spans } = watch();
  add(2500);
  feed.open();
  feed.shown();
  feed.shown();
  expect(spans()).toEqual([
    [0, 999],
    [1000, 1999],
    [2000, 2499],
  ]);
});

test('skips what the log had to forget while the page was busy', () => {
  const { feed, messages, add, spans } = watch({ entries: 10, bytes: 1000 });
  feed.open();
  add(5);
  for (let round = 0; round < 100; round++) add(5);
  feed.shown();
  expect(spans()).toEqual([
    [0, 4],
    [495, 504],
  ]);
  expect(messages.at(-1)).toMatchObject({ firstIndex: 495, forgottenCount: 495, totals: { operations: 505 } });
});

test('sends only the head of long contents, in a buffer of its own', () => {
  const { feed, messages, add } = watch();
  add(1, 'x'.repeat(5000));
  feed.open();
  const row = messages[0]?.rows[0];
  expect(row).toMatchObject({ kind: 'operation', sizeBytes: 5000 });
  expect(row?.kind === 'operation' && row.head.buffer.byteLength).toBe(ROW_HEAD_BYTES);
});

test('begins anew for a new page', () => {
  const { feed, add, spans } = watch();
  feed.open();
  add(2);
  feed.close();
  add(1);
  feed.open();
  expect(spans()).toEqual([
    [0, 1],
    [0, 2],
  ]);
});
