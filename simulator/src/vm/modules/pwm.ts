/**
 * `machine.PWM` of an ESP32, as MicroPython's ports/esp32/machine_pwm.c has it. Duties are kept with 16 bits and cut to what
 * the timer resolves. A duty in ns needs the frequency of a PWM that runs, so that the constructor cannot take one.
 */
import type { Conversions } from '../conversions';
import { actualFrequencyHz, ALL_CHANNELS, ALL_TIMERS, CHANNELS, TIMERS, type Held, type Ledc } from '../gpio/ledc';
import { Direction } from '../gpio/pad';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from '../peripherals/espErrors';
import { checkArgumentCount, parseArguments } from './keywordArguments';
import type { Pins } from './pin';

const DEFAULT_FREQUENCY_HZ = 5000;
const MAX_FREQUENCY_HZ = 40_000_000;
const FULL_DUTY = 1 << 16;
/** What a duty with 10 bits is shifted by to have 16. */
const TEN_BIT_SHIFT = 6;
const FULL_DUTY_TEN_BIT = 1 << 10;
const NS_PER_S = 1_000_000_000;
const FIRST_INPUT_ONLY_PIN = 34;
const Offset = { key: 4 } as const;
const OBJECT_BYTES = 8;

/** How a duty was given; `value` is in that unit. */
interface Duty {
  readonly unit: 'duty' | 'duty_u16' | 'duty_ns';
  readonly value: number;
}

interface PwmObject {
  readonly pin: number;
  held: Held | undefined;
  duty: Duty | undefined;
  isInverted: boolean;
  sleeps: boolean;
  startMs: number;
}

export function pwmType(vm: Vm, pins: Pins, ledc: Ledc): Ref {
  return new Pwm(vm, pins, ledc).type;
}

class Pwm {
  readonly type: Ref;
  private readonly all = new Map<number, PwmObject>();
  private lastKey = 0;

