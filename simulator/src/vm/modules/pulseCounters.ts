/**
 * `machine.Counter` and `machine.Encoder` of an ESP32, which count edges in the chip's pulse counter. On the board they are
 * Python in the firmware, so that their errors are worded as those of Python functions. A unit is one or the other until the
 * next soft reset, and its pins become inputs with a pull-up. Short pulses are counted whatever `filter_ns` says.
 */
import { Direction } from '../gpio/pad';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { Pins } from './pin';

const UNITS = 8;
const Edge = { rising: 1, falling: 2 } as const;
/** What an edge does to the count. */
const Action = { ignore: 0, increment: 1, decrement: 2 } as const;
const OBJECT_BYTES = 8;

/** Counts the edges of a pin, depending on the level of another. */
interface Channel {
  readonly pin: number | undefined;
  readonly rising: number;
  readonly falling: number;
  /** Turns the direction round, or holds the count, while the control pin is low. */
  readonly control?: { readonly pin: number | undefined; readonly whileLow: 'reverse' | 'hold' };
}

interface Unit {
  readonly id: number;
  readonly name: 'Counter' | 'Encoder';
  readonly object: Ref;
  /** Empty: not initialised. */
  channels: readonly Channel[];
  count: number;
  phases: number;
}

export function pulseCounterTypes(vm: Vm, pins: Pins): Readonly<Record<'Counter' | 'Encoder', Ref>> {
  const counters = new PulseCounters(vm, pins);
  return { Counter: counters.counterType, Encoder: counters.encoderType };
}

class PulseCounters {
  readonly counterType: Ref;
  readonly encoderType: Ref;
  private readonly units = new Map<number, Unit>();

