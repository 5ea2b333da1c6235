/** `machine.Pin` of an ESP32: levels are kept here, and each change of an output is told to the I/O thread. */
import { FALSE, NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { parseArguments } from './keywordArguments';

const Mode = { in: 1, out: 3, openDrain: 7 } as const;
const Pull = { none: -1, down: 1, up: 2 } as const;
const PIN_COUNT = 40;
const ABSENT_PINS: readonly number[] = [20, 24, 28, 29, 30, 31];
const FIRST_INPUT_ONLY_PIN = 34;
const OBJECT_BYTES = 8;

interface PinState {
  readonly id: number;
  readonly object: Ref;
  mode: number;
  pull: number;
  level: 0 | 1;
}

export function pinType(vm: Vm): Ref {
  return new Pins(vm).type;
}

class Pins {
  readonly type: Ref;
  private readonly pins = new Map<number, PinState>();

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    const constants = { IN: Mode.in, OUT: Mode.out, OPEN_DRAIN: Mode.openDrain, PULL_DOWN: Pull.down, PULL_UP: Pull.up };
    const more = { IRQ_RISING: 1, IRQ_FALLING: 2, WAKE_LOW: 4, WAKE_HIGH: 5, DRIVE_0: 0, DRIVE_1: 1, DRIVE_2: 2, DRIVE_3: 3 };
    this.type = natives.type({
      name: 'Pin',
      make: (_type, [id = NONE, ...args], keywords) => this.make(id, args, keywords),
      print: (self) => `Pin(${this.state(self).id})`,
      call: (self, [level]) => this.value(this.state(self), level),
      members: {
        init: natives.keywordFunction(1, 3, ([self = NONE, ...args], keywords) => this.init(this.state(self), args, keywords)),
        value: natives.function(1, 2, (self, level?: Ref) => this.value(this.state(self), level)),
        on: natives.function(1, 1, (self) => this.set(this.state(self), 1)),
        off: natives.function(1, 1, (self) => this.set(this.state(self), 0)),
        toggle: natives.function(1, 1, (self) => this.set(this.state(self), this.state(self).level === 0 ? 1 : 0)),
        ...Object.fromEntries(Object.entries({ ...constants, ...more }).map(([name, value]) => [name, objects.int(value)])),
      },
    });
  }

  private make(id: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { vm } = this;
    if (vm.objects.smallInt(id) === undefined) return id !== NONE && this.isPin(id) ? id : vm.errors.value('invalid pin');
    const pin = this.pin(vm.convert.int(id));
    if (args.length > 0 || keywords.size > 0) this.init(pin, args, keywords);
    return pin.object;
  }

  private pin(id: number): PinState {
    if (id < 0 || id >= PIN_COUNT || ABSENT_PINS.includes(id)) return this.vm.errors.value('invalid pin');
    let pin = this.pins.get(id);
    if (!pin) {
      const object = this.vm.image.exports.malloc(OBJECT_BYTES);
      this.vm.image.setWord(object, this.type);
      this.vm.image.setWord(object + 4, id);
      pin = { id, object, mode: Mode.in, pull: Pull.none, level: 0 };
      this.pins.set(id, pin);
    }
    return pin;
  }

  private init(pin: PinState, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const parameters = { positional: ['mode', 'pull'], keywordOnly: ['value', 'drive', 'hold'] } as const;
    const { mode, pull, value } = parseArguments(errors, parameters, args, keywords);
    if (value !== undefined && value !== NONE) this.set(pin, convert.bool(value) ? 1 : 0);
    if (mode !== undefined && mode !== NONE) {
      const wanted = convert.int(mode);
      if (pin.id >= FIRST_INPUT_ONLY_PIN && wanted !== Mode.in) return errors.value('pin can only be input');
      pin.mode = wanted;
    }
    if (pull !== undefined) pin.pull = pull === NONE ? Pull.none : convert.int(pull);
    if (pin.mode === Mode.in) pin.level = pin.pull === Pull.up ? 1 : 0;
    return NONE;
  }

  private value(pin: PinState, level: Ref | undefined): Ref {
    if (level === undefined) return this.vm.objects.int(pin.level);
    return this.set(pin, level === FALSE || !this.vm.convert.bool(level) ? 0 : 1);
  }

  private set(pin: PinState, level: 0 | 1): Ref {
    if (pin.level !== level) {
      pin.level = level;
      this.vm.io.post({ op: 'pin', pin: pin.id, level });
    }
    return NONE;
  }

  private isPin(ref: Ref): boolean {
    return (ref & 3) === 0 && this.vm.image.word(ref) === this.type;
  }

  private state(self: Ref): PinState {
    return this.pin(this.vm.image.word(self + 4));
  }
}
