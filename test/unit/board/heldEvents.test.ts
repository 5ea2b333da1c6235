/** What a board tells while nobody can keep up: bounded, in order, and what was left out is told. */
import { expect, test } from 'vitest';
import { HELD_BYTES, HELD_RECORDS, HeldEvents } from '../../../board/src/run/heldEvents';
import type { RunEvent, SocketRecord } from '../../../shared/src';

function output(text: string): RunEvent {
  return { kind: 'output', stream: 'stdout', bytes: Buffer.from(text) };
}

function textOf(events: readonly RunEvent[]): string {
  return events.map((event) => (event.kind === 'output' ? Buffer.from(event.bytes).toString() : event.kind)).join(' ');
}

test('events go on at once unless a pause was asked for, and then in their order', () => {
  const events: RunEvent[] = [];
  const held = new HeldEvents((event) => events.push(event));
  held.push(output('a'));
  held.hold();
  held.push(output('b'));
  held.push({ kind: 'state', state: 'running' });
  expect(textOf(events)).toBe('a');
  held.release();
  held.push(output('c'));
  expect(textOf(events)).toBe('a b state c');
});

test('a listener that asks for a pause again while it gets them has it', () => {
  const events: RunEvent[] = [];
  const held = new HeldEvents((event) => {
    events.push(event);
    held.hold();
  });
  for (const text of ['a', 'b', 'c']) held.push(output(text));
  expect(textOf(events)).toBe('a');
  held.release();
  expect(textOf(events)).toBe('a b');
  held.end();
  expect(textOf(events)).toBe('a b c');
});

test('the oldest output is left out, and nothing else, and how much is told before the rest', () => {
  const events: RunEvent[] = [];
  const held = new HeldEvents((event) => events.push(event));
  held.hold();
  held.push({ kind: 'state', state: 'running' });
  for (let piece = 0; piece < 12; piece++) held.push(output(String.fromCharCode(97 + piece).repeat(HELD_BYTES / 8)));
  held.end();
  expect(events[0]).toEqual({
    kind: 'notice',
    notice: { severity: 'warning', text: '524,288 bytes of output were not shown: the board prints faster than they can be shown.' },
  });
  expect(events.slice(1).map((event) => (event.kind === 'output' ? String.fromCharCode(event.bytes[0] ?? 0) : event.kind))).toEqual([
    'state',
    ...'efghijkl',
  ]);
});

test('records that are left out are counted as dropped', () => {
  const events: RunEvent[] = [];
  const held = new HeldEvents((event) => events.push(event));
  held.hold();
  const records = new Array<SocketRecord>(1000);
  for (let piece = 0; piece < 12; piece++) held.push({ kind: 'records', records, droppedCount: 1 });
  held.end();
  const counts = events.map((event) => (event.kind === 'records' ? event.records.length + event.droppedCount : 0));
  expect(counts.reduce((sum, count) => sum + count)).toBe(12 * 1001);
  const kept = events.map((event) => (event.kind === 'records' ? event.records.length : 0));
  expect(kept.reduce((sum, count) => sum + count)).toBe(HELD_RECORDS);
});
