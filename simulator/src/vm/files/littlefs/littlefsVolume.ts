/**
 * A littlefs on a device, with the rules and errors of MicroPython's extmod/vfs_lfsx.c and of littlefs below it. Files keep the time
 * when they were changed as MicroPython's attribute does.
 */
import { Errno } from '../../../../../shared/src';
import type { BlockDevice } from '../blockDevice';
import {
  fail,
  FileSystemError,
  type FileStatus,
  type FileSystem,
  type FolderEntry,
  type OpenMode,
  type Space,
  type StreamFile,
} from '../fileSystem';
import { partsOf } from '../littlefsNames';
import { TagType, type Blocks, type Entry, type Struct } from './content';
import { CORRUPT, Disk, type DiskOptions } from './disk';
import { LittlefsFile } from './littlefsFile';
import { MAX_NAME_BYTES } from './superblock';
import { Tree, type Place } from './tree';

export interface LittlefsOptions extends DiskOptions {
  /** Whether files get the time when they are changed. */
  readonly keepsTimes: boolean;
  /** The board's clock, in milliseconds since the start of 2000. */
  readonly nowMs: () => number;
}

type Target =
  | { readonly kind: 'root' }
  | { readonly kind: 'entry'; readonly folder: Blocks; readonly name: string; readonly place: Place; readonly entry: Entry }
  /** Its folder is there. */
  | { readonly kind: 'missing'; readonly folder: Blocks; readonly name: string; readonly place: Place; readonly isNamedAsFolder: boolean };

/** The attribute in which MicroPython keeps when a file was changed, in nanoseconds since 1970. */
const TIME_ATTRIBUTE = 1;
const EPOCH_MS = Date.UTC(2000, 0, 1);

export class LittlefsVolume implements FileSystem {
  private readonly disk: Disk;
  private readonly tree: Tree;
  private readonly openFiles = new Map<LittlefsFile, { readonly folder: Blocks; readonly name: string }>();
  /** Ends with a slash. */
  private workingFolder = '/';

  constructor(
    device: BlockDevice,
    private readonly options: LittlefsOptions,
  ) {
    this.disk = new Disk(device, options);
    this.tree = new Tree(this.disk, () => this.heldBlocks());
  }

  static format(device: BlockDevice, options: LittlefsOptions): void {
    Tree.format(new Disk(device, options));
  }

  mount({ isReadOnly }: { readonly isReadOnly: boolean }): void {
    this.disk.isReadOnly ||= isReadOnly;
  }

  open(path: string, mode: OpenMode): StreamFile {
    if (mode.writes) this.begin();
    const target = this.follow(path);
    if (target.kind === 'root') return fail(mode.isExclusive ? Errno.EEXIST : Errno.EISDIR);
    if (target.kind === 'missing') this.create(target, mode);
    else if (mode.isExclusive) fail(Errno.EEXIST);
    else if (target.entry.type !== TagType.file) fail(Errno.EISDIR);
    const entry = target.kind === 'entry' ? target.entry : undefined;
    const struct = mode.truncates ? undefined : entry?.struct;
    const times = mode.reads ? entry?.attributes.get(TIME_ATTRIBUTE) : undefined;
    return this.openFile(target, mode, { struct, time: times });
  }

  list(path: string | undefined): () => FolderEntry | undefined {
    const target = this.follow(path ?? this.workingFolder);
    const folder = this.folderOf(target) ?? fail(target.kind === 'missing' ? Errno.ENOENT : Errno.ENOTDIR);
    const entries = [...this.tree.entries(folder)];
    return () => {
      const entry = entries.shift();
      return entry && { name: entry.name, ...statusOf(entry) };
    };
  }

  status(path: string): FileStatus {
    const target = this.follow(path);
    if (target.kind === 'root') return { isFolder: true, sizeBytes: 0, modifiedSeconds: 0 };
    return target.kind === 'missing' ? fail(Errno.ENOENT) : statusOf(target.entry);
  }

  makeFolder(path: string): void {
    this.begin();
    const target = this.follow(path);
    if (target.kind !== 'missing') return fail(Errno.EEXIST);
    this.checkName(target.name);
    this.tree.addFolder(target.place, target.name);
  }

