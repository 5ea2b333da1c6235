/**
 * A file that a script has open, by the rules of littlefs: what is written becomes the file's contents when it is flushed
 * or closed, and until then others, and the image, have the contents before. Which of reading and writing the mode names
 * is not looked at afterwards: on a board `open(name).write('x')` changes the file.
 */
import { Errno } from '../../../../shared/src';
import { Whence, type OpenMode, type StreamFile } from './fileSystem';
import { dataBlocks, FLASH_BLOCKS, sharedBlocks } from './flashSpace';

const MAX_FILE_BYTES = 0x7fffffff;

/** What an open file needs of the flash that it is in. */
export interface Flash {
  /** The contents of a file as they are stored. */
  read(path: string): Uint8Array | undefined;
  /** Stores a file of which the first `keepBytes` are still those that `read` gives. */
  store(path: string, contents: { bytes: Uint8Array; keepBytes: number; modifiedMs: number }): number;
  readonly usedBlocks: number;
  /** The file is closed. */
  forget(file: OpenFile): void;
}

export interface Opening {
  readonly mode: OpenMode;
  readonly contents: Uint8Array;
  readonly nowMs: () => number;
  readonly modifiedMs: number | undefined;
}

export class OpenFile implements StreamFile {
  private bytes: Uint8Array;
  private length: number;
  private position = 0;
  /** What `files.read` gave when this was equal to it; it is still so up to `changedFrom`. */
  private origin: Uint8Array;
  private changedFrom = Infinity;
  private isDirty: boolean;
  private hasFailed = false;
  private isDetached = false;
  private modifiedMs: number;
  private readonly mode: OpenMode;
  private readonly nowMs: () => number;

  constructor(
    private readonly files: Flash,
    public path: string,
    { mode, contents, nowMs, modifiedMs }: Opening,
  ) {
    this.mode = mode;
    this.nowMs = nowMs;
    this.origin = contents;
    this.bytes = contents;
    this.length = mode.truncates ? 0 : contents.length;
    if (mode.truncates) this.changedFrom = 0;
    this.modifiedMs = mode.reads && modifiedMs !== undefined ? modifiedMs : nowMs();
    // The time of a file that is opened for writing is stored also when nothing is written.
    this.isDirty = mode.writes;
  }

  /** Blocks beyond those of the file as it is stored. */
  get pendingBlocks(): number {
    return this.changedFrom === Infinity ? 0 : dataBlocks(this.length) - sharedBlocks(Math.min(this.changedFrom, this.length));
  }

  /** Copies what follows into `target` and returns how much. */
  read(target: Uint8Array): number {
    const chunk = this.bytes.subarray(this.position, Math.min(this.length, this.position + target.length));
    target.set(chunk);
    this.position += chunk.length;
    return chunk.length;
  }

  write(source: Uint8Array): number {
    if (this.mode.appends && this.position < this.length) this.position = this.length;
    const end = this.position + source.length;
    if (end > MAX_FILE_BYTES) return -Errno.EFBIG;
    const changedFrom = Math.min(this.changedFrom, this.position, this.length);
    const length = Math.max(this.length, end);
    const blocks = dataBlocks(length) - sharedBlocks(changedFrom);
    if (blocks > this.pendingBlocks && this.files.usedBlocks - this.pendingBlocks + blocks > FLASH_BLOCKS) {
      this.hasFailed = true;
      return -Errno.ENOSPC;
    }
    this.makeRoom(length);
    if (this.position > this.length) this.bytes.fill(0, this.length, this.position);
    this.bytes.set(source, this.position);
    this.position = end;
    this.length = length;
    this.changedFrom = changedFrom;
    this.isDirty = true;
    this.hasFailed = false;
    this.modifiedMs = this.nowMs();
    return source.length;
  }

  /** Returns the new position. */
  seek(offset: number, whence: number): number {
    const position = this.target(offset, whence);
    if (position < 0 || position > MAX_FILE_BYTES) return -Errno.EINVAL;
    this.position = position;
    return position;
  }

  private target(offset: number, whence: number): number {
    switch (whence) {
      case Whence.start:
        return offset;
      case Whence.current:
        return this.position + offset;
      case Whence.end:
        return this.length + offset;
      default:
        return this.position;
    }
  }

  /** Makes what was written the file's contents. */
  flush(): number {
    if (this.isDirty && !this.isDetached) {
      const keepBytes = this.files.read(this.path) === this.origin ? Math.min(this.changedFrom, this.length) : 0;
      const bytes = this.bytes.subarray(0, this.length);
      const failure = this.files.store(this.path, { bytes, keepBytes, modifiedMs: this.modifiedMs });
      if (failure !== 0) {
        this.hasFailed = true;
        return failure;
      }
      this.isDirty = false;
      this.changedFrom = Infinity;
      this.origin = this.files.read(this.path) ?? this.origin;
    }
    this.hasFailed = false;
    return 0;
  }

  close(): number {
    // After an error littlefs leaves the file as it was.
    const outcome = this.hasFailed ? 0 : this.flush();
    this.files.forget(this);
    return outcome;
  }

  /** Its place in the folder is gone. */
  detach(): void {
    this.isDetached = true;
  }

  private makeRoom(sizeBytes: number): void {
    if (this.bytes !== this.origin && this.bytes.length >= sizeBytes) return;
    const bytes = new Uint8Array(Math.max(sizeBytes, Math.min(2 * sizeBytes, sizeBytes + 65536)));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
  }
}
