/**
 * `machine.I2C` and `SoftI2C`: two buses of the chip, and any number made of pins. No device is on any of them, and both lines
 * are pulled up: an address is not acknowledged, so that a scan finds nothing and a transfer ends with ENODEV. Which calls
 * there are, and in which order their arguments are looked at, is MicroPython's extmod/machine_i2c.c.
 */
import { Errno } from '../../../../shared/src';
import { parseArguments } from '../modules/keywordArguments';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { pinNumber } from './pinNumber';

const DEFAULT_HZ = 400_000;
const DEFAULT_TIMEOUT_US = 50_000;
/** What a line that is pulled up gives. */
const PULLED_UP = 0xff;
/** Words of an object: its type, then these. */
const Word = { id: 1, scl: 2, sda: 3, hz: 4, timeoutUs: 5 } as const;
const OBJECT_BYTES = 24;
const DEFAULT_PINS = [
  { scl: 18, sda: 19 },
  { scl: 25, sda: 26 },
] as const;

export function i2cTypes(vm: Vm): { readonly I2C: Ref; readonly SoftI2C: Ref } {
  const software = softwareType(vm);
  return { I2C: hardwareType(vm, software.make), SoftI2C: software.type };
}

type Make = (args: readonly Ref[], keywords: ReadonlyMap<string, Ref>) => Ref;

function hardwareType(vm: Vm, makeSoftware: Make): Ref {
  const { natives, objects, convert, errors, image } = vm;
  const buses = new Map<number, Ref>();
  /** The settings are the chip's: a soft reset leaves them. */
  const kept = vm.chip.state('i2c', () => new Map<number, readonly number[]>());
  const word = (self: Ref, index: number): number => image.word(self + 4 * index);
  const notSupported = (): never => errors.osText('I2C operation not supported');
  const type: Ref = natives.type({
    name: 'I2C',
    make: (_type, args, keywords) => {
      if (args[0] !== undefined && objects.smallInt(args[0]) === -1) {
        vm.console.print('Warning: I2C(-1, ...) is deprecated, use SoftI2C(...) instead\n');
        return makeSoftware(args.slice(1), keywords);
      }
      const given = parseArguments(errors, { positional: ['id'], keywordOnly: ['scl', 'sda', 'freq', 'timeout'] }, args, keywords);
      const id = given.id === undefined ? 0 : convert.int(given.id);
      const pins = DEFAULT_PINS[id];
      if (!pins) return errors.value(`I2C(${id}) doesn't exist`);
      const self = buses.get(id) ?? image.exports.malloc(OBJECT_BYTES);
      if (!buses.has(id)) {
        const settings = kept.get(id) ?? [pins.scl, pins.sda, DEFAULT_HZ, DEFAULT_TIMEOUT_US];
        for (const [index, value] of [type, id, ...settings].entries()) image.setWord(self + 4 * index, value);
        buses.set(id, self);
      }
      if (given.scl !== undefined) image.setWord(self + 4 * Word.scl, pinNumber(vm, given.scl));
      if (given.sda !== undefined) image.setWord(self + 4 * Word.sda, pinNumber(vm, given.sda));
      if (given.freq !== undefined) image.setWord(self + 4 * Word.hz, convert.int(given.freq));
      if (given.timeout !== undefined) image.setWord(self + 4 * Word.timeoutUs, convert.int(given.timeout));
      kept.set(
        id,
        [Word.scl, Word.sda, Word.hz, Word.timeoutUs].map((index) => word(self, index)),
      );
      return self;
    },
    print: (self) =>
      `I2C(${word(self, Word.id)}, scl=${word(self, Word.scl)}, sda=${word(self, Word.sda)}, ` +
      `freq=${word(self, Word.hz)}, timeout=${word(self, Word.timeoutUs)})`,
    members: {
      init: natives.keywordFunction(1, 0xffff, notSupported),
      start: natives.function(1, 1, notSupported),
      stop: natives.function(1, 1, notSupported),
      readinto: natives.function(2, 3, notSupported),
      write: natives.function(2, 2, notSupported),
      // The chip's driver reads nothing without asking for it.
      ...transfers(vm, { asksForNothing: false }),
    },
  });
  return type;
}

