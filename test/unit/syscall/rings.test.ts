/** The rings in shared memory, each on one thread for its rules and on two for its races. */
import { describe, expect, it } from 'vitest';
import {
  createOutbox,
  FrameKind,
  OutboxReader,
  OutboxWriter,
  RECEIVE_RING_BYTES,
  SEND_WINDOW_BYTES,
  SocketMemory,
  SocketMemoryPool,
  type Frame,
} from '../../../simulator/src/syscall';
import { byteAt, countWrong, frameLength, type RingTask } from '../../support/ringPeerWorker';
import { startWorker } from '../../support/workers';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('the outbox', () => {
  it('hands frames over in order, and kicks only a reader that may be idle', () => {
    const outbox = createOutbox();
    const frames: [number, number, string][] = [];
    let kicks = 0;
    const writer = new OutboxWriter(outbox, () => kicks++);
    const reader = new OutboxReader(outbox, ({ kind, subject, payload }) =>
      frames.push([kind, subject, new TextDecoder().decode(payload)]),
    );
    writer.write(FrameKind.stdout, 0, text('a'), text('b'));
    writer.write(FrameKind.send, 7, text(''));
    expect(kicks).toBe(1);
    expect(reader.drain()).toBe(true);
    writer.write(FrameKind.record, 0xffffff, text('c'));
    expect(kicks).toBe(2);
    reader.drain();
    expect(frames).toEqual([
      [FrameKind.stdout, 0, 'ab'],
      [FrameKind.send, 7, ''],
      [FrameKind.record, 0xffffff, 'c'],
    ]);
  });

  it('stops at the limit and goes on later', () => {
    const outbox = createOutbox();
    const frames: Frame[] = [];
    const writer = new OutboxWriter(outbox, () => undefined);
    const reader: OutboxReader = new OutboxReader(outbox, (frame) => {
      frames.push(frame);
      // A writer that never rests.
      if (frames.length < 100) writer.write(FrameKind.stdout, 0, new Uint8Array(1000));
    });
    writer.write(FrameKind.stdout, 0, new Uint8Array(1000));
    expect(reader.drain(5000)).toBe(false);
    expect(frames).toHaveLength(5);
    while (!reader.drain(5000));
    expect(frames).toHaveLength(100);
  });

  it('loses and mixes up nothing between two threads', { timeout: 60_000 }, async () => {
    const outbox = createOutbox();
    const frameCount = 20_000;
    const task: RingTask = { kind: 'write outbox', outbox, frameCount };
    const worker = startWorker('ringPeerWorker.ts', task);
    let [seen, wrong] = [0, 0];
    const done = new Promise<void>((resolve) => {
      const reader = new OutboxReader(outbox, ({ subject, payload }) => {
        if (subject !== (seen & 0xffffff) || payload.length !== frameLength(seen)) wrong++;
        wrong += countWrong(payload, seen);
        if (++seen === frameCount) resolve();
      });
      worker.on('message', () => reader.drain());
    });
    await done;
    await worker.terminate();
    expect(wrong).toBe(0);
  });
});

describe('the stock of socket memories', () => {
  it('gives memory out again only when the I/O thread has let go of it, and empty', () => {
    const pool = new SocketMemoryPool();
    const first = pool.take();
    first.push(text('left over'));
    first.fail(104);
    pool.give(first);
    expect(pool.take()).not.toBe(first);
    first.release();
    expect(pool.take()).toBe(first);
    expect([first.available, first.error, first.isReleased]).toEqual([0, 0, false]);
  });
});

describe("a socket's memory", () => {
  it('keeps bytes in order across the end of the ring', () => {
    const memory = new SocketMemory();
    const block = new Uint8Array(100_000);
    const target = new Uint8Array(100_000);
    let [pushed, pulled, wrong] = [0, 0, 0];
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < block.length; i++) block[i] = byteAt(pushed + i);
      pushed += memory.push(block);
      const count = memory.pull(target, 0, target.length);
      wrong += countWrong(target.subarray(0, count), pulled);
      pulled += count;
    }
    expect([pushed, pulled, wrong, memory.available]).toEqual([2_000_000, 2_000_000, 0, 0]);
  });

  it('takes what fits and no more', () => {
    const memory = new SocketMemory();
    expect(memory.push(new Uint8Array(RECEIVE_RING_BYTES + 5))).toBe(RECEIVE_RING_BYTES);
    expect(memory.push(Uint8Array.of(1))).toBe(0);
    memory.pull(new Uint8Array(3), 0, 3);
    expect(memory.push(new Uint8Array(10))).toBe(3);
  });

  it('leaves bytes that are only looked at', () => {
    const memory = new SocketMemory();
    memory.push(text('abc'));
    const target = new Uint8Array(2);
    expect([memory.pull(target, 0, 2, true), new TextDecoder().decode(target), memory.available]).toEqual([2, 'ab', 3]);
  });

  it('counts the send window', () => {
    const memory = new SocketMemory();
    memory.addSent(1000);
    expect(memory.sendSpace).toBe(SEND_WINDOW_BYTES - 1000);
    memory.acknowledge(600);
    expect(memory.sendSpace).toBe(SEND_WINDOW_BYTES - 400);
  });

  it('reports an error once', () => {
    const memory = new SocketMemory();
    memory.fail(104);
    expect([memory.takeError(), memory.takeError()]).toEqual([104, 0]);
  });

  it('loses and mixes up nothing between two threads', { timeout: 60_000 }, async () => {
    const memory = new SocketMemory();
    const byteCount = 50_000_000;
    const task: RingTask = { kind: 'read socket', memory: memory.buffer, byteCount };
    const worker = startWorker('ringPeerWorker.ts', task);
    const ready = Uint8Array.from({ length: 65_536 + 256 * 256 }, (_, i) => byteAt(i));
    let position = 0;
    let isPaused = false;
    const wrong = await new Promise<number>((resolve) => {
      const push = (): void => {
        for (;;) {
          // The pattern repeats after 65 536 bytes.
          const start = position % 65_536;
          const part = ready.subarray(start, start + Math.min(9000, byteCount - position));
          const count = memory.push(part);
          position += count;
          if (position === byteCount) return;
          if (count === part.length) continue;
          isPaused = true;
          memory.receivePaused = true;
          // The reader may have made room before it could see that reading is paused.
          if (memory.available > 0) return;
          isPaused = false;
          memory.receivePaused = false;
        }
      };
      worker.on('message', (message: 'resume' | { wrong: number }) => {
        if (message !== 'resume') resolve(message.wrong);
        else if (isPaused) {
          isPaused = false;
          memory.receivePaused = false;
          push();
        }
      });
      push();
    });
    await worker.terminate();
    expect(wrong).toBe(0);
  });
});
