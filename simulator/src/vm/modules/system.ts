/**
 * Modules of the VM that an ESP32 has with a few other members: `os`, `platform`, `io` and `micropython`. What the VM does
 * right already is taken from it; what only a PC has is left out.
 */
import { randomBytes } from 'node:crypto';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { bufferedWriterType } from './bufferedWriter';
import { memoryMembers } from './heapFigures';

export interface BoardDescription {
  readonly machine: string;
  /** For example `1.29.0`. */
  readonly release: string;
  /** For example `v1.29.0 on 2026-08-25`. */
  readonly version: string;
}

const BOARD_NAME = 'esp32';
const C_LIBRARY = ['newlib', '4.3.0'] as const;
const IDF_VERSION = 'v5.5.2';

/** `fileSystems` are the members that `vfs` has too. */
export function osModule(vm: Vm, { machine, release, version }: BoardDescription, fileSystems: Readonly<Record<string, Ref>>): Ref {
  const { natives, objects, image, convert, errors } = vm;
  const namedTuple = image.word(objects.moduleMember(objects.importModule('sys'), 'implementation'));
  const uname = { sysname: BOARD_NAME, nodename: BOARD_NAME, release, version, machine };
  const values = Object.values(uname).map((text) => objects.intern(text));
  const unameTuple = natives.staticAttributeTuple(namedTuple, Object.keys(uname), values);
  const names = [
    'chdir',
    'getcwd',
    'ilistdir',
    'listdir',
    'mkdir',
    'remove',
    'rename',
    'rmdir',
    'sep',
    'stat',
    'statvfs',
    'umount',
    'unlink',
  ];
  return natives.module('os', {
    ...membersOf(vm, 'os', names),
    ...fileSystems,
    sync: natives.function(0, 0, () => NONE),
    ...terminalMembers(vm),
    uname: natives.function(0, 0, () => unameTuple),
    urandom: natives.function(1, 1, (countRef) => {
      const count = convert.int(countRef);
      if (count < 0) return errors.raise('ValueError');
      // The heap says first whether there is room for so many.
      const block = objects.keep(image.exports.m_malloc(count + 1));
      image.u8.set(randomBytes(count), block);
      return objects.bytesAround(block, count);
    }),
  });
}

/** The board has one terminal, its serial line: that there is no second one can be said, and a second one is refused. */
function terminalMembers({ natives, convert, errors }: Vm): Readonly<Record<'dupterm' | 'dupterm_notify', Ref>> {
  return {
    dupterm: natives.function(1, 2, (stream, index?: Ref) => {
      if (index !== undefined && convert.int(index) !== 0) return errors.value('invalid dupterm index');
      return stream === NONE ? NONE : errors.withText('NotImplementedError', 'the simulated board has no second terminal');
    }),
    // Reads what a second terminal has.
    dupterm_notify: natives.function(1, 1, () => NONE),
  };
}

/** Where the VM has file systems of a PC a board has those of its flash. */
export function vfsModule(vm: Vm, fileSystems: Readonly<Record<string, Ref>>): Ref {
  return vm.natives.module('vfs', { ...membersOf(vm, 'vfs', ['umount']), ...fileSystems });
}

export function platformModule({ natives, objects }: Vm, { release }: BoardDescription): Ref {
  const text = `MicroPython-${release}-xtensa-IDF${IDF_VERSION}-with-${C_LIBRARY.join('')}`;
  return natives.module('platform', {
    platform: natives.function(0, 0, () => objects.str(text)),
    python_compiler: natives.function(0, 0, () => objects.str('GCC 14.2.0')),
    libc_ver: natives.function(0, 0, () => objects.tuple(...C_LIBRARY.map((part) => objects.keep(objects.str(part))))),
  });
}

/** `io` of the VM, and the class that it leaves out. */
export function ioModule(vm: Vm): Ref {
  return vm.natives.module('io', {
    ...membersOf(vm, 'io', ['open', 'IOBase', 'StringIO', 'BytesIO']),
    BufferedWriter: bufferedWriterType(vm),
  });
}

/** In the order of a board, which `help(micropython)` shows. */
export function micropythonModule(vm: Vm): Ref {
  const { natives, callbacks, convert, errors, emergencyBuffer } = vm;
  const own = (...names: readonly string[]) => membersOf(vm, 'micropython', names);
  const { mem_info, ...figures } = memoryMembers(vm);
  const { kbd_intr: interruptKey } = own('kbd_intr');
  return natives.module('micropython', {
    ...own('const', 'opt_level'),
    mem_info,
    ...own('qstr_info'),
    ...figures,
    alloc_emergency_exception_buf: natives.function(1, 1, (size) => {
      emergencyBuffer.allocate(convert.int(size));
      return NONE;
    }),
    ...own('heap_lock', 'heap_unlock', 'kbd_intr', 'RingIO'),
    schedule: natives.function(2, 2, (callback, argument) => {
      // Not a call of it, but the interrupt itself.
      if (callback === interruptKey) callbacks.addInterrupt();
      else if (!callbacks.add(callback, argument)) return errors.withText('RuntimeError', 'schedule queue full');
      return NONE;
    }),
  });
}

function membersOf({ objects }: Vm, name: string, names: readonly string[]): Readonly<Record<string, Ref>> {
  const module = objects.importModule(name);
  return Object.fromEntries(names.map((member) => [member, objects.moduleMember(module, member)]));
}
