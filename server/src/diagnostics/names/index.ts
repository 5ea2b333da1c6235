/** The rules about names, modules and arguments, and about habits from elsewhere. */
import type { Rule } from '../rule';
import { unknownAttribute } from './attributes';
import { wrongArguments } from './calls';
import { bootEndless } from './bootScript';
import { bareExcept, picoPin, shadowedModule, withSocket } from './habits';
import { notOnBoard, otherChip } from './modules';
import { absentBuiltin, undefinedName } from './undefined';

export const NAME_RULES: readonly Rule[] = [
  notOnBoard,
  otherChip,
  absentBuiltin,
  undefinedName,
  unknownAttribute,
  wrongArguments,
  withSocket,
  picoPin,
  shadowedModule,
  bareExcept,
  bootEndless,
];
