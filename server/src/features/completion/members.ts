/** The names of a value, after its dot or in `from … import`. */
import { classMemberNames } from '../../analysis/classes';
import type { Evaluator } from '../../analysis/evaluator';
import { namesOfModule } from '../../analysis/moduleNames';
import type { Type } from '../../analysis/types';
import { kindOfMember, Rank, rankOf, sourceOfBinding, type Completion } from './item';

export interface MemberOptions {
  /** Names that the place asks for; they come first. */
  readonly expected?: ReadonlySet<string>;
  /** Whether `__init__` and its like are wanted. */
  readonly showsSpecial?: boolean;
}

export function members(engine: Evaluator, type: Type, { expected, showsSpecial = false }: MemberOptions = {}): Completion[] {
  return memberNames(engine, type, showsSpecial).map((name): Completion => {
    const member = engine.member(type, name);
    const [binding] = member?.bindings ?? [];
    return {
      label: name,
      kind: kindOfMember(member, name),
      source: sourceOfBinding(binding) ?? (member && { uri: member.file.uri, name }),
      rank: expected?.has(name) ? Rank.expected : rankOf(name),
    };
  });
}

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
