/** Small questions about the tree that several rules ask: what is around a place, what a call is called, what a number is. */
import type { Evaluator } from '../../analysis/evaluator';
import { callSitesOf, lastName } from '../../analysis/callSites';
import { fileOf, type SourceFile } from '../../analysis/sourceFile';
import type { Type } from '../../analysis/types';
import { enclosing, walk, type Argument, type Call, type Expression, type For, type Node, type While } from '../../syntax/ast';
import { isInstanceOf } from '../sites';

export function callsIn(root: Node, isWanted: (call: Call) => boolean = () => true): Call[] {
  if (root.kind === 'module') return callSitesOf(fileOf(root)).all.filter(isWanted);
  const found: Call[] = [];
  walk(root, (node) => {
    if (node.kind === 'call' && isWanted(node)) found.push(node);
    return true;
  });
  return found;
}

/** The last name of what is called: `sleep` of `time.sleep(1)`. */
export function calledName({ callee }: Call): string | undefined {
  return lastName(callee);
}

/** Whether a function of this module of the API data is called. */
export function isCallOf(engine: Evaluator, call: Call, module: string, ...names: readonly string[]): boolean {
  const type = engine.typeOf(call.callee);
  const functions = type.kind === 'overloaded' ? type.overloads : [type];
  return functions.every(
    (fn) =>
      (fn.kind === 'function' &&
        fn.file.stubName === module &&
        fn.boundTo === undefined &&
        fn.node.kind === 'function' &&
        names.includes(fn.node.name?.id ?? '')) ||
      (fn.kind === 'class' && fn.declaration.file.stubName === module && names.includes(fn.declaration.name)),
  );
}

/** The loop around a place, in the same function. */
export function loopAround(node: Node): While | For | undefined {
  const found = enclosing(node.parent, 'while', 'for', 'function', 'lambda', 'class');
  return found?.kind === 'while' || found?.kind === 'for' ? found : undefined;
}

export function isInside(node: Node, outer: Node | undefined): boolean {
  return outer !== undefined && outer.from <= node.from && node.to <= outer.to;
}

export function textOf(file: SourceFile, node: { readonly from: number; readonly to: number }): string {
  return file.source.text.slice(node.from, node.to);
}

/** A number that is written, also a negative one. */
export function writtenNumber(node: Expression | undefined): number | undefined {
  if (node?.kind === 'number' && node.type !== 'complex') return node.value;
  if (node?.kind === 'unary' && node.operator === '-' && node.operand.kind === 'number') return -node.operand.value;
  return undefined;
}

/** The only argument of a call, when it is a plain one. */
export function onlyArgument({ args }: Call): Argument | undefined {
  const [only] = args;
  return args.length === 1 && only && only.name === undefined && only.star === '' ? only : undefined;
}

/** The spaces at the beginning of a place's line. */
export function indentationAt(file: SourceFile, offset: number): string {
  const lineStart = file.source.text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(file.source.text.slice(lineStart, offset))?.[0] ?? '';
}

/** Whether the value is surely an instance of this class, and never None. */
export function isAll(type: Type, name: string): boolean {
  return isInstanceOf(type, name) && type.kind !== 'union';
}
