/**
 * Makes the VM say that it is an ESP32: which modules exist, what `sys` tells about the board, and the error numbers.
 * All of it is data of the image, changed once when the VM boots. Reference board: ESP32_GENERIC with MicroPython 1.28.0.
 */
import { Errno, type ErrnoName } from '../../../shared/src';
import { ModuleTable } from './moduleTable';
import { machineModule } from './modules/machine';
import { networkModule } from './modules/network';
import { timeModule } from './modules/time';
import { NONE, type Ref } from './objects';
import { socketModule } from './socket/socketModule';
import type { Vm } from './vm';

const MACHINE = 'Generic ESP32 module with ESP32';
const VERSION = { numbers: [1, 28, 0], text: '3.4.0; MicroPython v1.28.0 on 2026-04-06' } as const;

/** Modules of the VM that an ESP32 has as well. */
const SHARED_MODULES: readonly string[] = [
  ...[
    '__main__',
    '_asyncio',
    'array',
    'binascii',
    'builtins',
    'cmath',
    'collections',
    'deflate',
    'errno',
    'framebuf',
    'gc',
    'hashlib',
    'heapq',
    'io',
  ],
  ...['json', 'math', 'micropython', 'os', 'platform', 'random', 're', 'select', 'struct', 'sys', 'uctypes', 'vfs'],
];

/** Length of the list of file names that is taken for the list of frozen modules. */
const MIN_FROZEN_NAMES = 20;

/** `boot` is the module from which a run is launched. */
export function becomeBoard(vm: Vm, boot: Ref): void {
  hideFrozenModules(vm);
  describeBoard(vm);
  renumberErrors(vm);
  replaceInput(vm);
  new ModuleTable(vm.objects).change({
    keep: SHARED_MODULES,
    fixed: { _boot: boot, network: networkModule(vm) },
    extensible: { machine: machineModule(vm), socket: socketModule(vm), time: timeModule(vm) },
  });
}

/** The modules frozen into the package are not those of a board. Their list ends at its first empty name. */
function hideFrozenModules({ image }: Vm): void {
  const text = Buffer.from(image.buffer, 0, image.schedulerStateAddress).toString('latin1');
  const list = new RegExp(`(?:[\\w/]+\\.py\\0){${MIN_FROZEN_NAMES},}\\0`).exec(text);
  if (!list) throw new Error("The VM's list of frozen modules was not found.");
  image.u8[list.index] = 0;
}

function describeBoard(vm: Vm): void {
  const { objects, natives, image } = vm;
  const sys = objects.importModule('sys');
  const set = (name: string, value: Ref) => {
    const entry = objects.entry(objects.moduleDict(sys), name);
    if (entry) image.setWord(entry.valueAddress, value);
  };
  const [major, minor, patch] = VERSION.numbers;
  const current = objects.moduleMember(sys, 'implementation');
  const fields = ['name', 'version', '_machine', '_mpy', '_build', '_thread'];
  const mpy = objects.tupleItems(current)[3] ?? NONE;
  const values = [
    objects.intern('micropython'),
    natives.staticTuple(objects.int(major), objects.int(minor), objects.int(patch), objects.intern('')),
    objects.intern(MACHINE),
    mpy,
    objects.intern('ESP32_GENERIC'),
    objects.intern('GIL'),
  ];
  set('platform', objects.intern('esp32'));
  set('version', objects.intern(VERSION.text));
  set('implementation', natives.staticAttributeTuple(image.word(current), fields, values));
}

/** The names stay; the numbers become newlib's. */
function renumberErrors({ objects, image }: Vm): void {
  const errno = objects.importModule('errno');
  const numbers = new Map<number, number>();
  for (const { key, value, valueAddress } of objects.mapEntries(objects.moduleDict(errno) + 4)) {
    const name = objects.text(key);
    const old = objects.smallInt(value);
    if (old === undefined || !(name in Errno)) continue;
    const number = Errno[name as ErrnoName];
    numbers.set(old, number);
    image.setWord(valueAddress, objects.int(number));
  }
  for (const { key, valueAddress } of objects.mapEntries(objects.moduleMember(errno, 'errorcode') + 4)) {
    const number = numbers.get(objects.smallInt(key) ?? 0);
    if (number !== undefined) image.setWord(valueAddress - 4, objects.int(number));
  }
}

/** `input` reads a line from the board's console, with the editing that the terminal in front of it does. */
function replaceInput(vm: Vm): void {
  const { objects, natives, image, io } = vm;
  const input = natives.function(0, 1, (prompt?: Ref) => {
    if (prompt !== undefined) vm.print(objects.text(objects.make('str', prompt)));
    const line: number[] = [];
    const byte = new Uint8Array(1);
    for (;;) {
      if (io.readInput(byte) === 0) return line.length > 0 ? objects.strFromUtf8(Uint8Array.from(line)) : vm.errors.raise('EOFError');
      const [code = 0] = byte;
      if (code === 0x0a || code === 0x0d) return objects.strFromUtf8(Uint8Array.from(line));
      line.push(code);
    }
  });
  const entry = objects.entry(objects.moduleDict(objects.importModule('builtins')), 'input');
  if (entry) image.setWord(entry.valueAddress, input);
}
