import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent, SocketRecord } from '../../../shared/src';
import { ConsoleInput, INPUT_LIMIT_BYTES } from '../../../simulator/src/host/consoleInput';
import { EventChannel } from '../../../simulator/src/host/eventChannel';
import { OutputBuffer } from '../../../simulator/src/host/outputBuffer';
import { BATCH_LIMITS, RecordBuffer } from '../../../simulator/src/host/recordBuffer';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const record = (size = 1): SocketRecord => ({
  sequence: 1,
  timeMs: 1.23456,
  durationMs: 0,
  socket: 2,
  operation: 'recv',
  peer: 'a:1',
  bytes: new Uint8Array(size),
  outcome: { kind: 'ok', value: size },
});

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

describe('output', () => {
  const events: RunEvent[] = [];
  const printed = (): string[] =>
    events.map((event) => (event.kind === 'output' ? `${event.stream}:${new TextDecoder().decode(event.bytes)}` : event.kind));
  let output: OutputBuffer;
  beforeEach(() => {
    events.length = 0;
    output = new OutputBuffer((event) => events.push(event));
  });

  it('goes out at once the first time, and joined afterwards', () => {
    output.write('stdout', text('a'));
    output.settle();
    expect(printed()).toEqual(['stdout:a']);
    for (const part of ['b', 'c']) {
      output.write('stdout', text(part));
      output.settle();
    }
    expect(printed()).toEqual(['stdout:a']);
    vi.advanceTimersByTime(20);
    expect(printed()).toEqual(['stdout:a', 'stdout:bc']);
  });

  it('keeps the order of the streams', () => {
    output.write('stdout', text('1'));
    output.write('stderr', text('2'));
    output.write('stdout', text('3'));
    output.flush();
    expect(printed()).toEqual(['stdout:1', 'stderr:2', 'stdout:3']);
  });

  it('does not wait when there is much of it', () => {
    output.write('stdout', new Uint8Array(70_000));
    expect(events).toHaveLength(1);
  });
});

describe('records', () => {
  const events: Extract<RunEvent, { kind: 'records' }>[] = [];
  let isFull = false;
  let records: RecordBuffer;
  beforeEach(() => {
    events.length = 0;
    isFull = false;
    records = new RecordBuffer({ onEvent: (event) => event.kind === 'records' && events.push(event), isFull: () => isFull });
  });

  it('go out at most 30 times a second', () => {
    for (let i = 0; i < 1000; i++) {
      records.add(record());
      records.settle();
      vi.advanceTimersByTime(1);
    }
    expect(events.length).toBeLessThanOrEqual(31);
    expect(events.length).toBeGreaterThan(25);
  });

  it('are counted where a batch is full', () => {
    for (let i = 0; i < BATCH_LIMITS.recordCount + 7; i++) records.add(record());
    records.settle();
    expect(events.map((event) => [event.records.length, event.droppedCount])).toEqual([[BATCH_LIMITS.recordCount, 7]]);
  });

  it('are bounded in bytes too', () => {
    for (let i = 0; i < 5; i++) records.add(record(BATCH_LIMITS.sizeBytes / 4));
    records.settle();
    expect(events.map((event) => [event.records.length, event.droppedCount])).toEqual([[4, 1]]);
  });

  it('wait while the parent is behind', () => {
    isFull = true;
    records.add(record());
    records.settle();
    vi.advanceTimersByTime(500);
    expect(events).toHaveLength(0);
    isFull = false;
    vi.advanceTimersByTime(50);
    expect(events).toHaveLength(1);
  });
});

describe('the channel to the parent', () => {
  it('is full above a megabyte, and says when there is room again', () => {
    const onRoom = vi.fn();
    const channel = new EventChannel(() => undefined, onRoom);
    const chunk: RunEvent = { kind: 'output', stream: 'stdout', bytes: new Uint8Array(300_000) };
    for (let i = 0; i < 4; i++) channel.send(chunk);
    expect(channel.isFull).toBe(true);
    channel.acknowledge(1);
    expect([channel.isFull, onRoom.mock.calls.length]).toEqual([false, 1]);
    channel.acknowledge(3);
    expect(onRoom).toHaveBeenCalledTimes(1);
  });
});

describe('the console', () => {
  it('takes what interrupts out and passes the rest on in order', () => {
    const log: string[] = [];
    const input = new ConsoleInput({
      isInterrupt: (character) => character === 0x03,
      interrupt: () => log.push('interrupt'),
      post: (bytes) => log.push(new TextDecoder().decode(bytes)),
      takenBytes: () => 0,
      onDropped: () => log.push('dropped'),
    });
    input.write(text('ab\x03\x03cd'));
    expect(log).toEqual(['ab', 'interrupt', 'interrupt', 'cd']);
  });

  it('drops what is over the bound until the script has read', () => {
    let taken = 0;
    let posted = 0;
    const dropped: number[] = [];
    const input = new ConsoleInput({
      isInterrupt: () => false,
      interrupt: () => undefined,
      post: (bytes) => (posted += bytes.length),
      takenBytes: () => taken,
      onDropped: (count) => dropped.push(count),
    });
    input.write(new Uint8Array(INPUT_LIMIT_BYTES + 10));
    taken = 100;
    input.write(new Uint8Array(60));
    expect([posted, dropped]).toEqual([INPUT_LIMIT_BYTES + 60, [10]]);
  });
});
