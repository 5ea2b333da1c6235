/**
 * What a text or bytes expression is known to hold before the script runs: literals joined by `+`, `%`, `.format`, f-strings,
 * `.join` and `.encode`, and names that are assigned once. What is not known is a hole, one character in the text. Every other character
 * knows where it is written, so that a rule can mend it. It evaluates nothing else and never guesses a value.
 */
import { enclosing, walk, type AugmentedAssign, type Call, type Expression, type Name, type Node, type StringLiteral } from '../syntax/ast';
import { decodedCharacters } from '../syntax/literals';
import { findSymbol, type Binding } from './scopes';
import { fileOf } from './sourceFile';

/** Stands for what is not known: any text, also none. */
export const HOLE = '\uFFFC';

export interface TextCharacter {
  readonly value: string;
  /** Where it is written; undefined for holes and for what is not written as such. */
  readonly place: { readonly from: number; readonly to: number; readonly isRaw: boolean } | undefined;
  /** What fills a hole, where that is one expression. */
  readonly expression?: Expression;
}

export interface ConstantText {
  readonly text: string;
  readonly characters: readonly TextCharacter[];
}

export function constantText(expression: Expression): ConstantText {
  return asText(fold(expression, 0));
}

export function joined(texts: readonly ConstantText[]): ConstantText {
  return asText(texts.flatMap(({ characters }) => characters));
}

function asText(characters: readonly TextCharacter[]): ConstantText {
  return { text: characters.map(({ value }) => value).join(''), characters };
}

/** More steps than this are no text that a person wrote. */
const MAX_STEPS = 30;

function hole(expression?: Expression): TextCharacter[] {
  return [{ value: HOLE, place: undefined, ...(expression ? { expression } : {}) }];
}

function fold(node: Expression, steps: number): TextCharacter[] {
  if (steps > MAX_STEPS) return hole(node);
  const next = (inner: Expression): TextCharacter[] => fold(inner, steps + 1);
  switch (node.kind) {
    case 'string':
      return foldLiteral(node, next);
    case 'binary':
      if (node.operator === '+') return [...next(node.left), ...next(node.right)];
      return node.operator === '%'
        ? fill(next(node.left), /%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%]/g, percentArguments(node.right), next)
        : hole(node);
    case 'call':
      return foldCall(node, next);
    case 'name':
      return foldName(node, next);
    default:
      return hole(node);
  }
}

type Fold = (node: Expression) => TextCharacter[];

function foldLiteral(node: StringLiteral, next: Fold): TextCharacter[] {
  const source = fileOf(node).source.text;
  return node.parts.flatMap(({ from, to, prefix, quote, holes }) => {
    const isRaw = prefix.includes('r');
    const isFormat = prefix.includes('f');
    const start = from + prefix.length + quote.length;
    const end = source.slice(to - quote.length, to) === quote && to - quote.length >= start ? to - quote.length : to;
    const characters: TextCharacter[] = [];
    let at = start;
    const takeText = (until: number): void => {
      for (const { value, from: offset, to: endOffset } of decodedCharacters(source.slice(at, until), {
        isRaw,
        isBytes: node.isBytes,
        isFormat,
      }))
        characters.push({ value, place: { from: at + offset, to: at + endOffset, isRaw } });
    };
    for (const { expression, from: holeFrom, to: holeTo } of holes) {
      takeText(holeFrom);
      characters.push(...foldFilled(expression, next));
      at = holeTo;
    }
    takeText(end);
    return characters;
  });
}

/** What is put into a text: known only where it is text itself. */
function foldFilled(expression: Expression, next: Fold): TextCharacter[] {
  if (expression.kind === 'number') return [{ value: String(expression.value), place: undefined }];
  const characters = next(expression);
  return characters.every(({ value }) => value === HOLE) ? hole(expression) : characters;
}

