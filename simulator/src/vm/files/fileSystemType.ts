/**
 * A kind of file system as a type of the VM, such as `VfsFat`, with the methods that the VM's own `open`, `os` and `import`
 * call. Which file system an object is lies here under the number in it; what fails in one is raised as OSError.
 */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { FileObjects, type FileKind } from './fileObjects';
import { FileSystemError, type FileStatus, type FileSystem } from './fileSystem';
import { FILE_MODE, FOLDER_MODE, FolderIterators } from './folderIterators';
import { DEVICE_BYTES } from './pythonDevice';

export interface FileSystemKind {
  readonly name: string;
  readonly files: FileKind;
  /** What an object takes of the heap beside the methods of its device. */
  readonly objectBytes: number;
  /** Makes a file system on a device; `block` is the place for the device's methods. */
  readonly make: (block: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>) => FileSystem;
  /** The same arguments; writes an empty file system. */
  readonly format: (block: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>) => void;
}

/** mp_import_stat_t */
const ImportStat = { missing: 0, folder: 1, file: 2 } as const;
const NUMBER_OFFSET = 4;
const DEVICE_OFFSET = 8;
const MAX_ARGUMENTS = 0xffff;

export class FileSystemType {
  readonly type: Ref;
  private readonly fileObjects: FileObjects;
  private readonly iterators: FolderIterators;
  private readonly fileSystems = new Map<number, FileSystem>();
  private lastNumber = 0;

  constructor(
    private readonly vm: Vm,
    private readonly kind: FileSystemKind,
  ) {
    this.fileObjects = new FileObjects(vm, kind.files);
    this.iterators = new FolderIterators(vm);
    this.type = this.makeType();
  }

  /** An object for a file system; `make` gets the place for its device's methods. */
  object(make: (block: number) => FileSystem): Ref {
    const { objects, image } = this.vm;
    const sizeBytes = DEVICE_OFFSET + DEVICE_BYTES + this.kind.objectBytes;
    const self = objects.keep(objects.allocate(sizeBytes, this.type, true));
    image.bytes(self, sizeBytes).fill(0, NUMBER_OFFSET);
    const fileSystem = this.run(() => make(self + DEVICE_OFFSET));
    image.setWord(self + NUMBER_OFFSET, ++this.lastNumber);
    this.fileSystems.set(this.lastNumber, fileSystem);
    return self;
  }

  private makeType(): Ref {
    const { kind } = this;
    const { natives, objects, convert, image } = this.vm;
    const onPath = (body: (fileSystem: FileSystem, path: string) => void): Ref =>
      natives.function(2, 2, (self, path) => {
        this.run(() => body(this.of(self), this.path(path)));
        return NONE;
      });
    return natives.type({
      name: kind.name,
      make: (_type, args, keywords) => this.object((block) => kind.make(block, args, keywords)),
      importStat: (self, text) => this.importStat(this.of(self), Buffer.from(text).toString('latin1')),
      members: {
        mkfs: natives.staticMethod(
          natives.keywordFunction(0, MAX_ARGUMENTS, (args, keywords) => {
            const block = objects.keep(image.exports.m_malloc(DEVICE_BYTES));
            image.bytes(block, DEVICE_BYTES).fill(0);
            this.run(() => kind.format(block, args, keywords));
            return NONE;
          }),
        ),
        open: natives.function(3, 3, (self, path, mode) =>
          this.run(() => {
            const [text, modeText] = [this.path(path), convert.str(mode)];
            return this.fileObjects.open(self, modeText, (openMode) => this.of(self).open(text, openMode));
          }),
        ),
        ilistdir: natives.function(1, 2, (self, path?: Ref) => {
          const isBytes = path !== undefined && objects.isInstance(path, 'bytes');
          const next = this.run(() => this.of(self).list(path === undefined ? undefined : this.path(path)));
          return this.iterators.make(self, next, { isBytes });
        }),
        mkdir: onPath((fileSystem, path) => fileSystem.makeFolder(path)),
        rmdir: onPath((fileSystem, path) => fileSystem.removeFolder(path)),
        chdir: onPath((fileSystem, path) => fileSystem.changeFolder(path)),
        getcwd: natives.function(1, 1, (self) => this.text(this.run(() => this.of(self).currentFolder))),
        remove: onPath((fileSystem, path) => fileSystem.removeFile(path)),
        rename: natives.function(3, 3, (self, from, to) => {
          this.run(() => this.of(self).rename(this.path(from), this.path(to)));
          return NONE;
        }),
        stat: natives.function(2, 2, (self, path) => this.statTuple(this.run(() => this.of(self).status(this.path(path))))),
        statvfs: natives.function(2, 2, (self) => this.spaceTuple(this.of(self))),
        mount: natives.function(3, 3, (self, readOnly, makes) => {
          this.run(() => this.of(self).mount({ isReadOnly: convert.bool(readOnly), formats: convert.bool(makes) }));
          return NONE;
        }),
        umount: natives.function(1, 1, (self) => {
          // Nothing is held back, and it can still be used afterwards.
          this.of(self);
          return NONE;
        }),
        __del__: natives.function(1, 1, (self) => {
          this.fileSystems.delete(image.word(self + NUMBER_OFFSET));
          return NONE;
        }),
      },
    });
  }

  private of(self: Ref): FileSystem {
    const fileSystem = this.fileSystems.get(this.vm.image.word(self + NUMBER_OFFSET));
    return fileSystem ?? this.vm.errors.type(`argument has wrong type`);
  }

  /** Raises what fails in a file system. What the VM raises meanwhile goes on as it is. */
  private run<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (error instanceof FileSystemError) return this.vm.errors.os(error.errno);
      throw error;
    }
  }

  private path(ref: Ref): string {
    const { convert, objects } = this.vm;
    // Says what is wrong with an object that is no path.
    convert.str(ref);
    return Buffer.from(objects.buffer(ref) ?? []).toString('latin1');
  }

  private text(bytes: string): Ref {
    return this.vm.objects.strFromUtf8(Buffer.from(bytes, 'latin1'));
  }

  private importStat(fileSystem: FileSystem, path: string): number {
    try {
      return fileSystem.status(path).isFolder ? ImportStat.folder : ImportStat.file;
    } catch (error) {
      if (error instanceof FileSystemError) return ImportStat.missing;
      throw error;
    }
  }

  private statTuple({ isFolder, sizeBytes, modifiedSeconds }: FileStatus): Ref {
    const { objects } = this.vm;
    const seconds = objects.keep(objects.int(modifiedSeconds));
    const size = objects.keep(objects.int(sizeBytes));
    const [mode, zero] = [objects.int(isFolder ? FOLDER_MODE : FILE_MODE), objects.int(0)];
    return objects.tuple(mode, zero, zero, zero, zero, zero, size, seconds, seconds, seconds);
  }

  private spaceTuple(fileSystem: FileSystem): Ref {
    const { objects } = this.vm;
    const { blockBytes, blocks, freeBlocks, maxNameBytes } = this.run(() => fileSystem.space);
    const numbers = [blockBytes, blockBytes, blocks, freeBlocks, freeBlocks, 0, 0, 0, 0, maxNameBytes];
    return objects.tuple(...numbers.map((number) => objects.int(number)));
  }
}
