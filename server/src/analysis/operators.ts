/** What operators give: the numeric tower and sequences directly, other classes through their methods. */
import { callMethod } from './calls';
import type { Engine } from './engine';
import { membersOfUnion, UNKNOWN, unionOf, unionOfKnown, widen, type LiteralValue, type Type } from './types';

const NUMBERS = ['bool', 'int', 'float', 'complex'];
const SEQUENCES = ['str', 'bytes', 'bytearray', 'list', 'tuple'];
const COMPARISONS = new Set(['<', '>', '<=', '>=', '==', '!=', 'in', 'not in', 'is', 'is not']);

const METHODS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
  '@': 'matmul',
};

/** `and` and `or` are not among them: their result depends on truth, not on a method. */
export function binaryResult(engine: Engine, operator: string, left: Type, right: Type): Type {
  if (COMPARISONS.has(operator)) return engine.builtin('bool');
  const results = membersOfUnion(left).flatMap((one) => membersOfUnion(right).map((other) => singleResult(engine, operator, one, other)));
  return unionOfKnown(results);
}

function singleResult(engine: Engine, operator: string, left: Type, right: Type): Type {
  const [leftName, rightName] = [builtinName(left), builtinName(right)];
  const [leftRank, rightRank] = [NUMBERS.indexOf(leftName), NUMBERS.indexOf(rightName)];
  if (leftRank >= 0 && rightRank >= 0) return numericResult(engine, operator, left, right, Math.max(leftRank, rightRank));
  if (operator === '%' && (leftName === 'str' || leftName === 'bytes')) return widen(left);
  if (operator === '*' && SEQUENCES.includes(leftName) && rightRank >= 0) return withoutLength(engine, left);
  if (operator === '*' && leftRank >= 0 && SEQUENCES.includes(rightName)) return withoutLength(engine, right);
  if (operator === '+' && SEQUENCES.includes(leftName)) return concatenation(engine, left, right, leftName === rightName);
  const method = METHODS[operator];
  if (method === undefined) return UNKNOWN;
  const result = callMethod(engine, left, `__${method}__`, right);
  return result.kind === 'unknown' ? callMethod(engine, right, `__r${method}__`, left) : result;
}

function builtinName(type: Type): string {
  return type.kind === 'instance' && type.declaration.file.stubName === 'builtins' ? type.declaration.name : '';
}

function numericResult(engine: Engine, operator: string, left: Type, right: Type, rank: number): Type {
  const folded = foldNumbers(operator, left, right);
  const result = operator === '/' && rank < 2 ? 'float' : (NUMBERS[Math.max(rank, 1)] ?? 'int');
  const type = engine.builtin(result);
  return folded !== undefined && type.kind === 'instance' && result === 'int' ? { ...type, literal: { type: 'int', value: folded } } : type;
}

function foldNumbers(operator: string, left: Type, right: Type): number | undefined {
  const [a, b] = [literalNumber(left), literalNumber(right)];
  if (a === undefined || b === undefined) return undefined;
  const value = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '|' ? a | b : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

export function literalNumber(type: Type): number | undefined {
  const literal: LiteralValue | undefined = type.kind === 'instance' ? type.literal : undefined;
  return literal?.type === 'int' ? literal.value : undefined;
}

function withoutLength(engine: Engine, type: Type): Type {
  return type.kind === 'instance' && type.elements ? engine.builtin('tuple', unionOfKnown(type.elements)) : widen(type);
}

function concatenation(engine: Engine, left: Type, right: Type, isSameClass: boolean): Type {
  if (left.kind !== 'instance') return UNKNOWN;
  if (left.elements && right.kind === 'instance' && right.elements) {
    const elements = [...left.elements, ...right.elements];
    const tuple = engine.builtin('tuple', unionOf(elements));
    return tuple.kind === 'instance' ? { ...tuple, elements } : tuple;
  }
  if (isSameClass && right.kind === 'instance' && left.args.length > 0)
    return {
      kind: 'instance',
      declaration: left.declaration,
      args: left.args.map((arg, index) => unionOfKnown([arg, right.args[index] ?? UNKNOWN])),
    };
  return widen(left);
}

/** `-x`, `~x`, `not x`. */
export function unaryResult(engine: Engine, operator: string, operand: Type): Type {
  if (operator === 'not') return engine.builtin('bool');
  const value = literalNumber(operand);
  if (value !== undefined && operand.kind === 'instance') {
    const literal: LiteralValue = { type: 'int', value: operator === '-' ? -value : operator === '~' ? ~value : value };
    return { ...operand, literal };
  }
  const name = builtinName(operand);
  if (NUMBERS.includes(name)) return engine.builtin(name === 'bool' ? 'int' : name);
  const method = { '-': '__neg__', '+': '__pos__', '~': '__invert__' }[operator];
  return method ? callMethod(engine, operand, method) : UNKNOWN;
}
