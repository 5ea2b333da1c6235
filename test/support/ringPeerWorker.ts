/**
 * The other thread of the tests of the shared rings: writes frames into an outbox, or reads a socket's receive ring.
 * What is written at position n of a stream is a function of n, so that any mix-up is seen.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { FrameKind, OutboxWriter, SocketMemory } from '../../simulator/src/syscall';

export type RingTask =
  | { readonly kind: 'write outbox'; readonly outbox: SharedArrayBuffer; readonly frameCount: number }
  | { readonly kind: 'read socket'; readonly memory: SharedArrayBuffer; readonly byteCount: number };

/** Frame n is this long. Some are longer than the ring. */
export function frameLength(n: number): number {
  return n % 997 === 996 ? 1_300_000 : (n * 7919) % 5000;
}

export function byteAt(position: number): number {
  return (position * 31 + (position >>> 8)) & 255;
}

/** How many bytes of `bytes` are not what belongs at `position` and after. */
export function countWrong(bytes: Uint8Array, position: number): number {
  let wrong = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== byteAt(position + i)) wrong++;
  return wrong;
}

function writeOutbox({ outbox, frameCount }: Extract<RingTask, { kind: 'write outbox' }>): void {
  const writer = new OutboxWriter(outbox, () => parentPort?.postMessage('kick'));
  for (let n = 0; n < frameCount; n++) {
    const payload = new Uint8Array(frameLength(n));
    for (let i = 0; i < payload.length; i++) payload[i] = byteAt(n + i);
    const half = payload.length >> 1;
    writer.write(FrameKind.send, n & 0xffffff, payload.subarray(0, half), payload.subarray(half));
  }
}

function readSocket({ memory: buffer, byteCount }: Extract<RingTask, { kind: 'read socket' }>): void {
  const memory = new SocketMemory(buffer);
  const target = new Uint8Array(10_000);
  let [position, wrong] = [0, 0];
  for (let step = 1; position < byteCount; step++) {
    const part = target.subarray(0, 1 + ((step * 7919) % target.length));
    const count = memory.pull(part, 0, part.length);
    wrong += countWrong(part.subarray(0, count), position);
    position += count;
    if (memory.takeResume()) parentPort?.postMessage('resume');
  }
  parentPort?.postMessage({ wrong });
}

const task = workerData as RingTask | null;
if (task?.kind === 'write outbox') writeOutbox(task);
if (task?.kind === 'read socket') readSocket(task);
