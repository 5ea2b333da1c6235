/**
 * `machine.ADC` and `ADCBlock` of an ESP32: 18 pins on two converters, of which the second belongs to Wi-Fi while that is on.
 * What they read are the millivolts that are wired to a pin. An object for each pin, and their settings outlive a soft reset,
 * as on the board.
 */
import { millivoltsOf, rawOf } from '../gpio/analogCurve';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from '../peripherals/espErrors';
import { checkArgumentCount, parseArguments } from './keywordArguments';
import type { Pins } from './pin';

/** The pins of both converters in the order of their channels. */
const BLOCK_PINS: readonly (readonly number[])[] = [
  [36, 37, 38, 39, 32, 33, 34, 35],
  [4, 0, 2, 15, 13, 12, 14, 27, 25, 26],
];
const WIFI_BLOCK = 1;
const MAX_ATTENUATION = 3;
const Width = { min: 9, max: 12 } as const;
const EPERM = 1;
const Offset = { id: 4 } as const;
const OBJECT_BYTES = 8;

/** A converter. */
interface Block {
  readonly id: number;
  bits: number;
  isOn: boolean;
}

/** By pin; the settings of the chip. */
interface AdcState {
  readonly blocks: readonly Block[];
  readonly attenuations: Map<number, number>;
}

export function adcTypes(vm: Vm, pins: Pins): { readonly ADC: Ref; readonly ADCBlock: Ref } {
  const { type, blockType } = new Adcs(vm, pins);
  return { ADC: type, ADCBlock: blockType };
}

class Adcs {
  readonly type: Ref;
  readonly blockType: Ref;
  private readonly state: AdcState;
  private readonly objects = new Map<number, Ref>();
  private readonly blockObjects: readonly Ref[];