  removeFile(path: string): void {
    this.begin();
    const target = this.follow(path);
    if (target.kind === 'root') return fail(Errno.EINVAL);
    if (target.kind === 'missing') return fail(Errno.ENOENT);
    if (target.entry.type === TagType.folder && !this.tree.isEmptyFolder(target.entry)) fail(Errno.ENOTEMPTY);
    this.tree.remove(target.place, target.entry);
    this.detach(target);
  }

  /** littlefs makes no difference. */
  removeFolder(path: string): void {
    this.removeFile(path);
  }

  rename(from: string, to: string): void {
    this.begin();
    const source = this.follow(from);
    if (source.kind === 'root') return fail(Errno.EINVAL);
    if (source.kind === 'missing') return fail(Errno.ENOENT);
    const target = this.follow(to);
    if (target.kind === 'root') return fail(Errno.EINVAL);
    const replaced = target.kind === 'entry' ? target.entry : undefined;
    if (target.kind === 'missing') {
      if (target.isNamedAsFolder && source.entry.type !== TagType.folder) fail(Errno.ENOTDIR);
      this.checkName(target.name);
    } else if (target.entry.type !== source.entry.type) {
      fail(target.entry.type === TagType.folder ? Errno.EISDIR : Errno.ENOTDIR);
    } else if (isSamePlace(source, target)) {
      return;
    }
    if (replaced?.type === TagType.folder && !this.tree.isEmptyFolder(replaced)) fail(Errno.ENOTEMPTY);
    // On a board a folder that is moved into itself is gone.
    if (this.isWithin(to, source)) fail(Errno.EINVAL);
    this.tree.move(source.place, source.entry, { ...target.place, entry: replaced }, target.name);
    this.detach(source);
    this.detach(target);
  }

  changeFolder(path: string): void {
    const absolute = this.absolute(path);
    const isFolder = ((): boolean => {
      try {
        return this.folderOf(this.follow(absolute)) !== undefined;
      } catch (error) {
        if (error instanceof FileSystemError) return false;
        throw error;
      }
    })();
    // Whatever is wrong with it, it is not there.
    if (!isFolder) fail(Errno.ENOENT);
    const names = partsOf(absolute)?.map(({ name }) => name) ?? [];
    this.workingFolder = names.length === 0 ? '/' : `/${names.join('/')}/`;
  }

  get currentFolder(): string {
    return this.workingFolder.replace(/(.)\/$/, '$1');
  }

  get space(): Space {
    const { blockBytes, blockCount } = this.disk;
    let freeBlocks = blockCount;
    for (const _ of this.tree.usedBlocks()) freeBlocks--;
    return { blockBytes, blocks: blockCount, freeBlocks, maxNameBytes: MAX_NAME_BYTES };
  }

  private begin(): void {
    this.tree.begin();
  }

  private absolute(path: string): string {
    return path.startsWith('/') ? path : this.workingFolder + path;
  }

