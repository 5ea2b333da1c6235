/**
 * A large file's contents: blocks that point back, the one with number n to those before it by 1, 2, 4 and so on as often as n
 * can be halved. The last block and the size are all that is stored of it elsewhere. littlefs's DESIGN.md calls it a CTZ skip-list.
 */
import type { Allocator } from './allocator';
import { CORRUPT, type Disk } from './disk';
import { fail } from '../fileSystem';

export interface BlockList {
  /** The last block. */
  readonly head: number;
  readonly sizeBytes: number;
}

/** Where a byte is: the number of its block, and the place in it. */
export interface BytePlace {
  readonly index: number;
  readonly offset: number;
}

const POINTER_BYTES = 4;

export function placeOf({ blockBytes }: Disk, position: number): BytePlace {
  const perBlock = blockBytes - 2 * POINTER_BYTES;
  const roughly = Math.floor(position / perBlock);
  if (roughly === 0) return { index: 0, offset: position };
  const index = Math.floor((position - POINTER_BYTES * (ones(roughly - 1) + 2)) / perBlock);
  return { index, offset: position - perBlock * index - POINTER_BYTES * ones(index) };
}

/** Bytes at the start of a block that are pointers. */
export function pointerBytes(index: number): number {
  return index === 0 ? 0 : POINTER_BYTES * (zerosAtEnd(index) + 1);
}

/** The block with a number, of a list that is not empty. */
export function blockAt(disk: Disk, list: BlockList, index: number): number {
  let current = lastIndex(disk, list);
  let block = list.head;
  while (current > index) {
    const skip = Math.min(31 - Math.clz32(current - index), zerosAtEnd(current));
    block = readPointer(disk, block, skip);
    current -= 2 ** skip;
  }
  return block;
}

/** All blocks of a list, from the last to the first. */
export function* blocksOf(disk: Disk, list: BlockList): Generator<number> {
  if (list.sizeBytes === 0) return;
  let block = list.head;
  for (let index = lastIndex(disk, list); ; index--) {
    yield block;
    if (index === 0) return;
    block = readPointer(disk, block, 0);
  }
}

export interface NewBlock {
  /** Where it is to be. */
  readonly block: number;
  readonly index: number;
  /** The block before it. */
  readonly previous: number;
  /** What comes behind the pointers. */
  readonly data: Uint8Array;
}

/** Writes a block of a list and returns where it is: a block that does not keep what is written is passed over. */
export function appendBlock(disk: Disk, allocator: Allocator, { block: first, index, previous, data }: NewBlock): number {
  const pointers: number[] = [];
  for (let i = 0, block = previous; index > 0 && i <= zerosAtEnd(index); i++) {
    pointers.push(block);
    if (i < zerosAtEnd(index)) block = readPointer(disk, block, i);
  }
  const bytes = new Uint8Array(disk.align(pointerBytes(index) + data.length)).fill(0xff);
  const view = new DataView(bytes.buffer);
  for (const [i, block] of pointers.entries()) view.setUint32(POINTER_BYTES * i, block, true);
  bytes.set(data, pointerBytes(index));
  for (let block = first; ; block = allocator.take()) {
    disk.erase(block);
    if (disk.write(block, 0, bytes)) return block;
  }
}

function lastIndex(disk: Disk, { sizeBytes }: BlockList): number {
  const { index } = placeOf(disk, sizeBytes - 1);
  return index < disk.blockCount ? index : fail(CORRUPT);
}

function readPointer(disk: Disk, block: number, number: number): number {
  const bytes = disk.read(block, POINTER_BYTES * number, POINTER_BYTES);
  return new DataView(bytes.buffer, bytes.byteOffset, POINTER_BYTES).getUint32(0, true);
}

function zerosAtEnd(index: number): number {
  return 31 - Math.clz32(index & -index);
}

function ones(number: number): number {
  let count = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) count++;
  return count;
}
