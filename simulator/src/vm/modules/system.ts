/**
 * Modules of the VM that an ESP32 has with a few other members: `os`, `platform` and `micropython`. What the VM does
 * right already is taken from it; what only a PC has is left out.
 */
import { randomBytes } from 'node:crypto';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
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

export function micropythonModule(vm: Vm): Ref {
  const names = ['const', 'RingIO', 'heap_lock', 'heap_unlock', 'kbd_intr', 'opt_level', 'qstr_info'];
  return vm.natives.module('micropython', {
    ...membersOf(vm, 'micropython', names),
    ...memoryMembers(vm),
    schedule: vm.natives.function(2, 2, (callback, argument) =>
      vm.callbacks.add(callback, argument) ? NONE : vm.errors.withText('RuntimeError', 'schedule queue full'),
    ),
    alloc_emergency_exception_buf: vm.natives.function(1, 1, (size) => {
      vm.emergencyBuffer.allocate(vm.convert.int(size));
      return NONE;
    }),
  });
}

function membersOf({ objects }: Vm, name: string, names: readonly string[]): Readonly<Record<string, Ref>> {
  const module = objects.importModule(name);
  return Object.fromEntries(names.map((member) => [member, objects.moduleMember(module, member)]));
}
