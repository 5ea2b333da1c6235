/**
 * `machine.Pin` of an ESP32, as MicroPython's ports/esp32/machine_pin.c has it: the objects are one for each pin for as long
 * as the VM lives, and everything that they tell is read from the chip's registers. Interrupts are queued callbacks. A
 * trigger by level comes once when the level comes; on the chip it comes without end, until its watchdog ends that.
 */
import { DEFAULT_DRIVE, Direction, Trigger, type Pad } from '../gpio/pad';
import type { Gpio } from '../gpio/gpio';
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { pinNumber } from '../peripherals/pinNumber';
import { WAKING_PINS, wakeSourcesOf } from '../peripherals/wakeSources';
import { checkArgumentCount, parseArguments } from './keywordArguments';

const Mode = { in: Direction.input, out: Direction.input | Direction.output, openDrain: 7 } as const;
const Pull = { unchanged: -1, down: 1, up: 2 } as const;
const FIRST_INPUT_ONLY_PIN = 34;
const DRIVES = 4;
/** What `wake` can be: in which kinds of sleep, as bits. */
const Wake = { min: 2, max: 7 } as const;
const OBJECT_BYTES = 8;

interface PinObject {
  readonly pin: number;
  readonly object: Ref;
  irqObject: Ref;
  /** Where its handler is held. */
  handler: number | undefined;
}

