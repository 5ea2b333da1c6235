/**
 * `machine.Counter` and `machine.Encoder` of an ESP32, which count edges in the chip's pulse counter. On the board they are
 * Python in the firmware, so that their errors are worded as those of Python functions. A unit is one or the other until the
 * next soft reset, and its pins become inputs with a pull-up. Short pulses are counted whatever `filter_ns` says.
 */
import { CountEvent, EdgeAction, LevelAction, PULSE_UNITS, type PulseUnit } from '../gpio/pulseUnits';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { Pins } from './pin';

const Edge = { rising: 1, falling: 2 } as const;
/** At this count, and at its negative, a unit goes back to zero. */
const RANGE = 32000;
const OBJECT_BYTES = 8;

interface Counter {
  readonly unit: PulseUnit;
  readonly name: 'Counter' | 'Encoder';
  readonly object: Ref;
  isInitialised: boolean;
  /** How often the unit has gone back to zero, upwards. */
  overflows: number;
  /** What makes the count the one that a script has set. */
  offset: number;
  phases: number;
}

export function pulseCounterTypes(vm: Vm, pins: Pins): Readonly<Record<'Counter' | 'Encoder', Ref>> {
  const counters = new PulseCounters(vm, pins);
  return { Counter: counters.counterType, Encoder: counters.encoderType };
}

class PulseCounters {
  readonly counterType: Ref;
  readonly encoderType: Ref;
  private readonly counters = new Map<number, Counter>();

  constructor(
    private readonly vm: Vm,
    private readonly pins: Pins,
  ) {
    const { objects, natives } = vm;
    const constants = { RISING: Edge.rising, FALLING: Edge.falling, UP: EdgeAction.increment, DOWN: EdgeAction.decrement };
    this.counterType = this.newType(
      'Counter',
      Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, objects.int(value)])),
    );
    this.encoderType = this.newType('Encoder', { phases: natives.function(1, 1, (self) => objects.int(this.of(self).phases)) });
  }

  private newType(name: Counter['name'], members: Readonly<Record<string, Ref>>): Ref {
    const { natives } = this.vm;
    const type: Ref = natives.type({
      name,
      make: (_type, args, keywords) => this.make(name, type, args, keywords),
      print: (self) => `<${name} object at ${self.toString(16)}>`,
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.of(self), args, keywords)),
        deinit: natives.function(1, 1, (self) => {
          const counter = this.of(self);
          if (counter.isInitialised) counter.unit.reset();
          counter.isInitialised = false;
          return NONE;
        }),
        value: natives.function(1, 2, (self, value?: Ref) => this.value(this.of(self), value)),
        ...members,
      },
    });
    return type;
  }

  private make(name: Counter['name'], type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, image } = this.vm;
    const [idRef, ...settings] = args;
    if (idRef === undefined) return errors.type('function missing required positional argument #2');
    const id = convert.int(idRef);
    if (id < 0 || id >= PULSE_UNITS) return errors.value('invalid id');
    let counter = this.counters.get(id);
    if (counter && counter.name !== name) return errors.value('PCNT in use');
    if (!counter) {
      const object = image.exports.malloc(OBJECT_BYTES);
      image.setWord(object, type);
      image.setWord(object + 4, id);
      const unit = this.vm.chip.pulseUnits.unit(id);
      counter = { unit, name, object, isInitialised: false, overflows: 0, offset: 0, phases: 1 };
      this.counters.set(id, counter);
    }
    // Without settings it is the counter as it runs.
    if (!counter.isInitialised || settings.length > 0 || keywords.size > 0) this.init(counter, settings, keywords);
    return counter.object;
  }

  private init(counter: Counter, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { unit } = counter;
    const named = new Map(keywords);
    const filter = named.get('filter_ns');
    named.delete('filter_ns');
    if (filter !== undefined) this.vm.convert.int(filter);
    if (counter.name === 'Counter') this.initCounter(unit, args, named);
    else this.initEncoder(counter, args, named);
    unit.limits = { ...unit.limits, min: -RANGE, max: RANGE };
    unit.count = 0;
    unit.onEvents = (events) => {
      if ((events & CountEvent.minimum) !== 0) counter.overflows--;
      else if ((events & CountEvent.maximum) !== 0) counter.overflows++;
    };
    unit.isCounting = true;
    counter.overflows = 0;
    counter.offset = 0;
    counter.isInitialised = true;
    return NONE;
  }

  private initCounter(unit: PulseUnit, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): void {
    const { convert, errors } = this.vm;
    const [src = NONE, edgeRef, directionRef] = this.parameters(['src', 'edge', 'direction'], 1, args, keywords);
    const edge = edgeRef === undefined ? Edge.rising : convert.int(edgeRef);
    const direction = directionRef === undefined ? EdgeAction.increment : convert.int(directionRef);
    const pin = this.pinOf(src);
    if (direction < EdgeAction.ignore || direction > EdgeAction.decrement) errors.value((edge & Edge.rising) !== 0 ? 'rising' : 'falling');
    const action = (wanted: number): number => ((edge & wanted) === 0 ? EdgeAction.ignore : direction);
    unit.connect(0, pin);
    unit.setActions(0, { rising: action(Edge.rising), falling: action(Edge.falling) });
  }

  private initEncoder(counter: Counter, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): void {
    const { convert, errors } = this.vm;
    const [first = NONE, second = NONE, phasesRef] = this.parameters(['phase_a', 'phase_b', 'phases'], 2, args, keywords);
    const phases = phasesRef === undefined ? 1 : convert.int(phasesRef);
    if (![1, 2, 4].includes(phases)) errors.value('phases');
    const [a, b] = [this.pinOf(first), this.pinOf(second)];
    const { increment: up, decrement: down, ignore } = EdgeAction;
    const whileLow = phases === 1 ? LevelAction.hold : LevelAction.reverse;
    counter.phases = phases;
    const { unit } = counter;
    unit.connect(0, a, b);
    unit.setActions(0, { rising: down, falling: up, whileLow });
    const hasBoth = phases === 4;
    unit.connect(1, hasBoth ? b : undefined, hasBoth ? a : undefined);
    unit.setActions(1, hasBoth ? { rising: up, falling: down, whileLow: LevelAction.reverse } : { rising: ignore, falling: ignore });
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

  private value(counter: Counter, value: Ref | undefined): Ref {
    const { convert, errors, objects } = this.vm;
    if (!counter.isInitialised) return errors.withText('RuntimeError', 'not initialised');
    this.pins.gpio.lookAtWires();
    const before = counter.overflows * RANGE + counter.unit.count + counter.offset;
    if (value !== undefined && value !== NONE) {
      counter.overflows = 0;
      counter.offset = convert.int(value) - counter.unit.count;
    }
    return objects.int(before);
  }

  private of(self: Ref): Counter {
    const counter = this.counters.get(this.vm.image.word(self + 4));
    if (!counter) throw new Error('A counter has lost its unit.');
    return counter;
  }
}
