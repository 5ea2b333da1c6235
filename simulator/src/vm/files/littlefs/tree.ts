/**
 * The folders of a littlefs and the list of all its pairs: each pair's tail is the next one, of the same folder or of the next, so that
 * everything can be found without going through the folders. Changes go from one right state to another, by way of the global
 * state where they take two commits.
 */
import { Errno } from '../../../../../shared/src';
import { fail } from '../fileSystem';
import { compareNames } from '../littlefsNames';
import { Allocator } from './allocator';
import { blocksOf } from './blockList';
import {
  blocksBytes,
  EMPTY,
  entryTags,
  isSamePair,
  NO_ID,
  structTag,
  TagType,
  type Blocks,
  type Content,
  type Entry,
  type Tag,
} from './content';
import { CORRUPT, type Disk } from './disk';
import { combine, isMovedAway, readState, stateTag, type GlobalState } from './globalState';
import { Metadata, type Pair } from './metadata';
import { readSuperblock, superblockEntry, type Superblock } from './superblock';

/** Where an entry is, or where it would be. */
export interface Place {
  readonly chain: readonly Pair[];
  readonly pair: Pair;
  readonly id: number;
}

const FIRST_PAIR: Blocks = [0, 1];

export class Tree {
  readonly allocator: Allocator;
  readonly superblock: Superblock;
  readonly root: Blocks;
  private readonly metadata: Metadata;
  private state: GlobalState;
  private needsVersion: boolean;

  /** `heldBlocks` are those of open files that are part of nothing yet. */
  constructor(
    private readonly disk: Disk,
    private readonly heldBlocks: () => Iterable<number>,
  ) {
    this.allocator = new Allocator(disk.blockCount, () => this.usedBlocks());
    this.metadata = new Metadata(disk, this.allocator);
    let found: { readonly root: Blocks; readonly superblock: Superblock } | undefined;
    let part = EMPTY.globalPart;
    for (const pair of this.pairs()) {
      const superblock = readSuperblock(disk, pair.log.content);
      if (superblock) found = { root: pair.blocks, superblock };
      part = combine(part, pair.log.content.globalPart);
    }
    if (!found) fail(CORRUPT);
    this.root = found.root;
    this.superblock = found.superblock;
    this.state = readState(part);
    this.needsVersion = found.superblock.isOld;
  }

  static format(disk: Disk): void {
    if (disk.blockCount < 2) fail(Errno.ENOSPC);
    const metadata = new Metadata(disk, new Allocator(disk.blockCount, () => FIRST_PAIR));
    const content: Content = { ...EMPTY, entries: [superblockEntry(disk)] };
    // Both blocks, so that nothing is left of what was there before.
    const first = metadata.createAt([1, 0], content);
    metadata.createAt(first.blocks, content);
  }

  /** All pairs, in the order of their list. */
  *pairs(): Generator<Pair> {
    const seen = new Set<number>();
    for (let blocks: Blocks | undefined = FIRST_PAIR; blocks;) {
      if (blocks.some((block) => seen.has(block))) fail(CORRUPT);
      const pair = this.metadata.read(blocks);
      for (const block of pair.blocks) seen.add(block);
      yield pair;
      blocks = pair.log.content.tail;
    }
  }

  /** All blocks in use. A folder's first pair is among them twice, as littlefs counts it. */
  *usedBlocks(): Generator<number> {
    for (const { blocks, log } of this.pairs()) {
      yield* blocks;
      for (const { struct } of log.content.entries) {
        if (struct?.kind === 'blocks') yield* blocksOf(this.disk, struct);
        // A folder may not be in the list yet.
        if (struct?.kind === 'folder') yield* struct.blocks;
      }
    }
    yield* this.heldBlocks();
  }

  /** The pairs of a folder, of which `head` is the first. */
  chain(head: Blocks): readonly Pair[] {
    const pairs: Pair[] = [];
    for (let blocks: Blocks | undefined = head; blocks;) {
      const pair: Pair = this.metadata.read(blocks);
      if (pairs.some((before) => isSamePair(before.blocks, pair.blocks))) fail(CORRUPT);
      pairs.push(pair);
      blocks = pair.log.content.isSplit ? pair.log.content.tail : undefined;
    }
    return pairs;
  }

