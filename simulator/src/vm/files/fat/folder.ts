/**
 * The entries of a folder of a FAT volume: finding, making and removing them. An entry is one place with the short name, and
 * before it, from the last part to the first, those of its long name.
 */
import { Errno } from '../../../../../shared/src';
import { fail } from '../fileSystem';
import type { Clusters } from './clusters';
import { toBytes, upperCase } from './codePage';
import { checksumOf, numberedShort, SHORT_BYTES, shortText, type Name } from './names';
import { Slots } from './slots';

export const Attribute = { readOnly: 0x01, volume: 0x08, folder: 0x10, archive: 0x20 } as const;

/** An entry as it was when it was read. */
export interface Entry {
  /** First cluster of the folder that it is in. */
  readonly folder: number;
  /** Places of the short name and of the first part of all. */
  readonly index: number;
  readonly firstIndex: number;
  readonly sector: number;
  readonly bytes: Uint8Array;
  readonly short: string;
  readonly long: string | undefined;
}

const DELETED = 0xe5;
const LONG_NAME = 0x0f;
const ATTRIBUTES = 0x3f;
const LAST_PART = 0x40;
const CHECKSUM_OFFSET = 13;
const ATTRIBUTE_OFFSET = 11;
const CASE_OFFSET = 12;
/** Where the units of a long name's part are. */
const UNIT_OFFSETS = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];
const MAX_NUMBERED = 100;

/** Goes through a folder: gives an entry at each call, undefined after the last. Dots are among them, volume labels are not. */
export function entriesOf(clusters: Clusters, folder: number): () => Entry | undefined {
  const slots = new Slots(clusters, folder);
  let isAtEnd = false;
  return () => {
    let parts: LongParts | undefined;
    while (!isAtEnd) {
      const { bytes, index, place } = { bytes: slots.bytes, index: slots.index, place: slots.place };
      if (bytes[0] === 0) break;
      const copy = bytes.slice();
      isAtEnd = !slots.advance();
      const attributes = (copy[ATTRIBUTE_OFFSET] ?? 0) & ATTRIBUTES;
      if (copy[0] === DELETED || (attributes & ~Attribute.archive) === Attribute.volume) parts = undefined;
      else if (attributes === LONG_NAME) parts = withPart(parts, copy, index);
      else {
        const short = String.fromCharCode(...copy.subarray(0, SHORT_BYTES));
        const isWhole = parts?.missing === 0 && parts.checksum === checksumOf(short);
        const firstIndex = isWhole && parts ? parts.firstIndex : index;
        return { folder, index, firstIndex, sector: place, bytes: copy, short, long: isWhole ? parts?.text : undefined };
      }
    }
    isAtEnd = true;
    return undefined;
  };
}

interface LongParts {
  readonly text: string;
  readonly checksum: number;
  readonly firstIndex: number;
  /** How many parts are still to come. */
  readonly missing: number;
}

