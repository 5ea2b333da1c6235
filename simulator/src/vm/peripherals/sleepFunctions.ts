/**
 * Sleeping and waking: `machine.lightsleep` and `deepsleep`, and the functions of `esp32` that say what wakes the board.
 * Light sleep stops the processor: no callback runs until it is over. Only the user's interrupt comes through, which would be
 * lost on a board; otherwise a script that sleeps for ever could not be stopped. As in MicroPython's ports/esp32/modmachine.c.
 */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { isWoken, type PinReadings, type Wake } from '../../syscall';
import { parseArguments } from '../modules/keywordArguments';
import { pinNumber } from './pinNumber';
import { WAKING_PINS, wakeSourcesOf } from './wakeSources';

/** `wake_reason()` */
const WakeReason = { none: 0, externalPin: 2, externalPins: 3, timer: 4, touch: 5, coprocessor: 6, gpio: 7 } as const;
/** `machine.SLEEP` and `DEEPSLEEP`, bits of the `wake` of a pin's interrupt. */
const SleepKind = { light: 2, deep: 4 } as const;

interface Woken {
  reason: number;
  /** Of EXT1. */
  pins: readonly number[];
}

/** What of the pins ends a sleep of a kind now. */
function pinWakes(vm: Vm, kind: number): readonly Wake[] {
  const { pin, pins, pinsLevel, gpioPins, gpioLevel, onTouch, touchThresholds } = wakeSourcesOf(vm);
  const wakes: Wake[] = [];
  if (pin && (pin.sleeps & kind) !== 0)
    wakes.push({ kind: 'level', pins: [pin.pin], level: pin.level, needs: 'any', reason: WakeReason.externalPin });
  if (pins.length > 0)
    wakes.push({ kind: 'level', pins, level: pinsLevel, needs: pinsLevel === 1 ? 'any' : 'all', reason: WakeReason.externalPins });
  if (gpioPins.length > 0 && kind === SleepKind.light)
    wakes.push({ kind: 'level', pins: gpioPins, level: gpioLevel, needs: 'any', reason: WakeReason.gpio });
  const pads = [...touchThresholds].map(([padPin, threshold]) => ({ pin: padPin, threshold }));
  if (onTouch && pads.length > 0) wakes.push({ kind: 'touch', pads, reason: WakeReason.touch });
  return wakes;
}

/** What `machine` has of it. */
export function sleepMembers(vm: Vm): Readonly<Record<string, Ref>> {
  const { natives, objects, convert, chip } = vm;
  const woken = chip.state<Woken>('woken', () => wokenFromDeepSleep(vm));
  const readings: PinReadings = { level: (pin) => chip.gpio.read(pin), touch: (pin) => chip.gpio.touch(pin) };
  const metNow = (wakes: readonly Wake[]): Wake | undefined => wakes.find((wake) => isWoken(wake, readings));
  const lightsleep = natives.function(0, 1, (ms?: Ref) => {
    const wakes = pinWakes(vm, SleepKind.light);
    let by: Wake | undefined;
    const deadlineMs = ms === undefined ? Infinity : performance.now() + convert.int(ms);
    vm.scheduler.sleepThrough(deadlineMs, () => (by = metNow(wakes)) !== undefined);
    woken.reason = by?.reason ?? WakeReason.timer;
    woken.pins = pinsOf(by).filter((pin) => by?.kind === 'level' && chip.gpio.read(pin) === by.level);
    return NONE;
  });
  return {
    lightsleep,
    sleep: lightsleep,
    deepsleep: natives.function(0, 1, (ms?: Ref) => {
      if (wakeSourcesOf(vm).gpioPins.length > 0) return vm.errors.value('DEEPSLEEP with gpio pins not supported on this chip');
      const forMs = ms === undefined ? undefined : convert.int(ms);
      const wakes = pinWakes(vm, SleepKind.deep);
      const by = metNow(wakes);
      chip.retain({ wokenBy: by });
      if (by) return chip.hardReset('deepSleep', { forMs: 0, wakes: [] });
      return chip.hardReset('deepSleep', { ...(forMs === undefined ? {} : { forMs }), wakes });
    }),
    idle: natives.function(0, 0, () => {
      vm.scheduler.service();
      return NONE;
    }),
    wake_reason: natives.function(0, 0, () => objects.int(woken.reason)),
    wake_pins: natives.function(0, 0, () => objects.tuple(...woken.pins.map((pin) => objects.int(pin)))),
    SLEEP: objects.int(SleepKind.light),
    DEEPSLEEP: objects.int(SleepKind.deep),
    PIN_WAKE: objects.int(WakeReason.externalPin),
    EXT0_WAKE: objects.int(WakeReason.externalPin),
    EXT1_WAKE: objects.int(WakeReason.externalPins),
    TIMER_WAKE: objects.int(WakeReason.timer),
    TOUCHPAD_WAKE: objects.int(WakeReason.touch),
    ULP_WAKE: objects.int(WakeReason.coprocessor),
  };
}

