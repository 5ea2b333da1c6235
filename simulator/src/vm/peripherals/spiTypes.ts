/**
 * `machine.SPI` and `SoftSPI`: two buses of the chip, and any number made of pins. No device is on them: the input reads zeros,
 * or what is sent if input and output are the same pin. Settings and errors are those of MicroPython's
 * ports/esp32/machine_hw_spi.c and extmod/machine_spi.c.
 */
import { parseArguments } from '../modules/keywordArguments';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { pinNumber } from './pinNumber';

const SOURCE_HZ = 80_000_000;
const DEFAULT_HZ = 500_000;
const FIRST_BIT = { MSB: 0, LSB: 1 } as const;
/** Words of an object: its type, then these. */
const Word = { id: 1, baudrate: 2, polarity: 3, phase: 4, bits: 5, firstbit: 6, sck: 7, mosi: 8, miso: 9, isClosed: 10 } as const;
const OBJECT_BYTES = 44;
const NUMBERS = ['polarity', 'phase', 'bits', 'firstbit'] as const;
const PINS = ['sck', 'mosi', 'miso'] as const;
const DEFAULT_PINS: readonly ({ readonly sck: number; readonly mosi: number; readonly miso: number } | undefined)[] = [
  undefined,
  { sck: 14, mosi: 13, miso: 12 },
  { sck: 18, mosi: 23, miso: 19 },
];
const NO_PIN = -1;
/** Half a period in microseconds is the unit of the software's clock. */
const HALF_PERIODS_PER_SECOND = 500_000;

type Given = Partial<Record<'baudrate' | (typeof NUMBERS)[number] | (typeof PINS)[number], Ref>>;

export function spiTypes(vm: Vm): { readonly SPI: Ref; readonly SoftSPI: Ref } {
  const software = softwareType(vm);
  return { SPI: hardwareType(vm, software.make), SoftSPI: software.type };
}

type Make = (args: readonly Ref[], keywords: ReadonlyMap<string, Ref>) => Ref;

function hardwareType(vm: Vm, makeSoftware: Make): Ref {
  const { natives, objects, convert, errors, image } = vm;
  const buses = new Map<number, Ref>();
  const get = (self: Ref, index: number): number => image.word(self + 4 * index) | 0;
  const put = (self: Ref, index: number, value: number): void => image.setWord(self + 4 * index, value >>> 0);
  const configure = (self: Ref, given: Given): void => {
    // -1 means that a setting stays.
    const number = (ref: Ref | undefined): number => (ref === undefined ? -1 : convert.int(ref));
    const pins = PINS.map((name) => {
      const ref = given[name];
      return ref === undefined ? undefined : ref === NONE ? NO_PIN : pinNumber(vm, ref);
    });
    if (number(given.bits) !== -1 && number(given.bits) <= 0) errors.value('invalid bits');
    if (number(given.baudrate) !== -1) put(self, Word.baudrate, actualHz(number(given.baudrate)));
    for (const name of NUMBERS) if (number(given[name]) !== -1) put(self, Word[name], number(given[name]));
    for (const [i, name] of PINS.entries()) if (pins[i] !== undefined) put(self, Word[name], pins[i]);
    put(self, Word.isClosed, 0);
  };
  const type: Ref = natives.type({
    name: 'SPI',
    make: (_type, args, keywords) => {
      if (args[0] !== undefined && objects.smallInt(args[0]) === -1) {
        vm.console.print('Warning: SPI(-1, ...) is deprecated, use SoftSPI(...) instead\n');
        return makeSoftware(args.slice(1), keywords);
      }
      const parameters = { positional: ['id', 'baudrate'], keywordOnly: [...NUMBERS, ...PINS], required: 1 } as const;
      const given = parseArguments(errors, parameters, args, keywords);
      const id = convert.int(given.id ?? NONE);
      const pins = DEFAULT_PINS[id];
      if (!pins) return errors.value(`SPI(${id}) doesn't exist`);
      const self = buses.get(id) ?? image.exports.malloc(OBJECT_BYTES);
      buses.set(id, self);
      const defaults = [type, id, DEFAULT_HZ, 0, 0, 8, FIRST_BIT.MSB, pins.sck, pins.mosi, pins.miso, 0];
      for (const [index, value] of defaults.entries()) put(self, index, value);
      configure(self, given);
      return self;
    },
    print: (self) => {
      const fields = (['baudrate', ...NUMBERS, ...PINS] as const).map((name) => `${name}=${get(self, Word[name])}`);
      return `SPI(id=${get(self, Word.id)}, ${fields.join(', ')})`;
    },
    members: {
      init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => {
        configure(self, parseArguments(errors, { positional: ['baudrate'], keywordOnly: [...NUMBERS, ...PINS] }, args, keywords));
        return NONE;
      }),
      deinit: natives.function(1, 1, (self) => {
        put(self, Word.isClosed, 1);
        return NONE;
      }),
      ...transfers(vm, (self, count) => {
        if (get(self, Word.isClosed) !== 0) errors.osText('transfer on deinitialized SPI');
        if (count * 8 < get(self, Word.bits)) errors.value('buffer too short');
      }),
    },
  });
  return type;
}

