/**
 * The log in a metadata block: a revision, then commits, each of them tags and a check sum. Tags are stored as the exclusive or
 * with the one before, so that what was never written is seen not to be a tag; a commit also says what the bytes behind it were
 * when they were erased, so that a write that was torn off there is seen.
 */
import { crc32 } from '../../../crc32';
import { EMPTY, NO_ID, TagType, withTags, type Content, type Tag } from './content';
import type { Disk } from './disk';

/** A metadata block as it is read. */
export interface Log {
  readonly revision: number;
  readonly content: Content;
  /** Where the next commit goes. */
  readonly end: number;
  /** What the first tag of the next commit is combined with. */
  readonly lastTag: number;
  /** Whether nothing was written there since the block was erased. */
  readonly isErased: boolean;
}

export const REVISION_BYTES = 4;
const TAG_BYTES = 4;
const FIRST_TAG = 0xffffffff;
const START_SUM = 0xffffffff;
const INVALID = 0x80000000;
const TAKEN_AWAY = 0x3ff;
const MAX_DATA_BYTES = 0x3fe;
/** A check sum and its tag; before them a tag that says what follows. */
const CHECK_BYTES = 8;
const NEXT_CHECK_BYTES = 12;

/** Undefined if there is no whole commit in the block. Of a long block only what was written is read. */
export function readLog(disk: Disk, block: number): Log | undefined {
  const bytes = new Uint8Array(disk.blockBytes);
  const view = new DataView(bytes.buffer);
  let loaded = 0;
  const load = (end: number): void => {
    for (; loaded < Math.min(end, bytes.length); loaded += disk.cacheBytes) {
      bytes.set(disk.read(block, loaded, Math.min(disk.cacheBytes, bytes.length - loaded)), loaded);
    }
  };
  load(REVISION_BYTES);
  let log: Omit<Log, 'isErased'> | undefined;
  let tags: Tag[] = [];
  let offset = REVISION_BYTES;
  let sum = crc32(START_SUM, bytes.subarray(0, REVISION_BYTES));
  let last = FIRST_TAG;
  let next: { readonly sizeBytes: number; readonly sum: number } | undefined;
  let nextOfLog: typeof next;
  let isAtCommit = false;
  while (offset + TAG_BYTES <= bytes.length) {
    load(offset + TAG_BYTES);
    const word = (view.getUint32(offset) ^ last) >>> 0;
    if ((word & INVALID) !== 0) break;
    isAtCommit = false;
    const { type, id, sizeBytes, isTakenAway } = parseTag(word);
    const start = offset + TAG_BYTES;
    if (start + sizeBytes > bytes.length) break;
    load(start + sizeBytes);
    sum = crc32(sum, bytes.subarray(offset, start));
    last = word;
    offset = start + sizeBytes;
    if ((type & 0x780) === TagType.check) {
      if (sizeBytes < 4 || view.getUint32(start, true) !== sum) break;
      last = (last ^ ((type & 1) * INVALID)) >>> 0;
      log = { revision: view.getUint32(0, true), content: withTags(log?.content ?? EMPTY, tags), end: offset, lastTag: last };
      [nextOfLog, next, tags, sum, isAtCommit] = [next, undefined, [], START_SUM, true];
      continue;
    }
    const data = bytes.slice(start, offset);
    sum = crc32(sum, data);
    next = undefined;
    if (type === TagType.nextCheck && sizeBytes >= 8)
      next = { sizeBytes: view.getUint32(start, true), sum: view.getUint32(start + 4, true) };
    else tags.push(isTakenAway ? { type, id } : { type, id, data });
  }
  if (!log) return undefined;
  const isAtPlace = isAtCommit && log.end % disk.writeBytes === 0 && log.end < bytes.length;
  if (isAtPlace && nextOfLog) load(log.end + nextOfLog.sizeBytes);
  const behind = isAtPlace && nextOfLog ? bytes.subarray(log.end, log.end + nextOfLog.sizeBytes) : undefined;
  const isErased = behind?.length === nextOfLog?.sizeBytes && behind !== undefined && crc32(START_SUM, behind) === nextOfLog?.sum;
  return { ...log, isErased };
}

