/**
 * `machine.RTC` of an ESP32: one clock, which `time` shows as well, and some memory beside it. The clock outlives every reset but
 * that of the button. The weekday of a tuple is there for other boards: reading gives it, setting ignores it.
 */
import { dateOf, secondsOf } from '../clock';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { RtcMemory } from './rtcMemory';

const FIELD_COUNT = 8;
const OBJECT_BYTES = 8;
const US_PER_MS = 1000;

/** Where a tuple has the hour: `datetime` has the weekday before it, `init` has nothing. */
const HourIndex = { datetime: 4, init: 3 } as const;

export function rtcType(vm: Vm, memory: RtcMemory): Ref {
  const { chip, natives, objects, image, convert, errors } = vm;
  const { clock } = chip;
  const set = (tuple: Ref, hourIndex: number): Ref => {
    const items = convert.sequence(tuple);
    if (items.length !== FIELD_COUNT) return errors.value(`requested length ${FIELD_COUNT} but object has length ${items.length}`);
    const field = (index: number): number => convert.int(items[index] ?? NONE);
    const date = { year: field(0), month: field(1), day: field(2) };
    const time = { hour: field(hourIndex), minute: field(hourIndex + 1), second: field(hourIndex + 2) };
    clock.nowMs = secondsOf({ ...date, ...time }) * 1000 + field(FIELD_COUNT - 1) / US_PER_MS;
    return NONE;
  };
  const type = natives.type({
    name: 'RTC',
    make: (_type, args, keywords) => {
      if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
      if (args.length > 0) return errors.type(`function takes 0 positional arguments but ${args.length} were given`);
      return clockObject;
    },
    members: {
      init: natives.function(2, 2, (_self, tuple) => set(tuple, HourIndex.init)),
      datetime: natives.function(1, 2, (_self, tuple?: Ref) => (tuple === undefined ? now(vm) : set(tuple, HourIndex.datetime))),
      memory: natives.function(1, 2, (_self, data?: Ref) =>
        data === undefined ? objects.newBytes(memory.read()) : memory.write(convert.buffer(data)),
      ),
    },
  });
  const clockObject = image.exports.malloc(OBJECT_BYTES);
  image.setWord(clockObject, type);
  return type;
}

/** (year, month, day, weekday from Monday = 0, hour, minute, second, microsecond) */
function now({ objects, chip: { clock } }: Vm): Ref {
  const seconds = Math.floor(clock.nowMs / 1000);
  const microseconds = Math.floor((clock.nowMs - seconds * 1000) * US_PER_MS) % 1_000_000;
  const { year, month, day, hour, minute, second, weekday } = dateOf(seconds);
  return objects.tuple(...[year, month, day, weekday, hour, minute, second, microseconds].map((field) => objects.int(field)));
}
