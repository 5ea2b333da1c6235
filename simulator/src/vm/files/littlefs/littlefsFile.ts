/**
 * A file of a littlefs that a script has open. What is written goes into new blocks behind those that stay as they are; it becomes the
 * file's contents when it is flushed or closed, and until then the file is on the disk as it was. A small file is written whole.
 */
import { Errno } from '../../../../../shared/src';
import { FileSystemError, Whence, type OpenMode, type StreamFile } from '../fileSystem';
import type { Allocator } from './allocator';
import { appendBlock, blockAt, blocksOf, placeOf, pointerBytes, type BlockList } from './blockList';
import type { Struct } from './content';
import type { Disk } from './disk';
import { MAX_FILE_BYTES } from './superblock';

export interface FileHome {
  readonly disk: Disk;
  readonly allocator: Allocator;
  /** Stores what the file is now; nothing if it has lost its place. */
  readonly store: (struct: Struct) => void;
  readonly touch: () => void;
  readonly forget: (file: LittlefsFile) => void;
}

/** Blocks that are being written behind one another. */
interface Writer {
  /** Of the block that is filled. */
  index: number;
  block: number | undefined;
  /** The block before it. */
  previous: number;
  data: Uint8Array;
  filled: number;
  /** Where in the file the next byte goes. */
  position: number;
}

type Contents = { readonly kind: 'inline'; readonly bytes: Uint8Array } | ({ readonly kind: 'blocks' } & BlockList);

export class LittlefsFile implements StreamFile {
  private position = 0;
  private writer: Writer | undefined;
  private cached: { readonly index: number; readonly bytes: Uint8Array } | undefined;
  private isDirty: boolean;
  private hasFailed = false;
  private isDetached = false;

  constructor(
    private readonly home: FileHome,
    private readonly mode: OpenMode,
    private contents: Contents,
    { isDirty }: { readonly isDirty: boolean },
  ) {
    this.isDirty = isDirty;
  }

  read(target: Uint8Array): number {
    return this.attempt(() => {
      this.endWriting();
      const count = Math.max(0, Math.min(target.length, this.sizeBytes - this.position));
      for (let done = 0; done < count;) {
        const chunk = this.chunk(this.position, count - done);
        target.set(chunk, done);
        done += chunk.length;
        this.position += chunk.length;
      }
      return count;
    });
  }

  write(source: Uint8Array): number {
    return this.attempt(() => {
      if (this.mode.appends && this.position < this.sizeBytes) this.position = this.sizeBytes;
      if (this.position + source.length > MAX_FILE_BYTES) return -Errno.EFBIG;
      this.home.touch();
      const gap = this.writer ? 0 : this.position - this.sizeBytes;
      if (gap > 0) {
        this.position -= gap;
        this.fill(gap);
      }
      this.put(source);
      this.hasFailed = false;
      return source.length;
    });
  }

  seek(offset: number, whence: number): number {
    return this.attempt(() => {
      const origin = whence === Whence.current ? this.position : whence === Whence.end ? this.sizeBytes : 0;
      const position = whence === Whence.start || whence === Whence.current || whence === Whence.end ? origin + offset : this.position;
      if (position < 0 || position > MAX_FILE_BYTES) return -Errno.EINVAL;
      if (position !== this.position) this.endWriting();
      this.position = position;
      return position;
    });
  }

  flush(): number {
    return this.attempt(() => {
      this.endWriting();
      if (this.isDirty && !this.isDetached) {
        if (this.contents.kind === 'blocks') this.home.disk.sync();
        this.home.store(this.contents);
        this.isDirty = false;
      }
      this.hasFailed = false;
      return 0;
    });
  }

  close(): number {
    // After an error littlefs leaves the file as it was.
    const outcome = this.hasFailed ? 0 : this.flush();
    this.home.forget(this);
    return outcome;
  }

  /** Its place in the folder is gone. */
  detach(): void {
    this.isDetached = true;
  }

  /** Blocks that are part of the file as it is open, and not as it is on the disk. */
  *heldBlocks(): Generator<number> {
    const { disk } = this.home;
    if (this.isDirty && this.contents.kind === 'blocks') yield* blocksOf(disk, this.contents);
    if (!this.writer) return;
    const { index, block, previous, position, filled } = this.writer;
    if (block !== undefined) yield block;
    if (index > 0) yield* blocksOf(disk, { head: previous, sizeBytes: position - filled });
  }

