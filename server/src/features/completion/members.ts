/** The names of a value, after its dot or in `from … import`. */
import type { Evaluator } from '../../analysis/evaluator';
import { memberNames } from '../../analysis/memberNames';
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
