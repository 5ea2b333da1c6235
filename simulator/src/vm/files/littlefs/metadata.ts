/**
 * Metadata pairs: two blocks of which one has what holds, so that the other can be erased and written anew when the first is full.
 * A pair that holds too much is divided in two. Knows nothing of what the entries mean.
 */
import { Errno } from '../../../../../shared/src';
import { fail, FileSystemError } from '../fileSystem';
import type { Allocator } from './allocator';
import { firstPlace, fits, readLog, REVISION_BYTES, writeCommit, type Log } from './commits';
import { EMPTY, entryTags, tagBytes, tagsOf, withTags, type Blocks, type Content, type Tag } from './content';
import { CORRUPT, type Disk } from './disk';

export interface Pair {
  /** The block that holds comes first. */
  readonly blocks: Blocks;
  readonly log: Log;
}

/** What is left free when a pair is divided: for a tail, a check sum, the global state and an entry's removal. */
const SPARE_BYTES = 40;
const MAX_ENTRIES = 0xff;

export class Metadata {
  constructor(
    private readonly disk: Disk,
    private readonly allocator: Allocator,
  ) {}

  read(blocks: Blocks): Pair {
    const [one, other] = blocks.map((block) => ({ block, revision: this.tolerate(() => this.revisionOf(block)) ?? 0 }));
    if (!one || !other) return fail(CORRUPT);
    // Revisions go round. What has the newer one holds, if it is whole.
    const isInOrder = ((one.revision - other.revision) | 0) >= 0;
    for (const [{ block }, { block: second }] of isInOrder
      ? [[one, other] as const, [other, one] as const]
      : [[other, one] as const, [one, other] as const]) {
      const log = this.tolerate(() => readLog(this.disk, block));
      if (log) return { blocks: [block, second], log };
    }
    return fail(CORRUPT);
  }

  /** Makes a pair, which is part of nothing yet. */
  create(content: Content): Pair {
    const blocks = [this.allocator.take(), this.allocator.take()] as const;
    return this.createAt(blocks, content);
  }

  createAt(blocks: Blocks, content: Content): Pair {
    // Whatever is in the other block, what is written now must be newer.
    const revision = this.revisionOf(blocks[0]);
    return this.rewrite({ blocks, log: { revision, content: EMPTY, end: 0, lastTag: 0, isErased: false } }, content);
  }

  /** Changes a pair by tags, all of them or none, and returns it as it is then. */
  commit(pair: Pair, tags: readonly Tag[]): Pair {
    const { log, blocks } = pair;
    const content = withTags(log.content, tags);
    if (log.isErased && fits(this.disk, log.end, tagBytes(tags))) {
      const place = { block: blocks[0], offset: log.end, lastTag: log.lastTag };
      const next = writeCommit(this.disk, place, new Uint8Array(0), tags);
      this.disk.sync();
      if (next)
        return { blocks, log: { ...log, content, end: next.offset, lastTag: next.lastTag, isErased: next.offset < this.disk.blockBytes } };
    }
    return this.divide(pair, content);
  }

  /** Writes a content that fits, after what does not has got pairs of its own. */
  private divide(pair: Pair, whole: Content): Pair {
    let content = whole;
    for (;;) {
      const split = this.splitPoint(content);
      if (split === 0) break;
      try {
        const rest = this.create({ ...content, entries: content.entries.slice(split), globalPart: EMPTY.globalPart });
        content = { ...content, entries: content.entries.slice(0, split), tail: rest.blocks, isSplit: true };
      } catch (error) {
        // Without a free block the pair goes on as full as it can be.
        if (error instanceof FileSystemError && error.errno === Errno.ENOSPC) break;
        throw error;
      }
    }
    return this.rewrite(pair, content);
  }

  /** The number of the first entry that is to go into another pair; 0 if all can stay. */
  private splitPoint({ entries }: Content): number {
    const limit = Math.min(this.disk.blockBytes - SPARE_BYTES, this.disk.align(this.disk.blockBytes / 2));
    let split = 0;
    while (entries.length - split > 1) {
      const kept = entries.slice(split);
      const sizeBytes = kept.reduce((sum, entry) => sum + tagBytes(entryTags(entry, 0)), 0);
      if (kept.length < MAX_ENTRIES && sizeBytes <= limit) break;
      split += kept.length >> 1;
    }
    return split;
  }

  private rewrite({ blocks, log }: Pair, content: Content): Pair {
    const [other, block] = blocks;
    const tags = tagsOf(content);
    if (!fits(this.disk, REVISION_BYTES, tagBytes(tags))) return fail(Errno.ENOSPC);
    const revision = (log.revision + 1) >>> 0;
    const head = new Uint8Array(REVISION_BYTES);
    new DataView(head.buffer).setUint32(0, revision, true);
    this.disk.erase(block);
    const next = writeCommit(this.disk, firstPlace(block), head, tags) ?? fail(Errno.ENOSPC);
    this.disk.sync();
    const isErased = next.offset < this.disk.blockBytes;
    return { blocks: [block, other], log: { revision, content, end: next.offset, lastTag: next.lastTag, isErased } };
  }

  private revisionOf(block: number): number {
    const bytes = this.disk.read(block, 0, REVISION_BYTES);
    return new DataView(bytes.buffer, bytes.byteOffset, REVISION_BYTES).getUint32(0, true);
  }

  /** What is read of a block; undefined if it is damaged, so that the other one can hold. */
  private tolerate<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof FileSystemError && error.errno === CORRUPT) return undefined;
      throw error;
    }
  }
}
