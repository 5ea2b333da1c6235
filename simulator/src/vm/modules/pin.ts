/**
 * `machine.Pin` of an ESP32: levels are kept here, and each change of an output is told to the I/O thread. Nothing is
 * wired to an input, so that interrupts come from the edges that a program makes itself: an output can be read back.
 */
import { FrameKind } from '../../syscall';
import { FALSE, NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { parseArguments } from './keywordArguments';

const Mode = { in: 1, out: 3, openDrain: 7 } as const;
const Pull = { none: -1, down: 1, up: 2 } as const;
const Edge = { rising: 1, falling: 2 } as const;
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
  irq: PinInterrupt | undefined;
}

interface PinInterrupt {
  readonly object: Ref;
  /** Address of a word that the collector scans; it holds the handler. */
  readonly handlerSlot: number;
  trigger: number;
}

export function pinType(vm: Vm): Ref {
  return new Pins(vm).type;
}

class Pins {
  readonly type: Ref;
  private readonly irqType: Ref;
  private readonly pins = new Map<number, PinState>();

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    const constants = { IN: Mode.in, OUT: Mode.out, OPEN_DRAIN: Mode.openDrain, PULL_DOWN: Pull.down, PULL_UP: Pull.up };
    const more = {
      IRQ_RISING: Edge.rising,
      IRQ_FALLING: Edge.falling,
      WAKE_LOW: 4,
      WAKE_HIGH: 5,
      DRIVE_0: 0,
      DRIVE_1: 1,
      DRIVE_2: 2,
      DRIVE_3: 3,
    };
    this.type = natives.type({
      name: 'Pin',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => `Pin(${this.state(self).id})`,
      call: (self, [level]) => this.value(this.state(self), level),
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.state(self), args, keywords)),
        value: natives.function(1, 2, (self, level?: Ref) => this.value(this.state(self), level)),
        on: natives.function(1, 1, (self) => this.set(this.state(self), 1)),
        off: natives.function(1, 1, (self) => this.set(this.state(self), 0)),
        irq: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.irq(this.state(self), args, keywords)),
        toggle: natives.function(1, 1, (self) => this.set(this.state(self), this.state(self).level === 0 ? 1 : 0)),
        ...Object.fromEntries(Object.entries({ ...constants, ...more }).map(([name, value]) => [name, objects.int(value)])),
      },
    });
    this.irqType = natives.type({
      name: 'irq',
      make: () => vm.errors.type("cannot create 'irq' instances"),
      // As if the edge had come: whatever the handler is, it is queued and not called here.
      call: (self) => this.schedule(this.state(self)),
      members: {
        flags: natives.function(1, 1, () => objects.int(0)),
        trigger: natives.function(1, 2, (self, trigger?: Ref) => this.trigger(this.state(self), trigger)),
      },
    });
  }

  private make([id, ...args]: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { vm } = this;
    if (id === undefined) return vm.errors.type('function missing 1 required positional arguments');
    if (vm.objects.smallInt(id) === undefined) return id !== NONE && this.isPin(id) ? id : vm.errors.value('invalid pin');
    const pin = this.pin(vm.convert.int(id));
    if (args.length > 0 || keywords.size > 0) this.init(pin, args, keywords);
    return pin.object;
  }

  private pin(id: number): PinState {
    if (id < 0 || id >= PIN_COUNT || ABSENT_PINS.includes(id)) return this.vm.errors.value('invalid pin');
    let pin = this.pins.get(id);
    if (!pin) {
      const object = this.newObject(this.type, id);
      pin = { id, object, mode: Mode.in, pull: Pull.none, level: 0, irq: undefined };
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
      this.vm.outbox.write(FrameKind.pin, pin.id, Uint8Array.of(level));
      const edge = level === 1 ? Edge.rising : Edge.falling;
      if (((pin.irq?.trigger ?? 0) & edge) !== 0) this.schedule(pin);
    }
    return NONE;
  }

  private irq(pin: PinState, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, image, objects } = this.vm;
    const { handler, trigger } = parseArguments(errors, { positional: ['handler', 'trigger', 'wake'], keywordOnly: [] }, args, keywords);
    pin.irq ??= { object: this.newObject(this.irqType, pin.id), handlerSlot: objects.roots.permanentSlot(), trigger: 0 };
    // Without arguments it only gives the object.
    if (args.length > 0 || keywords.size > 0) {
      image.setWord(pin.irq.handlerSlot, handler === NONE ? NULL : (handler ?? NULL));
      pin.irq.trigger = trigger === undefined ? Edge.rising | Edge.falling : convert.int(trigger);
    }
    return pin.irq.object;
  }

  private trigger({ irq }: PinState, trigger: Ref | undefined): Ref {
    const before = irq?.trigger ?? 0;
    if (irq && trigger !== undefined) irq.trigger = this.vm.convert.int(trigger);
    return this.vm.objects.int(before);
  }

  /** Queues the handler, if there is one; it is lost if the queue is full, as on the board. */
  private schedule({ irq, object }: PinState): Ref {
    const { image } = this.vm;
    const handler = irq ? image.word(irq.handlerSlot) : NULL;
    if (handler !== NULL) image.exports.mp_sched_schedule(handler, object);
    return NONE;
  }

  private newObject(type: Ref, id: number): Ref {
    const object = this.vm.image.exports.malloc(OBJECT_BYTES);
    this.vm.image.setWord(object, type);
    this.vm.image.setWord(object + 4, id);
    return object;
  }

  private isPin(ref: Ref): boolean {
    return (ref & 3) === 0 && this.vm.image.word(ref) === this.type;
  }

  private state(self: Ref): PinState {
    return this.pin(this.vm.image.word(self + 4));
  }
}
