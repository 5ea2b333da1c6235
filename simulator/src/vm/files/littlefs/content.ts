/**
 * What a pair of metadata blocks holds, and the tags that change it. A tag is a type, the number of the entry it is about,
 * and data; a pair's content is what all its tags add up to. The numbers are those of littlefs's specification.
 */

export const TagType = {
  superblock: 0x0ff,
  file: 0x001,
  folder: 0x002,
  folderStruct: 0x200,
  inlineStruct: 0x201,
  blockListStruct: 0x202,
  attribute: 0x300,
  create: 0x401,
  delete: 0x4ff,
  check: 0x500,
  nextCheck: 0x5ff,
  softTail: 0x600,
  hardTail: 0x601,
  globalState: 0x7ff,
} as const;

/** A tag that is about no entry. */
export const NO_ID = 0x3ff;
export const NULL_BLOCK = 0xffffffff;
export const GLOBAL_BYTES = 12;

/** The two blocks of a pair. */
export type Blocks = readonly [number, number];

export interface Tag {
  readonly type: number;
  readonly id: number;
  /** Absent: what the tag names is taken away. */
  readonly data?: Uint8Array;
}

export type Struct =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'blocks'; readonly head: number; readonly sizeBytes: number }
  | { readonly kind: 'folder'; readonly blocks: Blocks };

export interface Entry {
  readonly type: number;
  readonly name: string;
  readonly struct: Struct | undefined;
  readonly attributes: ReadonlyMap<number, Uint8Array>;
}

export interface Content {
  /** By their numbers. */
  readonly entries: readonly Entry[];
  readonly tail: Blocks | undefined;
  /** Whether the tail belongs to the same folder. */
  readonly isSplit: boolean;
  /** This pair's part of the state of the whole file system, which is the exclusive or of all parts. */
  readonly globalPart: Uint8Array;
}

export const EMPTY: Content = { entries: [], tail: undefined, isSplit: false, globalPart: new Uint8Array(GLOBAL_BYTES) };

export function withTags(content: Content, tags: readonly Tag[]): Content {
  return tags.reduce(withTag, content);
}

function withTag(content: Content, tag: Tag): Content {
  const { type, id, data = new Uint8Array(0) } = tag;
  const { entries } = content;
  const entry = entries[id];
  switch (type & 0x700) {
    case 0x000: {
      // Where a block was written anew entries need not come in order.
      const before = [...entries, ...new Array<Entry>(Math.max(0, id - entries.length)).fill(UNNAMED)];
      const named: Entry = { ...(entry ?? UNNAMED), type, name: Buffer.from(data).toString('latin1') };
      return { ...content, entries: replaced(before, id, named) };
    }
    case 0x200:
      return entry ? { ...content, entries: replaced(entries, id, { ...entry, struct: readStruct(type, data) }) } : content;
    case 0x300: {
      if (!entry) return content;
      const attributes = new Map(entry.attributes);
      if (tag.data) attributes.set(type & 0xff, data);
      else attributes.delete(type & 0xff);
      return { ...content, entries: replaced(entries, id, { ...entry, attributes }) };
    }
    case 0x400:
      if (type === TagType.create) return { ...content, entries: [...entries.slice(0, id), UNNAMED, ...entries.slice(id)] };
      return type === TagType.delete ? { ...content, entries: entries.filter((_, i) => i !== id) } : content;
    case 0x600: {
      const tail = data.length >= 8 ? readBlocks(data) : undefined;
      const isNull = !tail || tail.includes(NULL_BLOCK);
      return { ...content, tail: isNull ? undefined : tail, isSplit: !isNull && (type & 1) === 1 };
    }
    case 0x700:
      return type === TagType.globalState && data.length >= GLOBAL_BYTES
        ? { ...content, globalPart: data.slice(0, GLOBAL_BYTES) }
        : content;
    default:
      return content;
  }
}

/** With one entry in place of another, or behind the last. */
function replaced(entries: readonly Entry[], id: number, entry: Entry): readonly Entry[] {
  return [...entries.slice(0, id), entry, ...entries.slice(id + 1)];
}

const UNNAMED: Entry = { type: TagType.file, name: '', struct: undefined, attributes: new Map() };

/** The tags that make a content anew. */
export function tagsOf({ entries, tail, isSplit, globalPart }: Content): readonly Tag[] {
  const tags = entries.flatMap((entry, id) => entryTags(entry, id));
  if (tail) tags.push({ type: isSplit ? TagType.hardTail : TagType.softTail, id: NO_ID, data: blocksBytes(tail) });
  if (globalPart.some((byte) => byte !== 0)) tags.push({ type: TagType.globalState, id: NO_ID, data: globalPart });
  return tags;
}

export function entryTags({ type, name, struct, attributes }: Entry, id: number): Tag[] {
  return [
    { type, id, data: Buffer.from(name, 'latin1') },
    ...(struct ? [structTag(struct, id)] : []),
    ...[...attributes].map(([attribute, data]) => ({ type: TagType.attribute | attribute, id, data })),
  ];
}

export function structTag(struct: Struct, id: number): Tag {
  switch (struct.kind) {
    case 'inline':
      return { type: TagType.inlineStruct, id, data: struct.bytes };
    case 'blocks':
      return { type: TagType.blockListStruct, id, data: blocksBytes([struct.head, struct.sizeBytes]) };
    case 'folder':
      return { type: TagType.folderStruct, id, data: blocksBytes(struct.blocks) };
  }
}

/** How many bytes tags take in a block. */
export function tagBytes(tags: readonly Tag[]): number {
  return tags.reduce((sum, { data }) => sum + 4 + (data?.length ?? 0), 0);
}

export function isSamePair(one: Blocks, other: Blocks): boolean {
  return one.some((block) => other.includes(block));
}

export function blocksBytes(blocks: Blocks): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, blocks[0], true);
  view.setUint32(4, blocks[1], true);
  return bytes;
}

export function readBlocks(bytes: Uint8Array): Blocks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return [view.getUint32(0, true), view.getUint32(4, true)];
}

function readStruct(type: number, data: Uint8Array): Struct | undefined {
  if (type === TagType.inlineStruct) return { kind: 'inline', bytes: data };
  if (data.length < 8) return undefined;
  if (type === TagType.folderStruct) return { kind: 'folder', blocks: readBlocks(data) };
  const [head, sizeBytes] = readBlocks(data);
  return type === TagType.blockListStruct ? { kind: 'blocks', head, sizeBytes } : undefined;
}
