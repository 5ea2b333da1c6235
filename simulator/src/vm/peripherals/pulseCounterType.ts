/**
 * `esp32.PCNT`: the units of the chip's pulse counter as scripts have them, one object for each. `machine.Counter` and
 * `machine.Encoder` use the same units. What the arguments may be and how they work together is that of MicroPython's
 * ports/esp32/esp32_pcnt.c.
 */
import { CountEvent, EdgeAction, LevelAction, PULSE_UNITS, type PulseUnit } from '../gpio/pulseUnits';
import { parseArguments } from '../modules/keywordArguments';
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { interruptType } from './interruptObject';
import { pinNumber } from './pinNumber';

const CHANNEL_ARGUMENTS = ['channel', 'pin', 'rising', 'falling', 'mode_pin', 'mode_low', 'mode_high'] as const;
const UNIT_ARGUMENTS = ['min', 'max', 'filter', 'threshold0', 'threshold1', 'value'] as const;
const ACTIONS = ['rising', 'falling', 'mode_low', 'mode_high'] as const;
/** In the order in which they are looked at, with the name that an error has. */
const LIMITS = [
  { name: 'min', error: 'minimum', least: -32768, most: 0 },
  { name: 'max', error: 'maximum', least: 0, most: 32767 },
  { name: 'threshold0', error: 'threshold0', least: -32768, most: 32767 },
  { name: 'threshold1', error: 'threshold1', least: -32768, most: 32767 },
] as const;
const CONSTANTS = {
  IGNORE: EdgeAction.ignore,
  INCREMENT: EdgeAction.increment,
  DECREMENT: EdgeAction.decrement,
  NORMAL: LevelAction.normal,
  REVERSE: LevelAction.reverse,
  HOLD: LevelAction.hold,
  IRQ_ZERO: CountEvent.zero,
  IRQ_THRESHOLD0: CountEvent.threshold0,
  IRQ_THRESHOLD1: CountEvent.threshold1,
  IRQ_MIN: CountEvent.minimum,
  IRQ_MAX: CountEvent.maximum,
};
const MAX_ACTION = 2;
const MAX_FILTER = 1023;
const OBJECT_BYTES = 8;

type Given = Partial<Record<(typeof CHANNEL_ARGUMENTS)[number] | (typeof UNIT_ARGUMENTS)[number], Ref>>;

interface Counter {
  readonly unit: PulseUnit;
  readonly object: Ref;
  readonly irqObject: Ref;
  /** The place that holds the handler. */
  readonly handler: number;
  trigger: number;
  /** What has happened and was not asked for yet. */
  flags: number;
}

export function pulseCounterType(vm: Vm): Ref {
  return new PulseCounterType(vm).type;
}

