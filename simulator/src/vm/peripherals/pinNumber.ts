/** The number of a pin that a bus or a function is given: a `Pin`, or its number. */
import type { Ref } from '../objects';
import type { Vm } from '../vm';

const PIN_COUNT = 40;
const ABSENT_PINS: readonly number[] = [20, 24, 28, 29, 30, 31];

/** Raises ValueError if it is none. */
export function pinNumber({ objects, convert, errors, image }: Vm, ref: Ref): number {
  // A Pin has its number behind its type.
  if (objects.typeName(ref) === 'Pin') return image.word(ref + 4);
  const number = objects.isInteger(ref) ? convert.int(ref) : -1;
  return number >= 0 && number < PIN_COUNT && !ABSENT_PINS.includes(number) ? number : errors.value('invalid pin');
}
