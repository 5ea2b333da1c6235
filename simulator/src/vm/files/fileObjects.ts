/**
 * Files as objects of the VM: `FileIO` and `TextIOWrapper`, with the members that a board's have. Their methods are the
 * VM's own stream methods over the protocol here. An object holds its type, the number of its open file and its file
 * system, and takes as much of the heap as on a board.
 */
import { Errno } from '../../../../shared/src';
import type { StreamProtocol } from '../natives';
import type { Ref } from '../objects';
import type { Vm } from '../vm';
import type { OpenMode, StreamFile } from './fileSystem';

/** What files of one kind of file system have of their own. */
export interface FileKind {
  readonly objectBytes: number;
  /** Undefined for a mode that is no mode. */
  readonly readMode: (text: string) => OpenMode | undefined;
  /** Whether a file that is closed raises ValueError; otherwise an operation on it fails with EINVAL. */
  readonly raisesWhenClosed: boolean;
  /** Whether a file shows where it lies. */
  readonly printsAddress: boolean;
}

const StreamRequest = { flush: 1, seek: 2, close: 4 } as const;
const METHODS = [
  'read',
  'readinto',
  'readline',
  'readlines',
  'write',
  'flush',
  'close',
  'seek',
  'tell',
  '__del__',
  '__enter__',
  '__exit__',
];
const NUMBER_OFFSET = 4;
const FILE_SYSTEM_OFFSET = 8;
/** mp_stream_seek_t: an offset and a whence, of which the offset is replaced by the new position. */
const WHENCE_OFFSET = 4;

export class FileObjects {
  private readonly opened = new Map<number, StreamFile>();
  private lastNumber = 0;
  private readonly binaryType: Ref;
  private readonly textType: Ref;

  constructor(
    private readonly vm: Vm,
    private readonly kind: FileKind,
  ) {
    this.binaryType = this.type('FileIO', false);
    this.textType = this.type('TextIOWrapper', true);
  }

  /** `openPath` finds or makes the file. Raises ValueError for a mode with two ways to open. */
  open(fileSystem: Ref, modeText: string, openPath: (mode: OpenMode) => StreamFile): Ref {
    const { objects, image, errors } = this.vm;
    const mode = this.kind.readMode(modeText) ?? errors.raise('ValueError');
    const isBinary = /[bt](?!.*[bt])/.exec(modeText)?.[0] === 'b';
    const { objectBytes } = this.kind;
    const object = objects.keep(objects.allocate(objectBytes, isBinary ? this.binaryType : this.textType, true));
    image.bytes(object, objectBytes).fill(0, NUMBER_OFFSET);
    image.setWord(object + FILE_SYSTEM_OFFSET, fileSystem);
    const file = openPath(mode);
    image.setWord(object + NUMBER_OFFSET, ++this.lastNumber);
    this.opened.set(this.lastNumber, file);
    return object;
  }

  private type(name: string, isText: boolean): Ref {
    const { natives, objects } = this.vm;
    const streams = objects.typeOf(objects.moduleMember(objects.importModule('sys'), 'stdout'));
    const protocol: StreamProtocol = {
      isText,
      read: (self, address, size) => this.file(self)?.read(this.vm.image.bytes(address, size)) ?? -Errno.EINVAL,
      write: (self, address, size) => this.file(self)?.write(this.vm.image.bytes(address, size)) ?? -Errno.EINVAL,
      control: (self, request, argument) => this.control(self, request, argument),
    };
    return natives.type({
      name,
      make: () => this.vm.errors.type(`cannot create '${name}' instances`),
      members: Object.fromEntries(METHODS.map((method) => [method, objects.typeMember(streams, method)])),
      stream: protocol,
      iteratesLines: true,
      print: (self) => `<io.${name}${this.kind.printsAddress ? ` 0x${self.toString(16)}` : ''}>`,
    });
  }

  private control(self: Ref, request: number, argument: number): number {
    switch (request) {
      case StreamRequest.flush:
        return this.file(self)?.flush() ?? -Errno.EINVAL;
      case StreamRequest.seek:
        return this.seek(this.file(self), argument);
      case StreamRequest.close:
        return this.close(self);
      default:
        return -Errno.EINVAL;
    }
  }

  private seek(file: StreamFile | undefined, address: number): number {
    const { i32 } = this.vm.image;
    // FatFs does not move in a file that is closed, and tells where it was.
    if (!file) return 0;
    const position = file.seek(i32[address >>> 2] ?? 0, i32[(address + WHENCE_OFFSET) >>> 2] ?? 0);
    if (position < 0) return position;
    i32[address >>> 2] = position;
    return 0;
  }

  private close(self: Ref): number {
    const { image } = this.vm;
    const number = image.word(self + NUMBER_OFFSET);
    const file = this.opened.get(number);
    if (!file) return 0;
    const outcome = file.close();
    if (outcome < 0 && !this.kind.raisesWhenClosed) return outcome;
    this.opened.delete(number);
    image.setWord(self + NUMBER_OFFSET, 0);
    return outcome;
  }

  private file(self: Ref): StreamFile | undefined {
    const file = this.opened.get(this.vm.image.word(self + NUMBER_OFFSET));
    return !file && this.kind.raisesWhenClosed ? this.vm.errors.raise('ValueError') : file;
  }
}