  entries(head: Blocks): readonly Entry[] {
    return this.chain(head).flatMap(({ blocks, log }) => log.content.entries.filter((entry, id) => this.isShown(entry, blocks, id)));
  }

  /** The entry with a name in a folder, or where it would be. */
  find(head: Blocks, name: string): Place & { readonly entry: Entry | undefined } {
    const chain = this.chain(head);
    for (const pair of chain) {
      for (const [id, entry] of pair.log.content.entries.entries()) {
        if (!this.isShown(entry, pair.blocks, id)) continue;
        const order = compareNames(entry.name, name);
        if (order >= 0) return { chain, pair, id, entry: order === 0 ? entry : undefined };
      }
    }
    const pair = chain.at(-1) ?? fail(CORRUPT);
    return { chain, pair, id: pair.log.content.entries.length, entry: undefined };
  }

  /** Before anything is written: what was given before is in use or free, and what was left half done is done. */
  begin(): void {
    this.allocator.checkpoint();
    if (this.needsVersion) {
      const { struct } = superblockEntry(this.disk);
      if (struct) this.metadata.commit(this.metadata.read(this.root), [structTag(struct, 0)]);
      this.needsVersion = false;
    }
    const { move } = this.state;
    if (move) this.commit(this.metadata.read(move.blocks), [{ type: TagType.delete, id: move.id }], { ...this.state, move: undefined });
    if (this.state.isListInDoubt) this.repairList();
  }

  addFile(place: Place, name: string): void {
    const entry: Entry = { type: TagType.file, name, struct: { kind: 'inline', bytes: new Uint8Array(0) }, attributes: new Map() };
    this.commit(place.pair, creation(entry, place.id));
  }

  addFolder({ chain, pair, id }: Place, name: string): void {
    const last = chain.at(-1) ?? fail(CORRUPT);
    const { blocks } = this.metadata.create({ ...EMPTY, tail: last.log.content.tail });
    const tags = creation({ type: TagType.folder, name, struct: { kind: 'folder', blocks }, attributes: new Map() }, id);
    const link: Tag = { type: TagType.softTail, id: NO_ID, data: blocksBytes(blocks) };
    if (last === pair) {
      this.commit(pair, [...tags, link]);
    } else {
      this.commit(last, [link], { ...this.state, isListInDoubt: true });
      this.commit(pair, tags, { ...this.state, isListInDoubt: false });
    }
  }

  /** Changes what a file is, and its attributes. */
  update({ pair, id }: Place, { struct, attributes }: Pick<Entry, 'attributes'> & { readonly struct: NonNullable<Entry['struct']> }): void {
    const attributeTags = [...attributes].map(([attribute, data]) => ({ type: TagType.attribute | attribute, id, data }));
    this.commit(pair, [structTag(struct, id), ...attributeTags]);
  }

  isEmptyFolder(entry: Entry): boolean {
    if (entry.struct?.kind !== 'folder') return false;
    const { content } = this.metadata.read(entry.struct.blocks).log;
    return content.entries.length === 0 && !content.isSplit;
  }

  /** Removes a file, or a folder that is empty. */
  remove(place: Place, entry: Entry): void {
    const folder = entry.struct?.kind === 'folder' ? entry.struct.blocks : undefined;
    this.removeFrom(place, { ...this.state, isListInDoubt: folder !== undefined });
    if (folder) this.dropPair(folder);
  }

