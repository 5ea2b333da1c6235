/**
 * One-way stream of frames from the VM worker to the I/O thread: console output, bytes to send, socket records, pin changes.
 * A frame costs a copy, not a message; the I/O thread is told by a `kick` only when it may be idle. The ring is bounded:
 * a writer that is faster than the reader waits, which is how a real board's serial line behaves.
 */

export const FrameKind = { stdout: 1, stderr: 2, send: 3, record: 4, pin: 5, datagram: 6, file: 7, bitstream: 8 } as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

export interface Frame {
  readonly kind: FrameKind;
  /**
   * The socket's number for `send` frames and for `datagram` frames, whose payload begins with a datagram header; the pin's
   * for `pin` frames (see pinFrame.ts) and for `bitstream` frames; the file's for `file` frames, whose payload is the name that
   * the places of records have by that number; otherwise 0.
   */
  readonly subject: number;
  /** A copy that the reader owns. */
  readonly payload: Uint8Array;
}

const Word = { written: 0, read: 1, readerAwake: 2 } as const;
const WORDS_BYTES = 64;
const RING_BYTES = 1 << 20;
const HEADER_BYTES = 8;

function outboxViews(buffer: SharedArrayBuffer): { words: Int32Array; ring: Uint8Array } {
  return { words: new Int32Array(buffer, 0, WORDS_BYTES / 4), ring: new Uint8Array(buffer, WORDS_BYTES) };
}

export function createOutbox(): SharedArrayBuffer {
  return new SharedArrayBuffer(WORDS_BYTES + RING_BYTES);
}

/** The VM worker's end. */
export class OutboxWriter {
  private readonly words: Int32Array;
  private readonly ring: Uint8Array;
  private readonly header = new Uint8Array(HEADER_BYTES);
  private readonly headerView = new DataView(this.header.buffer);

  /** `kick` must make the I/O thread call `OutboxReader.drain`. */
  constructor(
    buffer: SharedArrayBuffer,
    private readonly kick: () => void,
  ) {
    const { words, ring } = outboxViews(buffer);
    this.words = words;
    this.ring = ring;
  }

  /** Appends a frame whose payload is the concatenation of `parts`. Waits while the ring is full. */
  write(kind: FrameKind, subject: number, ...parts: readonly Uint8Array[]): void {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    this.headerView.setUint32(0, length, true);
    this.headerView.setUint32(4, (kind << 24) | subject, true);
    this.append(this.header);
    for (const part of parts) this.append(part);
    this.wakeReader();
  }

  private append(bytes: Uint8Array): void {
    let offset = 0;
    while (offset < bytes.length) {
      const read = Atomics.load(this.words, Word.read);
      const written = Atomics.load(this.words, Word.written);
      const space = RING_BYTES - ((written - read) >>> 0);
      if (space === 0) {
        this.wakeReader();
        Atomics.wait(this.words, Word.read, read);
        continue;
      }
      const start = (written >>> 0) % RING_BYTES;
      const count = Math.min(bytes.length - offset, space, RING_BYTES - start);
      this.ring.set(bytes.subarray(offset, offset + count), start);
      Atomics.add(this.words, Word.written, count);
      offset += count;
    }
  }

  private wakeReader(): void {
    if (Atomics.exchange(this.words, Word.readerAwake, 1) === 0) this.kick();
  }
}

/** The I/O thread's end. */
export class OutboxReader {
  private readonly words: Int32Array;
  private readonly ring: Uint8Array;
  /** Start of a frame whose rest is not there yet. */
  private partial: Uint8Array = new Uint8Array(0);

  constructor(
    buffer: SharedArrayBuffer,
    private readonly onFrame: (frame: Frame) => void,
  ) {
    const { words, ring } = outboxViews(buffer);
    this.words = words;
    this.ring = ring;
  }

  /**
   * Hands over the frames that have been written. Call it on a kick, and before any message of the VM is looked at.
   * A writer that never rests would hold the reader for ever: after `limitBytes` it returns false, and must be called
   * again without waiting for a kick.
   */
  drain(limitBytes = Infinity): boolean {
    Atomics.store(this.words, Word.readerAwake, 0);
    for (let total = 0; ;) {
      const read = Atomics.load(this.words, Word.read);
      const count = (Atomics.load(this.words, Word.written) - read) >>> 0;
      if (count === 0) return true;
      if (total >= limitBytes) return false;
      total += count;
      const bytes = this.copyOut(read, count);
      Atomics.store(this.words, Word.read, read + count);
      Atomics.notify(this.words, Word.read);
      this.parse(bytes);
    }
  }

  private copyOut(read: number, count: number): Uint8Array {
    const bytes = new Uint8Array(this.partial.length + count);
    bytes.set(this.partial);
    const start = (read >>> 0) % RING_BYTES;
    const first = Math.min(count, RING_BYTES - start);
    bytes.set(this.ring.subarray(start, start + first), this.partial.length);
    bytes.set(this.ring.subarray(0, count - first), this.partial.length + first);
    return bytes;
  }

  private parse(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer);
    let offset = 0;
    while (bytes.length - offset >= HEADER_BYTES) {
      const end = offset + HEADER_BYTES + view.getUint32(offset, true);
      if (end > bytes.length) break;
      const tag = view.getUint32(offset + 4, true);
      this.onFrame({ kind: (tag >>> 24) as FrameKind, subject: tag & 0xffffff, payload: bytes.subarray(offset + HEADER_BYTES, end) });
      offset = end;
    }
    this.partial = bytes.slice(offset);
  }
}
