/**
 * Where an image's bytes are: in a file, or in memory that all threads of the board share, which a hard reset leaves as it
 * is. Everything is synchronous, so that what the board has written is there before its script goes on. A file is
 * replaced in one step: whoever looks sees the old image or the new one.
 */
import fs from 'node:fs';

export type ImagePlace =
  | { readonly kind: 'file'; readonly path: string }
  /** Made by `memoryPlace`. */
  | { readonly kind: 'memory'; readonly buffer: SharedArrayBuffer };

export interface ImageStore {
  read(): Uint8Array;
  /** Drops what lies behind `sizeBytes`. */
  cut(sizeBytes: number): void;
  append(bytes: Uint8Array): void;
  replace(image: Uint8Array): void;
}

/** Enough for an image that is compacted before it has grown to this. Memory is taken only as it is used. */
const MAX_MEMORY_BYTES = 32 * 1024 * 1024;
const PLACE_BYTES = 8;

/** A place for an image that lives as long as its board. */
export function memoryPlace(): ImagePlace {
  return { kind: 'memory', buffer: new GrowableBuffer(PLACE_BYTES, { maxByteLength: MAX_MEMORY_BYTES }) };
}

export function openStore(place: ImagePlace): ImageStore {
  return place.kind === 'file' ? new FileStore(place.path) : new MemoryStore(place.buffer as Growable);
}

class FileStore implements ImageStore {
  constructor(private readonly path: string) {}

  read(): Uint8Array {
    return fs.existsSync(this.path) ? fs.readFileSync(this.path) : new Uint8Array(0);
  }

  cut(sizeBytes: number): void {
    fs.truncateSync(this.path, sizeBytes);
  }

  append(bytes: Uint8Array): void {
    const sizeBefore = fs.statSync(this.path).size;
    try {
      fs.appendFileSync(this.path, bytes);
    } catch (error) {
      // A disk that is full may have taken a part of it.
      fs.truncateSync(this.path, sizeBefore);
      throw error;
    }
  }

  replace(image: Uint8Array): void {
    const fresh = `${this.path}.new`;
    fs.writeFileSync(fresh, image);
    fs.renameSync(fresh, this.path);
  }
}

/** The type of shared memory that grows, which the compiler's library does not know yet. */
interface Growable extends SharedArrayBuffer {
  grow(sizeBytes: number): void;
}
const GrowableBuffer = SharedArrayBuffer as unknown as new (sizeBytes: number, options: { maxByteLength: number }) => Growable;

class MemoryStore implements ImageStore {
  constructor(private readonly buffer: Growable) {}

  read(): Uint8Array {
    const { start, length } = this.place;
    return new Uint8Array(this.buffer, start, length).slice();
  }

  cut(sizeBytes: number): void {
    this.place = { start: this.place.start, length: sizeBytes };
  }

  append(bytes: Uint8Array): void {
    const { start, length } = this.place;
    this.put(start + length, bytes);
    this.place = { start, length: length + bytes.length };
  }

  replace(image: Uint8Array): void {
    const { start, length } = this.place;
    const target = PLACE_BYTES + image.length <= start ? PLACE_BYTES : start + length;
    this.put(target, image);
    this.place = { start: target, length: image.length };
  }

  private put(start: number, bytes: Uint8Array): void {
    if (start + bytes.length > this.buffer.byteLength) this.buffer.grow(start + bytes.length);
    new Uint8Array(this.buffer, start, bytes.length).set(bytes);
  }

  /** Where the image lies. It is changed last and in one step: a thread that is ended at any moment leaves a whole image. */
  private get place(): { readonly start: number; readonly length: number } {
    const word = Atomics.load(new BigInt64Array(this.buffer, 0, 1), 0);
    return { start: Number(word >> 32n) || PLACE_BYTES, length: Number(word & 0xffffffffn) };
  }

  private set place({ start, length }: { readonly start: number; readonly length: number }) {
    Atomics.store(new BigInt64Array(this.buffer, 0, 1), 0, (BigInt(start) << 32n) | BigInt(length));
  }
}
