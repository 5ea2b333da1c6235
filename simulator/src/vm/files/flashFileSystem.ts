/**
 * The board's flash as scripts see it: littlefs at `/`, the project under the board's own files. The rules are those of
 * MicroPython's extmod/vfs_lfsx.c.
 */
import { Errno } from '../../../../shared/src';
import type { BoardFiles } from './boardFiles';
import { fail, type FileStatus, type FileSystem, type FolderEntry, type OpenMode, type Space, type StreamFile } from './fileSystem';
import { BLOCK_BYTES, FLASH_BLOCKS, MAX_NAME_BYTES } from './flashSpace';
import { lookUp, type Lookup } from './littlefsPath';

export class FlashFileSystem implements FileSystem {
  /** Ends with a slash. */
  private workingFolder = '/';

  constructor(private readonly files: BoardFiles) {}

  open(path: string, mode: OpenMode): StreamFile {
    const lookup = lookUp(this.files, this.absolute(path));
    if (lookup.kind === 'failed') return fail(lookup.errno);
    if (lookup.kind === 'missing' && mode.creates) check(placeFailure(lookup, { isFolder: false }));
    const file = this.files.openFile(lookup.path, mode);
    return typeof file === 'number' ? fail(-file) : file;
  }

  list(path: string | undefined): () => FolderEntry | undefined {
    const found = this.found(path === undefined ? this.workingFolder : this.absolute(path));
    if (!found.status.isFolder) return fail(Errno.ENOTDIR);
    const entries = this.files.list(found.path).flatMap((name) => {
      const inner = this.files.status(found.path === '/' ? `/${name}` : `${found.path}/${name}`);
      return inner ? [{ ...inner, name: bytesOf(name) }] : [];
    });
    return () => entries.shift();
  }

  status(path: string): FileStatus {
    const { isFolder, sizeBytes, modifiedMs } = this.found(this.absolute(path)).status;
    return { isFolder, sizeBytes, modifiedSeconds: Math.floor(modifiedMs / 1000) };
  }

  makeFolder(path: string): void {
    const lookup = lookUp(this.files, this.absolute(path));
    if (lookup.kind !== 'missing') return fail(lookup.kind === 'failed' ? lookup.errno : Errno.EEXIST);
    check(placeFailure(lookup, { isFolder: true }) || this.files.makeFolder(lookup.path));
  }

  removeFile(path: string): void {
    const found = this.found(this.absolute(path));
    check(found.path === '/' ? -Errno.EINVAL : this.files.remove(found.path));
  }

  /** littlefs makes no difference. */
  removeFolder(path: string): void {
    this.removeFile(path);
  }

  rename(from: string, to: string): void {
    const source = this.found(this.absolute(from));
    const target = lookUp(this.files, this.absolute(to));
    if (target.kind === 'failed') return fail(target.errno);
    if (source.path === '/' || target.path === '/') return fail(Errno.EINVAL);
    const failure = target.kind === 'missing' ? placeFailure(target, source.status) : 0;
    check(failure || this.files.rename(source.path, target.path));
  }

  changeFolder(path: string): void {
    const lookup = lookUp(this.files, this.absolute(path));
    // Whatever is wrong with it, it is not there.
    if (lookup.kind !== 'found' || !lookup.status.isFolder) return fail(Errno.ENOENT);
    this.workingFolder = lookup.path === '/' ? '/' : `${lookup.path}/`;
  }

  get currentFolder(): string {
    return bytesOf(this.workingFolder.replace(/(.)\/$/, '$1'));
  }

  get space(): Space {
    const freeBlocks = Math.max(0, FLASH_BLOCKS - this.files.countedBlocks);
    return { blockBytes: BLOCK_BYTES, blocks: FLASH_BLOCKS, freeBlocks, maxNameBytes: MAX_NAME_BYTES };
  }

  mount(): void {
    return;
  }

  private absolute(path: string): string {
    const text = Buffer.from(path, 'latin1').toString();
    return text.startsWith('/') ? text : this.workingFolder + text;
  }

  private found(text: string): Extract<Lookup, { kind: 'found' }> {
    const lookup = lookUp(this.files, text);
    return lookup.kind === 'found' ? lookup : fail(lookup.kind === 'failed' ? lookup.errno : Errno.ENOENT);
  }
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function check(outcome: number): void {
  if (outcome < 0) fail(-outcome);
}

type Missing = Extract<Lookup, { kind: 'missing' }>;

/** Why nothing can be made at a place that is free; 0 if it can. */
function placeFailure({ isNamedAsFolder, isNameTooLong }: Missing, { isFolder }: { readonly isFolder: boolean }): number {
  if (isNamedAsFolder && !isFolder) return -Errno.ENOTDIR;
  return isNameTooLong ? -Errno.ENAMETOOLONG : 0;
}
