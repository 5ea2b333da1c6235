/**
 * Names on a FAT volume: each file has a short one of eight and three characters in upper case, and a long one as well if
 * the short one does not say it all. How a short name is made of a long one is FatFs's way, so that a card looks the same
 * whoever wrote it.
 */
import { Errno } from '../../../../../shared/src';
import { fail } from '../fileSystem';
import { toByte, toUnicode, upperCase } from './codePage';

export interface Name {
  /** UTF-16. */
  readonly long: string;
  /** Eleven bytes, with spaces for what is empty. */
  readonly short: string;
  /** Whether the long name must be stored. */
  readonly needsLong: boolean;
  /** Whether the short name is only a part of the long one, and gets a number. */
  readonly isCut: boolean;
  /** Which parts of the short name are in lower case. */
  readonly caseBits: number;
}

export const CaseBit = { body: 0x08, extension: 0x10 } as const;
export const SHORT_BYTES = 11;
const BODY_BYTES = 8;
const MAX_LONG = 255;
/** Stands for a first byte that would mark the entry as deleted. */
const REPLACED_FIRST = '\x05';
const DELETED = '\xe5';
const MAX_SEQUENCE = 5;

/** The names of a path's parts. A part of dots alone is kept as it is. */
export function splitPath(path: string): readonly string[] {
  // A path ends where a C string does, and at any other control character.
  const text = (/^[^\x00-\x1f]*/.exec(path) as RegExpExecArray)[0]; // eslint-disable-line no-control-regex
  return text.split(/[/\\]+/).filter((part) => part !== '');
}

export function isDots(part: string): boolean {
  return part === '.' || part === '..';
}

/** Fails with EINVAL for a name that cannot be. */
export function makeName(part: string): Name {
  if (/["*:<>?|\x7f]/.test(part) || part.length > MAX_LONG) return fail(Errno.EINVAL);
  const long = toUnicode(part).replace(/[ .]+$/, '');
  if (long === '') return fail(Errno.EINVAL);
  const leading = /^ */.exec(long)?.[0].length ?? 0;
  let isCut = leading > 0 || long.charAt(leading) === '.';
  const dot = long.lastIndexOf('.');
  const split = dot >= leading ? dot : long.length;
  const body = shortPart(long.slice(leading, split), BODY_BYTES);
  const extension = shortPart(long.slice(split + 1), SHORT_BYTES - BODY_BYTES);
  isCut ||= body.isCut || extension.isCut;
  const isMixed = body.isMixed || extension.isMixed;
  const needsLong = isCut || isMixed || body.isForeign || extension.isForeign;
  const short = (body.bytes.padEnd(BODY_BYTES) + extension.bytes).padEnd(SHORT_BYTES).replace(DELETED_FIRST, REPLACED_FIRST);
  const caseBits = (body.isLower ? CaseBit.body : 0) | (extension.isLower ? CaseBit.extension : 0);
  return { long, short, needsLong, isCut, caseBits: needsLong ? 0 : caseBits };
}

const DELETED_FIRST = new RegExp(`^${DELETED}`);

interface ShortPart {
  readonly bytes: string;
  readonly isCut: boolean;
  /** Whether there are small and capital letters in it. */
  readonly isMixed: boolean;
  readonly isLower: boolean;
  /** Whether there are characters beyond ASCII in it. */
  readonly isForeign: boolean;
}

function shortPart(text: string, maxBytes: number): ShortPart {
  const kept = text.replace(/[ .]/g, '');
  const used = kept.slice(0, maxBytes);
  let isCut = kept !== text || used !== kept;
  let bytes = '';
  for (let i = 0; i < used.length; i++) {
    const character = upperCase(used.charAt(i));
    const byte = '+,;=[]'.includes(character) ? undefined : (toByte(character) ?? toByte(used.charAt(i)));
    isCut ||= byte === undefined;
    bytes += byte === undefined ? '_' : String.fromCharCode(byte);
  }
  const [hasLower, hasUpper] = [/[a-z]/.test(used), /[A-Z]/.test(used)];
  return { bytes, isCut, isMixed: hasLower && hasUpper, isLower: hasLower && !hasUpper, isForeign: /[^\x00-\x7f]/.test(used) }; // eslint-disable-line no-control-regex
}

/** The short name with a number in place of its end, for the `sequence`th attempt to find one that is free. */
export function numberedShort({ short, long }: Name, sequence: number): string {
  const number = sequence > MAX_SEQUENCE ? hashOf(long, sequence) : sequence;
  const tail = `~${number.toString(16).toUpperCase()}`;
  const body = short
    .slice(0, BODY_BYTES)
    .replace(/ .*$/, '')
    .slice(0, BODY_BYTES - tail.length);
  return (body + tail).padEnd(BODY_BYTES) + short.slice(BODY_BYTES);
}

function hashOf(long: string, sequence: number): number {
  let hash = sequence;
  for (let i = 0; i < long.length; i++) {
    let unit = long.charCodeAt(i);
    for (let bit = 0; bit < 16; bit++) {
      hash = (hash << 1) + (unit & 1);
      unit >>= 1;
      if ((hash & 0x10000) !== 0) hash ^= 0x11021;
    }
  }
  return hash;
}

/** The name as a script sees it that has only a short one. */
export function shortText(short: string, caseBits: number): string {
  const body = short.slice(0, BODY_BYTES).replaceAll(' ', '').replace(REPLACED_FIRST, DELETED);
  const extension = short.slice(BODY_BYTES).replaceAll(' ', '');
  const lower = (text: string, bit: number): string =>
    (caseBits & bit) === 0 ? text : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower(body, CaseBit.body) + (extension === '' ? '' : `.${lower(extension, CaseBit.extension)}`);
}

/** Ties a long name to the short one that it belongs to. */
export function checksumOf(short: string): number {
  let sum = 0;
  for (let i = 0; i < SHORT_BYTES; i++) sum = (((sum & 1) << 7) + (sum >>> 1) + short.charCodeAt(i)) & 0xff;
  return sum;
}