function softwareType(vm: Vm): { readonly type: Ref; readonly make: Make } {
  const { natives, objects, convert, errors, image } = vm;
  const get = (self: Ref, index: number): number => image.word(self + 4 * index) | 0;
  const put = (self: Ref, index: number, value: number): void => image.setWord(self + 4 * index, value >>> 0);
  const make: Make = (args, keywords) => {
    const given = parseArguments(errors, { positional: ['baudrate'], keywordOnly: [...NUMBERS, ...PINS] }, args, keywords);
    const number = (ref: Ref | undefined, absent: number): number => (ref === undefined ? absent : convert.int(ref));
    if (number(given.bits, 8) !== 8) return errors.value('bits must be 8');
    if (PINS.some((name) => given[name] === undefined)) return errors.value('must specify all of sck/mosi/miso');
    const self = objects.keep(objects.allocate(OBJECT_BYTES, type));
    put(self, Word.baudrate, softwareHz(vm, number(given.baudrate, DEFAULT_HZ)));
    for (const name of NUMBERS) put(self, Word[name], number(given[name], 0));
    for (const name of PINS) put(self, Word[name], pinNumber(vm, given[name] ?? NONE));
    return self;
  };
  const type: Ref = natives.type({
    name: 'SoftSPI',
    make: (_type, args, keywords) => make(args, keywords),
    print: (self) => {
      const fields = (['baudrate', 'polarity', 'phase', 'firstbit', ...PINS] as const).map((name) => `${name}=${get(self, Word[name])}`);
      return `SoftSPI(${fields.join(', ')})`;
    },
    members: {
      init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => {
        const parameters = { positional: ['baudrate', 'polarity', 'phase'], keywordOnly: ['firstbit', ...PINS] } as const;
        const given = parseArguments(errors, parameters, args, keywords);
        if (given.baudrate !== undefined) put(self, Word.baudrate, softwareHz(vm, convert.int(given.baudrate)));
        for (const name of ['polarity', 'phase', 'firstbit'] as const) {
          const ref = given[name];
          if (ref !== undefined) put(self, Word[name], convert.int(ref));
        }
        for (const name of PINS) {
          const ref = given[name];
          if (ref !== undefined) put(self, Word[name], pinNumber(vm, ref));
        }
        return NONE;
      }),
      deinit: natives.function(1, 1, () => NONE),
      ...transfers(vm, () => undefined),
    },
  });
  return { type, make };
}

/** What both kinds have. `check` raises if the bus cannot transfer that many bytes. */
function transfers(vm: Vm, check: (self: Ref, count: number) => void): Readonly<Record<string, Ref>> {
  const { natives, objects, convert, errors, image } = vm;
  /** What comes in while a byte goes out, which may be in the same memory. */
  const answer = (self: Ref, sent: number): number => {
    const [input, output] = [image.word(self + 4 * Word.miso) | 0, image.word(self + 4 * Word.mosi) | 0];
    return input === output && input !== NO_PIN ? sent & 0xff : 0;
  };
  const filler = (ref: Ref | undefined): number => (ref === undefined ? 0 : convert.int(ref));
  return {
    read: natives.function(2, 3, (self, count, sent?: Ref) => {
      const length = convert.int(count);
      const block = objects.keep(image.exports.m_malloc(length + 1));
      const value = answer(self, filler(sent));
      check(self, length);
      image.u8.fill(value, block, block + length);
      return objects.bytesAround(block, length);
    }),
    readinto: natives.function(2, 3, (self, buffer, sent?: Ref) => {
      const target = convert.writableBuffer(buffer);
      target.fill(filler(sent));
      check(self, target.length);
      target.fill(answer(self, filler(sent)));
      return NONE;
    }),
    write: natives.function(2, 2, (self, data) => {
      check(self, convert.buffer(data).length);
      return NONE;
    }),
    write_readinto: natives.function(3, 3, (self, data, buffer) => {
      const sent = convert.buffer(data).slice();
      const target = convert.writableBuffer(buffer);
      if (sent.length !== target.length) return errors.value('buffers must be the same length');
      check(self, sent.length);
      for (const [i, byte] of sent.entries()) target[i] = answer(self, byte);
      return NONE;
    }),
    ...Object.fromEntries(Object.entries(FIRST_BIT).map(([name, value]) => [name, objects.int(value)])),
  };
}

/** The rate nearest to a wanted one that the chip's dividers give: the source, or it by a divider and a prescaler. */
function actualHz(wantedHz: number): number {
  if (wantedHz > (SOURCE_HZ / 4) * 3) return SOURCE_HZ;
  let [best, bestError] = [SOURCE_HZ, Infinity];
  for (let divider = 2; divider <= 64; divider++) {
    const prescaler = Math.min(8192, Math.max(1, Math.floor((SOURCE_HZ / divider + Math.floor(wantedHz / 2)) / wantedHz)));
    const hz = Math.floor(SOURCE_HZ / (prescaler * divider));
    const error = Math.abs(hz - wantedHz);
    if (error <= bestError) [best, bestError] = [hz, error];
  }
  return best;
}

function softwareHz({ errors }: Vm, wantedHz: number): number {
  if (wantedHz === 0) return errors.withText('ZeroDivisionError', 'divide by zero');
  return Math.floor(HALF_PERIODS_PER_SECOND / Math.ceil(HALF_PERIODS_PER_SECOND / wantedHz));
}
