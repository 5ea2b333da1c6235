/**
 * The state and the receive ring of one socket, shared by both threads. The I/O thread writes what arrives and what
 * becomes of the connection; the VM reads it without a hand-over. Positions count bytes since the start, modulo 2^32.
 */

import { DATAGRAM_HEADER_BYTES, decodeDatagramHeader, encodeDatagramHeader, type DatagramHeader } from './datagram';

const Word = {
  received: 0,
  consumed: 1,
  receiveEnd: 2,
  connection: 3,
  error: 4,
  sent: 5,
  acknowledged: 6,
  receivePaused: 7,
  released: 8,
  datagrams: 9,
} as const;

const Pause = { none: 0, paused: 1, resumeAsked: 2 } as const;

const HEADER_BYTES = 64;

/** The mailbox of a UDP socket in the ESP32's lwIP. */
const MAX_DATAGRAMS = 6;

/** Up to this length a loop is quicker than making a view of the ring. */
const COPY_BY_BYTE = 32;

/** Bytes that may lie unread in the ring. What a script gets from one call is limited elsewhere, as on the chip. */
export const RECEIVE_RING_BYTES = 256 * 1024;

/** A paused connection reads on when no more than this is left, so that the script need not wait for it. */
const RESUME_BELOW_BYTES = RECEIVE_RING_BYTES / 2;

/** TCP_SND_BUF of the ESP32: bytes that a script may have sent which the network has not taken yet. */
export const SEND_WINDOW_BYTES = 5760;

export const Connection = { none: 0, connecting: 1, connected: 2, failed: 3 } as const;
export type Connection = (typeof Connection)[keyof typeof Connection];

export class SocketMemory {
  private readonly words: Int32Array;
  private readonly ring: Uint8Array;

  constructor(readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(HEADER_BYTES + RECEIVE_RING_BYTES)) {
    this.words = new Int32Array(buffer, 0, HEADER_BYTES / 4);
    this.ring = new Uint8Array(buffer, HEADER_BYTES);
  }

  /** Bytes that lie in the ring. */
  get available(): number {
    return (Atomics.load(this.words, Word.received) - Atomics.load(this.words, Word.consumed)) >>> 0;
  }

  get connection(): Connection {
    return Atomics.load(this.words, Word.connection) as Connection;
  }

  get isConnected(): boolean {
    return this.connection === Connection.connected;
  }

  /** Set by the VM when it asks for a connection, afterwards by the I/O thread. */
  set connection(state: Connection) {
    Atomics.store(this.words, Word.connection, state);
  }

  // --- I/O thread ---

  /** A listener has one more client waiting. */
  announceClient(): void {
    Atomics.add(this.words, Word.received, 1);
  }

  /** Copies as much of `bytes` as fits and returns how much that was. */
  push(bytes: Uint8Array): number {
    const count = Math.min(bytes.length, this.ring.length - this.available);
    const start = (Atomics.load(this.words, Word.received) >>> 0) % this.ring.length;
    const first = Math.min(count, this.ring.length - start);
    this.ring.set(bytes.subarray(0, first), start);
    if (first < count) this.ring.set(bytes.subarray(first, count), 0);
    Atomics.add(this.words, Word.received, count);
    return count;
  }

  /** Queues a datagram. False if it is lost because the queue or the ring is full. */
  pushDatagram({ address, port }: { readonly address: string; readonly port: number }, bytes: Uint8Array): boolean {
    const size = DATAGRAM_HEADER_BYTES + bytes.length;
    if (this.datagramCount >= MAX_DATAGRAMS || size > this.ring.length - this.available) return false;
    const frame = new Uint8Array(size);
    frame.set(encodeDatagramHeader({ address, port, length: bytes.length }));
    frame.set(bytes, DATAGRAM_HEADER_BYTES);
    this.push(frame);
    Atomics.add(this.words, Word.datagrams, 1);
    return true;
  }

  /** The peer will send nothing more; what is in the ring stays readable. */
  endReceive(): void {
    Atomics.store(this.words, Word.receiveEnd, 1);
  }

