/**
 * All bytes of one way of a connection as one sequence, with the row and the time of each. How the script cut them into operations is
 * of no meaning to a protocol, so decoders read by position in here. A stream ends where a board's probe left bytes out.
 */
import type { Transfer } from '../conversation';
import type { DecodedMessage } from '../../../shared/src';
import type { Pace } from './pace';

/** What a message says of where it was. */
export type Span = Pick<DecodedMessage, 'direction' | 'rows' | 'timeMs' | 'sizeBytes'>;

const PIECES_IN_A_STEP = 2_000;

export class ByteStream {
  private readonly pieces: Transfer[] = [];
  private readonly starts: number[] = [];
  private latest = 0;
  length = 0;
  /** Why there is no more, if bytes that passed were not recorded. */
  cut: string | undefined;

  private constructor(readonly direction: 'in' | 'out') {}

  static async of(transfers: readonly Transfer[], direction: 'in' | 'out', pace: Pace): Promise<ByteStream> {
    const stream = new ByteStream(direction);
    for (let index = 0; index < transfers.length && stream.cut === undefined; index += 1) {
      if (index % PIECES_IN_A_STEP === 0) await pace.step();
      const transfer = transfers[index];
      if (transfer?.direction === direction) stream.add(transfer);
    }
    return stream;
  }

  /** The bytes from `start` to before `end`, as many as there are; a copy only where they came in pieces. */
  bytes(start: number, end: number): Uint8Array {
    const stop = Math.min(end, this.length);
    if (start >= stop) return new Uint8Array(0);
    const first = this.indexAt(start);
    const within = this.within(first, start, stop);
    if (within.length === stop - start) return within;
    const all = new Uint8Array(stop - start);
    all.set(within);
    for (let at = within.length, index = first + 1; at < all.length; index += 1) {
      const more = this.within(index, start + at, stop);
      all.set(more, at);
      at += more.length;
    }
    return all;
  }

  byte(at: number): number | undefined {
    if (at >= this.length) return undefined;
    const index = this.indexAt(at);
    return this.pieces[index]?.bytes[at - (this.starts[index] ?? 0)];
  }

  /** Where the byte is next, before `end`; -1 if it is not. */
  indexOf(byte: number, start: number, end: number): number {
    const stop = Math.min(end, this.length);
    for (let at = start, index = start < stop ? this.indexAt(start) : 0; at < stop; index += 1) {
      const within = this.within(index, at, stop);
      const found = within.indexOf(byte);
      if (found >= 0) return at + found;
      at += within.length;
    }
    return -1;
  }

  span(start: number, end: number): Span {
    const last = Math.max(start, end - 1);
    const from = this.pieces[this.indexAt(start)];
    const to = this.pieces[this.indexAt(last)];
    return {
      direction: this.direction,
      rows: [from?.row ?? 0, to?.row ?? 0],
      timeMs: [from?.timeMs ?? 0, to?.timeMs ?? 0],
      sizeBytes: end - start,
    };
  }

  private add(transfer: Transfer): void {
    const { bytes, sizeBytes } = transfer;
    if (bytes.length > 0) {
      this.pieces.push(transfer);
      this.starts.push(this.length);
      this.length += bytes.length;
    }
    if (sizeBytes <= bytes.length) return;
    const what = this.direction === 'in' ? 'received' : 'sent';
    this.cut = `only ${bytes.length} of the ${sizeBytes} bytes that were ${what} in one operation are recorded: what follows cannot be decoded`;
  }

  /** The part of a piece from position `start` of the stream to before `stop`. */
  private within(index: number, start: number, stop: number): Uint8Array {
    const base = this.starts[index] ?? 0;
    return (this.pieces[index]?.bytes ?? new Uint8Array(0)).subarray(start - base, stop - base);
  }

  /** The piece that has the byte at that position. Reading goes forward, so it is mostly the latest one or the one after it. */
  private indexAt(at: number): number {
    for (const index of [this.latest, this.latest + 1])
      if (at >= (this.starts[index] ?? Infinity) && at < (this.starts[index + 1] ?? Infinity)) return (this.latest = index);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? Infinity) <= at) low = middle;
      else high = middle - 1;
    }
    return (this.latest = low);
  }
}
