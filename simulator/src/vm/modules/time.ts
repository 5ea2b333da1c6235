/**
 * The `time` module: epoch 2000, whole seconds, sleeping that waits instead of spinning and lets callbacks run. A board
 * without a clock chip starts at midnight of 1 January 2000; so does this one, until a program sets the clock.
 */
import { dateOf, secondsOf } from '../clock';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

const TICKS_PERIOD = 2 ** 30;
const CPU_HZ = 160_000_000;
const NS_PER_MS = 1_000_000;

export function timeModule(vm: Vm): Ref {
  const { objects, natives, convert, errors } = vm;
  const { clock } = vm.chip;
  const builtin = objects.importModule('time');
  const kept = Object.fromEntries(['ticks_add', 'ticks_diff'].map((name) => [name, objects.moduleMember(builtin, name)]));
  const ticks = (perMs: number) => natives.function(0, 0, () => objects.int(Math.floor(vm.chip.uptimeMs() * perMs) % TICKS_PERIOD));
  const sleepMs = (durationMs: number): Ref => {
    if (durationMs > 0) vm.scheduler.waitUntil(() => false, performance.now() + durationMs);
    else vm.scheduler.service(1);
    return NONE;
  };
  const calendar = natives.function(0, 1, (seconds?: Ref) => {
    const at = seconds === undefined || seconds === NONE ? Math.floor(clock.nowMs / 1000) : convert.longInt(seconds);
    return calendarTuple(vm, at);
  });
  return natives.module('time', {
    ...kept,
    time: natives.function(0, 0, () => objects.int(Math.floor(clock.nowMs / 1000))),
    time_ns: natives.function(0, 0, () => objects.int(Math.floor(clock.nowMs * NS_PER_MS))),
    sleep: natives.function(1, 1, (seconds) => sleepMs(convert.float(seconds) * 1000)),
    sleep_ms: natives.function(1, 1, (duration) => sleepMs(convert.int(duration))),
    sleep_us: natives.function(1, 1, (duration) => sleepMs(convert.int(duration) / 1000)),
    ticks_ms: ticks(1),
    ticks_us: ticks(1000),
    ticks_cpu: ticks(CPU_HZ / 1000),
    gmtime: calendar,
    localtime: calendar,
    mktime: natives.function(1, 1, (tuple) => {
      const items = convert.sequence(tuple);
      if (items.length !== 8 && items.length !== 9) return errors.type('mktime needs a tuple of length 8 or 9');
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = items.slice(0, 6).map((item) => convert.int(item));
      return objects.int(secondsOf({ year, month, day, hour, minute, second }));
    }),
  });
}

/** (year, month, day, hour, minute, second, weekday from Monday = 0, day of the year from 1) */
function calendarTuple({ objects }: Vm, secondsSince2000: number): Ref {
  const { year, month, day, hour, minute, second, weekday, dayOfYear } = dateOf(secondsSince2000);
  return objects.tuple(...[year, month, day, hour, minute, second, weekday, dayOfYear].map((field) => objects.int(field)));
}
