/**
 * The board's flash: the project's files under what the board has of its own, which is kept in its image. The user's files
 * are never changed. A file of the project that was changed after the board had written its own version of it replaces
 * that at the next boot, as if it had been uploaded. Paths are absolute and normal, as `littlefsPath.ts` makes them;
 * failures are negated errnos of the ESP32, in the order in which littlefs finds them.
 */
import path from 'node:path';
import { Errno } from '../../../../shared/src';
import type { BoardImage, Change, OwnEntry } from '../../flash';
import type { OpenMode } from './fileSystem';
import { blocksOf, FLASH_BLOCKS, type SpaceItem } from './flashSpace';
import { compareNames } from './littlefsNames';
import { OpenFile, type Flash } from './openFile';
import { ProjectFiles, type FileStatus } from './projectFiles';

/** What the project may take at most: where a folder holds more than a board would, scripts can still write. */
const PROJECT_BLOCKS = FLASH_BLOCKS / 2;

export interface BoardFilesSetup {
  readonly image: BoardImage;
  /** The board's clock. */
  readonly nowMs: () => number;
  /** The image cannot be written: an error of this computer's. */
  readonly onFailure: (error: unknown) => void;
}

export class BoardFiles implements Flash {
  private project = new ProjectFiles();
  private readonly open = new Set<OpenFile>();
  private used: number | undefined;
  private folders = 0;

  constructor(private readonly setup: BoardFilesSetup) {}

  /** Whether the board has booted before. */
  get isSetUp(): boolean {
    return this.own.isSetUp;
  }

  /** The board boots with the files of a folder; absent: of none. `forgets`: it has nothing of its own then. */
  boot(folder: string | undefined, { forgets = false } = {}): void {
    this.open.clear();
    this.used = undefined;
    this.project = new ProjectFiles(folder);
    if (forgets) this.commit([...this.forgotten(), { kind: 'storageErased' }]);
    this.commit(this.outdated());
    this.commit(this.undeleted());
    this.commit(this.missingFolders());
  }

  /** Puts a file on the board as the project's; `replaces` the board's own version, if it has one. */
  upload(file: string, bytes: Uint8Array, { replaces }: { readonly replaces: boolean }): void {
    this.project.upload(file, bytes);
    this.used = undefined;
    if (replaces && this.own.entries.has(file)) this.commit([{ kind: 'forgotten', path: file }]);
  }

  markSetUp(): void {
    this.commit([{ kind: 'setUp' }]);
  }

  status(file: string): FileStatus | undefined {
    const entry = this.own.entries.get(file);
    if (entry?.kind === 'deleted') return undefined;
    if (entry?.kind === 'file') return { isFolder: false, sizeBytes: entry.bytes.length, modifiedMs: entry.modifiedMs };
    if (entry) return { isFolder: true, sizeBytes: 0, modifiedMs: 0 };
    return this.isHidden(file) ? undefined : this.project.status(file);
  }

  /** The contents of a file, not to be changed; undefined if they cannot be read. */
  read(file: string): Uint8Array | undefined {
    const entry = this.own.entries.get(file);
    if (entry) return entry.kind === 'file' ? entry.bytes : undefined;
    return this.isHidden(file) ? undefined : this.project.read(file);
  }

  /** Names in a folder, in littlefs's order. */
  list(folder: string): readonly string[] {
    const names = new Set(this.isHidden(folder) || this.own.entries.get(folder)?.kind === 'deleted' ? [] : this.project.names(folder));
    for (const [file, entry] of this.own.entries) {
      if (path.posix.dirname(file) !== folder || file === '/') continue;
      if (entry.kind === 'deleted') names.delete(path.posix.basename(file));
      else names.add(path.posix.basename(file));
    }
    return [...names].sort((a, b) => compareNames(bytesOf(a), bytesOf(b)));
  }

  /** Opens a file that is there, or makes it. Returns a negated errno if that is not possible. */
  openFile(file: string, mode: OpenMode): OpenFile | number {
    const status = this.status(file);
    if (status && mode.isExclusive) return -Errno.EEXIST;
    if (status?.isFolder === true) return -Errno.EISDIR;
    if (!status && !mode.creates) return -Errno.ENOENT;
    const failure = status ? 0 : this.create(file);
    if (failure !== 0) return failure;
    const contents = this.read(file);
    if (!contents) return -Errno.EIO;
    const opened = new OpenFile(this, file, { mode, contents, nowMs: this.setup.nowMs, modifiedMs: status?.modifiedMs });
    this.open.add(opened);
    return opened;
  }