function softwareType(vm: Vm): { readonly type: Ref; readonly make: Make } {
  const { natives, objects, convert, errors, image } = vm;
  const word = (self: Ref, index: number): number => image.word(self + 4 * index);
  const configure = (self: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): void => {
    const parameters = { positional: ['scl', 'sda'], keywordOnly: ['freq', 'timeout'], required: 2 } as const;
    const given = parseArguments(errors, parameters, args, keywords);
    image.setWord(self + 4 * Word.scl, pinNumber(vm, given.scl ?? NONE));
    image.setWord(self + 4 * Word.sda, pinNumber(vm, given.sda ?? NONE));
    if (given.timeout !== undefined) convert.int(given.timeout);
    image.setWord(self + 4 * Word.hz, given.freq === undefined ? DEFAULT_HZ : convert.int(given.freq));
  };
  const make: Make = (args, keywords) => {
    const self = objects.keep(objects.allocate(OBJECT_BYTES, type));
    configure(self, args, keywords);
    return self;
  };
  const type: Ref = natives.type({
    name: 'SoftI2C',
    make: (_type, args, keywords) => make(args, keywords),
    print: (self) => {
      const halfPeriodUs = Math.max(1, Math.ceil(500_000 / Math.max(1, word(self, Word.hz))));
      return `SoftI2C(scl=${word(self, Word.scl)}, sda=${word(self, Word.sda)}, freq=${Math.floor(500_000 / halfPeriodUs)})`;
    },
    members: {
      init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => {
        configure(self, args, keywords);
        return NONE;
      }),
      start: natives.function(1, 1, () => NONE),
      stop: natives.function(1, 1, () => NONE),
      readinto: natives.function(2, 3, (_self, buffer) => {
        convert.writableBuffer(buffer).fill(PULLED_UP);
        return NONE;
      }),
      // Nobody acknowledges a byte.
      write: natives.function(2, 2, (_self, data) => {
        convert.buffer(data);
        return objects.int(0);
      }),
      ...transfers(vm, { asksForNothing: true }),
    },
  });
  return { type, make };
}

/** What both kinds have: transfers to an address. `asksForNothing`: the address is sent although no byte is to be read. */
function transfers(vm: Vm, { asksForNothing }: { readonly asksForNothing: boolean }): Readonly<Record<string, Ref>> {
  const { natives, objects, convert, errors, image } = vm;
  /** Room for what will be read is taken before anybody is asked. */
  const takeRoom = (count: Ref): number => {
    const sizeBytes = convert.int(count);
    image.exports.m_malloc(sizeBytes + 1);
    return sizeBytes;
  };
  const noDevice = (): never => errors.os(Errno.ENODEV);
  const memory = { positional: ['addr', 'memaddr', 'arg'], keywordOnly: ['addrsize'], required: 3 } as const;
  const memoryTransfer = (check: (arg: Ref) => void): Ref =>
    natives.keywordFunction(1, 0xffff, ([, ...args], keywords) => {
      const given = parseArguments(errors, memory, args, keywords);
      convert.int(given.addr ?? NONE);
      convert.int(given.memaddr ?? NONE);
      const addressBits = given.addrsize === undefined ? 8 : convert.int(given.addrsize);
      check(given.arg ?? NONE);
      if ((addressBits & 7) !== 0 || addressBits > 32) return errors.value('invalid addrsize');
      return noDevice();
    });
  return {
    deinit: natives.function(1, 1, () => NONE),
    scan: natives.function(1, 1, () => {
      vm.scheduler.service();
      return objects.list();
    }),
    readfrom: natives.function(3, 4, (_self, address, count) => {
      convert.int(address);
      return takeRoom(count) > 0 || asksForNothing ? noDevice() : objects.newBytes(new Uint8Array(0));
    }),
    readfrom_into: natives.function(3, 4, (_self, address, buffer) => {
      convert.int(address);
      return convert.writableBuffer(buffer).length > 0 || asksForNothing ? noDevice() : NONE;
    }),
    writeto: natives.function(3, 4, (_self, address, data) => {
      convert.int(address);
      convert.buffer(data);
      return noDevice();
    }),
    writevto: natives.function(3, 4, (_self, address, parts) => {
      convert.int(address);
      for (const part of convert.sequence(parts)) convert.buffer(part);
      return noDevice();
    }),
    readfrom_mem: memoryTransfer(takeRoom),
    readfrom_mem_into: memoryTransfer((buffer) => convert.writableBuffer(buffer)),
    writeto_mem: memoryTransfer((data) => convert.buffer(data)),
  };
}