  private get sizeBytes(): number {
    const stored = this.contents.kind === 'inline' ? this.contents.bytes.length : this.contents.sizeBytes;
    return Math.max(stored, this.writer?.position ?? 0);
  }

  /** Up to `maxBytes` of what the file has from a position on, at least one. */
  private chunk(position: number, maxBytes: number): Uint8Array {
    if (this.contents.kind === 'inline') return this.contents.bytes.subarray(position, position + maxBytes);
    const { disk } = this.home;
    const { index, offset } = placeOf(disk, position);
    if (this.cached?.index !== index) {
      this.cached = { index, bytes: disk.read(blockAt(disk, this.contents, index), 0, disk.blockBytes) };
    }
    return this.cached.bytes.subarray(offset, offset + Math.min(maxBytes, this.contents.sizeBytes - position));
  }

  private fill(count: number): void {
    const zeros = new Uint8Array(Math.min(count, this.home.disk.blockBytes));
    for (let left = count; left > 0; left -= zeros.length) this.put(zeros.subarray(0, Math.min(left, zeros.length)));
  }

  private put(source: Uint8Array): void {
    const end = this.position + source.length;
    if (this.contents.kind === 'inline' && !this.writer && Math.max(end, this.sizeBytes) <= this.home.disk.inlineBytes) {
      const bytes = new Uint8Array(Math.max(end, this.sizeBytes));
      bytes.set(this.contents.bytes);
      bytes.set(source, this.position);
      this.contents = { kind: 'inline', bytes };
    } else {
      this.writer ??= this.beginWriting();
      this.append(this.writer, source);
    }
    this.position = end;
    this.isDirty = true;
  }

  private beginWriting(): Writer {
    const { disk } = this.home;
    const { position } = this;
    if (this.contents.kind === 'inline') {
      const data = new Uint8Array(disk.blockBytes);
      data.set(this.contents.bytes.subarray(0, position));
      return { index: 0, block: undefined, previous: 0, data, filled: position, position };
    }
    const { index, offset } = placeOf(disk, position);
    const previous = index > 0 ? blockAt(disk, this.contents, index - 1) : 0;
    const data = new Uint8Array(disk.blockBytes - pointerBytes(index));
    const filled = offset - pointerBytes(index);
    if (filled > 0) data.set(this.chunk(position - filled, filled));
    return { index, block: undefined, previous, data, filled, position };
  }

  private append(writer: Writer, source: Uint8Array): void {
    for (let done = 0; done < source.length;) {
      // Where there is no room it is said by the write that needs it.
      writer.block ??= this.home.allocator.take();
      const count = Math.min(source.length - done, writer.data.length - writer.filled);
      writer.data.set(source.subarray(done, done + count), writer.filled);
      writer.filled += count;
      writer.position += count;
      done += count;
      if (writer.filled === writer.data.length) this.endBlock(writer);
    }
  }

  private endBlock(writer: Writer): void {
    const { disk, allocator } = this.home;
    const { index, previous, filled } = writer;
    const block = writer.block ?? allocator.take();
    writer.previous = appendBlock(disk, allocator, { block, index, previous, data: writer.data.subarray(0, filled) });
    writer.index++;
    writer.block = undefined;
    writer.data = new Uint8Array(disk.blockBytes - pointerBytes(writer.index));
    writer.filled = 0;
  }

  /** What was written becomes the contents, with what the file had behind it. */
  private endWriting(): void {
    const { writer } = this;
    if (!writer) return;
    const stored = this.contents.kind === 'inline' ? this.contents.bytes.length : this.contents.sizeBytes;
    while (writer.position < stored) this.append(writer, this.chunk(writer.position, stored - writer.position));
    if (writer.filled > 0) this.endBlock(writer);
    this.contents = { kind: 'blocks', head: writer.previous, sizeBytes: writer.position };
    this.writer = undefined;
    this.cached = undefined;
  }

  private attempt(operation: () => number): number {
    try {
      return operation();
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error;
      this.hasFailed = true;
      this.writer = undefined;
      return -error.errno;
    }
  }
}
