/** The names of a value: of a module or package, or of a class and its bases. What only the language itself uses is left out unless asked for. */
import { classMemberNames } from './classes';
import type { Evaluator } from './evaluator';
import { namesOfModule } from './moduleNames';
import type { Type } from './types';

/** Everything a value has. */
export function memberNames(engine: Evaluator, type: Type, showsSpecial = false): string[] {
  switch (type.kind) {
    case 'union':
      return [...new Set(type.members.flatMap((member) => memberNames(engine, member, showsSpecial)))];
    case 'module':
      return namesOfModule(engine.program, type.file);
    case 'namespace':
      return engine.program.modulesIn(type.path);
    case 'instance':
    case 'class':
      return classMemberNames(engine, type).filter((name) => showsSpecial || !isSpecial(name));
    default:
      return [];
  }
}

function isSpecial(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}
