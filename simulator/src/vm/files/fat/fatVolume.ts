/**
 * A FAT volume on a device, with the rules and errors of MicroPython's extmod/vfs_fat.c and of FatFs below it: what is full
 * or not empty is EACCES, and a device without a file system is looked at again by each operation.
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
import { ENTRY_BYTES, readLayout } from './bootSector';
import { Clusters } from './clusters';
import { FatFile } from './fatFile';
import * as fields from './fields';
import { addEntry, Attribute, entriesOf, findDots, findEntry, findFile, nameOf, removeEntry, type Entry } from './folder';
import { formatFat } from './format';
import { isDots, makeName, splitPath, type Name } from './names';
import { clearCluster, Slots } from './slots';

/** What a path leads to. */
type Target =
  | { readonly kind: 'start'; readonly folder: number }
  | { readonly kind: 'entry'; readonly entry: Entry; readonly isDots: boolean }
  /** Only the last part is not there. */
  | { readonly kind: 'missing'; readonly folder: number; readonly name: Name };

const MAX_NAME = 255;
const MAX_PATH_BYTES = 129;

export class FatVolume implements FileSystem {
  private mounted: Clusters | undefined;
  private workingFolder = 0;
  private isReadOnly = false;
  private hasFileSystem = true;

  /** Fails if the device does; not if there is no file system on it. */
  constructor(
    private readonly device: BlockDevice,
    private readonly nowMs: () => number,
  ) {
    try {
      this.clusters();
    } catch (error) {
      if (!(error instanceof FileSystemError) || error.errno !== Errno.ENODEV) throw error;
      this.hasFileSystem = false;
    }
  }

  static format(device: BlockDevice, nowMs: () => number): void {
    // As on a board, a device that cannot be read is not written either.
    new FatVolume(device, nowMs);
    formatFat(device, fields.stampOf(nowMs()), { allowsLarge: true });
  }

  mount({ isReadOnly, formats }: { readonly isReadOnly: boolean; readonly formats: boolean }): void {
    this.isReadOnly ||= isReadOnly;
    if (!this.hasFileSystem) {
      if (!formats) fail(Errno.ENODEV);
      if (this.isReadOnly) fail(Errno.EROFS);
      formatFat(this.device, fields.stampOf(this.nowMs()), { allowsLarge: false });
    }
    this.hasFileSystem = true;
  }

  open(path: string, mode: OpenMode): StreamFile {
    const clusters = this.clusters({ writes: mode.writes || mode.creates });
    const target = this.follow(clusters, path);
    if (target.kind === 'start') return fail(Errno.EINVAL);
    if (target.kind === 'missing') {
      if (!mode.creates) return fail(Errno.ENOENT);
      return this.create(clusters, target, mode);
    }
    const { bytes } = target.entry;
    if (mode.creates) {
      if (fields.isFolder(bytes) || fields.isReadOnly(bytes)) fail(Errno.EACCES);
      if (mode.isExclusive) fail(Errno.EEXIST);
      if (mode.truncates) return this.truncate(clusters, target.entry, mode);
    } else {
      if (fields.isFolder(bytes)) fail(Errno.ENOENT);
      if (mode.writes && fields.isReadOnly(bytes)) fail(Errno.EACCES);
    }
    return this.openAt(clusters, target.entry, bytes, { mode, isNew: false });
  }

  list(path: string | undefined): () => FolderEntry | undefined {
    const clusters = this.clusters();
    const next = entriesOf(clusters, this.folderAt(clusters, path ?? ''));
    return () => {
      try {
        let entry = next();
        while (entry?.short.startsWith('.') === true) entry = next();
        return entry && { name: nameOf(entry), isFolder: fields.isFolder(entry.bytes), sizeBytes: fields.sizeOf(entry.bytes) };
      } catch (error) {
        // A folder that cannot be read on ends.
        if (error instanceof FileSystemError) return undefined;
        throw error;
      }
    };
  }

  status(path: string): FileStatus {
    if (path === '' || path === '/') return { isFolder: true, sizeBytes: 0, modifiedSeconds: 0 };
    const { bytes } = this.entryAt(this.clusters(), path);
    return { isFolder: fields.isFolder(bytes), sizeBytes: fields.sizeOf(bytes), modifiedSeconds: fields.modifiedSeconds(bytes) };
  }

