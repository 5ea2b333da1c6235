/**
 * A stand-in for the VM worker that speaks the same thread interface: the "script" is JavaScript with `vm` as its only
 * argument. It lets the tests of the I/O thread say exactly what the VM asks, and when.
 */
import { runInThisContext } from 'node:vm';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { SocketOutcome } from '../../shared/src';
import {
  BoardMemory,
  Connection,
  encodePin,
  FrameKind,
  OutboxWriter,
  RecordEncoder,
  SocketMemoryPool,
  type SocketMemory,
  type Call,
  type FromVm,
  type SocketNumber,
  type ToVm,
  type VmStart,
} from '../../simulator/src/syscall';

const port = parentPort;
if (!port) throw new Error('This file is the script of a worker thread.');
const start = workerData as VmStart;
const { script } = start.program;
const memory = new BoardMemory(start.board);
const post = (message: FromVm): void => port.postMessage(message);
const outbox = new OutboxWriter(start.outbox, () => post({ op: 'kick' }));
const encoder = new RecordEncoder();
const decoder = new TextDecoder();
const received: ToVm[] = [];
let calls = 0;

/** Sleeps until `look` finds something; undefined when the time is up. */
function waitFor<T>(look: () => T | undefined, timeoutMs = 10_000): T | undefined {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = memory.doorbell;
    const found = look();
    const remainingMs = deadline - performance.now();
    if (found !== undefined || remainingMs <= 0) return found;
    memory.waitForDoorbell(seen, remainingMs);
  }
}

function takeMessage<K extends ToVm['kind']>(
  kind: K,
  accepts: (message: Extract<ToVm, { kind: K }>) => boolean,
): Extract<ToVm, { kind: K }> | undefined {
  for (let next = receiveMessageOnPort(port!); next; next = receiveMessageOnPort(port!)) received.push(next.message as ToVm);
  const index = received.findIndex((message) => message.kind === kind && accepts(message as Extract<ToVm, { kind: K }>));
  return index < 0 ? undefined : (received.splice(index, 1)[0] as Extract<ToVm, { kind: K }>);
}

export class FakeVm {
  readonly memory = memory;
  readonly post = post;
  readonly script = script;
  readonly waitFor = waitFor;
  private readonly sockets = new Map<SocketNumber, SocketMemory>();
  private readonly memories = new SocketMemoryPool();
  private readonly used = new Set<SharedArrayBuffer>();

  print(text: string | Uint8Array, stream: 'stdout' | 'stderr' = 'stdout'): void {
    outbox.write(FrameKind[stream], 0, typeof text === 'string' ? new TextEncoder().encode(text) : text);
  }

  record(fields: { operation: 'send' | 'recv' | 'connect'; bytes: Uint8Array; outcome: SocketOutcome }): void {
    const peer = new TextEncoder().encode('peer:80');
    const header = encoder.encode(
      { timeMs: performance.now(), durationMs: 0.5, socket: 1, operation: fields.operation, outcome: fields.outcome, place: undefined },
      peer.length,
      0,
    );
    outbox.write(FrameKind.record, 0, header, peer, fields.bytes);
  }

  /** The VM says that the script begins; the scheduler's state is a word of its own here. */
  ready(): Int16Array {
    const heap = new SharedArrayBuffer(64);
    const state = new Int16Array(heap, 2, 1);
    state[0] = 1;
    new Int32Array(heap)[1] = 0x03;
    post({ op: 'ready', heap, schedulerState: 2, interruptCharacter: 4, heapArea: 8, flashBytes: 0 });
    return state;
  }

  call(call: Call): unknown {
    const id = ++calls;
    post({ op: 'call', id, call });
    return waitFor(() => takeMessage('reply', (message) => message.id === id))?.reply;
  }

  resolve(host: string): { address?: string; errno?: number } {
    return this.call({ op: 'resolve', host }) as { address?: string; errno?: number };
  }