function foldCall(node: Call, next: Fold): TextCharacter[] {
  const { callee, args } = node;
  if (callee.kind === 'name' && callee.id === 'bytes' && args[0] && args.length <= 2) return next(args[0].value);
  if (callee.kind !== 'attribute' || args.some(({ star }) => star !== '')) return hole(node);
  switch (callee.name?.id) {
    case 'encode':
    case 'decode':
      return next(callee.value);
    case 'format': {
      const positional = args.filter(({ name }) => name === undefined).map(({ value }) => value);
      const named = new Map(args.flatMap(({ name, value }) => (name ? [[name.id, value] as const] : [])));
      return fill(next(callee.value), /\{\{|\}\}|\{[^{}]*\}/g, { positional, named }, next);
    }
    case 'join': {
      const list = args[0]?.value;
      if (list?.kind !== 'list' && list?.kind !== 'tuple') return hole(node);
      const separator = next(callee.value).map(({ value }): TextCharacter => ({ value, place: undefined }));
      return list.elements.flatMap((element, index) => [...(index > 0 ? separator : []), ...next(element)]);
    }
    default:
      return hole(node);
  }
}

interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: ReadonlyMap<string, Expression>;
}

function percentArguments(right: Expression): Arguments {
  return { positional: right.kind === 'tuple' ? right.elements : [right], named: new Map() };
}

/** Puts arguments, or holes, in the place of what a template asks for. */
function fill(template: readonly TextCharacter[], placeholder: RegExp, { positional, named }: Arguments, next: Fold): TextCharacter[] {
  const text = asText(template).text;
  const result: TextCharacter[] = [];
  let at = 0;
  let count = 0;
  for (const match of text.matchAll(placeholder)) {
    result.push(...template.slice(at, match.index));
    at = match.index + match[0].length;
    if (['{{', '}}', '%%'].includes(match[0])) {
      result.push(...template.slice(at - 1, at));
      continue;
    }
    const name = /^\{(\w+)/.exec(match[0])?.[1];
    const argument = name === undefined ? positional[count++] : /^\d+$/.test(name) ? positional[Number(name)] : named.get(name);
    result.push(...(argument ? foldFilled(argument, next) : hole()));
  }
  return [...result, ...template.slice(at)];
}

/** A name that is assigned once in the file, and what is added to it with `+=` just below. */
function foldName(node: Name, next: Fold): TextCharacter[] {
  const file = fileOf(node);
  const symbol = findSymbol(file.scopes.scopeOf(node), node.id);
  const [binding, second] = symbol?.bindings ?? [];
  if (
    symbol === undefined ||
    second !== undefined ||
    !isPlainAssignment(binding) ||
    enclosing(binding.name, 'for', 'while') !== enclosing(node, 'for', 'while')
  )
    return second === undefined &&
      isPlainAssignment(binding) &&
      symbol?.scope.kind === 'module' &&
      additionsTo(symbol.scope.node, node.id).length === 0
      ? next(binding.value)
      : hole(node);
  const additions = additionsTo(symbol.scope.node, node.id);
  const isStraight = additions.every((addition) => addition.parent === binding.owner.parent && addition.operator === '+=');
  if (!isStraight || binding.name.from > node.from) return hole(node);
  const before = additions.filter(({ to }) => to <= node.from);
  return [binding.value, ...before.map(({ value }) => value)].flatMap(next);
}

function isPlainAssignment(binding: Binding | undefined): binding is Binding & { readonly kind: 'assign'; readonly value: Expression } {
  return binding?.kind === 'assign' && binding.value !== undefined && binding.unpack.length === 0;
}

function additionsTo(scopeNode: Node, name: string): AugmentedAssign[] {
  const found: AugmentedAssign[] = [];
  walk(scopeNode, (inner) => {
    if (inner.kind === 'augmentedAssign' && inner.target.kind === 'name' && inner.target.id === name) found.push(inner);
    return true;
  });
  return found;
}
