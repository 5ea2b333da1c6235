/**
 * Makes the VM say that it is an ESP32: which modules exist, what `sys` tells about the board, and the error numbers.
 * All of it is data of the image, changed once when the VM boots. The version is the VM's own, named as a release names it.
 */
import { boardKind, Errno, type ErrnoName } from '../../../shared/src';
import { ModuleTable } from './moduleTable';
import { fileSystemMembers } from './files/fileSystems';
import { cryptolibModule } from './modules/cryptolib';
import { espModule } from './modules/esp';
import { esp32Module } from './modules/esp32';
import { hashlibModule } from './modules/hashlib';
import { showBoardMemory } from './modules/heapFigures';
import { replaceHelp } from './modules/help';
import { replaceInput } from './modules/input';
import { machineModule } from './modules/machine';
import { networkModule } from './modules/network';
import { becomeSerialStreams } from './modules/standardStreams';
import { ioModule, micropythonModule, osModule, platformModule, vfsModule, type BoardDescription } from './modules/system';
import { timeModule } from './modules/time';
import { websocketModule } from './modules/websocket';
import { NONE, NULL, TypeOffset, type Ref } from './objects';
import { oneWireModule } from './peripherals/pulses';
import { selectModule } from './select/selectModule';
import { socketModule } from './socket/socketModule';
import { tlsModule } from './tls/tlsModule';
import type { Vm } from './vm';

/** As the VM tells it in `sys.version`, with what it adds to the number of a version between releases. */
const SHIPPED_VERSION = /^(\S+); MicroPython v(\d+)\.(\d+)\.(\d+)\S* on ([\d-]+)$/;

interface Version {
  /** Of the Python language. */
  readonly language: string;
  readonly numbers: readonly number[];
  readonly date: string;
}

/** Modules of the VM that an ESP32 has as well. */
const SHARED_MODULES: readonly string[] = [
  ...['__main__', '_asyncio', 'array', 'binascii', 'builtins', 'cmath', 'collections', 'deflate', 'errno', 'framebuf', 'gc', 'heapq'],
  ...['json', 'math', 'random', 're', 'struct', 'sys', 'uctypes'],
];

/** Methods of the operators that end with `=`, in the VM's order. */
const IN_PLACE_METHODS: readonly string[] = [
  ...['or', 'xor', 'and', 'lshift', 'rshift', 'add', 'sub', 'mul', 'matmul', 'floordiv', 'truediv', 'mod', 'pow'],
].map((operator) => `__i${operator}__`);

/** Where the image's data begins. */
const FIRST_DATA = 0x10000;

/** Where a stream's protocol has its function for writing. */
const WRITE_OF_PROTOCOL = 4;

/** Length of the list of file names that is taken for the list of frozen modules. */
const MIN_FROZEN_NAMES = 20;

/** `boot` is the module from which a run is launched. */
export function becomeBoard(vm: Vm, boot: Ref): void {
  const usedBytes = heapMeter(vm);
  const usedBefore = usedBytes();
  const version = readVersion(vm);
  const release = version.numbers.join('.');
  const { machine } = boardKind(vm.chip.boardName);
  const board: BoardDescription = { machine, release, version: `v${release} on ${version.date}` };
  listFrozenModules(vm);
  describeBoard(vm, board, version);
  nameVersion(vm, board);
  renumberErrors(vm);
  // Files have what the streams of the serial line lose.
  const fileSystems = fileSystemMembers(vm);
  becomeSerialStreams(vm);
  roundConstants(vm);
  printTypesBriefly(vm);
  replaceInput(vm);
  replaceHelp(vm);
  showBoardMemory(vm);
  acceptNativeDecorator(vm);
  nameInPlaceMethods(vm);
  onlyDecompress(vm);
  new ModuleTable(vm.objects).change({
    keep: SHARED_MODULES,
    fixed: {
      _boot: boot,
      _onewire: oneWireModule(vm),
      esp: espModule(vm),
      esp32: esp32Module(vm),
      micropython: micropythonModule(vm),
      network: networkModule(vm),
      tls: tlsModule(vm),
      vfs: vfsModule(vm, fileSystems),
    },
    extensible: {
      cryptolib: cryptolibModule(vm),
      hashlib: hashlibModule(vm),
      io: ioModule(vm),
      machine: machineModule(vm),
      os: osModule(vm, board, fileSystems),
      platform: platformModule(vm, board),
      select: selectModule(vm),
      socket: socketModule(vm),
      time: timeModule(vm),
      websocket: websocketModule(vm),
    },
  });
  vm.frozen.giveToNames(usedBytes() - usedBefore);
}