export class Pins {
  readonly type: Ref;
  readonly gpio: Gpio;
  private readonly irqType: Ref;
  private readonly objects = new Map<number, PinObject>();
  private readonly latched = new Set<number>();

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    this.gpio = vm.chip.gpio;
    const constants = { IN: Mode.in, OUT: Mode.out, OPEN_DRAIN: Mode.openDrain, PULL_UP: Pull.up, PULL_DOWN: Pull.down };
    const triggers = { IRQ_RISING: Trigger.rising, IRQ_FALLING: Trigger.falling, WAKE_LOW: Trigger.low, WAKE_HIGH: Trigger.high };
    const drives = { DRIVE_0: 0, DRIVE_1: 1, DRIVE_2: 2, DRIVE_3: 3 };
    const all = Object.entries({ ...constants, ...triggers, ...drives }).map(([name, value]) => [name, objects.int(value)] as const);
    this.type = natives.type({
      name: 'Pin',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => describe(this.pad(self)),
      call: (self, args, keywords) => {
        checkArgumentCount(vm.errors, args, keywords, { min: 0, max: 1 });
        return this.value(self, args[0]);
      },
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.idOf(self), args, keywords)),
        value: natives.function(1, 2, (self, level?: Ref) => this.value(self, level)),
        off: natives.function(1, 1, (self) => this.set(self, 0)),
        on: natives.function(1, 1, (self) => this.set(self, 1)),
        toggle: natives.function(1, 1, (self) => this.set(self, this.pad(self).out === 0 ? 1 : 0)),
        irq: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.irq(this.idOf(self), args, keywords)),
        // The generic board names no pin.
        board: natives.type({ name: 'board', make: () => vm.errors.type("cannot create 'board' instances"), members: {} }),
        ...Object.fromEntries(all),
      },
    });
    this.irqType = natives.type({
      name: 'IRQ',
      make: () => vm.errors.type("cannot create 'IRQ' instances"),
      // As if the edge had come: whatever the handler is, it is queued and not called here.
      call: (self, args, keywords) => {
        checkArgumentCount(vm.errors, args, keywords, { min: 0, max: 0 });
        this.queueHandler(this.idOf(self));
        return NONE;
      },
      members: { trigger: natives.function(1, 2, (self, trigger?: Ref) => this.trigger(this.idOf(self), trigger)) },
    });
    vm.scheduler.onPinsChanged(() => {
      this.gpio.lookAtWires();
      const latched = [...this.latched];
      this.latched.clear();
      for (const pin of latched) this.queueHandler(pin);
    });
    this.gpio.onEdge((pad, level) => {
      if (pad.interruptsAt(level)) this.interrupt(pad.pin);
    });
  }

  /** The number of a pin that is given as an object or a number; raises ValueError if it is none. */
  number(ref: Ref): number {
    return pinNumber(this.vm, ref);
  }

  isPin(ref: Ref): boolean {
    return this.vm.objects.isObject(ref, this.type);
  }

  /** Makes a pin with the arguments of the constructor. */
  make(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    checkArgumentCount(this.vm.errors, args, keywords, { min: 1, max: 0xffff, takesKeywords: true });
    const [id = NONE, ...settings] = args;
    const pin = this.number(id);
    if (settings.length > 0 || keywords.size > 0) this.init(pin, settings, keywords);
    return this.objectOf(pin).object;
  }

  private init(pin: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const { gpio } = this;
    const parameters = { positional: ['mode', 'pull'], keywordOnly: ['value', 'drive', 'hold'] } as const;
    const { mode = NONE, pull, value, drive, hold } = parseArguments(errors, parameters, args, keywords);
    const canDrive = pin < FIRST_INPUT_ONLY_PIN;
    // In the order of the board, where an argument that is wrong comes after the effects of those before it.
    if (value !== undefined) gpio.write(pin, convert.bool(value) ? 1 : 0);
    if (drive !== undefined && canDrive) {
      const strength = convert.int(drive);
      if (strength >= 0 && strength < DRIVES) gpio.change(pin, () => ({ drive: strength }));
    }
    if (mode !== NONE) {
      const direction = convert.int(mode);
      if (!canDrive && (direction & Direction.output) !== 0) return errors.value('pin can only be input');
      gpio.change(pin, (pad) => ({ direction, use: 'digital', pwm: (direction & Direction.output) === 0 ? pad.pwm : undefined }));
    } else gpio.change(pin, ({ use }) => ({ use: use === 'none' ? 'digital' : use }));
    const pulls = pull === undefined ? Pull.unchanged : pull === NONE ? 0 : convert.int(pull);
    // Pins that are only inputs have no resistors, and nobody says so.
    if (pulls !== Pull.unchanged && canDrive) {
      gpio.change(pin, () => ({ isPulledDown: (pulls & Pull.down) !== 0, isPulledUp: (pulls & Pull.up) !== 0 }));
    }
    if (hold !== undefined && canDrive) {
      gpio.change(pin, () => ({ held: undefined }));
      if (convert.bool(hold)) gpio.change(pin, ({ direction, out, pwm }) => ({ held: { direction, out, pwm } }));
    }
    return NONE;
  }

  private value(self: Ref, level: Ref | undefined): Ref {
    if (level === undefined) return this.vm.objects.int(this.gpio.read(this.idOf(self)));
    return this.set(self, this.vm.convert.bool(level) ? 1 : 0);
  }

  private set(self: Ref, level: 0 | 1): Ref {
    this.gpio.write(this.idOf(self), level);
    return NONE;
  }

  private irq(pin: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const parameters = { positional: ['handler', 'trigger', 'wake'], keywordOnly: [] } as const;
    const { handler = NONE, trigger, wake = NONE } = parseArguments(errors, parameters, args, keywords);
    // Without arguments it only gives the object.
    if (args.length > 0 || keywords.size > 0) {
      const wanted = trigger === undefined ? Trigger.both : convert.int(trigger);
      const isLevel = wanted === Trigger.low || wanted === Trigger.high;
      if (isLevel && wake !== NONE) this.wakeAt(pin, wanted === Trigger.low ? 0 : 1, wake);
      else this.interruptAt(pin, handler, wanted);
    }
    return this.objectOf(pin).irqObject;
  }

  private wakeAt(pin: number, level: 0 | 1, wake: Ref): void {
    const { convert, errors, objects } = this.vm;
    const sleeps = objects.isInteger(wake) ? convert.int(wake) : -1;
    if (sleeps < Wake.min || sleeps > Wake.max) errors.value('bad wake value');
    const sources = wakeSourcesOf(this.vm);
    if (sources.onTouch) errors.value('no resources');
    if (!WAKING_PINS.includes(pin)) errors.value('invalid pin for wake');
    if (sources.pin && sources.pin.pin !== pin) errors.value('no resources');
    sources.pin = { pin, level, sleeps };
    sources.pinLevel = level;
  }

  private interruptAt(pin: number, handler: Ref, trigger: number): void {
    const { references } = this.vm;
    const sources = wakeSourcesOf(this.vm);
    if (sources.pin?.pin === pin) sources.pin = undefined;
    const pinObject = this.objectOf(pin);
    pinObject.handler ??= references.add(NULL);
    references.set(pinObject.handler, handler === NONE ? NULL : handler);
    this.setTrigger(pin, handler === NONE ? Trigger.none : trigger);
  }

  private trigger(pin: number, trigger: Ref | undefined): Ref {
    const before = this.gpio.pad(pin).trigger;
    if (trigger !== undefined) this.setTrigger(pin, this.vm.convert.int(trigger));
    return this.vm.objects.int(before);
  }

  /** The chip's driver refuses what is no trigger, and nobody says so. */
  private setTrigger(pin: number, trigger: number): void {
    if (trigger < Trigger.none || trigger > Trigger.high) return;
    this.gpio.change(pin, () => ({ trigger }));
    const isMet = (trigger === Trigger.low || trigger === Trigger.high) && this.gpio.read(pin) === trigger - Trigger.low;
    if (isMet) this.interrupt(pin);
  }

  /** While interrupts are disabled, each pin remembers one. */
  private interrupt(pin: number): void {
    if (this.vm.scheduler.areInterruptsHeld) this.latched.add(pin);
    else this.queueHandler(pin);
  }

  /** Queues the handler, if there is one; it is lost if the queue is full, as on the board. */
  private queueHandler(pin: number): void {
    const { references, callbacks } = this.vm;
    const pinObject = this.objects.get(pin);
    const handler = pinObject?.handler === undefined ? NULL : references.get(pinObject.handler);
    if (pinObject && handler !== NULL) callbacks.add(handler, pinObject.object);
  }

  private objectOf(pin: number): PinObject {
    let pinObject = this.objects.get(pin);
    if (!pinObject) {
      pinObject = { pin, object: this.newObject(this.type, pin), irqObject: this.newObject(this.irqType, pin), handler: undefined };
      this.objects.set(pin, pinObject);
    }
    return pinObject;
  }

  private newObject(type: Ref, pin: number): Ref {
    const object = this.vm.image.exports.malloc(OBJECT_BYTES);
    this.vm.image.setWord(object, type);
    this.vm.image.setWord(object + 4, pin);
    return object;
  }

  private idOf(self: Ref): number {
    return this.vm.image.word(self + 4);
  }

  private pad(self: Ref): Pad {
    return this.gpio.pad(this.idOf(self));
  }
}

/** What the registers say. An open drain output is an output first. */
function describe({ pin, direction, isPulledUp, isPulledDown, drive }: Pad): string {
  const mode = (direction & Direction.output) !== 0 ? 'OUT' : (direction & Direction.openDrain) !== 0 ? 'OPEN_DRAIN' : 'IN';
  const pull = isPulledUp ? ', pull=Pin.PULL_UP' : isPulledDown ? ', pull=Pin.PULL_DOWN' : '';
  const strength = drive === DEFAULT_DRIVE ? '' : `, drive=Pin.DRIVE_${drive}`;
  return `Pin(${pin}, mode=Pin.${mode}${pull}${strength})`;
}
