/**
 * Random operations on a file system, each also done to a map of what it should hold. The numbers are drawn from a seed, so that what
 * fails once fails again. Operations that the disk has no room for may fail; everything else must be as in the map.
 */
import { expect } from 'vitest';
import { FileSystemError, Whence, type FileSystem, type OpenMode, type StreamFile } from '../../simulator/src/vm/files/fileSystem';

const Errno = { ENOENT: 2, EACCES: 13, EEXIST: 17, ENOSPC: 28, ENAMETOOLONG: 36, ENOTEMPTY: 39 } as const;
/** What a full disk answers: FatFs with EACCES where a folder cannot grow, littlefs where a name has no room. */
const FULL: readonly number[] = [Errno.ENOSPC, Errno.EACCES, Errno.ENAMETOOLONG];

export class FileSystemModel {
  /** Files by their paths; a folder is undefined. */
  readonly files = new Map<string, Buffer | undefined>();

  constructor(
    private readonly readMode: (text: string) => OpenMode | undefined,
    private seed: number,
  ) {}

  step(fileSystem: FileSystem): void {
    const folder = `/d${this.draw(4)}`;
    const file = `${this.draw(3) === 0 ? '' : folder}/file${String(this.draw(30)).padStart(this.draw(20) + 1, '0')}`;
    const steps: readonly (() => void)[] = [
      () => this.makeFolder(fileSystem, folder),
      () => this.removeFolder(fileSystem, folder),
      () => this.removeFile(fileSystem, file),
      () => this.rename(fileSystem, file, `/d${this.draw(4)}/file${this.draw(30)}`),
      ...['a', 'w', 'r+', 'w+', 'r'].map((mode) => () => this.use(fileSystem, file, mode)),
    ];
    steps[this.draw(steps.length)]?.();
  }

  /** Everything that a file system holds, as the map has it. */
  static contents(fileSystem: FileSystem, readMode: OpenMode, folder = ''): Map<string, Buffer | undefined> {
    const found = new Map<string, Buffer | undefined>();
    const next = fileSystem.list(folder === '' ? '/' : folder);
    for (let entry = next(); entry; entry = next()) {
      const path = `${folder}/${entry.name}`;
      if (entry.isFolder) {
        found.set(path, undefined);
        for (const [inner, bytes] of this.contents(fileSystem, readMode, path)) found.set(inner, bytes);
      } else {
        const bytes = Buffer.alloc(entry.sizeBytes);
        const file = fileSystem.open(path, readMode);
        expect(file.read(bytes)).toBe(bytes.length);
        file.close();
        found.set(path, bytes);
      }
    }
    return found;
  }

  private makeFolder(fileSystem: FileSystem, folder: string): void {
    const errno = errnoOf(() => fileSystem.makeFolder(folder));
    if (errno === 0) expect(this.files.has(folder)).toBe(false);
    else expect(this.files.has(folder) ? [Errno.EEXIST] : FULL).toContain(errno);
    if (errno === 0) this.files.set(folder, undefined);
  }

  private removeFolder(fileSystem: FileSystem, folder: string): void {
    const errno = errnoOf(() => fileSystem.removeFolder(folder));
    const isFilled = [...this.files.keys()].some((path) => path.startsWith(`${folder}/`));
    if (!this.files.has(folder)) expect(errno).toBe(Errno.ENOENT);
    else if (isFilled) expect([Errno.ENOTEMPTY, Errno.EACCES]).toContain(errno);
    else if (errno !== 0) expect(FULL).toContain(errno);
    if (errno === 0) this.files.delete(folder);
  }

  private removeFile(fileSystem: FileSystem, file: string): void {
    const errno = errnoOf(() => fileSystem.removeFile(file));
    expect(errno === 0 || FULL.includes(errno)).toBe(this.files.has(file) || FULL.includes(errno));
    if (errno === 0) this.files.delete(file);
  }

  private rename(fileSystem: FileSystem, from: string, to: string): void {
    const errno = errnoOf(() => fileSystem.rename(from, to));
    const isPossible = this.files.has(from) && this.hasFolder(to);
    if (!isPossible) expect(errno).toBe(Errno.ENOENT);
    else if (errno !== 0) expect(FULL).toContain(errno);
    if (errno !== 0) {
      // FatFs removes what is in the way before it knows whether there is room for the new name.
      if (isPossible && errnoOf(() => fileSystem.status(to)) !== 0) this.files.delete(to);
      return;
    }
    const contents = this.files.get(from);
    this.files.delete(from);
    this.files.set(to, contents);
  }

  private use(fileSystem: FileSystem, path: string, modeText: string): void {
    const mode = this.readMode(modeText) as OpenMode;
    let file: StreamFile | undefined;
    const errno = errnoOf(() => (file = fileSystem.open(path, mode)));
    const isPossible = this.hasFolder(path) && (this.files.has(path) || mode.creates);
    if (!isPossible) expect(errno).toBe(Errno.ENOENT);
    else if (errno !== 0) expect(FULL).toContain(errno);
    if (!file) return;
    const before = this.files.get(path) ?? Buffer.alloc(0);
    const contents = mode.writes ? this.write(file, mode, before) : before;
    if (!mode.writes) expect(readAll(file, before.length + 10)).toEqual(before);
    const outcome = file.close();
    if (outcome < 0) expect(FULL).toContain(-outcome);
    if (contents && outcome === 0) this.files.set(path, contents);
    // What of it is there when the disk is full is the format's own.
    else this.files.set(path, readAll(fileSystem.open(path, this.readMode('r') as OpenMode), 1_000_000));
  }

  /** What the file holds afterwards; undefined if there was no room. */
  private write(file: StreamFile, mode: OpenMode, before: Buffer): Buffer | undefined {
    let contents = mode.truncates ? Buffer.alloc(0) : before;
    let position = mode.appends ? contents.length : 0;
    for (let times = this.draw(3); times >= 0; times--) {
      if (!mode.appends && this.draw(2) === 0) {
        position = this.draw(contents.length + 1);
        expect(file.seek(position, Whence.start)).toBe(position);
        if (mode.reads) {
          const expected = contents.subarray(position, position + this.draw(500));
          expect(readAll(file, expected.length)).toEqual(expected);
          position += expected.length;
        }
      }
      const size = this.draw(4) === 0 ? this.draw(9000) : this.draw(200);
      const bytes = Buffer.from(Array.from({ length: size }, () => this.draw(256)));
      const outcome = file.write(bytes);
      if (outcome < 0) {
        expect(FULL).toContain(-outcome);
        return undefined;
      }
      contents = Buffer.concat([contents.subarray(0, position), bytes, contents.subarray(position + size)]);
      position += size;
    }
    return contents;
  }

  private hasFolder(path: string): boolean {
    const folder = path.slice(0, path.lastIndexOf('/'));
    return folder === '' || this.files.has(folder);
  }

  private draw(below: number): number {
    this.seed = (Math.imul(this.seed, 1103515245) + 12345) | 0;
    return (this.seed >>> 8) % below;
  }
}

export function errnoOf(operation: () => void): number {
  try {
    operation();
    return 0;
  } catch (error) {
    if (error instanceof FileSystemError) return error.errno;
    throw error;
  }
}

function readAll(file: StreamFile, maxBytes: number): Buffer {
  const bytes = Buffer.alloc(maxBytes);
  const count = file.read(bytes);
  expect(count).toBeGreaterThanOrEqual(0);
  return bytes.subarray(0, count);
}