  constructor(
    private readonly vm: Vm,
    private readonly pins: Pins,
  ) {
    const { objects, natives } = vm;
    const constants = { RISING: Edge.rising, FALLING: Edge.falling, UP: Action.increment, DOWN: Action.decrement };
    this.counterType = this.newType(
      'Counter',
      Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, objects.int(value)])),
    );
    this.encoderType = this.newType('Encoder', { phases: natives.function(1, 1, (self) => objects.int(this.unitOf(self).phases)) });
    pins.gpio.onEdge(({ pin }, level) => this.count(pin, level));
  }

  private newType(name: Unit['name'], members: Readonly<Record<string, Ref>>): Ref {
    const { natives } = this.vm;
    const type: Ref = natives.type({
      name,
      make: (_type, args, keywords) => this.make(name, type, args, keywords),
      print: (self) => `<${name} object at ${self.toString(16)}>`,
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.unitOf(self), args, keywords)),
        deinit: natives.function(1, 1, (self) => {
          this.unitOf(self).channels = [];
          return NONE;
        }),
        value: natives.function(1, 2, (self, value?: Ref) => this.value(this.unitOf(self), value)),
        ...members,
      },
    });
    return type;
  }

  private make(name: Unit['name'], type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, image } = this.vm;
    const [idRef, ...settings] = args;
    if (idRef === undefined) return errors.type('function missing required positional argument #2');
    const id = convert.int(idRef);
    if (id < 0 || id >= UNITS) return errors.value('invalid id');
    let unit = this.units.get(id);
    if (unit && unit.name !== name) return errors.value('PCNT in use');
    if (!unit) {
      const object = image.exports.malloc(OBJECT_BYTES);
      image.setWord(object, type);
      image.setWord(object + 4, id);
      unit = { id, name, object, channels: [], count: 0, phases: 1 };
      this.units.set(id, unit);
    }
    // Without settings it is the unit as it runs.
    if (unit.channels.length === 0 || settings.length > 0 || keywords.size > 0) this.init(unit, settings, keywords);
    return unit.object;
  }

  private init(unit: Unit, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const named = new Map(keywords);
    const filter = named.get('filter_ns');
    named.delete('filter_ns');
    if (filter !== undefined) this.vm.convert.int(filter);
    if (unit.name === 'Counter') unit.channels = this.counterChannels(args, named);
    else unit.channels = this.encoderChannels(unit, args, named);
    for (const { pin, control } of unit.channels) for (const used of [pin, control?.pin]) this.listenTo(used);
    unit.count = 0;
    return NONE;
  }

  private counterChannels(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): readonly Channel[] {
    const { convert, errors } = this.vm;
    const [src = NONE, edgeRef, directionRef] = this.parameters(['src', 'edge', 'direction'], 1, args, keywords);
    const edge = edgeRef === undefined ? Edge.rising : convert.int(edgeRef);
    const direction = directionRef === undefined ? Action.increment : convert.int(directionRef);
    const pin = this.pinOf(src);
    if (direction < Action.ignore || direction > Action.decrement) errors.value((edge & Edge.rising) !== 0 ? 'rising' : 'falling');
    const action = (wanted: number): number => ((edge & wanted) === 0 ? Action.ignore : direction);
    return [{ pin, rising: action(Edge.rising), falling: action(Edge.falling) }];
  }

  private encoderChannels(unit: Unit, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): readonly Channel[] {
    const { convert, errors } = this.vm;
    const [first = NONE, second = NONE, phasesRef] = this.parameters(['phase_a', 'phase_b', 'phases'], 2, args, keywords);
    const phases = phasesRef === undefined ? 1 : convert.int(phasesRef);
    if (![1, 2, 4].includes(phases)) errors.value('phases');
    const [a, b] = [this.pinOf(first), this.pinOf(second)];
    const [up, down] = [Action.increment, Action.decrement];
    unit.phases = phases;
    const channel: Channel = { pin: a, rising: down, falling: up, control: { pin: b, whileLow: phases === 1 ? 'hold' : 'reverse' } };
    return phases < 4 ? [channel] : [channel, { pin: b, rising: up, falling: down, control: { pin: a, whileLow: 'reverse' } }];
  }

  /** The arguments of a Python method, whose first parameter is the object. */
  private parameters(
    names: readonly string[],
    required: number,
    args: readonly Ref[],
    keywords: ReadonlyMap<string, Ref>,
  ): readonly (Ref | undefined)[] {
    const { errors } = this.vm;
    if (args.length > names.length)
      errors.type(`function takes ${names.length + 1} positional arguments but ${args.length + 1} were given`);
    for (const name of keywords.keys()) {
      const position = names.indexOf(name);
      if (position < 0) errors.type(`unexpected keyword argument '${name}'`);
      if (position < args.length) errors.type(`function got multiple values for argument '${name}'`);
    }
    const values = names.map((name, i) => args[i] ?? keywords.get(name));
    const missing = values.findIndex((value, i) => i < required && value === undefined);
    if (missing >= 0) errors.type(`function missing required positional argument #${missing + 2}`);
    return values;
  }

  private pinOf(ref: Ref): number | undefined {
    return ref === NONE ? undefined : this.pins.number(ref);
  }

  private listenTo(pin: number | undefined): void {
    if (pin === undefined) return;
    const pull = { isPulledUp: pin < 34, isPulledDown: false };
    this.pins.gpio.change(pin, () => ({ direction: Direction.input, use: 'digital', pwm: undefined, ...pull }));
  }

  private count(pin: number, level: 0 | 1): void {
    for (const unit of this.units.values()) {
      for (const channel of unit.channels) {
        if (channel.pin !== pin) continue;
        const action = level === 1 ? channel.rising : channel.falling;
        unit.count += action === Action.ignore ? 0 : (action === Action.increment ? 1 : -1) * this.factor(channel);
      }
    }
  }

  private factor({ control }: Channel): number {
    if (control?.pin === undefined || this.pins.gpio.read(control.pin) === 1) return 1;
    return control.whileLow === 'hold' ? 0 : -1;
  }

  private value(unit: Unit, value: Ref | undefined): Ref {
    const { convert, errors, objects } = this.vm;
    if (unit.channels.length === 0) return errors.withText('RuntimeError', 'not initialised');
    this.pins.gpio.lookAtWires();
    const before = unit.count;
    if (value !== undefined && value !== NONE) unit.count = convert.int(value);
    return objects.int(before);
  }

  private unitOf(self: Ref): Unit {
    const unit = this.units.get(this.vm.image.word(self + 4));
    if (!unit) throw new Error('A counter has lost its unit.');
    return unit;
  }
}
