/**
 * The format of a board's image: a line that says what the file is, then records, each with the changes of one operation.
 * A record is there as a whole or not at all: one that was torn off at the end, because the process was killed while it
 * wrote, is passed over. Anything else that does not fit is damage, and is told as such. Touches no file.
 */

import { crc32 } from '../crc32';

/** A change to what the board has beside the project's files. */
export type Change =
  /** The first `keepBytes` of the file's contents before stay, then come `bytes`. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly keepBytes: number;
      readonly bytes: Uint8Array;
      readonly modifiedMs: number;
      /** Which version of a project's file this one covers; empty if there was none. */
      readonly covers: string;
    }
  | { readonly kind: 'folder'; readonly path: string }
  /** The project has it, and the board has deleted it. */
  | { readonly kind: 'deleted'; readonly path: string; readonly covers: string }
  /** The board has nothing of its own there any more. */
  | { readonly kind: 'forgotten'; readonly path: string }
  /** The board was set up: its first boot is over. */
  | { readonly kind: 'setUp' }
  | StorageChange;

/** A change to what lies in the flash beside files. */
export type StorageChange =
  /** The non-volatile storage has a namespace, maybe with nothing in it. */
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'value'; readonly namespace: string; readonly key: string; readonly value: number | Uint8Array }
  | { readonly kind: 'noValue'; readonly namespace: string; readonly key: string }
  /** The bytes of a sector of the flash, as a script wrote them itself. */
  | { readonly kind: 'sector'; readonly sector: number; readonly bytes: Uint8Array }
  | { readonly kind: 'erased'; readonly sector: number }
  /** Neither a namespace nor a sector that was written is left. */
  | { readonly kind: 'storageErased' };

export type Journal =
  | {
      readonly kind: 'intact';
      readonly changes: readonly Change[];
      /** Up to here the records are complete. */
      readonly endBytes: number;
    }
  | { readonly kind: 'damaged'; readonly atBytes: number };

const TITLE = new TextEncoder().encode('Files of a simulated MicroPython board, version 1\n');
/** Length of the payload, the check of the length, and that of the payload; 32 bits each. */
const HEAD_BYTES = 12;
/** By their numbers in an image: new ones come last. */
const KINDS = [
  ...(['file', 'folder', 'deleted', 'forgotten', 'setUp'] as const),
  ...(['namespace', 'value', 'noValue', 'sector', 'erased', 'storageErased'] as const),
] as const;
const ValueKind = { number: 0, bytes: 1 } as const;

/** What stands at the beginning of every image. */
export function journalTitle(): Uint8Array {
  return TITLE.slice();
}

export function encodeRecord(changes: readonly Change[]): Uint8Array {
  const parts = changes.flatMap(encodeChange);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const record = new Uint8Array(HEAD_BYTES + length);
  let position = HEAD_BYTES;
  for (const part of parts) {
    record.set(part, position);
    position += part.length;
  }
  const view = new DataView(record.buffer);
  view.setUint32(0, length, true);
  view.setUint32(4, checkOf(record.subarray(0, 4)), true);
  view.setUint32(8, checkOf(record.subarray(HEAD_BYTES)), true);
  return record;
}

export function decodeJournal(source: Uint8Array): Journal {
  // A Buffer's slices would all hold on to the whole image.
  const image = new Uint8Array(source.buffer, source.byteOffset, source.length);
  const title = image.subarray(0, TITLE.length);
  if (!title.every((byte, i) => byte === TITLE[i])) return { kind: 'damaged', atBytes: 0 };
  // Torn while it was made: nothing was ever in it.
  if (title.length < TITLE.length) return { kind: 'intact', changes: [], endBytes: 0 };
  const changes: Change[] = [];
  let position = TITLE.length;
  while (position < image.length) {
    const record = readRecord(image, position);
    if (record === 'torn') break;
    if (record === 'damaged') return { kind: 'damaged', atBytes: position };
    changes.push(...record.changes);
    position = record.endBytes;
  }
  return { kind: 'intact', changes, endBytes: position };
}

function readRecord(
  image: Uint8Array,
  start: number,
): 'torn' | 'damaged' | { readonly changes: readonly Change[]; readonly endBytes: number } {
  const rest = image.subarray(start);
  // Where a computer lost its power a file may end in zeros that were never written.
  if (rest.length < HEAD_BYTES || rest.every((byte) => byte === 0)) return 'torn';
  const view = new DataView(rest.buffer, rest.byteOffset, rest.length);
  if (view.getUint32(4, true) !== checkOf(rest.subarray(0, 4))) return 'damaged';
  const endBytes = HEAD_BYTES + view.getUint32(0, true);
  if (endBytes > rest.length) return 'torn';
  const payload = rest.subarray(HEAD_BYTES, endBytes);
  if (view.getUint32(8, true) !== checkOf(payload)) return endBytes === rest.length ? 'torn' : 'damaged';
  const changes = new ChangeReader(payload).readAll();
  return changes ? { changes, endBytes: start + endBytes } : 'damaged';
}