  forget(file: OpenFile): void {
    this.open.delete(file);
  }

  /** Writes what is open to the image, as a soft reset does. */
  closeAll(): void {
    for (const file of [...this.open]) file.close();
  }

  /** Makes an empty file. Where there is no room for its name littlefs says that the name is too long. */
  create(file: string): number {
    const failure = this.store(file, { bytes: new Uint8Array(0), keepBytes: 0, modifiedMs: 0 });
    if (failure !== 0 || this.usedBlocks <= FLASH_BLOCKS) return failure;
    this.commit([this.removal(file)]);
    return -Errno.ENAMETOOLONG;
  }

  /** Stores a file of which the first `keepBytes` are still those that `read` gives. */
  store(file: string, { bytes, keepBytes, modifiedMs }: { bytes: Uint8Array; keepBytes: number; modifiedMs: number }): number {
    const entry = this.own.entries.get(file);
    const kept = entry?.kind === 'file' ? keepBytes : 0;
    const covers = entry?.kind === 'file' ? entry.covers : this.project.version(file);
    return this.commit([{ kind: 'file', path: file, covers, modifiedMs, keepBytes: kept, bytes: bytes.slice(kept) }]);
  }

  makeFolder(folder: string): number {
    if (this.usedBlocks + 2 > FLASH_BLOCKS) return -Errno.ENOSPC;
    return this.commit([{ kind: 'folder', path: folder }]);
  }

  /** Removes a file or an empty folder: littlefs makes no difference between `remove` and `rmdir`. */
  remove(file: string): number {
    if (this.status(file)?.isFolder === true && this.list(file).length > 0) return -Errno.ENOTEMPTY;
    const outcome = this.commit([this.removal(file)]);
    if (outcome === 0) this.detach(file);
    return outcome;
  }

  /** Moves what is there to a path whose folder is there, in place of what that path has if the two are of a kind. */
  rename(from: string, to: string): number {
    const [source, target] = [this.status(from), this.status(to)];
    if (!source) return -Errno.ENOENT;
    if (target && target.isFolder !== source.isFolder) return target.isFolder ? -Errno.EISDIR : -Errno.ENOTDIR;
    if (from === to) return 0;
    if (to.startsWith(`${from}/`)) return -Errno.EINVAL;
    if (target?.isFolder === true && this.list(to).length > 0) return -Errno.ENOTEMPTY;
    const changes = this.move(from, to);
    if (!changes) return -Errno.EIO;
    const outcome = this.commit(changes);
    if (outcome !== 0) return outcome;
    this.detach(from);
    this.detach(to);
    for (const file of this.open) if (file.path.startsWith(`${from}/`)) file.path = to + file.path.slice(from.length);
    return 0;
  }

  /** Blocks that are in use, those of files that are being written among them. */
  get usedBlocks(): number {
    this.used ??= this.count();
    let pending = 0;
    for (const file of this.open) pending += file.pendingBlocks;
    return this.used + pending;
  }

  /** Blocks in use as littlefs tells them: it counts the first blocks of each folder twice. */
  get countedBlocks(): number {
    const used = this.usedBlocks;
    return used + 2 * this.folders;
  }

  private get own(): BoardImage['own'] {
    return this.setup.image.own;
  }

  private commit(changes: readonly Change[]): number {
    if (changes.length === 0) return 0;
    try {
      this.setup.image.commit(changes);
      this.used = undefined;
      return 0;
    } catch (error) {
      this.setup.onFailure(error);
      return -Errno.EIO;
    }
  }

  /** Whether a folder that the project has it in was deleted on the board. */
  private isHidden(file: string): boolean {
    for (let parent = path.posix.dirname(file); parent !== '/'; parent = path.posix.dirname(parent)) {
      const entry = this.own.entries.get(parent);
      if (entry?.kind === 'deleted' || entry?.kind === 'file') return true;
    }
    return false;
  }