function withPart(before: LongParts | undefined, bytes: Uint8Array, index: number): LongParts | undefined {
  const number = (bytes[0] ?? 0) & ~LAST_PART;
  const checksum = bytes[CHECKSUM_OFFSET] ?? 0;
  const isLast = ((bytes[0] ?? 0) & LAST_PART) !== 0;
  if (!isLast && (before?.missing !== number || before.checksum !== checksum)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (number === 0 || view.getUint16(26, true) !== 0) return undefined;
  const units = UNIT_OFFSETS.map((offset) => view.getUint16(offset, true));
  const end = units.indexOf(0);
  if (end >= 0 && (!isLast || units.slice(end + 1).some((unit) => unit !== 0xffff))) return undefined;
  const text = String.fromCharCode(...(end < 0 ? units : units.slice(0, end)));
  if (isLast) return { text, checksum, firstIndex: index, missing: number - 1 };
  return { text: text + (before?.text ?? ''), checksum, firstIndex: before?.firstIndex ?? index, missing: number - 1 };
}

/** The entry with a name; a name that was cut is looked for only among the long ones. */
export function findEntry(clusters: Clusters, folder: number, name: Name): Entry | undefined {
  const wanted = upperCase(name.long);
  return find(
    clusters,
    folder,
    (entry) => (entry.long !== undefined && upperCase(entry.long) === wanted) || (!name.isCut && entry.short === name.short),
  );
}

/** The entry `.` or `..` of a folder, which a root folder does not have. */
export function findDots(clusters: Clusters, folder: number, dots: string): Entry | undefined {
  const short = dots.padEnd(SHORT_BYTES);
  return find(clusters, folder, (entry) => entry.short === short);
}

/** The first entry that is neither `.` nor `..`, for which `isWanted` says so. */
export function findFile(clusters: Clusters, folder: number, isWanted: (entry: Entry) => boolean): Entry | undefined {
  return find(clusters, folder, (entry) => !entry.short.startsWith('.') && isWanted(entry));
}

function find(clusters: Clusters, folder: number, isWanted: (entry: Entry) => boolean): Entry | undefined {
  const next = entriesOf(clusters, folder);
  for (let entry = next(); entry; entry = next()) if (isWanted(entry)) return entry;
  return undefined;
}

/** The bytes of an entry's name. */
export function nameOf({ long, short, bytes }: Entry): string {
  return (long === undefined ? undefined : toBytes(long)) ?? shortText(short, bytes[CASE_OFFSET] ?? 0);
}

/** Makes an entry and returns its place, which is in the window; `fill` gets its bytes, of which only the name is set. */
export function addEntry(
  clusters: Clusters,
  folder: number,
  name: Name,
  fill: (bytes: Uint8Array) => void,
): { index: number; sector: number } {
  const short = name.isCut ? freeShort(clusters, folder, name) : name.short;
  const parts = name.needsLong ? Math.ceil(name.long.length / UNIT_OFFSETS.length) : 0;
  const slots = allocate(clusters, folder, parts + 1);
  const checksum = checksumOf(short);
  for (let number = parts; number > 0; number--) {
    putPart(slots.bytes, name.long, { number, isLast: number === parts, checksum });
    slots.touch();
    slots.advance();
  }
  const bytes = slots.bytes.fill(0);
  for (let i = 0; i < SHORT_BYTES; i++) bytes[i] = short.charCodeAt(i);
  bytes[CASE_OFFSET] = name.caseBits;
  fill(bytes);
  slots.touch();
  return { index: slots.index, sector: slots.place };
}

export function removeEntry(clusters: Clusters, { folder, firstIndex, index }: Entry): void {
  const slots = new Slots(clusters, folder);
  slots.moveTo(firstIndex);
  for (;;) {
    slots.bytes[0] = DELETED;
    slots.touch();
    if (slots.index >= index) return;
    if (!slots.advance()) fail(Errno.EIO);
  }
}

function freeShort(clusters: Clusters, folder: number, name: Name): string {
  for (let sequence = 1; sequence < MAX_NUMBERED; sequence++) {
    const short = numberedShort(name, sequence);
    if (!find(clusters, folder, (entry) => entry.short === short)) return short;
  }
  return fail(Errno.EACCES);
}

/** Finds free places that follow each other, and is at the first of them. Fails with EACCES if the folder cannot grow. */
function allocate(clusters: Clusters, folder: number, count: number): Slots {
  const slots = new Slots(clusters, folder);
  let free = 0;
  do {
    const first = slots.bytes[0];
    free = first === 0 || first === DELETED ? free + 1 : 0;
    if (free === count) {
      slots.moveTo(slots.index - count + 1);
      return slots;
    }
  } while (slots.advance({ grows: true }));
  return fail(Errno.EACCES);
}

function putPart(
  bytes: Uint8Array,
  long: string,
  { number, isLast, checksum }: { readonly number: number; readonly isLast: boolean; readonly checksum: number },
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  bytes.fill(0);
  bytes[0] = number | (isLast ? LAST_PART : 0);
  bytes[ATTRIBUTE_OFFSET] = LONG_NAME;
  bytes[CHECKSUM_OFFSET] = checksum;
  for (const [i, offset] of UNIT_OFFSETS.entries()) {
    const at = (number - 1) * UNIT_OFFSETS.length + i;
    view.setUint16(offset, at < long.length ? long.charCodeAt(at) : at === long.length ? 0 : 0xffff, true);
  }
}