  constructor(
    private readonly vm: Vm,
    private readonly pins: Pins,
  ) {
    const { natives, objects, convert } = vm;
    this.state = vm.chip.state<AdcState>('adc', () => ({
      blocks: BLOCK_PINS.map((_, id) => ({ id, bits: Width.max, isOn: false })),
      attenuations: new Map(),
    }));
    const constants = {
      ATTN_0DB: 0,
      ATTN_2_5DB: 1,
      ATTN_6DB: 2,
      ATTN_11DB: 3,
      WIDTH_9BIT: 9,
      WIDTH_10BIT: 10,
      WIDTH_11BIT: 11,
      WIDTH_12BIT: 12,
    };
    this.type = natives.type({
      name: 'ADC',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => `ADC(Pin(${this.idOf(self)}), atten=${this.attenuation(this.idOf(self))})`,
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.idOf(self), args, keywords)),
        deinit: natives.function(1, 1, (self) => {
          this.blockOf(this.idOf(self)).isOn = false;
          return NONE;
        }),
        block: natives.function(1, 1, (self) => this.blockObjects[this.blockOf(this.idOf(self)).id] ?? NONE),
        read: natives.function(1, 1, (self) => objects.int(this.read(this.idOf(self)))),
        read_u16: natives.function(1, 1, (self) => objects.int(this.readScaled(this.idOf(self)))),
        read_uv: natives.function(1, 1, (self) => objects.int(this.readMicrovolts(this.idOf(self)))),
        atten: natives.function(2, 2, (self, attenuation) => this.setAttenuation(this.idOf(self), convert.int(attenuation))),
        width: natives.function(2, 2, (self, bits) => this.setWidth(this.blockOf(this.idOf(self)), convert.int(bits))),
        ...Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, objects.int(value)])),
      },
    });
    this.blockType = natives.type({
      name: 'ADCBlock',
      make: (_type, args, keywords) => this.makeBlock(args, keywords),
      print: (self) => `ADCBlock(${this.idOf(self)}, bits=${this.block(this.idOf(self)).bits})`,
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.initBlock(this.idOf(self), args, keywords)),
        connect: natives.keywordFunction(2, 0xffff, ([self = NONE, ...args], keywords) => this.connect(this.idOf(self), args, keywords)),
      },
    });
    this.blockObjects = BLOCK_PINS.map((_, id) => this.newObject(this.blockType, id));
  }

  private make(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    checkArgumentCount(this.vm.errors, args, keywords, { min: 1, max: 0xffff, takesKeywords: true });
    const [pinRef = NONE, ...settings] = args;
    const pin = this.pins.number(pinRef);
    if (!BLOCK_PINS.some((pinsOfBlock) => pinsOfBlock.includes(pin))) return this.vm.errors.value('invalid pin');
    this.init(pin, settings, keywords);
    return this.objectOf(pin);
  }

  private init(pin: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const { atten } = parseArguments(errors, { positional: [], keywordOnly: ['atten'] }, args, keywords);
    const wanted = atten === undefined ? -1 : convert.int(atten);
    const block = this.blockOf(pin);
    block.isOn = true;
    this.storeAttenuation(pin, wanted === -1 ? MAX_ATTENUATION : wanted);
    block.bits = Width.max;
    this.pins.gpio.change(pin, () => ({ use: 'adc', pwm: undefined, direction: 0, isPulledUp: false, isPulledDown: false }));
    return NONE;
  }

  private read(pin: number): number {
    const { board } = this.vm;
    const block = this.checkedBlock(pin);
    const isTaken = block.id === WIFI_BLOCK && (board.wifiActive || board.accessPoint !== undefined);
    if (isTaken) return raiseEspError(this.vm, 'ESP_ERR_TIMEOUT');
    return rawOf(this.pins.gpio.millivolts(pin), this.attenuation(pin)) >> (Width.max - block.bits);
  }

  /** With 16 bits: the upper ones again behind the lower ones. */
  private readScaled(pin: number): number {
    const raw = this.read(pin);
    const { bits } = this.blockOf(pin);
    return (raw << (16 - bits)) | (raw >> (2 * bits - 16));
  }

  private readMicrovolts(pin: number): number {
    const raw = this.read(pin);
    return millivoltsOf(raw << (Width.max - this.blockOf(pin).bits), this.attenuation(pin)) * 1000;
  }

  private setAttenuation(pin: number, attenuation: number): Ref {
    this.storeAttenuation(pin, attenuation);
    this.checkedBlock(pin);
    return NONE;
  }

  private setWidth(block: Block, bits: number): Ref {
    if (bits < Width.min || bits > Width.max) return this.vm.errors.value('invalid bit-width');
    block.bits = bits;
    return block.isOn ? NONE : this.vm.errors.os(EPERM);
  }

  private makeBlock(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    checkArgumentCount(this.vm.errors, args, keywords, { min: 1, max: 0xffff, takesKeywords: true });
    const [idRef = NONE, ...settings] = args;
    const id = this.vm.convert.int(idRef);
    const object = this.blockObjects[id];
    if (object === undefined) return this.vm.errors.value('invalid block id');
    this.initBlock(id, settings, keywords);
    return object;
  }

  /** The bits have no default that is right, so that they must be given. */
  private initBlock(id: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const { bits } = parseArguments(errors, { positional: [], keywordOnly: ['bits'] }, args, keywords);
    const wanted = bits === undefined ? -1 : convert.int(bits);
    if (wanted < Width.min || wanted > Width.max) return errors.value('invalid bit-width');
    this.block(id).bits = wanted;
    return NONE;
  }

  /** `connect(channel)`, `connect(pin)` or `connect(channel, pin)`. */
  private connect(id: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, objects } = this.vm;
    const [first = NONE, second] = args;
    if (args.length > 2) return errors.type('too many positional args');
    const isChannel = second !== undefined || objects.isInteger(first);
    const channel = isChannel ? convert.int(first) : undefined;
    const pin = second === undefined ? (isChannel ? undefined : this.pins.number(first)) : this.pins.number(second);
    const found = BLOCK_PINS[id]?.find((candidate, index) => (channel ?? index) === index && (pin ?? candidate) === candidate);
    if (found === undefined) return errors.value('no matching ADC');
    this.init(found, [], keywords);
    return this.objectOf(found);
  }

  private storeAttenuation(pin: number, attenuation: number): void {
    if (attenuation < 0 || attenuation > MAX_ATTENUATION) this.vm.errors.value('invalid attenuation');
    this.state.attenuations.set(pin, attenuation);
  }

  private attenuation(pin: number): number {
    return this.state.attenuations.get(pin) ?? MAX_ATTENUATION;
  }

  private checkedBlock(pin: number): Block {
    const block = this.blockOf(pin);
    return block.isOn ? block : this.vm.errors.os(EPERM);
  }

  private blockOf(pin: number): Block {
    return this.block(BLOCK_PINS.findIndex((pinsOfBlock) => pinsOfBlock.includes(pin)));
  }

  private block(id: number): Block {
    const block = this.state.blocks[id];
    if (!block) throw new RangeError(`There is no converter ${id}.`);
    return block;
  }

  private objectOf(pin: number): Ref {
    let object = this.objects.get(pin);
    if (object === undefined) {
      object = this.newObject(this.type, pin);
      this.objects.set(pin, object);
    }
    return object;
  }

  private newObject(type: Ref, id: number): Ref {
    const object = this.vm.image.exports.malloc(OBJECT_BYTES);
    this.vm.image.setWord(object, type);
    this.vm.image.setWord(object + Offset.id, id);
    return object;
  }

  private idOf(self: Ref): number {
    return this.vm.image.word(self + Offset.id);
  }
}
