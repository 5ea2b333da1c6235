/** The first entry of a littlefs, which says what the rest is: its version, its blocks and its limits. */
import { Errno } from '../../../../../shared/src';
import { fail } from '../fileSystem';
import { TagType, type Content, type Entry } from './content';
import type { Disk } from './disk';

export interface Superblock {
  /** Whether it is of an older version, which must be changed before the rest is. */
  readonly isOld: boolean;
  readonly maxNameBytes: number;
  readonly maxFileBytes: number;
}

export const MAX_NAME_BYTES = 255;
export const MAX_FILE_BYTES = 0x7fffffff;
const MAX_ATTRIBUTE_BYTES = 1022;
const MAGIC = 'littlefs';
const MAJOR = 2;
const MINOR = 1;
const STRUCT_BYTES = 24;

export function superblockEntry({ blockBytes, blockCount }: Disk): Entry {
  const words = [(MAJOR << 16) | MINOR, blockBytes, blockCount, MAX_NAME_BYTES, MAX_FILE_BYTES, MAX_ATTRIBUTE_BYTES];
  const bytes = new Uint8Array(STRUCT_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true);
  return { type: TagType.superblock, name: MAGIC, struct: { kind: 'inline', bytes }, attributes: new Map() };
}

/** Undefined if the pair has none. Fails with EINVAL for a file system of another kind. */
export function readSuperblock(disk: Disk, { entries }: Content): Superblock | undefined {
  const [entry] = entries;
  if (entry?.type !== TagType.superblock || entry.name !== MAGIC || entry.struct?.kind !== 'inline') return undefined;
  const { bytes } = entry.struct;
  if (bytes.length < STRUCT_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [version = 0, blockBytes, blockCount, nameBytes = 0, fileBytes = 0, attributeBytes = 0] = Array.from({ length: 6 }, (_, i) =>
    view.getUint32(4 * i, true),
  );
  const isRight =
    version >>> 16 === MAJOR &&
    (version & 0xffff) <= MINOR &&
    blockBytes === disk.blockBytes &&
    blockCount === disk.blockCount &&
    nameBytes <= MAX_NAME_BYTES &&
    fileBytes <= MAX_FILE_BYTES &&
    attributeBytes <= MAX_ATTRIBUTE_BYTES;
  if (!isRight) return fail(Errno.EINVAL);
  return { isOld: (version & 0xffff) < MINOR, maxNameBytes: nameBytes || MAX_NAME_BYTES, maxFileBytes: fileBytes || MAX_FILE_BYTES };
}
