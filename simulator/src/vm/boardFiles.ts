/**
 * The board's file system: the script's folder, seen read-only, under a layer in memory that takes everything the
 * script writes, renames or deletes. The user's files are never changed, nothing outside the folder can be reached, not
 * even through links in it, and names that begin with a dot are not shown. What cannot be read for whatever reason is not
 * there: nothing here throws. Failures are negated errnos of the ESP32.
 */
import fs from 'node:fs';
import path from 'node:path';
import { Errno } from '../../../shared/src';

export interface FileStatus {
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

interface MemoryFile {
  readonly kind: 'file';
  bytes: Uint8Array;
  modifiedMs: number;
}
type MemoryEntry = MemoryFile | { readonly kind: 'folder'; readonly modifiedMs: number } | { readonly kind: 'deleted' };

export class BoardFiles {
  private readonly entries = new Map<string, MemoryEntry>();
  /** The folder with all links followed. */
  private root: string | undefined;

  /** `folder` is the absolute path of the folder on this computer, absent for an empty file system. */
  constructor(private readonly folder?: string) {}

  status(file: string): FileStatus | undefined {
    const entry = this.entries.get(file);
    if (entry?.kind === 'deleted') return undefined;
    if (entry?.kind === 'file') return { isFolder: false, sizeBytes: entry.bytes.length, modifiedMs: entry.modifiedMs };
    if (entry) return { isFolder: true, sizeBytes: 0, modifiedMs: entry.modifiedMs };
    if (file === '/') return { isFolder: true, sizeBytes: 0, modifiedMs: 0 };
    const below = this.onDisk(file);
    const stats = below === undefined ? undefined : attempt(() => fs.statSync(below));
    if (!stats || (!stats.isFile() && !stats.isDirectory())) return undefined;
    return { isFolder: stats.isDirectory(), sizeBytes: stats.isDirectory() ? 0 : stats.size, modifiedMs: stats.mtimeMs };
  }

  /** The contents of a file; undefined if they cannot be read. */
  read(file: string): Uint8Array | undefined {
    const entry = this.entries.get(file);
    if (entry?.kind === 'file') return entry.bytes;
    const below = this.onDisk(file);
    return below === undefined ? undefined : attempt(() => fs.readFileSync(below));
  }

  write(file: string, bytes: Uint8Array): void {
    this.entries.set(file, { kind: 'file', bytes, modifiedMs: Date.now() });
  }

  /** Names in a folder, sorted. */
  list(folder: string): readonly string[] {
    const names = new Set<string>();
    const below = this.onDisk(folder);
    for (const name of (below === undefined ? undefined : attempt(() => fs.readdirSync(below))) ?? []) {
      if (this.status(path.posix.join(folder, name))) names.add(name);
    }
    for (const [file, entry] of this.entries) {
      if (path.posix.dirname(file) !== folder || file === '/') continue;
      if (entry.kind === 'deleted') names.delete(path.posix.basename(file));
      else names.add(path.posix.basename(file));
    }
    return [...names].sort();
  }

  makeFolder(folder: string): number {
    if (this.status(folder)) return -Errno.EEXIST;
    if (!this.parentExists(folder)) return -Errno.ENOENT;
    this.entries.set(folder, { kind: 'folder', modifiedMs: Date.now() });
    return 0;
  }

  /** Removes a file or an empty folder: the board's littlefs makes no difference between `remove` and `rmdir`. */
  remove(file: string): number {
    const status = this.status(file);
    if (!status) return -Errno.ENOENT;
    if (file === '/') return -Errno.EINVAL;
    if (status.isFolder && this.list(file).length > 0) return -Errno.ENOTEMPTY;
    this.entries.set(file, { kind: 'deleted' });
    return 0;
  }

  rename(from: string, to: string): number {
    const status = this.status(from);
    if (!status || !this.parentExists(to)) return -Errno.ENOENT;
    if (to === from) return 0;
    if (to.startsWith(`${from}/`)) return -Errno.EINVAL;
    const bytes = status.isFolder ? undefined : this.read(from);
    if (status.isFolder) {
      if (this.status(to)) return -Errno.EEXIST;
      this.entries.set(to, { kind: 'folder', modifiedMs: Date.now() });
      for (const name of this.list(from)) this.rename(`${from}/${name}`, `${to}/${name}`);
    } else if (bytes) {
      this.write(to, bytes);
    } else {
      return -Errno.EIO;
    }
    this.entries.set(from, { kind: 'deleted' });
    return 0;
  }

  parentExists(file: string): boolean {
    return this.status(path.posix.dirname(file))?.isFolder === true;
  }

  /** Where a path lies on this computer, if it is not hidden by what the script did. */
  private onDisk(file: string): string | undefined {
    if (this.folder === undefined || file.split('/').some(isHidden)) return undefined;
    for (let parent = path.posix.dirname(file); parent !== '/'; parent = path.posix.dirname(parent)) {
      if (this.entries.get(parent)?.kind === 'deleted') return undefined;
    }
    return this.inside(path.join(this.folder, file));
  }

  /** The path itself, unless it does not exist or links lead it out of the folder. */
  private inside(below: string): string | undefined {
    this.root ??= attempt(() => fs.realpathSync.native(this.folder ?? ''));
    const target = attempt(() => fs.realpathSync.native(below));
    if (this.root === undefined || target === undefined) return undefined;
    const relative = path.relative(this.root, target);
    return relative.split(path.sep)[0] === '..' || path.isAbsolute(relative) ? undefined : below;
  }
}

/** On Windows a backslash would lead out of the folder. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.includes('\\');
}

/** What an operation on this computer's files gives; undefined if it fails. */
function attempt<T>(operation: () => T): T | undefined {
  try {
    return operation();
  } catch {
    // A loop of links, a name that is too long, no permission: the board has no such thing, and no number for it.
    return undefined;
  }
}
