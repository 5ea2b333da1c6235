/**
 * What the VM's C library asks of its host: files, the console, clocks. Signatures and structures are those of
 * Emscripten's musl for 32-bit memory; error numbers are the ESP32's, which MicroPython passes on as they are.
 */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Errno } from '../../../shared/src';
import type { BoardFiles } from './boardFiles';
import type { Image } from './image';

export interface Console {
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** Waits for input and copies up to `target.length` bytes; 0 at the end of the input. */
  read(target: Uint8Array): number;
  inputReady(): boolean;
}

const OpenFlag = {
  accessMode: 3,
  writeOnly: 1,
  create: 0o100,
  exclusive: 0o200,
  truncate: 0o1000,
  append: 0o2000,
  directory: 0o200000,
} as const;
const STATUS_BYTES = 96;
const FOLDER_MODE = 0x4000;
const FILE_MODE = 0x8000;
const BLOCK_BYTES = 4096;
const FLASH_BLOCKS = 512;
const DIRECTORY_ENTRY_BYTES = 280;
const FIRST_FILE_DESCRIPTOR = 3;
/** File times count from 1 January 2000. */
const EPOCH_SECONDS = Date.UTC(2000, 0, 1) / 1000;

type Descriptor =
  | { readonly kind: 'file'; readonly path: string; bytes: Uint8Array; position: number; readonly access: number; readonly append: boolean }
  | { readonly kind: 'folder'; readonly names: readonly string[]; position: number; readonly path: string };

export class SystemCalls {
  private readonly descriptors = new Map<number, Descriptor>();
  private workingFolder = '/';

  /** `image` is a function because the image is made with these imports. */
  constructor(
    private readonly image: () => Image,
    private readonly files: BoardFiles,
    private readonly console: Console,
    /** The clock of `time.ticks_ms`, by which the VM's own code goes too. */
    private readonly uptimeMs: () => number,
  ) {}

  /** The functions under the names by which the image imports them. */
  imports(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    return {
      env: {
        mp_js_random_u32: () => randomBytes(4).readUInt32LE() | 0,
        mp_js_ticks_ms: () => Math.floor(this.uptimeMs()) | 0,
        mp_js_time_ms: () => Date.now(),
        emscripten_resize_heap: () => 0,
        _abort_js: () => {
          throw new Error('The MicroPython VM aborted.');
        },
        __syscall_chdir: (name: number) => this.changeFolder(this.resolve(name)),
        __syscall_getcwd: (target: number, size: number) => this.writeWorkingFolder(target, size),
        __syscall_mkdirat: (_folder: number, name: number) => this.files.makeFolder(this.resolve(name)),
        __syscall_openat: (_folder: number, name: number, flags: number) => this.open(this.resolve(name), flags),
        __syscall_renameat: (_from: number, from: number, _to: number, to: number) =>
          this.files.rename(this.resolve(from), this.resolve(to)),
        __syscall_rmdir: (name: number) => this.files.remove(this.resolve(name)),
        __syscall_unlinkat: (_folder: number, name: number) => this.files.remove(this.resolve(name)),
        __syscall_stat64: (name: number, target: number) => this.writeStatus(this.resolve(name), target),
        __syscall_statfs64: (_name: number, _size: number, target: number) => this.writeFileSystemStatus(target),
        __syscall_getdents64: (descriptor: number, target: number, size: number) => this.readFolder(descriptor, target, size),
        __syscall_poll_nonblocking: (list: number, count: number) => this.poll(list, count),
      },
      wasi_snapshot_preview1: {
        fd_close: (descriptor: number) => this.close(descriptor),
        fd_sync: () => 0,
        fd_seek: (descriptor: number, offset: bigint, whence: number, target: number) =>
          this.seek(descriptor, Number(offset), whence, target),
        fd_read: (descriptor: number, vectors: number, count: number, target: number) =>
          this.transfer(vectors, count, target, (bytes) => this.read(descriptor, bytes)),
        fd_write: (descriptor: number, vectors: number, count: number, target: number) =>
          this.transfer(vectors, count, target, (bytes) => this.write(descriptor, bytes)),
      },
    };
  }

  private resolve(name: number): string {
    return path.posix.resolve(this.workingFolder, this.image().cString(name));
  }

  private changeFolder(folder: string): number {
    if (this.files.status(folder)?.isFolder !== true) return -Errno.ENOENT;
    this.workingFolder = folder;
    return 0;
  }

  private writeWorkingFolder(target: number, size: number): number {
    const bytes = new TextEncoder().encode(`${this.workingFolder}\0`);
    if (bytes.length > size) return -Errno.EINVAL;
    this.image().u8.set(bytes, target);
    return bytes.length;
  }

  private open(file: string, flags: number): number {
    const status = this.files.status(file);
    if ((flags & OpenFlag.directory) !== 0) {
      if (!status) return -Errno.ENOENT;
      if (!status.isFolder) return -Errno.ENOTDIR;
      return this.register({ kind: 'folder', names: ['.', '..', ...this.files.list(file)], position: 0, path: file });
    }
    if (status?.isFolder === true) return -Errno.EISDIR;
    if (!status && ((flags & OpenFlag.create) === 0 || !this.files.parentExists(file))) return -Errno.ENOENT;
    if (status && (flags & OpenFlag.exclusive) !== 0) return -Errno.EEXIST;
    const isNew = !status || (flags & OpenFlag.truncate) !== 0;
    const bytes = isNew ? new Uint8Array(0) : this.files.read(file);
    if (!bytes) return -Errno.EIO;
    if (isNew) this.files.write(file, bytes);
    return this.register({
      kind: 'file',
      path: file,
      bytes,
      position: 0,
      access: flags & OpenFlag.accessMode,
      append: (flags & OpenFlag.append) !== 0,
    });
  }

