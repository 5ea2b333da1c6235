/**
 * Makes the VM say that it is an ESP32: which modules exist, what `sys` tells about the board, and the error numbers.
 * All of it is data of the image, changed once when the VM boots. Reference board: ESP32_GENERIC with MicroPython 1.28.0.
 */
import { Errno, type ErrnoName } from '../../../shared/src';
import { ModuleTable } from './moduleTable';
import { cryptolibModule } from './modules/cryptolib';
import { hashlibModule } from './modules/hashlib';
import { replaceInput } from './modules/input';
import { machineModule } from './modules/machine';
import { networkModule } from './modules/network';
import { becomeSerialStreams } from './modules/standardStreams';
import { micropythonModule, osModule, platformModule, type BoardDescription } from './modules/system';
import { timeModule } from './modules/time';
import { websocketModule } from './modules/websocket';
import { NONE, type Ref } from './objects';
import { selectModule } from './select/selectModule';
import { socketModule } from './socket/socketModule';
import { tlsModule } from './tls/tlsModule';
import type { Vm } from './vm';

const VERSION = { numbers: [1, 28, 0], date: '2026-04-06', language: '3.4.0' } as const;
const RELEASE = VERSION.numbers.join('.');
const BOARD: BoardDescription = {
  machine: 'Generic ESP32 module with ESP32',
  release: RELEASE,
  version: `v${RELEASE} on ${VERSION.date}`,
};

/** Modules of the VM that an ESP32 has as well. */
const SHARED_MODULES: readonly string[] = [
  ...['__main__', '_asyncio', 'array', 'binascii', 'builtins', 'cmath', 'collections', 'deflate', 'errno', 'framebuf', 'gc', 'heapq', 'io'],
  ...['json', 'math', 'random', 're', 'struct', 'sys', 'uctypes', 'vfs'],
];

/** Length of the list of file names that is taken for the list of frozen modules. */
const MIN_FROZEN_NAMES = 20;

/** `boot` is the module from which a run is launched. */
export function becomeBoard(vm: Vm, boot: Ref): void {
  listFrozenModules(vm);
  describeBoard(vm);
  nameVersion(vm);
  renumberErrors(vm);
  becomeSerialStreams(vm);
  replaceInput(vm);
  hideFlash(vm);
  acceptNativeDecorator(vm);
  new ModuleTable(vm.objects).change({
    keep: SHARED_MODULES,
    fixed: { _boot: boot, micropython: micropythonModule(vm), network: networkModule(vm), tls: tlsModule(vm) },
    extensible: {
      cryptolib: cryptolibModule(vm),
      hashlib: hashlibModule(vm),
      machine: machineModule(vm),
      os: osModule(vm, BOARD),
      platform: platformModule(vm, BOARD),
      select: selectModule(vm),
      socket: socketModule(vm),
      time: timeModule(vm),
      websocket: websocketModule(vm),
    },
  });
}

/** `help('modules')` reads this list, which ends at its first empty name; the package's modules are not those of a board. */
function listFrozenModules({ image, frozen }: Vm): void {
  const text = Buffer.from(image.buffer, 0, image.schedulerStateAddress).toString('latin1');
  const list = new RegExp(`(?:[\\w/]+\\.py\\0){${MIN_FROZEN_NAMES},}\\0`).exec(text);
  if (!list) throw new Error("The VM's list of frozen modules was not found.");
  const names = new TextEncoder().encode(`${frozen.names.join('\0')}\0\0`);
  if (names.length > list[0].length) throw new Error("The VM's list of frozen modules has no room for the board's.");
  image.u8.set(names, list.index);
}

/** The banner's version; what identifies the board behind it is among the texts of the firmware. */
function nameVersion({ image }: Vm): void {
  const text = Buffer.from(image.buffer, 0, image.schedulerStateAddress).toString('latin1');
  const shipped = /MicroPython v[^\0]+ on [\d-]+\0/.exec(text);
  const banner = `MicroPython ${BOARD.version}\0`;
  if (!shipped || banner.length > shipped[0].length) throw new Error("The VM's banner was not found, or has no room for the board's.");
  image.u8.set(new TextEncoder().encode(banner), shipped.index);
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
    objects.intern(BOARD.machine),
    mpy,
    objects.intern('ESP32_GENERIC'),
    objects.intern('GIL'),
  ];
  set('platform', objects.intern('esp32'));
  set('version', objects.intern(`${VERSION.language}; MicroPython ${BOARD.version}`));
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

/** What a board has in flash does not count as heap in use. */
function hideFlash({ objects, natives, image, frozen }: Vm): void {
  const entry = objects.entry(objects.moduleDict(objects.importModule('gc')), 'mem_alloc');
  if (!entry) throw new Error('The VM lacks gc.mem_alloc.');
  const inUse = entry.value;
  const count = natives.function(0, 0, () => objects.int((objects.smallInt(objects.call(inUse)) ?? 0) - frozen.flashBytes));
  image.setWord(entry.valueAddress, count);
}

/** A board compiles `@micropython.native` functions to machine code; here they become bytecode, which does the same. */
function acceptNativeDecorator({ objects, image }: Vm): void {
  // A parse node that is a name: its number, above four bits for the kind of node.
  image.exports.native_decorator.value = (objects.intern('native') >>> 3) << 4;
}