class PulseCounterType {
  readonly type: Ref;
  private readonly irqType: Ref;
  private readonly counters = new Map<number, Counter>();

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    const deinit = natives.function(1, 1, (self) => {
      const counter = this.of(self);
      this.disconnect(counter);
      counter.unit.reset();
      return NONE;
    });
    this.type = natives.type({
      name: 'PCNT',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => `PCNT(${vm.image.word(self + 4)})`,
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.of(self).unit, args, keywords)),
        value: natives.function(1, 2, (self, value?: Ref) => this.value(this.of(self), value)),
        irq: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.irq(this.of(self), args, keywords)),
        start: natives.function(1, 1, (self) => this.run(self, true)),
        stop: natives.function(1, 1, (self) => this.run(self, false)),
        deinit,
        __del__: deinit,
        ...Object.fromEntries(Object.entries(CONSTANTS).map(([name, value]) => [name, objects.int(value)])),
      },
    });
    this.irqType = interruptType(vm, {
      flags: (self) => {
        const counter = this.of(self);
        const { flags } = counter;
        counter.flags = 0;
        return flags;
      },
      trigger: (self) => this.of(self).trigger,
      setTrigger: (self, trigger) => {
        this.of(self).trigger = trigger;
      },
      interrupt: (self) => this.queueHandler(this.of(self)),
    });
  }

  private make([id]: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    if (id === undefined) return errors.type('id');
    const number = convert.int(id);
    if (number < 0 || number >= PULSE_UNITS) return errors.value('invalid id');
    const counter = this.counters.get(number) ?? this.newCounter(number);
    this.init(counter.unit, [], keywords);
    return counter.object;
  }

  private newCounter(id: number): Counter {
    const { image, references, chip } = this.vm;
    const newObject = (type: Ref): Ref => {
      const object = image.exports.malloc(OBJECT_BYTES);
      image.setWord(object, type);
      image.setWord(object + 4, id);
      return object;
    };
    const unit = chip.pulseUnits.unit(id);
    const counter = {
      unit,
      object: newObject(this.type),
      irqObject: newObject(this.irqType),
      handler: references.add(NULL),
      trigger: 0,
      flags: 0,
    };
    this.counters.set(id, counter);
    return counter;
  }

  private init(unit: PulseUnit, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const parameters = { positional: [], keywordOnly: [...CHANNEL_ARGUMENTS, ...UNIT_ARGUMENTS] } as const;
    const given: Given = parseArguments(this.vm.errors, parameters, args, keywords);
    this.initChannel(unit, given);
    this.initUnit(unit, given);
    return NONE;
  }

  private initChannel(unit: PulseUnit, given: Given): void {
    const { convert, errors } = this.vm;
    const channel = given.channel === undefined ? 0 : convert.int(given.channel);
    if (channel !== 0 && channel !== 1) return errors.value('channel');
    const pin = (ref: Ref | undefined): number | undefined => (ref === undefined || ref === NONE ? undefined : pinNumber(this.vm, ref));
    if (given.pin === undefined && given.mode_pin !== undefined) errors.value('pin');
    if (given.pin !== undefined) {
      const [edgePin, levelPin] = [pin(given.pin), pin(given.mode_pin)];
      unit.connect(channel, edgePin, levelPin);
    }
    if (ACTIONS.every((name) => given[name] === undefined)) return;
    // Those that were not given are what they are by default, whatever they were.
    const [rising = 0, falling = 0, whileLow = 0, whileHigh = 0] = ACTIONS.map((name) => {
      const ref = given[name];
      return ref === undefined ? 0 : convert.int(ref);
    });
    for (const [i, action] of [rising, falling, whileLow, whileHigh].entries())
      if (action < 0 || action > MAX_ACTION) errors.value(ACTIONS[i] ?? '');
    unit.setActions(channel, { rising, falling, whileLow, whileHigh });
  }

  private initUnit(unit: PulseUnit, given: Given): void {
    const { convert, errors } = this.vm;
    const filter = given.filter === undefined ? 0 : convert.int(given.filter);
    if (filter < 0 || filter > MAX_FILTER) errors.value('filter');
    if (given.value !== undefined && convert.int(given.value) !== 0) errors.value('value');
    for (const { name, error, least, most } of LIMITS) {
      const ref = given[name];
      if (ref === undefined) continue;
      const limit = convert.int(ref);
      if (limit < least || limit > most) errors.value(error);
      unit.limits = { ...unit.limits, [name]: limit };
    }
    if (given.value !== undefined || LIMITS.some(({ name }) => given[name] !== undefined)) unit.count = 0;
  }

  private run(self: Ref, isCounting: boolean): Ref {
    this.of(self).unit.isCounting = isCounting;
    return NONE;
  }

  private value(counter: Counter, value: Ref | undefined): Ref {
    const { chip, convert, errors, objects, references, scheduler } = this.vm;
    if (value !== undefined && convert.int(value) !== 0) return errors.value('value');
    chip.gpio.lookAtWires();
    let { count } = counter.unit;
    // What a script makes of the count and of the interrupts must fit: it hears of those first. It must ask for the flags.
    while (counter.flags !== 0 && references.get(counter.handler) !== NULL) {
      objects.call(references.get(counter.handler), counter.object);
      scheduler.service();
      ({ count } = counter.unit);
    }
    if (value !== undefined) counter.unit.count = 0;
    return objects.int(count);
  }

  private irq(counter: Counter, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, references } = this.vm;
    const given = parseArguments(errors, { positional: ['handler', 'trigger'], keywordOnly: [] }, args, keywords);
    // Without arguments it only gives the object.
    if (args.length > 0 || keywords.size > 0) {
      const { handler = NONE } = given;
      const trigger = given.trigger === undefined ? CountEvent.zero : convert.int(given.trigger);
      if (trigger < CountEvent.threshold1 || trigger >= 2 * CountEvent.zero) return errors.value('trigger');
      if (handler === NONE) this.disconnect(counter);
      else {
        references.set(counter.handler, handler);
        counter.trigger = trigger;
        counter.unit.onEvents = (events) => {
          const wanted = events & counter.trigger;
          counter.flags |= wanted;
          if (wanted !== 0) this.queueHandler(counter);
        };
      }
    }
    return counter.irqObject;
  }

  private disconnect(counter: Counter): void {
    this.vm.references.set(counter.handler, NULL);
    counter.trigger = 0;
    counter.unit.onEvents = () => undefined;
  }

  private queueHandler({ handler, object }: Counter): void {
    const { callbacks, references } = this.vm;
    if (references.get(handler) !== NULL) callbacks.add(references.get(handler), object);
  }

  private of(self: Ref): Counter {
    const counter = this.counters.get(this.vm.image.word(self + 4));
    if (!counter) throw new Error('A counter has lost its unit.');
    return counter;
  }
}