  /** The connection is broken: `errno` is what the next call gets once the ring is empty. */
  fail(errno: number): void {
    Atomics.store(this.words, Word.error, errno);
  }

  /** `count` more bytes of those sent were taken by the network. */
  acknowledge(count: number): void {
    Atomics.add(this.words, Word.acknowledged, count);
  }

  /** Reading from the network is paused until the VM asks for more. */
  set receivePaused(paused: boolean) {
    Atomics.store(this.words, Word.receivePaused, paused ? Pause.paused : Pause.none);
  }

  /** The socket is closed: this thread will not touch the memory again. */
  release(): void {
    Atomics.store(this.words, Word.released, 1);
  }

  // --- VM worker ---

  get isReleased(): boolean {
    return Atomics.load(this.words, Word.released) !== 0;
  }

  /** Makes released memory ready for another socket. */
  reset(): void {
    this.words.fill(0);
  }

  /** Takes one of a listener's waiting clients off the count. */
  takeClient(): void {
    Atomics.add(this.words, Word.consumed, 1);
  }

  /** Whether reading from the network is paused and the ring has room again: true once for each pause. */
  takeResume(): boolean {
    if (Atomics.load(this.words, Word.receivePaused) !== Pause.paused || this.available > RESUME_BELOW_BYTES) return false;
    return Atomics.compareExchange(this.words, Word.receivePaused, Pause.paused, Pause.resumeAsked) === Pause.paused;
  }

  get receiveEnded(): boolean {
    return Atomics.load(this.words, Word.receiveEnd) !== 0;
  }

  /** The connection's error, 0 if there is none. */
  get error(): number {
    return Atomics.load(this.words, Word.error);
  }

  /** Returns the connection's error and forgets it: an error is reported once. */
  takeError(): number {
    return Atomics.exchange(this.words, Word.error, 0);
  }

  /** Copies up to `size` waiting bytes to `target` at `offset`; `peek` leaves them in the ring. Returns how many. */
  pull(target: Uint8Array, offset: number, size: number, peek = false): number {
    const consumed = Atomics.load(this.words, Word.consumed);
    const count = Math.min(size, (Atomics.load(this.words, Word.received) - consumed) >>> 0);
    const start = (consumed >>> 0) % RECEIVE_RING_BYTES;
    const first = Math.min(count, RECEIVE_RING_BYTES - start);
    if (first <= COPY_BY_BYTE) for (let i = 0; i < first; i++) target[offset + i] = this.ring[start + i] ?? 0;
    else target.set(this.ring.subarray(start, start + first), offset);
    if (first < count) target.set(this.ring.subarray(0, count - first), offset + first);
    if (!peek) Atomics.store(this.words, Word.consumed, (consumed + count) | 0);
    return count;
  }

  /** How many datagrams wait. */
  get datagramCount(): number {
    return Atomics.load(this.words, Word.datagrams);
  }

  /** Takes a datagram that waits; what does not fit into `size` bytes is cut off and lost. Gives its sender and full length. */
  pullDatagram(target: Uint8Array, offset: number, size: number, peek = false): DatagramHeader {
    const start = Atomics.load(this.words, Word.consumed);
    const headerBytes = new Uint8Array(DATAGRAM_HEADER_BYTES);
    this.pull(headerBytes, 0, DATAGRAM_HEADER_BYTES);
    const header = decodeDatagramHeader(headerBytes);
    this.pull(target, offset, Math.min(size, header.length));
    if (peek) {
      Atomics.store(this.words, Word.consumed, start);
    } else {
      Atomics.store(this.words, Word.consumed, (start + DATAGRAM_HEADER_BYTES + header.length) | 0);
      Atomics.sub(this.words, Word.datagrams, 1);
    }
    return header;
  }

  /** How many bytes may be sent now. */
  get sendSpace(): number {
    const pending = (Atomics.load(this.words, Word.sent) - Atomics.load(this.words, Word.acknowledged)) >>> 0;
    return SEND_WINDOW_BYTES - pending;
  }

  /** Counts bytes that were handed to the I/O thread. */
  addSent(count: number): void {
    Atomics.add(this.words, Word.sent, count);
  }
}
