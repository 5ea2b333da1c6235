/** What a condition tells of a value: `x is None`, `x`, `isinstance(x, C)`, and these joined by `not`, `and` and `or`. */
import type { Expression } from '../syntax/ast';
import type { Engine } from './engine';
import type { Condition } from './flow';
import { declaredUnion, membersOfUnion, UNKNOWN, unionOf, type Type } from './types';

/** The text by which a condition can speak of a place: `x` or `self.x`; undefined for other expressions. */
export function referenceKey(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.id;
  if (expression.kind !== 'attribute' || expression.name === undefined) return undefined;
  const base = referenceKey(expression.value);
  return base && `${base}.${expression.name.id}`;
}

export function narrow(engine: Engine, type: Type, key: string, conditions: readonly Condition[]): Type {
  return conditions.reduce((narrowed, { test, holds }) => narrowBy(engine, narrowed, key, test, holds), type);
}

function narrowBy(engine: Engine, type: Type, key: string, test: Expression, holds: boolean): Type {
  switch (test.kind) {
    case 'name':
    case 'attribute':
      return referenceKey(test) === key ? keep(type, (member) => canBe(member, holds)) : type;
    case 'named':
      return test.target.id === key ? keep(type, (member) => canBe(member, holds)) : type;
    case 'unary':
      return test.operator === 'not' ? narrowBy(engine, type, key, test.operand, !holds) : type;
    case 'binary':
      return narrowByBinary(engine, type, key, test, holds);
    case 'call':
      return narrowByIsinstance(engine, type, key, test, holds);
    default:
      return type;
  }
}

function narrowByBinary(engine: Engine, type: Type, key: string, test: Expression & { readonly kind: 'binary' }, holds: boolean): Type {
  const { operator, left, right } = test;
  if (operator === 'and' || operator === 'or') {
    const isBoth = (operator === 'and') === holds;
    if (isBoth) return narrowBy(engine, narrowBy(engine, type, key, left, holds), key, right, holds);
    return unionOf([narrowBy(engine, type, key, left, holds), narrowBy(engine, type, key, right, holds)]);
  }
  const isNoneTest = right.kind === 'constant' && right.value === null && referenceKey(left) === key;
  if (!isNoneTest || !['is', 'is not', '==', '!='].includes(operator)) return type;
  const wantsNone = (operator === 'is' || operator === '==') === holds;
  return keep(type, (member) => (member.kind === 'none') === wantsNone);
}

function narrowByIsinstance(engine: Engine, type: Type, key: string, test: Expression & { readonly kind: 'call' }, holds: boolean): Type {
  const [value, classes] = test.args.map((argument) => argument.value);
  if (test.callee.kind !== 'name' || test.callee.id !== 'isinstance' || !value || !classes || referenceKey(value) !== key) return type;
  const wanted = (classes.kind === 'tuple' ? classes.elements : [classes]).map((element) => engine.typeOf(element));
  if (wanted.some((one) => one.kind !== 'class')) return holds ? UNKNOWN : type;
  const isWanted = (member: Type): boolean =>
    member.kind === 'instance' &&
    engine
      .ancestors(member.declaration, member.args)
      .some(({ declaration }) => wanted.some((one) => one.kind === 'class' && one.declaration.node === declaration.node));
  const kept = membersOfUnion(type).filter((member) => isWanted(member) === holds);
  if (kept.length > 0) return declaredUnion(kept);
  // The declared type says nothing of this class: the test says more.
  return holds ? unionOf(wanted.map((one) => (one.kind === 'class' ? engine.instanceOf(one.declaration) : UNKNOWN))) : type;
}

/** Whether a value of the type can be true, or false. */
function canBe(type: Type, truth: boolean): boolean {
  if (type.kind === 'none') return !truth;
  if (truth) return true;
  return type.kind !== 'module' && type.kind !== 'class' && type.kind !== 'function';
}

function keep(type: Type, isKept: (member: Type) => boolean): Type {
  if (type.kind === 'unknown') return type;
  const kept = membersOfUnion(type).filter(isKept);
  return kept.length > 0 ? declaredUnion(kept) : type;
}