  private register(entry: Descriptor): number {
    let descriptor = FIRST_FILE_DESCRIPTOR;
    while (this.descriptors.has(descriptor)) descriptor++;
    this.descriptors.set(descriptor, entry);
    return descriptor;
  }

  private close(descriptor: number): number {
    return descriptor < FIRST_FILE_DESCRIPTOR || this.descriptors.delete(descriptor) ? 0 : Errno.EBADF;
  }

  private seek(descriptor: number, offset: number, whence: number, target: number): number {
    const entry = this.descriptors.get(descriptor);
    if (!entry) return Errno.EBADF;
    const end = entry.kind === 'file' ? entry.bytes.length : 0;
    const position = [0, entry.position, end][whence];
    if (position === undefined || position + offset < 0) return Errno.EINVAL;
    entry.position = position + offset;
    new DataView(this.image().buffer).setBigInt64(target, BigInt(entry.position), true);
    return 0;
  }

  /** Runs an operation over scattered buffers until one comes up short, and stores the total. */
  private transfer(vectors: number, count: number, target: number, operation: (bytes: Uint8Array) => number): number {
    const image = this.image();
    let total = 0;
    for (let i = 0; i < count; i++) {
      const bytes = image.bytes(image.word(vectors + 8 * i), image.word(vectors + 8 * i + 4));
      if (bytes.length === 0) continue;
      const moved = operation(bytes);
      if (moved < 0) return -moved;
      total += moved;
      if (moved < bytes.length) break;
    }
    image.setWord(target, total);
    return 0;
  }

  private read(descriptor: number, target: Uint8Array): number {
    if (descriptor === 0) return this.console.read(target);
    const entry = this.descriptors.get(descriptor);
    if (!entry) return -Errno.EBADF;
    if (entry.kind === 'folder') return -Errno.EISDIR;
    if (entry.access === OpenFlag.writeOnly) return -Errno.EBADF;
    const chunk = entry.bytes.subarray(entry.position, entry.position + target.length);
    target.set(chunk);
    entry.position += chunk.length;
    return chunk.length;
  }

  private write(descriptor: number, source: Uint8Array): number {
    if (descriptor === 1 || descriptor === 2) {
      this.console.write(descriptor === 1 ? 'stdout' : 'stderr', source);
      return source.length;
    }
    const entry = this.descriptors.get(descriptor);
    if (!entry || entry.kind === 'folder' || entry.access === 0) return -Errno.EBADF;
    if (entry.append) entry.position = entry.bytes.length;
    const end = entry.position + source.length;
    if (end > FLASH_BLOCKS * BLOCK_BYTES) return -Errno.ENOSPC;
    const bytes = new Uint8Array(Math.max(end, entry.bytes.length));
    bytes.set(entry.bytes);
    bytes.set(source, entry.position);
    entry.bytes = bytes;
    entry.position = end;
    this.files.write(entry.path, bytes);
    return source.length;
  }

  private writeStatus(file: string, target: number): number {
    const status = this.files.status(file);
    if (!status) return -Errno.ENOENT;
    const image = this.image();
    const view = new DataView(image.buffer, target, STATUS_BYTES);
    image.bytes(target, STATUS_BYTES).fill(0);
    view.setUint32(4, status.isFolder ? FOLDER_MODE : FILE_MODE, true);
    view.setBigInt64(24, BigInt(status.sizeBytes), true);
    view.setInt32(32, BLOCK_BYTES, true);
    const seconds = BigInt(Math.max(0, Math.floor(status.modifiedMs / 1000) - EPOCH_SECONDS));
    for (const offset of [40, 56, 72]) view.setBigInt64(offset, seconds, true);
    return 0;
  }

  private writeFileSystemStatus(target: number): number {
    const view = new DataView(this.image().buffer, target);
    view.setUint32(4, BLOCK_BYTES, true);
    for (const offset of [8, 16, 24]) view.setBigInt64(offset, BigInt(FLASH_BLOCKS), true);
    view.setUint32(56, 255, true);
    view.setUint32(60, BLOCK_BYTES, true);
    return 0;
  }

  private readFolder(descriptor: number, target: number, size: number): number {
    const entry = this.descriptors.get(descriptor);
    if (!entry || entry.kind !== 'folder') return -Errno.EBADF;
    const image = this.image();
    let written = 0;
    while (entry.position < entry.names.length && written + DIRECTORY_ENTRY_BYTES <= size) {
      const name = entry.names[entry.position++] ?? '';
      const view = new DataView(image.buffer, target + written, DIRECTORY_ENTRY_BYTES);
      const isFolder = this.files.status(path.posix.join(entry.path, name))?.isFolder === true;
      view.setBigInt64(0, BigInt(entry.position), true);
      view.setBigInt64(8, BigInt(entry.position), true);
      view.setUint16(16, DIRECTORY_ENTRY_BYTES, true);
      view.setUint8(18, isFolder ? 4 : 8);
      image.u8.set(new TextEncoder().encode(`${name}\0`).subarray(0, 256), target + written + 19);
      written += DIRECTORY_ENTRY_BYTES;
    }
    return written;
  }

  /** Standard input is ready when bytes wait; everything else is ready for what was asked. */
  private poll(list: number, count: number): number {
    const view = new DataView(this.image().buffer, list, 8 * count);
    let ready = 0;
    for (let i = 0; i < count; i++) {
      const asked = view.getInt16(8 * i + 4, true);
      const flags = view.getInt32(8 * i, true) === 0 && !this.console.inputReady() ? asked & ~1 : asked;
      view.setInt16(8 * i + 6, flags, true);
      if (flags !== 0) ready++;
    }
    return ready;
  }
}
