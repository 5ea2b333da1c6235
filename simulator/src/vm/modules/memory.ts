/**
 * `machine.mem8`, `mem16` and `mem32` of an ESP32: the registers of the pins are there, everything else is memory that holds
 * what was written to it, and 0 before. A word is read with its sign, as on the board.
 */
import { isPin, PIN_COUNT } from '../../../../shared/src';
import type { Gpio } from '../gpio/gpio';
import { Direction } from '../gpio/pad';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

const GPIO_BASE = 0x3ff44000;
/** Registers of pins 0 to 31; those of the others, and those that set and clear bits, come behind each. */
const Register = { out: 0x04, out1: 0x10, enable: 0x20, enable1: 0x2c, strap: 0x38, in: 0x3c, in1: 0x40 } as const;
const [SET, CLEAR] = [4, 8];
/** The board was reset to run from its flash. */
const STRAPPING = 0x13;
const WORD_BITS = 32;
const OBJECT_BYTES = 8;

type MemoryNames = 'mem8' | 'mem16' | 'mem32';

export function memoryObjects(vm: Vm): Readonly<Record<MemoryNames, Ref>> {
  const { natives, image, objects, convert, errors } = vm;
  const memory = vm.chip.state('memory', () => new ChipMemory(vm.chip.gpio));
  const truncated = (ref: Ref): number => {
    if (!objects.isInteger(ref) || objects.smallInt(ref) !== undefined) return convert.int(ref) >>> 0;
    return Number(BigInt.asUintN(WORD_BITS, BigInt(objects.text(objects.make('str', ref)))));
  };
  const type = natives.type({
    name: 'mem',
    make: () => errors.type("cannot create 'mem' instances"),
    print: (self) => `<${8 * image.word(self + 4)}-bit memory>`,
    subscript: (self, index, value) => {
      const sizeBytes = image.word(self + 4);
      const address = truncated(index);
      if (address % sizeBytes !== 0) {
        return errors.value(`address ${address.toString(16).padStart(8, '0')} is not aligned to ${sizeBytes} bytes`);
      }
      if (value === undefined) return objects.int(memory.read(address, sizeBytes) | 0);
      memory.write(address, sizeBytes, truncated(value));
      return NONE;
    },
    members: {},
  });
  const object = (sizeBytes: number): Ref => {
    const ref = image.exports.malloc(OBJECT_BYTES);
    image.setWord(ref, type);
    image.setWord(ref + 4, sizeBytes);
    return ref;
  };
  return { mem8: object(1), mem16: object(2), mem32: object(4) };
}

class ChipMemory {
  private readonly words = new Map<number, number>();

  constructor(private readonly gpio: Gpio) {}

  read(address: number, sizeBytes: number): number {
    const word = this.readWord(address - (address % 4));
    return (word >>> (8 * (address % 4))) & maskOf(sizeBytes);
  }

  write(address: number, sizeBytes: number, value: number): void {
    const word = address - (address % 4);
    const shift = 8 * (address % 4);
    const mask = maskOf(sizeBytes) << shift;
    this.writeWord(word, (this.readWord(word) & ~mask) | ((value << shift) & mask));
  }

  private readWord(address: number): number {
    switch (address - GPIO_BASE) {
      case Register.out:
        return this.bits(0, (pin) => this.gpio.pad(pin).out);
      case Register.out1:
        return this.bits(WORD_BITS, (pin) => this.gpio.pad(pin).out);
      case Register.enable:
        return this.bits(0, (pin) => this.gpio.pad(pin).direction & Direction.output);
      case Register.enable1:
        return this.bits(WORD_BITS, (pin) => this.gpio.pad(pin).direction & Direction.output);
      case Register.strap:
        return STRAPPING;
      case Register.in:
        return this.bits(0, (pin) => this.gpio.read(pin));
      case Register.in1:
        return this.bits(WORD_BITS, (pin) => this.gpio.read(pin));
      default:
        return this.words.get(address) ?? 0;
    }
  }

  private writeWord(address: number, value: number): void {
    const out = (pin: number, on: boolean): void => this.gpio.write(pin, on ? 1 : 0);
    const enable = (pin: number, on: boolean): void =>
      this.gpio.change(pin, ({ direction }) => ({
        direction: on ? direction | Direction.output : direction & ~Direction.output,
        use: 'digital',
      }));
    const offset = address - GPIO_BASE;
    const isWritten =
      this.writeBits(offset - Register.out, 0, value, out) ||
      this.writeBits(offset - Register.out1, WORD_BITS, value, out) ||
      this.writeBits(offset - Register.enable, 0, value, enable) ||
      this.writeBits(offset - Register.enable1, WORD_BITS, value, enable);
    if (!isWritten) this.words.set(address, value);
  }

  /** `part`: 0 is the register, then comes what sets bits of it, then what clears them. */
  private writeBits(part: number, firstPin: number, value: number, write: (pin: number, on: boolean) => void): boolean {
    if (part !== 0 && part !== SET && part !== CLEAR) return false;
    for (let bit = 0; bit < WORD_BITS && firstPin + bit < PIN_COUNT; bit++) {
      const isOne = ((value >>> bit) & 1) === 1;
      if (isPin(firstPin + bit) && (part === 0 || isOne)) write(firstPin + bit, isOne && part !== CLEAR);
    }
    return true;
  }

  private bits(firstPin: number, bitOf: (pin: number) => number): number {
    let word = 0;
    for (let bit = 0; bit < WORD_BITS && firstPin + bit < PIN_COUNT; bit++) {
      if (isPin(firstPin + bit) && bitOf(firstPin + bit) !== 0) word |= 1 << bit;
    }
    return word;
  }
}

function maskOf(sizeBytes: number): number {
  return sizeBytes === 4 ? -1 : (1 << (8 * sizeBytes)) - 1;
}