  input(timeoutMs?: number): string | undefined {
    const bytes = waitFor(() => takeMessage('input', () => true), timeoutMs)?.bytes;
    if (!bytes) return undefined;
    memory.addInputTaken(bytes.length);
    return decoder.decode(bytes);
  }

  interrupted(timeoutMs?: number): boolean {
    return waitFor(() => memory.takeInterrupt() || undefined, timeoutMs) === true;
  }

  wifi(): void {
    post({ op: 'wifi/active', active: true });
    post({ op: 'wifi/connect', ssid: 'any', key: 'any' });
    waitFor(() => memory.wifiHasAddress || undefined);
  }

  /** Returns 0, or the errno of the failure. */
  connect(socket: SocketNumber, address: string, port: number, timeoutMs?: number): number | 'timeout' {
    const socketMemory = this.memories.take();
    this.used.add(socketMemory.buffer);
    this.sockets.set(socket, socketMemory);
    socketMemory.connection = Connection.connecting;
    post({ op: 'tcp/connect', socket, memory: socketMemory.buffer, address, port, from: 0 });
    const state = waitFor(() => (socketMemory.connection === Connection.connecting ? undefined : socketMemory.connection), timeoutMs);
    if (state === undefined) return 'timeout';
    return state === Connection.connected ? 0 : socketMemory.takeError();
  }

  pin(pin: number, level: number): void {
    outbox.write(FrameKind.pin, pin, encodePin({ pin, mode: 'out', level: level === 0 ? 0 : 1 }));
  }

  send(socket: SocketNumber, data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    const socketMemory = this.sockets.get(socket)!;
    for (let offset = 0; offset < bytes.length;) {
      const space = waitFor(() => (socketMemory.sendSpace > 0 ? socketMemory.sendSpace : undefined)) ?? 0;
      const part = bytes.subarray(offset, offset + space);
      socketMemory.addSent(part.length);
      outbox.write(FrameKind.send, socket, part);
      offset += part.length;
    }
  }

  /** Bytes as they come; empty at the end of the stream; an errno when the connection broke. */
  recv(socket: SocketNumber, limit: number, timeoutMs?: number): Uint8Array | number {
    const socketMemory = this.sockets.get(socket)!;
    const buffer = new Uint8Array(limit);
    const result = waitFor(() => {
      const count = socketMemory.pull(buffer, 0, limit);
      if (count > 0) {
        if (socketMemory.takeResume()) post({ op: 'tcp/resume', socket });
        return buffer.subarray(0, count);
      }
      if (socketMemory.error !== 0) return socketMemory.takeError();
      return socketMemory.receiveEnded ? new Uint8Array(0) : undefined;
    }, timeoutMs);
    if (result === undefined) throw new Error('recv: time is up');
    return result;
  }

  /** Everything until the end of the stream, as text. */
  readAll(socket: SocketNumber): string {
    const parts: Uint8Array[] = [];
    for (;;) {
      const part = this.recv(socket, 65536);
      if (typeof part === 'number') return `errno ${part}`;
      if (part.length === 0) return Buffer.concat(parts).toString();
      parts.push(part.slice());
    }
  }

  /** How many memories all sockets so far have needed. */
  get memoryCount(): number {
    return this.used.size;
  }

  close(socket: SocketNumber, reset = false): void {
    post({ op: 'close', socket, reset });
    const socketMemory = this.sockets.get(socket);
    if (socketMemory) this.memories.give(socketMemory);
  }
}

try {
  const run = runInThisContext(`(function (vm) {${script?.source}\n})`) as (vm: FakeVm) => void;
  run(new FakeVm());
  post({ op: 'ended', result: { kind: 'completed' } });
} catch (error) {
  if (error instanceof EvalError) throw error; // lets a test break the worker itself
  post({ op: 'ended', result: { kind: 'exception', traceback: String(error) } });
}
