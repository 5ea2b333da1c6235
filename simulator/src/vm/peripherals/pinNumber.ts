/** The number of a pin that a bus or a function is given: a `machine.Pin`, or its number. */
import { boardKind, isPin } from '../../../../shared/src';
import type { Ref } from '../objects';
import type { Vm } from '../vm';

/** Raises ValueError if it is none, or none that scripts have on this board; a class of the script's own that is called Pin is none. */
export function pinNumber({ objects, natives, convert, errors, image, chip }: Vm, ref: Ref): number {
  // A Pin has its number behind its type.
  if (objects.isObject(ref, natives.typeNamed('Pin'))) return image.word(ref + 4);
  const number = objects.isInteger(ref) ? convert.int(ref) : -1;
  return isPin(number) && !boardKind(chip.boardName).reservedPins.includes(number) ? number : errors.value('invalid pin');
}