  private removal(file: string): Change {
    const covers = this.project.version(file);
    const isUploaded = this.project.status(file) !== undefined;
    return covers === '' && !isUploaded ? { kind: 'forgotten', path: file } : { kind: 'deleted', path: file, covers };
  }

  /** Undefined if a file cannot be read. */
  private move(from: string, to: string): readonly Change[] | undefined {
    const status = this.status(from);
    if (status?.isFolder !== true) {
      const bytes = this.read(from);
      if (!bytes) return undefined;
      const covers = this.project.version(to);
      return [{ kind: 'file', path: to, covers, modifiedMs: status?.modifiedMs ?? 0, keepBytes: 0, bytes }, this.removal(from)];
    }
    const inner = this.list(from).map((name) => this.move(`${from}/${name}`, `${to}/${name}`));
    if (inner.some((changes) => !changes)) return undefined;
    return [{ kind: 'folder', path: to }, ...inner.flatMap((changes) => changes ?? []), this.removal(from)];
  }

  /** What is open there goes on without a place: it is never stored. */
  private detach(file: string): void {
    for (const candidate of this.open) if (candidate.path === file) candidate.detach();
  }

  private count(): number {
    const own = [...this.own.entries].flatMap(([file, entry]) => (entry.kind === 'deleted' ? [] : [spaceItem(file, entry)]));
    const ownBlocks = blocksOf(own);
    const { contents } = this.project;
    this.folders = own.filter(({ isFolder }) => isFolder).length;
    if (contents === 'moreThanFits') return ownBlocks + PROJECT_BLOCKS;
    const visible = contents.filter((item) => !this.own.entries.has(item.path) && !this.isHidden(item.path));
    this.folders += visible.filter(({ isFolder }) => isFolder).length;
    const both = blocksOf([...own, ...visible.map((item) => ({ ...item, parent: path.posix.dirname(item.path) }))]);
    return ownBlocks + Math.min(PROJECT_BLOCKS, both - ownBlocks);
  }

  private forgotten(): readonly Change[] {
    return [...this.own.entries.keys()].map((file) => ({ kind: 'forgotten', path: file }));
  }

  /** Entries whose file of the project is another one than when they were made. */
  private outdated(): readonly Change[] {
    const outdated: Change[] = [];
    for (const [file, entry] of this.own.entries) {
      const version = this.project.version(file);
      const isCovered = entry.kind === 'folder' ? this.project.status(file)?.isFolder !== false : version === entry.covers;
      if (version !== '' && !isCovered) outdated.push({ kind: 'forgotten', path: file });
    }
    return outdated;
  }

  /** Deleted folders in which the project has something again, from the innermost on. */
  private undeleted(): readonly Change[] {
    const back = new Set<string>();
    const isThere = (file: string): boolean => back.has(file) || this.own.entries.get(file)?.kind !== 'deleted';
    const deleted = [...this.own.entries].filter(([, entry]) => entry.kind === 'deleted').map(([file]) => file);
    for (const folder of deleted.sort((a, b) => b.length - a.length)) {
      if ([...this.project.names(folder)].some((name) => isThere(`${folder}/${name}`))) back.add(folder);
    }
    return [...back].map((file) => ({ kind: 'forgotten', path: file }));
  }

  /** Folders of the project that are gone although the board has something in them; what now lies in a file goes. */
  private missingFolders(): readonly Change[] {
    const changes = new Map<string, Change>();
    for (const [file, entry] of this.own.entries) {
      if (entry.kind === 'deleted') continue;
      for (let parent = path.posix.dirname(file); parent !== '/'; parent = path.posix.dirname(parent)) {
        const status = this.status(parent);
        if (!status) changes.set(parent, { kind: 'folder', path: parent });
        else if (!status.isFolder) changes.set(file, { kind: 'forgotten', path: file });
      }
    }
    return [...changes.values()];
  }
}

function spaceItem(file: string, entry: Exclude<OwnEntry, { kind: 'deleted' }>): SpaceItem {
  const sizeBytes = entry.kind === 'file' ? entry.bytes.length : 0;
  return { path: file, parent: path.posix.dirname(file), isFolder: entry.kind === 'folder', sizeBytes };
}

/** A text as a string of its bytes. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}
