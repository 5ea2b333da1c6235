/**
 * The board's file system as an object of the VM, the one that is mounted at `/`: `VfsLfs2` with the methods that the
 * VM's own `open`, `os` and `import` call. The rules are those of MicroPython's extmod/vfs_lfsx.c. A file system on a
 * block device of the script's own is not there; making one raises NotImplementedError.
 */
import { Errno } from '../../../../shared/src';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { FileObjects } from './fileObjects';
import { BLOCK_BYTES, FLASH_BLOCKS, MAX_NAME_BYTES } from './flashSpace';
import { FILE_MODE, FOLDER_MODE, FolderIterators } from './folderIterators';
import { lookUp, type Lookup } from './littlefsPath';
import type { FileStatus } from './projectFiles';

/** mp_import_stat_t */
const ImportStat = { missing: 0, folder: 1, file: 2 } as const;

export class Volume {
  /** The type, which scripts know as `vfs.VfsLfs2`. */
  readonly type: Ref;
  private readonly fileObjects: FileObjects;
  private readonly iterators: FolderIterators;
  /** Ends with a slash. */
  private workingFolder = '/';

  constructor(private readonly vm: Vm) {
    this.fileObjects = new FileObjects(vm, vm.files);
    this.iterators = new FolderIterators(vm);
    this.type = this.makeType();
  }

  /** Mounts the board's flash in place of what the VM has mounted. */
  mount(): void {
    const { objects } = this.vm;
    const vfs = objects.importModule('vfs');
    const root = objects.intern('/');
    objects.call(objects.moduleMember(vfs, 'umount'), root);
    objects.call(objects.moduleMember(vfs, 'mount'), objects.keep(objects.allocate(8, this.type)), root);
  }

  private makeType(): Ref {
    const { natives, convert } = this.vm;
    const path = (body: (text: string) => void): Ref =>
      natives.function(2, 2, (_self, pathRef) => {
        body(this.absolute(convert.str(pathRef)));
        return NONE;
      });
    return natives.type({
      name: 'VfsLfs2',
      make: () => noBlockDevices(this.vm),
      importStat: (_self, text) => this.importStat(text),
      members: {
        mkfs: natives.staticMethod(natives.keywordFunction(1, 1, () => noBlockDevices(this.vm))),
        open: natives.function(3, 3, (_self, pathRef, mode) => this.open(this.absolute(convert.str(pathRef)), convert.str(mode))),
        ilistdir: natives.function(1, 2, (_self, pathRef?: Ref) => this.list(pathRef)),
        mkdir: path((text) => this.check(this.makeFolder(text))),
        rmdir: path((text) => this.check(this.remove(text))),
        chdir: path((text) => this.changeFolder(text)),
        getcwd: natives.function(1, 1, () => this.vm.objects.str(this.workingFolder.replace(/(.)\/$/, '$1'))),
        remove: path((text) => this.check(this.remove(text))),
        rename: natives.function(3, 3, (_self, from, to) => {
          this.check(this.rename(this.absolute(convert.str(from)), this.absolute(convert.str(to))));
          return NONE;
        }),
        stat: natives.function(2, 2, (_self, pathRef) => this.statTuple(this.found(this.absolute(convert.str(pathRef))).status)),
        statvfs: natives.function(2, 2, () => this.spaceTuple()),
        mount: natives.function(3, 3, () => NONE),
        umount: natives.function(1, 1, () => NONE),
      },
    });
  }

  private absolute(text: string): string {
    return text.startsWith('/') ? text : this.workingFolder + text;
  }

  private open(path: string, modeText: string): Ref {
    return this.fileObjects.open(modeText, (mode) => {
      const lookup = lookUp(this.vm.files, path);
      if (lookup.kind === 'failed') return -lookup.errno;
      const failure = lookup.kind === 'missing' && mode.creates ? placeFailure(lookup, { isFolder: false }) : 0;
      return failure || this.vm.files.openFile(lookup.path, mode);
    });
  }

