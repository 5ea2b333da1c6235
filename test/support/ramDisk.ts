/**
 * A block device in memory, for tests of the formats: what is on it is an array of bytes. It refuses what lies beyond its end, and
 * counts what is asked of it, so that a test can tell a hang from long work.
 */
import type { BlockDevice } from '../../simulator/src/vm/files/blockDevice';
import { BlockRequest } from '../../simulator/src/vm/files/blockDevice';

const EIO = 5;

export class RamDisk implements BlockDevice {
  isReadOnly = false;
  readonly bytes: Uint8Array;
  transfers = 0;
  /** After so many writes the device is without power: nothing more is written, and each attempt fails. */
  writesLeft = Infinity;
  /** A device that is used more often than this is used without an end. */
  maxTransfers = Infinity;

  constructor(
    private readonly blockBytes: number,
    blocks: number | Uint8Array,
  ) {
    this.bytes = typeof blocks === 'number' ? new Uint8Array(blockBytes * blocks) : blocks;
  }

  read(block: number, target: Uint8Array, offset = 0): number {
    const start = this.place(block, offset, target.length);
    if (start === undefined) return -EIO;
    target.set(this.bytes.subarray(start, start + target.length));
    return 0;
  }

  write(block: number, bytes: Uint8Array, offset = 0): number {
    const start = this.place(block, offset, bytes.length);
    if (start === undefined || this.writesLeft <= 0) return -EIO;
    this.writesLeft--;
    this.bytes.set(bytes, start);
    return 0;
  }

  request(request: number, argument: number): number | undefined {
    if (request === BlockRequest.count) return Math.floor(this.bytes.length / this.blockBytes);
    if (request === BlockRequest.size) return this.blockBytes;
    if (request !== BlockRequest.erase) return undefined;
    if (this.writesLeft <= 0) return -EIO;
    this.writesLeft--;
    this.bytes.fill(0xff, argument * this.blockBytes, (argument + 1) * this.blockBytes);
    return 0;
  }

  private place(block: number, offset: number, sizeBytes: number): number | undefined {
    if (++this.transfers > this.maxTransfers) throw new Error('The device is used without an end.');
    const start = block * this.blockBytes + offset;
    return start + sizeBytes <= this.bytes.length ? start : undefined;
  }
}
