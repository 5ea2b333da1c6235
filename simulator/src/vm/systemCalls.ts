/**
 * What the VM's C library asks of its host: the console, clocks, randomness. Signatures and structures are those of
 * Emscripten's musl for 32-bit memory; error numbers are the ESP32's, which MicroPython passes on as they are.
 */
import { randomBytes } from 'node:crypto';
import { Errno } from '../../../shared/src';
import type { Image } from './image';

export interface Console {
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** Waits for input and copies up to `target.length` bytes; 0 at the end of the input. */
  read(target: Uint8Array): number;
  inputReady(): boolean;
}

/** Calls of a file system of the library's own, which nothing reaches: the board's is mounted in its place. */
const FILE_CALLS = ['chdir', 'getcwd', 'mkdirat', 'openat', 'renameat', 'rmdir', 'unlinkat', 'stat64', 'statfs64', 'getdents64'];

export class SystemCalls {
  /** `image` is a function because the image is made with these imports. */
  constructor(
    private readonly image: () => Image,
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
        ...Object.fromEntries(FILE_CALLS.map((name) => [`__syscall_${name}`, () => -Errno.ENOENT])),
        __syscall_poll_nonblocking: (list: number, count: number) => this.poll(list, count),
      },
      wasi_snapshot_preview1: {
        fd_close: () => 0,
        fd_sync: () => 0,
        fd_seek: () => Errno.EINVAL,
        fd_read: (descriptor: number, vectors: number, count: number, target: number) =>
          this.transfer(vectors, count, target, (bytes) => this.read(descriptor, bytes)),
        fd_write: (descriptor: number, vectors: number, count: number, target: number) =>
          this.transfer(vectors, count, target, (bytes) => this.write(descriptor, bytes)),
      },
    };
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
    return descriptor === 0 ? this.console.read(target) : -Errno.EBADF;
  }

  private write(descriptor: number, source: Uint8Array): number {
    if (descriptor !== 1 && descriptor !== 2) return -Errno.EBADF;
    this.console.write(descriptor === 1 ? 'stdout' : 'stderr', source);
    return source.length;
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