  makeFolder(path: string): void {
    const clusters = this.clusters({ writes: true });
    const target = this.follow(clusters, path);
    if (target.kind !== 'missing') return fail(Errno.EEXIST);
    const cluster = clusters.extend() ?? fail(Errno.EACCES);
    clearCluster(clusters, cluster);
    const { bits } = clusters.layout;
    const stamp = fields.stampOf(this.nowMs());
    for (const [i, { dots, first }] of [
      { dots: '.', first: cluster },
      { dots: '..', first: target.folder },
    ].entries()) {
      const bytes = clusters.window.bytes.subarray(i * ENTRY_BYTES, (i + 1) * ENTRY_BYTES);
      bytes.fill(0x20, 0, 11).fill(0x2e, 0, dots.length);
      fields.setAttributes(bytes, Attribute.folder);
      fields.setModified(bytes, stamp);
      fields.setFirstCluster(bytes, bits, first);
    }
    clusters.window.touch();
    try {
      addEntry(clusters, target.folder, target.name, (bytes) => {
        fields.setModified(bytes, stamp);
        fields.setFirstCluster(bytes, bits, cluster);
        fields.setAttributes(bytes, Attribute.folder);
      });
    } catch (error) {
      if (error instanceof FileSystemError) clusters.release(cluster);
      throw error;
    }
    clusters.flush();
  }

  removeFile(path: string): void {
    const clusters = this.clusters();
    if (fields.isFolder(this.entryAt(clusters, path).bytes)) fail(Errno.EISDIR);
    this.unlink(path);
  }

  removeFolder(path: string): void {
    const clusters = this.clusters();
    if (!fields.isFolder(this.entryAt(clusters, path).bytes)) fail(Errno.ENOTDIR);
    this.unlink(path);
  }

  rename(from: string, to: string): void {
    try {
      this.move(from, to);
    } catch (error) {
      if (!(error instanceof FileSystemError) || error.errno !== Errno.EEXIST) throw error;
      this.removeFile(to);
      this.move(from, to);
    }
  }

  changeFolder(path: string): void {
    const clusters = this.clusters();
    this.workingFolder = this.folderAt(clusters, path);
  }

  get currentFolder(): string {
    const clusters = this.clusters();
    let path = '';
    for (let folder = this.workingFolder; folder !== 0;) {
      const child = folder;
      const slots = new Slots(clusters, child);
      slots.moveTo(1);
      folder = fields.firstCluster(slots.bytes, clusters.layout.bits);
      const entry = findFile(clusters, folder, ({ bytes }) => fields.firstCluster(bytes, clusters.layout.bits) === child);
      path = `/${nameOf(entry ?? fail(Errno.EIO))}${path}`;
      if (path.length > MAX_PATH_BYTES) fail(Errno.ENOMEM);
    }
    return path === '' ? '/' : path;
  }

  get space(): Space {
    const clusters = this.clusters();
    return {
      blockBytes: clusters.sizeBytes,
      blocks: clusters.layout.endCluster - 2,
      freeBlocks: clusters.freeCount,
      maxNameBytes: MAX_NAME,
    };
  }

  /** The volume, which is looked for if there was none; fails with EROFS if it is to be written and cannot. */
  private clusters({ writes = false } = {}): Clusters {
    if (!this.mounted) {
      const { window, layout } = readLayout(this.device);
      this.workingFolder = 0;
      this.mounted = new Clusters(window, layout);
    }
    if (writes && (this.isReadOnly || this.device.isReadOnly)) fail(Errno.EROFS);
    return this.mounted;
  }

  private follow(clusters: Clusters, path: string): Target {
    let folder = /^[/\\]/.test(path) ? 0 : this.workingFolder;
    const parts = splitPath(path);
    let target: Target = { kind: 'start', folder };
    for (const [i, part] of parts.entries()) {
      const isLast = i === parts.length - 1;
      if (isDots(part)) {
        const entry = findDots(clusters, folder, part);
        // Where there are no dots one stays.
        target = entry ? { kind: 'entry', entry, isDots: true } : { kind: 'start', folder };
      } else {
        const name = makeName(part);
        const entry = findEntry(clusters, folder, name);
        if (!entry && !isLast) return fail(Errno.ENOENT);
        target = entry ? { kind: 'entry', entry, isDots: false } : { kind: 'missing', folder, name };
      }
      if (target.kind !== 'entry' || isLast) continue;
      if (!fields.isFolder(target.entry.bytes)) return fail(Errno.ENOENT);
      folder = fields.firstCluster(target.entry.bytes, clusters.layout.bits);
    }
    return target;
  }

  private entryAt(clusters: Clusters, path: string): Entry {
    const target = this.follow(clusters, path);
    if (target.kind === 'start') return fail(Errno.EINVAL);
    return target.kind === 'missing' ? fail(Errno.ENOENT) : target.entry;
  }

  /** The first cluster of the folder that a path leads to. */
  private folderAt(clusters: Clusters, path: string): number {
    const target = this.follow(clusters, path);
    if (target.kind === 'start') return target.folder;
    if (target.kind === 'missing' || !fields.isFolder(target.entry.bytes)) return fail(Errno.ENOENT);
    return fields.firstCluster(target.entry.bytes, clusters.layout.bits);
  }

