/**
 * Files as objects of the VM: `FileIO` and `TextIOWrapper`, with the members that a board's have. Their methods are the
 * VM's own stream methods over the protocol here. An object holds its type and the number of its open file, and takes as
 * much of the heap as on a board, where littlefs has its buffer in it.
 */
import { Errno } from '../../../../shared/src';
import type { StreamProtocol } from '../natives';
import type { Ref } from '../objects';
import type { Vm } from '../vm';
import type { BoardFiles } from './boardFiles';
import type { OpenFile, OpenMode } from './openFile';

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
const OBJECT_BYTES = 256;
const NUMBER_OFFSET = 4;
/** mp_stream_seek_t: an offset and a whence, of which the offset is replaced by the new position. */
const WHENCE_OFFSET = 4;

const RDONLY: OpenMode = { reads: true, writes: false, creates: false, isExclusive: false, truncates: false, appends: false };
const WRONLY: OpenMode = { ...RDONLY, reads: false, writes: true, creates: true };
const MODES: Readonly<Record<string, OpenMode>> = {
  r: RDONLY,
  w: { ...WRONLY, truncates: true },
  x: { ...WRONLY, isExclusive: true },
  a: { ...WRONLY, appends: true },
};

export class FileObjects {
  private readonly opened = new Map<number, OpenFile>();
  private lastNumber = 0;
  private readonly binaryType: Ref;
  private readonly textType: Ref;

  constructor(
    private readonly vm: Vm,
    private readonly files: BoardFiles,
  ) {
    this.binaryType = this.type('FileIO', false);
    this.textType = this.type('TextIOWrapper', true);
  }

  /** `openPath` finds or makes the file. Raises ValueError for a mode with two ways to open. */
  open(modeText: string, openPath: (mode: OpenMode) => OpenFile | number): Ref {
    const { objects, image, errors } = this.vm;
    const mode = readMode(modeText) ?? errors.raise('ValueError');
    const isBinary = /[bt](?!.*[bt])/.exec(modeText)?.[0] === 'b';
    const object = objects.keep(objects.allocate(OBJECT_BYTES, isBinary ? this.binaryType : this.textType, true));
    image.bytes(object, OBJECT_BYTES).fill(0, NUMBER_OFFSET);
    const file = openPath(mode);
    if (typeof file === 'number') return errors.os(-file);
    image.setWord(object + NUMBER_OFFSET, ++this.lastNumber);
    this.opened.set(this.lastNumber, file);
    return object;
  }

  private type(name: string, isText: boolean): Ref {
    const { natives, objects } = this.vm;
    const streams = objects.typeOf(objects.moduleMember(objects.importModule('sys'), 'stdout'));
    const protocol: StreamProtocol = {
      isText,
      read: (self, address, size) => this.file(self).read(this.vm.image.bytes(address, size)),
      write: (self, address, size) => this.file(self).write(this.vm.image.bytes(address, size)),
      control: (self, request, argument) => this.control(self, request, argument),
    };
    return natives.type({
      name,
      make: () => this.vm.errors.type(`cannot create '${name}' instances`),
      members: Object.fromEntries(METHODS.map((method) => [method, objects.typeMember(streams, method)])),
      stream: protocol,
      iteratesLines: true,
      print: () => `<io.${name}>`,
    });
  }

  private control(self: Ref, request: number, argument: number): number {
    switch (request) {
      case StreamRequest.flush:
        return this.file(self).flush();
      case StreamRequest.seek:
        return this.seek(this.file(self), argument);
      case StreamRequest.close:
        return this.close(self);
      default:
        return -Errno.EINVAL;
    }
  }

  private seek(file: OpenFile, address: number): number {
    const { i32 } = this.vm.image;
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
    this.opened.delete(number);
    image.setWord(self + NUMBER_OFFSET, 0);
    return file.close();
  }

  /** Raises ValueError for a file that is closed. */
  private file(self: Ref): OpenFile {
    return this.opened.get(this.vm.image.word(self + NUMBER_OFFSET)) ?? this.vm.errors.raise('ValueError');
  }
}

/** Undefined if the mode names two ways to open. Characters that mean nothing are passed over. */
function readMode(text: string): OpenMode | undefined {
  let mode: OpenMode | undefined;
  for (const character of text) {
    if (character === '+') mode = { ...(mode ?? RDONLY), reads: true, writes: true };
    const way = MODES[character];
    if (way && mode) return undefined;
    mode ??= way;
  }
  return mode ?? RDONLY;
}