/** The pins that `wake_pins` is about: those of EXT1. */
function pinsOf(wake: Wake | undefined): readonly number[] {
  return wake?.kind === 'level' && wake.reason === WakeReason.externalPins ? wake.pins : [];
}

function wokenFromDeepSleep({ chip }: Vm): Woken {
  const { wokenBy } = chip.retained;
  if (!chip.isAwakeFromDeepSleep) return { reason: WakeReason.none, pins: [] };
  return { reason: wokenBy?.reason ?? WakeReason.timer, pins: pinsOf(wokenBy) };
}

/** What `esp32` has of it. */
export function wakeMembers(vm: Vm): Readonly<Record<string, Ref>> {
  const { natives, errors, convert, objects } = vm;
  const sources = wakeSourcesOf(vm);
  const wakingPins = (pins: Ref, check: boolean): readonly number[] =>
    convert.sequence(pins).map((ref) => {
      const pin = pinNumber(vm, ref);
      return check && !WAKING_PINS.includes(pin) ? errors.value('invalid pin') : pin;
    });
  const level = (ref: Ref | undefined, before: 0 | 1): 0 | 1 => (ref === undefined ? before : convert.bool(ref) ? 1 : 0);
  const require = (isFree: boolean): void => {
    if (!isFree) errors.value('no resources');
  };
  return {
    wake_on_touch: natives.function(1, 1, (wake) => {
      require(!sources.pin && sources.gpioPins.length === 0);
      sources.onTouch = convert.bool(wake);
      return NONE;
    }),
    wake_on_ulp: natives.function(1, 1, (wake) => {
      require(!sources.pin && sources.gpioPins.length === 0);
      sources.onCoprocessor = convert.bool(wake);
      return NONE;
    }),
    wake_on_ext0: natives.keywordFunction(0, 0xffff, (args, keywords) => {
      require(!sources.onTouch);
      const given = parseArguments(errors, { positional: ['pin', 'level'], keywordOnly: [] }, args, keywords);
      if (given.pin === undefined && !sources.pin) return errors.value('invalid pin');
      const pin = given.pin === undefined ? sources.pin?.pin : given.pin === NONE ? undefined : pinNumber(vm, given.pin);
      if (pin !== undefined && pin !== sources.pin?.pin && !WAKING_PINS.includes(pin)) return errors.value('invalid pin');
      sources.pinLevel = level(given.level, sources.pinLevel);
      sources.pin = pin === undefined ? undefined : { pin, level: sources.pinLevel, sleeps: SleepKind.light | SleepKind.deep };
      return NONE;
    }),
    wake_on_ext1: natives.keywordFunction(0, 0xffff, (args, keywords) => {
      const given = parseArguments(errors, { positional: ['pins', 'level'], keywordOnly: [] }, args, keywords);
      const pins = given.pins === undefined || given.pins === NONE ? sources.pins : wakingPins(given.pins, true);
      sources.pinsLevel = level(given.level, sources.pinsLevel);
      sources.pins = pins;
      return NONE;
    }),
    wake_on_gpio: natives.keywordFunction(0, 0xffff, (args, keywords) => {
      const given = parseArguments(errors, { positional: ['pins', 'level'], keywordOnly: [] }, args, keywords);
      require(!sources.onCoprocessor && !sources.onTouch);
      const pins = given.pins === undefined || given.pins === NONE ? sources.gpioPins : wakingPins(given.pins, false);
      sources.gpioLevel = level(given.level, sources.gpioLevel);
      sources.gpioPins = pins;
      return NONE;
    }),
    gpio_deep_sleep_hold: natives.function(1, 1, (enable) => {
      convert.bool(enable);
      return NONE;
    }),
    WAKEUP_ALL_LOW: objects.bool(false),
    WAKEUP_ANY_HIGH: objects.bool(true),
  };
}