  private list(pathRef: Ref | undefined): Ref {
    const { objects, convert, errors, files } = this.vm;
    const { path, status } = this.found(pathRef === undefined ? this.workingFolder : this.absolute(convert.str(pathRef)));
    if (!status.isFolder) return errors.os(Errno.ENOTDIR);
    const isBytes = pathRef !== undefined && objects.isInstance(pathRef, 'bytes');
    const entries = files.list(path).flatMap((name) => {
      const inner = files.status(path === '/' ? `/${name}` : `${path}/${name}`);
      return inner ? [{ name, ...inner }] : [];
    });
    return this.iterators.make(entries, { isBytes });
  }

  private makeFolder(text: string): number {
    const lookup = lookUp(this.vm.files, text);
    if (lookup.kind !== 'missing') return lookup.kind === 'failed' ? -lookup.errno : -Errno.EEXIST;
    return placeFailure(lookup, { isFolder: true }) || this.vm.files.makeFolder(lookup.path);
  }

  private remove(text: string): number {
    const lookup = lookUp(this.vm.files, text);
    if (lookup.kind !== 'found') return lookup.kind === 'failed' ? -lookup.errno : -Errno.ENOENT;
    return lookup.path === '/' ? -Errno.EINVAL : this.vm.files.remove(lookup.path);
  }

  private rename(from: string, to: string): number {
    const source = lookUp(this.vm.files, from);
    if (source.kind !== 'found') return source.kind === 'failed' ? -source.errno : -Errno.ENOENT;
    const target = lookUp(this.vm.files, to);
    if (target.kind === 'failed') return -target.errno;
    if (source.path === '/' || target.path === '/') return -Errno.EINVAL;
    const failure = target.kind === 'missing' ? placeFailure(target, source.status) : 0;
    return failure || this.vm.files.rename(source.path, target.path);
  }

  private changeFolder(text: string): void {
    const lookup = lookUp(this.vm.files, text);
    // Whatever is wrong with it, it is not there.
    if (lookup.kind !== 'found' || !lookup.status.isFolder) return this.vm.errors.os(Errno.ENOENT);
    this.workingFolder = lookup.path === '/' ? '/' : `${lookup.path}/`;
  }

  private importStat(text: string): number {
    const lookup = lookUp(this.vm.files, this.absolute(text));
    if (lookup.kind !== 'found') return ImportStat.missing;
    return lookup.status.isFolder ? ImportStat.folder : ImportStat.file;
  }

  private statTuple({ isFolder, sizeBytes, modifiedMs }: FileStatus): Ref {
    const { objects } = this.vm;
    const seconds = objects.keep(objects.int(Math.floor(modifiedMs / 1000)));
    const zero = objects.int(0);
    const [mode, size] = [objects.int(isFolder ? FOLDER_MODE : FILE_MODE), objects.int(sizeBytes)];
    return objects.tuple(mode, zero, zero, zero, zero, zero, size, seconds, seconds, seconds);
  }

  private spaceTuple(): Ref {
    const { objects, files } = this.vm;
    const free = Math.max(0, FLASH_BLOCKS - files.usedBlocks);
    const numbers = [BLOCK_BYTES, BLOCK_BYTES, FLASH_BLOCKS, free, free, 0, 0, 0, 0, MAX_NAME_BYTES];
    return objects.tuple(...numbers.map((number) => objects.int(number)));
  }

  private found(text: string): Extract<Lookup, { kind: 'found' }> {
    const lookup = lookUp(this.vm.files, text);
    if (lookup.kind === 'found') return lookup;
    return this.vm.errors.os(lookup.kind === 'failed' ? lookup.errno : Errno.ENOENT);
  }

  private check(outcome: number): void {
    if (outcome < 0) this.vm.errors.os(-outcome);
  }
}

/** What file systems and block devices of the script's own meet. */
export function noBlockDevices({ errors }: Vm): never {
  return errors.withText('NotImplementedError', 'the simulated board has no file systems on block devices');
}

type Missing = Extract<Lookup, { kind: 'missing' }>;

/** Why nothing can be made at a place that is free; 0 if it can. */
function placeFailure({ isNamedAsFolder, isNameTooLong }: Missing, { isFolder }: { readonly isFolder: boolean }): number {
  if (isNamedAsFolder && !isFolder) return -Errno.ENOTDIR;
  return isNameTooLong ? -Errno.ENAMETOOLONG : 0;
}
