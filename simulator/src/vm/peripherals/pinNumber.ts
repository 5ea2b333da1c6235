/** The number of a pin that a bus or a function is given: a `Pin`, or its number. */
import { isPin } from '../../../../shared/src';
import type { Ref } from '../objects';
import type { Vm } from '../vm';

/** Raises ValueError if it is none. */
export function pinNumber({ objects, convert, errors, image }: Vm, ref: Ref): number {
  // A Pin has its number behind its type.
  if (objects.typeName(ref) === 'Pin') return image.word(ref + 4);
  const number = objects.isInteger(ref) ? convert.int(ref) : -1;
  return isPin(number) ? number : errors.value('invalid pin');
}