/** Where a commit goes in a block. */
export interface CommitPlace {
  readonly block: number;
  readonly offset: number;
  readonly lastTag: number;
}

/** What the first commit of a block is combined with. */
export function firstPlace(block: number): CommitPlace {
  return { block, offset: 0, lastTag: FIRST_TAG };
}

/** Whether tags fit at a place, with their check sum. */
export function fits(disk: Disk, offset: number, sizeBytes: number): boolean {
  return offset + sizeBytes <= disk.blockBytes - CHECK_BYTES;
}

/** Writes a commit into erased bytes, and returns the place of the next one; undefined if it cannot be read back. `head` comes before the tags. */
export function writeCommit(
  disk: Disk,
  { block, offset, lastTag }: CommitPlace,
  head: Uint8Array,
  tags: readonly Tag[],
): CommitPlace | undefined {
  const image = new ImageBuilder(disk.blockBytes, offset, lastTag);
  image.addBytes(head);
  for (const tag of tags) image.addTag(tag);
  const end = disk.align(Math.min(image.end + NEXT_CHECK_BYTES + CHECK_BYTES, disk.blockBytes));
  while (image.end < end) {
    const start = image.end + TAG_BYTES;
    let checkEnd = start + Math.min(end - start, MAX_DATA_BYTES);
    if (checkEnd < end) checkEnd = Math.min(checkEnd, end - NEXT_CHECK_BYTES - CHECK_BYTES);
    let valid = 0;
    if (checkEnd >= end && checkEnd <= disk.blockBytes - disk.writeBytes) {
      const behind = disk.read(block, checkEnd, disk.writeBytes);
      valid = (~(behind[0] ?? 0) >>> 7) & 1;
      image.addTag({ type: TagType.nextCheck, id: NO_ID, data: nextCheck(behind) });
    }
    image.addCheck(checkEnd, valid);
  }
  return disk.write(block, offset, image.bytes.slice(offset, end)) ? { block, offset: end, lastTag: image.lastTag } : undefined;
}

class ImageBuilder {
  /** Filled up with what erased flash has, so that writing it changes nothing. */
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private sum = START_SUM;

  constructor(
    blockBytes: number,
    public end: number,
    public lastTag: number,
  ) {
    this.bytes = new Uint8Array(blockBytes).fill(0xff);
    this.view = new DataView(this.bytes.buffer);
  }

  addBytes(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.end);
    this.sum = crc32(this.sum, bytes);
    this.end += bytes.length;
  }

  addTag({ type, id, data }: Tag): void {
    const isSplice = (type & 0x700) === 0x400;
    this.addWord((type << 20) | (id << 10) | (data?.length ?? (isSplice ? 0 : TAKEN_AWAY)));
    this.addBytes(data ?? new Uint8Array(0));
  }

  /** Ends a commit at `end`. `valid` is what the first bit behind it must become for a tag to be there. */
  addCheck(end: number, valid: number): void {
    const word = ((TagType.check | valid) << 20) | (NO_ID << 10) | (end - this.end - TAG_BYTES);
    this.addWord(word);
    this.view.setUint32(this.end, this.sum, true);
    this.lastTag = (word ^ (valid * INVALID)) >>> 0;
    this.end = end;
    this.sum = START_SUM;
  }

  private addWord(word: number): void {
    const stored = new Uint8Array(TAG_BYTES);
    new DataView(stored.buffer).setUint32(0, word ^ this.lastTag);
    this.lastTag = word >>> 0;
    this.addBytes(stored);
  }
}

function nextCheck(behind: Uint8Array): Uint8Array {
  const data = new Uint8Array(8);
  const view = new DataView(data.buffer);
  view.setUint32(0, behind.length, true);
  view.setUint32(4, crc32(START_SUM, behind), true);
  return data;
}

function parseTag(word: number): { type: number; id: number; sizeBytes: number; isTakenAway: boolean } {
  const size = word & 0x3ff;
  const isTakenAway = size === TAKEN_AWAY;
  return { type: (word >>> 20) & 0x7ff, id: (word >>> 10) & 0x3ff, sizeBytes: isTakenAway ? 0 : size, isTakenAway };
}
