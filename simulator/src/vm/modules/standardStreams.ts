/**
 * `sys.stdin`, `sys.stdout` and `sys.stderr` as a board has them (MicroPython's shared/runtime/sys_stdio_mphal.c): text, whose
 * lines end with CR LF on the serial line and with Enter's CR on the way in, and `buffer`, which passes bytes as they are.
 * A read waits for all that it asks for. The VM's own objects stay, as `print` knows them, and become of other types.
 */
import { Errno } from '../../../../shared/src';
import type { StreamProtocol } from '../natives';
import { NULL, TypeOffset, type Ref } from '../objects';
import type { Vm } from '../vm';

const StreamRequest = { poll: 3, close: 4 } as const;
const PollFlag = { readable: 1, writable: 4 } as const;
const Descriptor = { input: 0, output: 1, error: 2 } as const;
const METHODS = ['read', 'readinto', 'readline', 'readlines', 'write', '__enter__', '__exit__'] as const;
const [LF, CR] = [0x0a, 0x0d];

/** The objects are two words: type and number of the stream. */
const DESCRIPTOR_OFFSET = 4;
const OBJECT_BYTES = 8;

export function becomeSerialStreams(vm: Vm): void {
  const { objects, natives, image } = vm;
  const sys = objects.importModule('sys');
  const shipped = objects.typeOf(objects.moduleMember(sys, 'stdout'));
  const buffer = image.exports.malloc(OBJECT_BYTES);
  image.setWord(buffer + DESCRIPTOR_OFFSET, Descriptor.input);
  const methods = Object.fromEntries(METHODS.map((name) => [name, objects.typeMember(shipped, name)]));
  const type = (name: string, stream: StreamProtocol): Ref => {
    const made = natives.type({
      name,
      make: () => vm.errors.type(`cannot create '${name}' instances`),
      members: { buffer, ...methods, close: methods['__enter__'] ?? NULL },
      stream,
      print: (self) => `<io.${name} ${image.word(self + DESCRIPTOR_OFFSET)}>`,
    });
    // Their lines are what one iterates over.
    image.u16[(made + TypeOffset.flags) >>> 1] = image.u16[(shipped + TypeOffset.flags) >>> 1] ?? 0;
    return made;
  };
  image.setWord(buffer, type('FileIO', binaryStream(vm)));
  const text = type('TextIOWrapper', textStream(vm));
  for (const name of ['stdin', 'stdout', 'stderr']) image.setWord(objects.moduleMember(sys, name), text);
}

function textStream(vm: Vm): StreamProtocol {
  const { image } = vm;
  const descriptor = (self: Ref): number => image.word(self + DESCRIPTOR_OFFSET);
  return {
    isText: true,
    read: (self, address, size) => {
      if (descriptor(self) !== Descriptor.input) return -Errno.EPERM;
      const bytes = image.bytes(address, size);
      vm.io.readAllInput(bytes);
      for (let i = bytes.indexOf(CR); i >= 0; i = bytes.indexOf(CR, i + 1)) bytes[i] = LF;
      return size;
    },
    write: (self, address, size) => {
      if (descriptor(self) === Descriptor.input) return -Errno.EPERM;
      vm.console.write(descriptor(self) === Descriptor.error ? 'stderr' : 'stdout', image.bytes(address, size));
      return size;
    },
    control: (_self, request, argument) => control(vm, request, argument),
  };
}

function binaryStream(vm: Vm): StreamProtocol {
  return {
    read: (_self, address, size) => {
      vm.io.readAllInput(vm.image.bytes(address, size));
      return size;
    },
    write: (_self, address, size) => {
      vm.console.writeRaw('stdout', vm.image.bytes(address, size));
      return size;
    },
    control: (_self, request, argument) => control(vm, request, argument),
  };
}

/** All of them are one serial line: each is readable and writable when that is. */
function control(vm: Vm, request: number, argument: number): number {
  if (request === StreamRequest.close) return 0;
  if (request !== StreamRequest.poll) return -Errno.EINVAL;
  const isReadable = (argument & PollFlag.readable) !== 0 && vm.io.inputReady;
  return (isReadable ? PollFlag.readable : 0) | (argument & PollFlag.writable);
}