/** Tells how many bytes of the heap are in use, in the VM's own count. */
function heapMeter(vm: Vm): () => number {
  const { objects } = vm;
  const inUse = objects.moduleMember(objects.importModule('gc'), 'mem_alloc');
  return () => {
    vm.collectGarbage();
    return objects.smallInt(objects.call(inUse)) ?? 0;
  };
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
function nameVersion({ image }: Vm, { version }: BoardDescription): void {
  const text = Buffer.from(image.buffer, 0, image.schedulerStateAddress).toString('latin1');
  const shipped = /MicroPython v[^\0]+ on [\d-]+\0/.exec(text);
  const banner = `MicroPython ${version}\0`;
  if (!shipped || banner.length > shipped[0].length) throw new Error("The VM's banner was not found, or has no room for the board's.");
  image.u8.set(new TextEncoder().encode(banner), shipped.index);
}

function readVersion({ objects }: Vm): Version {
  const text = objects.text(objects.moduleMember(objects.importModule('sys'), 'version'));
  const [, language, major, minor, patch, date] = SHIPPED_VERSION.exec(text) ?? [];
  if (language === undefined || date === undefined) throw new Error(`The VM's version is not understood: ${text}`);
  return { language, numbers: [major, minor, patch].map(Number), date };
}

/** The VM has no threads, so there is no `_thread`, as on boards without them. */
function describeBoard(vm: Vm, board: BoardDescription, { language, numbers }: Version): void {
  const { objects, natives, image } = vm;
  const sys = objects.importModule('sys');
  const set = (name: string, value: Ref) => {
    const entry = objects.entry(objects.moduleDict(sys), name);
    if (entry) image.setWord(entry.valueAddress, value);
  };
  const current = objects.moduleMember(sys, 'implementation');
  const fields = ['name', 'version', '_machine', '_mpy', '_build'];
  const mpy = objects.tupleItems(current)[3] ?? NONE;
  const values = [
    objects.intern('micropython'),
    natives.staticTuple(...numbers.map((number) => objects.int(number)), objects.intern('')),
    objects.intern(board.machine),
    mpy,
    objects.intern(vm.chip.boardName),
  ];
  set('platform', objects.intern('esp32'));
  set('version', objects.intern(`${language}; MicroPython ${board.version}`));
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

/** The constants of `math` are floats that were there before the first was made. */
function roundConstants({ objects, image }: Vm): void {
  const names = objects.moduleDict(objects.importModule('math'));
  for (const { value } of objects.mapEntries(names + 4)) {
    if (objects.isObject(value, objects.builtin('float'))) image.f64[(value + 8) >>> 3] = Math.fround(objects.float(value));
  }
}

/** What a board prints of these is only the name of the type. */
function printTypesBriefly({ objects, image }: Vm): void {
  const typeOfTypes = objects.builtin('type');
  for (const name of ['bound_method', 'closure']) {
    const id = objects.intern(name) >>> 3;
    const isType = (address: number): boolean => image.word(address) === typeOfTypes && image.u16[(address + TypeOffset.name) >>> 1] === id;
    let type = FIRST_DATA;
    while (type < image.schedulerStateAddress && !isType(type)) type += 4;
    if (type >= image.schedulerStateAddress) throw new Error(`The VM's type ${name} was not found.`);
    image.u8[type + TypeOffset.print] = 0;
  }
}

/** A board compiles `@micropython.native` functions to machine code; here they become bytecode, which does the same. */
function acceptNativeDecorator({ objects, image }: Vm): void {
  // A parse node that is a name: its number, above four bits for the kind of node.
  image.exports.native_decorator.value = (objects.intern('native') >>> 3) << 4;
}

/** A board looks for all of these methods in a class of the script, the shipped build only for those of `+=` and `-=`. */
function nameInPlaceMethods({ objects, image }: Vm): void {
  const names = IN_PLACE_METHODS.map((method) => objects.intern(method) >>> 3);
  const table = image.exports.malloc(2 * names.length);
  image.u16.set(names, table >>> 1);
  image.exports.in_place_methods.value = table;
}

/** A board's `deflate` has no compressor. */
function onlyDecompress({ objects, natives, image }: Vm): void {
  const type = objects.moduleMember(objects.importModule('deflate'), 'DeflateIO');
  const members = objects.mapEntries(objects.slot(type, TypeOffset.localsDict) + 4).filter(({ key }) => objects.text(key) !== 'write');
  const entries = members.map(({ key, value }): [string, Ref] => [objects.text(key), value]);
  const slot = type + TypeOffset.slots + 4 * ((image.u8[type + TypeOffset.localsDict] ?? 0) - 1);
  image.setWord(slot, natives.dict(Object.fromEntries(entries)));
  image.setWord(objects.slot(type, TypeOffset.protocol) + WRITE_OF_PROTOCOL, NULL);
}