  private create(clusters: Clusters, { folder, name }: Extract<Target, { kind: 'missing' }>, mode: OpenMode): StreamFile {
    let entry = new Uint8Array(0);
    const { index, sector } = addEntry(clusters, folder, name, (bytes) => {
      fields.setCreated(bytes, fields.stampOf(this.nowMs()));
      fields.setAttributes(bytes, Attribute.archive);
      entry = bytes.slice();
    });
    return this.openAt(clusters, { index, sector }, entry, { mode, isNew: true });
  }

  private truncate(clusters: Clusters, entry: Entry, mode: OpenMode): StreamFile {
    const { bits } = clusters.layout;
    const first = fields.firstCluster(entry.bytes, bits);
    const bytes = this.entryBytes(clusters, entry);
    fields.setCreated(bytes, fields.stampOf(this.nowMs()));
    fields.setAttributes(bytes, Attribute.archive);
    fields.setFirstCluster(bytes, bits, 0);
    fields.setSize(bytes, 0);
    clusters.window.touch();
    const emptied = bytes.slice();
    if (first !== 0) {
      clusters.release(first);
      clusters.recent = first - 1;
    }
    return this.openAt(clusters, entry, emptied, { mode, isNew: true });
  }

  private openAt(
    clusters: Clusters,
    { index, sector }: { readonly index: number; readonly sector: number },
    bytes: Uint8Array,
    { mode, isNew }: { readonly mode: OpenMode; readonly isNew: boolean },
  ): StreamFile {
    const home = { clusters, isCurrent: () => this.mounted === clusters, stamp: () => fields.stampOf(this.nowMs()) };
    const offset = (index * ENTRY_BYTES) % clusters.window.sectorBytes;
    return new FatFile(home, { sector, offset }, mode, bytes, { isNew });
  }

  /** The bytes of an entry in the window. */
  private entryBytes({ window }: Clusters, { index, sector }: Entry): Uint8Array {
    window.move(sector);
    const offset = (index * ENTRY_BYTES) % window.sectorBytes;
    return window.bytes.subarray(offset, offset + ENTRY_BYTES);
  }

  private unlink(path: string): void {
    const clusters = this.clusters({ writes: true });
    const target = this.follow(clusters, path);
    if (target.kind !== 'entry' || target.isDots) return fail(Errno.EINVAL);
    const { bytes } = target.entry;
    if (fields.isReadOnly(bytes)) fail(Errno.EACCES);
    const first = fields.firstCluster(bytes, clusters.layout.bits);
    if (fields.isFolder(bytes)) {
      const isInUse = first === this.workingFolder || findFile(clusters, first, () => true) !== undefined;
      if (isInUse) fail(Errno.EACCES);
    }
    removeEntry(clusters, target.entry);
    if (first !== 0) clusters.release(first);
    clusters.flush();
  }

  private move(from: string, to: string): void {
    const clusters = this.clusters({ writes: true });
    const source = this.follow(clusters, from);
    if (source.kind === 'missing') return fail(Errno.ENOENT);
    if (source.kind === 'start' || source.isDots) return fail(Errno.EINVAL);
    const old = source.entry;
    const place = this.place(clusters, to, old);
    const { bits } = clusters.layout;
    addEntry(clusters, place.folder, place.name, (bytes) => {
      bytes.set(old.bytes.subarray(13), 13);
      fields.setAttributes(bytes, fields.attributesOf(old.bytes) | (fields.isFolder(old.bytes) ? 0 : Attribute.archive));
    });
    if (fields.isFolder(old.bytes) && place.folder !== old.folder) {
      const slots = new Slots(clusters, fields.firstCluster(old.bytes, bits));
      slots.moveTo(1);
      const parent = slots.bytes;
      if (parent[1] === 0x2e) {
        fields.setFirstCluster(parent, bits, place.folder);
        slots.touch();
      }
    }
    removeEntry(clusters, old);
    clusters.flush();
  }

  /** Where an entry is moved to: a name that is free, or its own in other letters. */
  private place(clusters: Clusters, to: string, old: Entry): { readonly folder: number; readonly name: Name } {
    const target = this.follow(clusters, to);
    if (target.kind === 'missing') return target;
    if (target.kind === 'start') return fail(Errno.EEXIST);
    const isSame = target.entry.folder === old.folder && target.entry.index === old.index;
    if (!isSame || target.isDots) return fail(Errno.EEXIST);
    return { folder: old.folder, name: makeName(splitPath(to).at(-1) ?? '') };
  }
}
