/**
 * How much of the flash files take, in blocks, by the layout of littlefs: a folder is a pair of blocks and grows by pairs, a
 * small file lies in its folder's, a larger one is a list of blocks that point back to earlier ones. Wear, and what is
 * left behind by changes until a pair is compacted, are not counted.
 */

/** The partition `vfs` of a board with 4 MiB of flash. */
export const FLASH_BLOCKS = 512;
export const BLOCK_BYTES = 4096;
export const MAX_NAME_BYTES = 255;

/** A file up to this size lies in its folder's blocks. */
const INLINE_BYTES = 128;
const POINTER_BYTES = 4;
/** A pair is divided into two when it holds more than this. */
const PAIR_BYTES = BLOCK_BYTES / 2;
/** Tags for the entry itself, its name and what it is; with a file also the time. */
const FOLDER_TAGS_BYTES = 20;
const FILE_TAGS_BYTES = 24;
const BLOCK_LIST_BYTES = 8;

export interface SpaceItem {
  /** Absolute path of the folder that it is in. */
  readonly parent: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
}

/** Blocks outside its folder that a file of that size has. */
export function dataBlocks(sizeBytes: number): number {
  if (sizeBytes <= INLINE_BYTES) return 0;
  let blocks = 0;
  // Every block but the first begins with pointers, one for each time that its index can be halved, and one.
  for (let held = 0; held < sizeBytes; blocks++) held += BLOCK_BYTES - (blocks === 0 ? 0 : POINTER_BYTES * (zerosAtEnd(blocks) + 1));
  return blocks;
}

/** How many blocks of a file that size are left as they are when it is changed from some byte on. */
export function sharedBlocks(fromByte: number): number {
  return fromByte <= INLINE_BYTES ? 0 : Math.max(0, dataBlocks(fromByte) - 1);
}

/** Blocks that files and folders take together, the root's among them. */
export function blocksOf(items: Iterable<SpaceItem>): number {
  const folders = new Map<string, number>([['/', 0]]);
  let blocks = 0;
  for (const { path, parent, isFolder, sizeBytes } of items) {
    const nameBytes = Buffer.byteLength(path) - Buffer.byteLength(parent === '/' ? '/' : `${parent}/`);
    const ownBytes = isFolder ? FOLDER_TAGS_BYTES : FILE_TAGS_BYTES + (sizeBytes <= INLINE_BYTES ? sizeBytes : BLOCK_LIST_BYTES);
    folders.set(parent, (folders.get(parent) ?? 0) + nameBytes + ownBytes);
    if (isFolder) folders.set(path, folders.get(path) ?? 0);
    else blocks += dataBlocks(sizeBytes);
  }
  for (const bytes of folders.values()) blocks += 2 * Math.max(1, Math.ceil(bytes / PAIR_BYTES));
  return blocks;
}

function zerosAtEnd(index: number): number {
  return 31 - Math.clz32(index & -index);
}