  constructor(
    private readonly vm: Vm,
    private readonly pins: Pins,
    private readonly ledc: Ledc,
  ) {
    const { natives, objects, convert } = vm;
    const duty = (unit: Duty['unit'], read: (pwm: PwmObject) => number): Ref =>
      natives.function(1, 2, (self, value?: Ref) => {
        const pwm = this.of(self);
        if (value === undefined) return objects.int(read(pwm));
        this.setDuty(pwm, { unit, value: convert.int(value) });
        this.apply(pwm);
        return NONE;
      });
    this.type = natives.type({
      name: 'PWM',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => this.describe(this.of(self)),
      members: {
        __del__: natives.function(1, 1, (self) => {
          this.all.delete(vm.image.word(self + Offset.key));
          return NONE;
        }),
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.of(self), args, keywords)),
        deinit: natives.function(1, 1, (self) => this.deinit(this.of(self))),
        freq: natives.function(1, 2, (self, frequency?: Ref) => this.frequency(this.of(self), frequency)),
        duty: duty('duty', (pwm) => this.duty(pwm) >> TEN_BIT_SHIFT),
        duty_u16: duty('duty_u16', (pwm) => this.duty(pwm)),
        duty_ns: duty('duty_ns', (pwm) => this.nanoseconds(pwm, this.duty(pwm))),
      },
    });
  }

  private make(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { vm, pins } = this;
    checkArgumentCount(vm.errors, args, keywords, { min: 1, max: 2, takesKeywords: true });
    const [pin = NONE, ...settings] = args;
    const object = vm.objects.keep(vm.objects.allocate(OBJECT_BYTES, this.type, true));
    const key = ++this.lastKey;
    vm.image.setWord(object + Offset.key, key);
    const pwm: PwmObject = { pin: pins.number(pin), held: undefined, duty: undefined, isInverted: false, sleeps: false, startMs: 0 };
    this.all.set(key, pwm);
    this.init(pwm, settings, keywords);
    return object;
  }

  private init(pwm: PwmObject, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const parameters = { positional: ['freq'], keywordOnly: ['duty', 'duty_u16', 'duty_ns', 'invert', 'lightsleep'] } as const;
    const given = parseArguments(errors, parameters, args, keywords);
    const numbers = { freq: int(convert, given.freq), duty: int(convert, given.duty) };
    const duties = { duty_u16: int(convert, given.duty_u16), duty_ns: int(convert, given.duty_ns), duty: numbers.duty };
    if (given.lightsleep !== undefined) pwm.sleeps = convert.bool(given.lightsleep);
    if (numbers.freq !== -1) this.checkFrequency(numbers.freq);
    const unit = (['duty_u16', 'duty_ns', 'duty'] as const).find((name) => duties[name] >= 0);
    if (unit) this.setDuty(pwm, { unit, value: duties[unit] });
    pwm.duty ??= { unit: 'duty_u16', value: FULL_DUTY / 2 };
    if (given.invert !== undefined) pwm.isInverted = convert.bool(given.invert);
    const channel = this.ledc.findChannel(pwm.pin, numbers.freq === -1 ? undefined : numbers.freq, pwm.sleeps);
    if (!channel) return this.noRoom(pwm, 'channels');
    const frequencyHz = numbers.freq === -1 ? (channel.timer?.frequencyHz ?? DEFAULT_FREQUENCY_HZ) : numbers.freq;
    this.connect(pwm, channel, frequencyHz);
    return NONE;
  }

  private connect(pwm: PwmObject, channel: Held['channel'], frequencyHz: number): void {
    const held = this.ledc.connect(channel, pwm.pin, frequencyHz, pwm.sleeps);
    if (typeof held === 'string') return void this.noRoom(pwm, held);
    pwm.held = held;
    pwm.startMs = performance.now();
    this.apply(pwm);
  }

  /** Makes the pin show what was set. */
  private apply(pwm: PwmObject): void {
    const held = this.running(pwm);
    if (pwm.pin >= FIRST_INPUT_ONLY_PIN) return void raiseEspError(this.vm, 'ESP_ERR_INVALID_ARG');
    const steps = this.steps(pwm) * 2 ** (16 - held.timer.resolutionBits);
    const duty = pwm.isInverted ? FULL_DUTY - steps : steps;
    const { startMs, isInverted } = pwm;
    const frequencyHz = actualFrequencyHz(held.timer);
    this.pins.gpio.change(pwm.pin, (pad) => ({
      pwm: { frequencyHz, duty, startMs, isInverted },
      direction: pad.direction | Direction.output,
      use: 'digital',
    }));
  }

  private deinit(pwm: PwmObject): Ref {
    if (pwm.held) {
      this.ledc.release(pwm.held.channel);
      const out = pwm.isInverted ? 1 : 0;
      if (this.pins.gpio.pad(pwm.pin).pwm) this.pins.gpio.change(pwm.pin, () => ({ pwm: undefined, out }));
    }
    Object.assign(pwm, { held: undefined, duty: undefined, isInverted: false, sleeps: false });
    return NONE;
  }

  private frequency(pwm: PwmObject, frequency: Ref | undefined): Ref {
    if (frequency === undefined) return this.vm.objects.int(actualFrequencyHz(this.running(pwm).timer));
    const frequencyHz = this.vm.convert.int(frequency);
    const { channel, timer } = this.running(pwm);
    this.checkFrequency(frequencyHz);
    if (frequencyHz !== timer.frequencyHz) this.connect(pwm, channel, frequencyHz);
    return NONE;
  }

  private checkFrequency(frequencyHz: number): void {
    if (frequencyHz <= 0 || frequencyHz > MAX_FREQUENCY_HZ) this.vm.errors.value('frequency must be from 1Hz to 40MHz');
  }

  /** The highest duty that can be given means always. */
  private setDuty(pwm: PwmObject, { unit, value }: Duty): void {
    const { errors } = this.vm;
    if (unit === 'duty_u16') {
      if (value < 0 || value >= FULL_DUTY) errors.value(`duty_u16 must be from 0 to ${FULL_DUTY}`);
      pwm.duty = { unit, value: value === FULL_DUTY - 1 ? FULL_DUTY : value };
    } else if (unit === 'duty') {
      if (value < 0 || value >= FULL_DUTY_TEN_BIT) errors.value(`duty must be from 0 to ${FULL_DUTY_TEN_BIT - 1}`);
      pwm.duty = { unit, value: value === FULL_DUTY_TEN_BIT - 1 ? FULL_DUTY_TEN_BIT : value };
    } else {
      const maxNs = this.nanoseconds(pwm, FULL_DUTY);
      if (value < 0 || value > maxNs) errors.value(`duty_ns must be from 0 to ${maxNs} ns`);
      pwm.duty = { unit, value };
    }
  }

  /** What the channel counts to: the duty in steps of the timer. */
  private steps(pwm: PwmObject): number {
    const { timer } = this.running(pwm);
    const { unit, value } = pwm.duty ?? { unit: 'duty_u16', value: 0 };
    const duty = unit === 'duty_u16' ? value : unit === 'duty' ? value << TEN_BIT_SHIFT : dutyOfNanoseconds(value, timer.frequencyHz);
    return duty >> (16 - timer.resolutionBits);
  }

  private duty(pwm: PwmObject): number {
    const { timer } = this.running(pwm);
    return Math.min(FULL_DUTY - 1, this.steps(pwm) * 2 ** (16 - timer.resolutionBits));
  }

  private nanoseconds(pwm: PwmObject, duty: number): number {
    const { frequencyHz } = this.running(pwm).timer;
    return Math.floor((duty * NS_PER_S + (frequencyHz * FULL_DUTY) / 2) / (frequencyHz * FULL_DUTY));
  }

  private running(pwm: PwmObject): Held {
    return pwm.held ?? this.vm.errors.withText('RuntimeError', 'PWM is inactive');
  }

  private noRoom(pwm: PwmObject, what: 'channels' | 'timers'): never {
    const [all, asleep] = what === 'channels' ? [ALL_CHANNELS, CHANNELS] : [ALL_TIMERS, TIMERS];
    const text = pwm.sleeps ? `out of light sleep capable PWM ${what}:${asleep}` : `out of PWM ${what}:${all}`;
    return this.vm.errors.withText('RuntimeError', text);
  }

  private describe(pwm: PwmObject): string {
    if (!pwm.held) return `PWM(Pin(${pwm.pin}))`;
    const unit = pwm.duty?.unit ?? 'duty_u16';
    const duty = this.duty(pwm);
    const shown = { duty: duty >> TEN_BIT_SHIFT, duty_u16: duty, duty_ns: this.nanoseconds(pwm, duty) }[unit];
    const more = `${pwm.isInverted ? ', invert=True' : ''}${pwm.sleeps ? ', lightsleep=True' : ''}`;
    return `PWM(Pin(${pwm.pin}), freq=${actualFrequencyHz(pwm.held.timer)}, ${unit}=${shown}${more})`;
  }

  private of(self: Ref): PwmObject {
    const pwm = this.all.get(this.vm.image.word(self + Offset.key));
    if (!pwm) throw new Error('A PWM object has lost its PWM.');
    return pwm;
  }
}

function int(convert: Conversions, ref: Ref | undefined): number {
  return ref === undefined ? -1 : convert.int(ref);
}

function dutyOfNanoseconds(ns: number, frequencyHz: number): number {
  const duty = Math.floor((ns * FULL_DUTY * frequencyHz + NS_PER_S / 2) / NS_PER_S);
  return ns > 0 && duty === 0 ? 1 : Math.min(FULL_DUTY, duty);
}
