/**
 * Modules of the VM that an ESP32 has with a few other members: `os`, `platform` and `micropython`. What the VM does
 * right already is taken from it; what only a PC has is left out.
 */
import { randomBytes } from 'node:crypto';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

export interface BoardDescription {
  readonly machine: string;
  /** For example `1.28.0`. */
  readonly release: string;
  /** For example `v1.28.0 on 2026-04-06`. */
  readonly version: string;
}

const BOARD_NAME = 'esp32';
const C_LIBRARY = ['newlib', '4.3.0'] as const;
const IDF_VERSION = 'v5.5.2';
/** Where a stat tuple has the size. */
const SIZE_ITEM = 6;

export function osModule(vm: Vm, { machine, release, version }: BoardDescription): Ref {
  const { natives, objects, image, convert, errors } = vm;
  const namedTuple = image.word(objects.moduleMember(objects.importModule('sys'), 'implementation'));
  const uname = { sysname: BOARD_NAME, nodename: BOARD_NAME, release, version, machine };
  const values = Object.values(uname).map((text) => objects.intern(text));
  const unameTuple = natives.staticAttributeTuple(namedTuple, Object.keys(uname), values);
  const names = ['chdir', 'getcwd', 'listdir', 'mkdir', 'mount', 'remove', 'rename', 'rmdir', 'sep', 'stat', 'statvfs', 'umount', 'unlink'];
  return natives.module('os', {
    ...membersOf(vm, 'os', names),
    ilistdir: listWithSizes(vm),
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

export function platformModule({ natives, objects }: Vm, { release }: BoardDescription): Ref {
  const text = `MicroPython-${release}-xtensa-IDF${IDF_VERSION}-with-${C_LIBRARY.join('')}`;
  return natives.module('platform', {
    platform: natives.function(0, 0, () => objects.str(text)),
    python_compiler: natives.function(0, 0, () => objects.str('GCC 14.2.0')),
    libc_ver: natives.function(0, 0, () => objects.tuple(...C_LIBRARY.map((part) => objects.keep(objects.str(part))))),
  });
}

export function micropythonModule(vm: Vm): Ref {
  const names = ['const', 'RingIO', 'heap_lock', 'heap_unlock', 'kbd_intr', 'mem_info', 'opt_level', 'qstr_info', 'stack_use'];
  return vm.natives.module('micropython', {
    ...membersOf(vm, 'micropython', names),
    schedule: vm.natives.function(2, 2, (callback, argument) =>
      vm.callbacks.add(callback, argument) ? NONE : vm.errors.withText('RuntimeError', 'schedule queue full'),
    ),
    alloc_emergency_exception_buf: vm.natives.function(1, 1, (size) => {
      vm.emergencyBuffer.allocate(vm.convert.int(size));
      return NONE;
    }),
  });
}

/** The VM lists (name, kind, inode), the board's file system (name, kind, inode, size). */
function listWithSizes({ natives, objects, convert }: Vm): Ref {
  const os = objects.importModule('os');
  const [list, status] = [objects.moduleMember(os, 'ilistdir'), objects.moduleMember(os, 'stat')];
  return natives.function(0, 1, (folder?: Ref) => {
    const prefix = folder === undefined ? '' : `${convert.str(folder).replace(/\/$/, '')}/`;
    const entries = objects.keep(objects.make('list', objects.call(list, ...(folder === undefined ? [] : [folder]))));
    for (const entry of objects.items(entries) ?? []) {
      const kept = objects.roots.count;
      const [name = NONE, kind = NONE] = objects.tupleItems(entry);
      const path = objects.keep(objects.str(prefix + objects.text(name)));
      const size = objects.tupleItems(objects.keep(objects.call(status, path)))[SIZE_ITEM] ?? NONE;
      replaceItem(objects, entries, entry, objects.tuple(name, kind, objects.int(0), size));
      objects.roots.release(kept);
    }
    return objects.call(objects.builtin('iter'), entries);
  });
}

function replaceItem(objects: Vm['objects'], list: Ref, item: Ref, replacement: Ref): void {
  const table = objects.image.word(list + 12);
  const index = (objects.items(list) ?? []).indexOf(item);
  objects.image.setWord(table + 4 * index, replacement);
}

function membersOf({ objects }: Vm, name: string, names: readonly string[]): Readonly<Record<string, Ref>> {
  const module = objects.importModule(name);
  return Object.fromEntries(names.map((member) => [member, objects.moduleMember(module, member)]));
}