function encodeChange(change: Change): readonly Uint8Array[] {
  const kind = Uint8Array.of(KINDS.indexOf(change.kind));
  switch (change.kind) {
    case 'file': {
      const numbers = new DataView(new ArrayBuffer(16));
      numbers.setFloat64(0, change.modifiedMs, true);
      numbers.setUint32(8, change.keepBytes, true);
      numbers.setUint32(12, change.bytes.length, true);
      return [kind, encodeText(change.path), encodeText(change.covers), new Uint8Array(numbers.buffer), change.bytes];
    }
    case 'deleted':
      return [kind, encodeText(change.path), encodeText(change.covers)];
    case 'folder':
    case 'forgotten':
      return [kind, encodeText(change.path)];
    case 'setUp':
    case 'storageErased':
      return [kind];
    case 'namespace':
      return [kind, encodeText(change.namespace)];
    case 'value':
      return [kind, encodeText(change.namespace), encodeText(change.key), ...encodeValue(change.value)];
    case 'noValue':
      return [kind, encodeText(change.namespace), encodeText(change.key)];
    case 'sector':
      return [kind, encodeNumber(change.sector), ...encodeBytes(change.bytes)];
    case 'erased':
      return [kind, encodeNumber(change.sector)];
  }
}

function encodeText(text: string): Uint8Array {
  return Buffer.concat(encodeBytes(new TextEncoder().encode(text)));
}

function encodeValue(value: number | Uint8Array): readonly Uint8Array[] {
  return typeof value === 'number'
    ? [Uint8Array.of(ValueKind.number), encodeNumber(value)]
    : [Uint8Array.of(ValueKind.bytes), ...encodeBytes(value)];
}

function encodeBytes(bytes: Uint8Array): readonly Uint8Array[] {
  return [encodeNumber(bytes.length), bytes];
}

/** 32 bits. */
function encodeNumber(value: number): Uint8Array {
  const encoded = new Uint8Array(4);
  new DataView(encoded.buffer).setInt32(0, value, true);
  return encoded;
}

class ChangeReader {
  private position = 0;
  private readonly view: DataView;
  private readonly decoder = new TextDecoder();

  constructor(private readonly payload: Uint8Array) {
    this.view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  }

  /** Undefined if the payload is no list of changes. */
  readAll(): readonly Change[] | undefined {
    try {
      const changes: Change[] = [];
      while (this.position < this.payload.length) {
        const change = this.read();
        if (!change) return undefined;
        changes.push(change);
      }
      return changes;
    } catch (error) {
      // A length that leads out of the payload.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  private read(): Change | undefined {
    const kind = KINDS[this.payload[this.position++] ?? KINDS.length];
    switch (kind) {
      case 'file': {
        const [path, covers] = [this.text(), this.text()];
        const modifiedMs = this.view.getFloat64(this.position, true);
        const keepBytes = this.view.getUint32(this.position + 8, true);
        const length = this.view.getUint32(this.position + 12, true);
        this.position += 16;
        return { kind, path, covers, modifiedMs, keepBytes, bytes: this.bytes(length) };
      }
      case 'deleted':
        return { kind, path: this.text(), covers: this.text() };
      case 'folder':
      case 'forgotten':
        return { kind, path: this.text() };
      case 'setUp':
      case 'storageErased':
        return { kind };
      case 'namespace':
        return { kind, namespace: this.text() };
      case 'value':
        return { kind, namespace: this.text(), key: this.text(), value: this.value() };
      case 'noValue':
        return { kind, namespace: this.text(), key: this.text() };
      case 'sector':
        return { kind, sector: this.number(), bytes: this.bytes(this.number()) };
      case 'erased':
        return { kind, sector: this.number() };
      case undefined:
        return undefined;
    }
  }

  private text(): string {
    return this.decoder.decode(this.bytes(this.number()));
  }

  private value(): number | Uint8Array {
    const kind = this.payload[this.position++];
    return kind === ValueKind.number ? this.number() : this.bytes(this.number());
  }

  private number(): number {
    this.position += 4;
    return this.view.getInt32(this.position - 4, true);
  }

  private bytes(length: number): Uint8Array {
    const end = this.position + length;
    if (length < 0 || end > this.payload.length) throw new RangeError('The change ends after its record.');
    const bytes = this.payload.slice(this.position, end);
    this.position = end;
    return bytes;
  }
}

/** CRC-32, as in zip files. */
function checkOf(bytes: Uint8Array): number {
  return ~crc32(0xffffffff, bytes) >>> 0;
}