  /** Moves an entry to a place, where `replaced` is removed. */
  move(from: Place, entry: Entry, to: Place & { readonly entry: Entry | undefined }, name: string): void {
    const isSame = isSamePair(from.pair.blocks, to.pair.blocks);
    const dropped = to.entry?.struct?.kind === 'folder' ? to.entry.struct.blocks : undefined;
    const tags = [...(to.entry ? [{ type: TagType.delete, id: to.id }] : []), ...creation({ ...entry, name }, to.id)];
    const oldId = isSame && !to.entry && to.id <= from.id ? from.id + 1 : from.id;
    const state: GlobalState = {
      isListInDoubt: dropped !== undefined,
      move: isSame ? undefined : { blocks: from.pair.blocks, id: from.id },
    };
    this.commit(to.pair, isSame ? [...tags, { type: TagType.delete, id: oldId }] : tags, state);
    if (!isSame) {
      const chain = from.chain.map(({ blocks }) => this.metadata.read(blocks));
      const pair = chain.find(({ blocks }) => isSamePair(blocks, from.pair.blocks)) ?? fail(CORRUPT);
      this.removeFrom({ chain, pair, id: from.id }, { ...this.state, move: undefined });
    }
    if (dropped) this.dropPair(dropped);
  }

  private isShown({ type }: Entry, blocks: Blocks, id: number): boolean {
    return (type === TagType.file || type === TagType.folder) && !isMovedAway(this.state, blocks, id);
  }

  private commit(pair: Pair, tags: readonly Tag[], state: GlobalState = this.state): void {
    this.metadata.commit(pair, [...tags, ...stateTag(pair.log.content, { from: this.state, to: state })]);
    this.state = state;
  }

  /** Removes an entry; a pair that it leaves empty goes too, unless it is the first of its folder. */
  private removeFrom({ chain, pair, id }: Place, state: GlobalState): void {
    const before = chain[chain.findIndex(({ blocks }) => isSamePair(blocks, pair.blocks)) - 1];
    if (before && pair.log.content.entries.length === 1) this.unlink(before, pair, state);
    else this.commit(pair, [{ type: TagType.delete, id }], state);
  }

  /** Takes a folder's pair out of the list. */
  private dropPair(blocks: Blocks): void {
    const before = this.pairBefore(blocks);
    if (before) this.unlink(before, this.metadata.read(blocks), { ...this.state, isListInDoubt: false });
  }

  private pairBefore(blocks: Blocks): Pair | undefined {
    for (const pair of this.pairs()) if (pair.log.content.tail && isSamePair(pair.log.content.tail, blocks)) return pair;
    return undefined;
  }

  private unlink(before: Pair, { log }: Pair, state: GlobalState): void {
    const { tail, isSplit, globalPart } = log.content;
    const type = isSplit ? TagType.hardTail : TagType.softTail;
    const change = { from: this.state, to: state, absorbed: globalPart };
    const data = tail ? blocksBytes(tail) : new Uint8Array(8).fill(0xff);
    this.metadata.commit(before, [{ type, id: NO_ID, data }, ...stateTag(before.log.content, change)]);
    this.state = state;
  }

  /** Makes the list right: pairs that belong to no folder go, and those that moved are found again. */
  private repairList(): void {
    for (let changes = 0; changes <= this.disk.blockCount && this.repairOne(); changes++);
    const [first] = this.pairs();
    if (first) this.commit(first, [], { ...this.state, isListInDoubt: false });
  }

  /** Returns whether there was anything to repair. */
  private repairOne(): boolean {
    const pairs = [...this.pairs()];
    const folders = pairs.flatMap(({ log }) =>
      log.content.entries.flatMap(({ struct }) => (struct?.kind === 'folder' ? [struct.blocks] : [])),
    );
    for (const pair of pairs) {
      const { tail, isSplit } = pair.log.content;
      if (!tail || isSplit) continue;
      const owner = folders.find((blocks) => isSamePair(blocks, tail));
      if (owner && tail.every((block) => owner.includes(block))) continue;
      if (owner) this.commit(pair, [{ type: TagType.softTail, id: NO_ID, data: blocksBytes(owner) }]);
      else this.unlink(pair, this.metadata.read(tail), this.state);
      return true;
    }
    return false;
  }
}

function creation(entry: Entry, id: number): Tag[] {
  return [{ type: TagType.create, id }, ...entryTags(entry, id)];
}
