/**
 * The blocks of a littlefs: reading, erasing and writing them in the sizes that the device wants, each write read back. What
 * goes wrong is the device's own error number.
 */
import { Errno } from '../../../../../shared/src';
import { BlockRequest, type BlockDevice } from '../blockDevice';
import { fail } from '../fileSystem';

/** What littlefs finds damaged, by its own number: the chip's C library has no name for it. */
export const CORRUPT = 84;

export interface DiskOptions {
  /** What is read and written is a multiple of these. */
  readonly readBytes: number;
  readonly writeBytes: number;
}

export class Disk {
  readonly blockBytes: number;
  readonly blockCount: number;
  readonly writeBytes: number;
  /** What is read of a block at a time where its end is not known. */
  readonly cacheBytes: number;
  /** Files up to this size lie in their folder. */
  readonly inlineBytes: number;
  isReadOnly = false;
  private readonly readBytes: number;

  constructor(
    private readonly device: BlockDevice,
    { readBytes, writeBytes }: DiskOptions,
  ) {
    device.request(BlockRequest.begin, 1);
    this.blockBytes = device.request(BlockRequest.size, 0, { mustAnswer: true }) ?? 0;
    this.blockCount = device.request(BlockRequest.count, 0, { mustAnswer: true }) ?? 0;
    this.readBytes = readBytes;
    this.writeBytes = writeBytes;
    // littlefs takes for granted that they are right; with others a board would fail anywhere.
    const divides = (size: number): boolean => size > 0 && this.blockBytes % size === 0;
    if (this.blockBytes <= 0 || this.blockCount <= 0 || !divides(readBytes) || !divides(writeBytes)) fail(Errno.EINVAL);
    this.cacheBytes = Math.min(this.blockBytes, 4 * Math.max(readBytes, writeBytes));
    this.inlineBytes = Math.min(1022, this.cacheBytes, Math.floor(this.blockBytes / 8));
  }

  read(block: number, offset: number, sizeBytes: number): Uint8Array {
    if (block >= this.blockCount || offset + sizeBytes > this.blockBytes) return fail(CORRUPT);
    const start = Math.floor(offset / this.readBytes) * this.readBytes;
    const end = Math.ceil((offset + sizeBytes) / this.readBytes) * this.readBytes;
    const bytes = new Uint8Array(end - start);
    check(this.device.read(block, bytes, start));
    return bytes.subarray(offset - start, offset - start + sizeBytes);
  }

  erase(block: number): void {
    this.checkWritable(block);
    check(this.device.request(BlockRequest.erase, block, { mustAnswer: true }) ?? 0);
  }

  /** Writes what was erased before; the offset and the size are multiples of `writeBytes`. Returns whether it can be read back. */
  write(block: number, offset: number, bytes: Uint8Array): boolean {
    this.checkWritable(block);
    check(this.device.write(block, bytes, offset));
    const written = this.read(block, offset, bytes.length);
    return written.every((byte, i) => byte === bytes[i]);
  }

  /** Up to the next place where writing can begin. */
  align(offset: number): number {
    return Math.ceil(offset / this.writeBytes) * this.writeBytes;
  }

  sync(): void {
    check(this.device.request(BlockRequest.sync, 0) ?? 0);
  }

  private checkWritable(block: number): void {
    if (this.isReadOnly || this.device.isReadOnly) fail(Errno.EROFS);
    if (block >= this.blockCount) fail(CORRUPT);
  }
}

function check(outcome: number): void {
  if (outcome < 0) fail(-outcome);
}