  private follow(path: string): Target {
    const text = this.absolute(path);
    const parts = partsOf(text) ?? fail(Errno.EINVAL);
    let folder: Blocks | undefined = this.tree.root;
    let target: Target = { kind: 'root' };
    for (const [i, { name, end }] of parts.entries()) {
      if (!folder) return fail(Errno.ENOTDIR);
      const rest = text.slice(end);
      const { entry, ...place } = this.tree.find(folder, name);
      if (!entry) {
        if (i < parts.length - 1 || !/^\/*$/.test(rest)) return fail(Errno.ENOENT);
        return { kind: 'missing', folder, name, place, isNamedAsFolder: rest !== '' };
      }
      target = { kind: 'entry', folder, name, place, entry };
      folder = this.folderOf(target);
      if (!folder && rest !== '') return fail(Errno.ENOTDIR);
    }
    return target;
  }

  /** The first pair of what a path leads to, if that is a folder. */
  private folderOf(target: Target): Blocks | undefined {
    if (target.kind === 'root') return this.tree.root;
    if (target.kind === 'missing' || target.entry.type !== TagType.folder) return undefined;
    return target.entry.struct?.kind === 'folder' ? target.entry.struct.blocks : fail(CORRUPT);
  }

  private create({ name, place, isNamedAsFolder }: Extract<Target, { kind: 'missing' }>, mode: OpenMode): void {
    if (!mode.creates) fail(Errno.ENOENT);
    if (isNamedAsFolder) fail(Errno.ENOTDIR);
    this.checkName(name);
    try {
      this.tree.addFile(place, name);
    } catch (error) {
      // The name does not fit into the blocks of the folder.
      if (error instanceof FileSystemError && error.errno === Errno.ENOSPC) fail(Errno.ENAMETOOLONG);
      throw error;
    }
  }

  private openFile(
    { folder, name }: Exclude<Target, { kind: 'root' }>,
    mode: OpenMode,
    { struct, time }: { readonly struct: Struct | undefined; readonly time: Uint8Array | undefined },
  ): StreamFile {
    if (struct?.kind === 'folder') return fail(CORRUPT);
    let changed = time ?? this.now();
    const file = new LittlefsFile(
      {
        disk: this.disk,
        allocator: this.tree.allocator,
        touch: () => (changed = this.now()),
        store: (stored) => {
          this.begin();
          const { entry, ...place } = this.tree.find(folder, name);
          if (entry?.type !== TagType.file) return;
          this.tree.update(place, { struct: stored, attributes: new Map(this.options.keepsTimes ? [[TIME_ATTRIBUTE, changed]] : []) });
        },
        forget: (closed) => this.openFiles.delete(closed),
      },
      mode,
      struct ?? { kind: 'inline', bytes: new Uint8Array(0) },
      { isDirty: mode.truncates || (mode.writes && this.options.keepsTimes) },
    );
    this.openFiles.set(file, { folder, name });
    return file;
  }

  private checkName(name: string): void {
    if (name.length > this.tree.superblock.maxNameBytes) fail(Errno.ENAMETOOLONG);
  }

  private isWithin(path: string, { entry }: Extract<Target, { kind: 'entry' }>): boolean {
    if (entry.struct?.kind !== 'folder') return false;
    const parts = partsOf(this.absolute(path)) ?? [];
    let folder: Blocks | undefined = this.tree.root;
    for (const { name } of parts) {
      if (!folder) return false;
      if (folder[0] === entry.struct.blocks[0] && folder[1] === entry.struct.blocks[1]) return true;
      const found: Entry | undefined = this.tree.find(folder, name).entry;
      folder = found?.struct?.kind === 'folder' ? found.struct.blocks : undefined;
    }
    return false;
  }

  private detach(target: Target): void {
    for (const [file, place] of this.openFiles) if (isSamePlace(place, target)) file.detach();
  }

  private *heldBlocks(): Generator<number> {
    for (const file of this.openFiles.keys()) yield* file.heldBlocks();
  }

  private now(): Uint8Array {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.round(EPOCH_MS + this.options.nowMs())) * 1_000_000n, true);
    return bytes;
  }
}

interface NamedPlace {
  readonly folder: Blocks;
  readonly name: string;
}

function isSamePlace(one: NamedPlace, target: Target | NamedPlace): boolean {
  if (!('folder' in target)) return false;
  return one.name === target.name && one.folder.every((block) => target.folder.includes(block));
}

function statusOf({ type, struct, attributes }: Entry): FileStatus {
  const time = attributes.get(TIME_ATTRIBUTE);
  const nanoseconds = time?.length === 8 ? new DataView(time.buffer, time.byteOffset, 8).getBigUint64(0, true) : undefined;
  const modifiedSeconds = nanoseconds === undefined ? 0 : Number(nanoseconds / 1_000_000_000n) - EPOCH_MS / 1000;
  const sizeBytes = struct?.kind === 'inline' ? struct.bytes.length : struct?.kind === 'blocks' ? struct.sizeBytes : 0;
  return { isFolder: type === TagType.folder, sizeBytes, modifiedSeconds };
}
