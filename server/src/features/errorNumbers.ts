/**
 * Error numbers in words: over a name of `errno`, over a number that is compared with an error's number, and over `OSError` in `except`.
 * The table is the one that explains errors of runs.
 */
import { explainErrno } from '../../../shared/src';
import type { Evaluator } from '../analysis/evaluator';
import { literalNumber } from '../analysis/operators';
import { enclosing, walk, type Expression, type Node } from '../syntax/ast';

export function errorText(engine: Evaluator, node: Node): string | undefined {
  if (node.kind === 'number') return isComparedWithErrno(engine, node) ? explained(signedValue(node)) : undefined;
  if (node.kind !== 'name') return undefined;
  const member = memberOfErrno(engine, node);
  if (member !== undefined) return explained(member);
  const handler = node.parent?.kind === 'except' && node.parent.type === node ? node.parent : handlerOfTuple(node);
  return handler && node.id === 'OSError' ? textOfHandler(handler) : undefined;
}

function explained(number: number): string | undefined {
  const found = explainErrno(number);
  if (found === undefined) return undefined;
  return `**${found.name ?? 'Error'} (${number})** ${found.cause}\n\n${found.advice}`;
}

/** The value of `errno.EAGAIN`, or of the name after `from errno import`. */
function memberOfErrno(engine: Evaluator, node: Node & { readonly kind: 'name' }): number | undefined {
  if (!/^E[A-Z]+$/.test(node.id)) return undefined;
  const { parent } = node;
  const owner =
    parent?.kind === 'attribute' && parent.name === node
      ? engine.typeOf(parent.value)
      : { kind: 'module' as const, file: engine.program.stub('errno') };
  if (owner.kind !== 'module' || owner.file?.stubName !== 'errno') return undefined;
  const value = engine.member({ kind: 'module', file: owner.file }, node.id)?.type();
  const isImported = parent?.kind === 'attribute' || parent?.kind === 'importedName' || engine.typeOf(node) === value;
  return value && isImported ? literalNumber(value) : undefined;
}

function signedValue(node: Node & { readonly kind: 'number' }): number {
  return node.parent?.kind === 'unary' && node.parent.operator === '-' ? -node.value : node.value;
}

/** `e.errno == 113`, `113 == e.args[0]`, `e.errno in (11, 119)`. */
function isComparedWithErrno(engine: Evaluator, node: Node): boolean {
  const comparison = enclosing(node, 'binary');
  if (comparison === undefined || !['==', '!=', 'in', 'not in'].includes(comparison.operator)) return false;
  const isOnRight = node.from >= comparison.right.from;
  const within = isOnRight ? comparison.right : comparison.left;
  for (let at: Node | undefined = node; at && at !== within; at = at.parent)
    if (!['number', 'unary', 'tuple', 'list', 'set'].includes(at.kind)) return false;
  return isErrorNumber(engine, isOnRight ? comparison.left : comparison.right);
}

function isErrorNumber(engine: Evaluator, expression: Expression): boolean {
  const isFirst = (index: Expression): boolean => index.kind === 'number' && index.value === 0;
  if (expression.kind === 'attribute' && expression.name?.id === 'errno') return isError(engine, expression.value);
  if (expression.kind !== 'subscript' || !isFirst(expression.index)) return false;
  const { value } = expression;
  return value.kind === 'attribute' && value.name?.id === 'args' && isError(engine, value.value);
}

function isError(engine: Evaluator, expression: Expression): boolean {
  const type = engine.typeOf(expression);
  const members = type.kind === 'union' ? type.members : [type];
  return members.some(
    (member) =>
      member.kind === 'instance' &&
      engine
        .ancestors(member.declaration, member.args)
        .some(({ declaration }) => declaration.name === 'OSError' || declaration.name === 'Exception'),
  );
}

function handlerOfTuple(node: Node) {
  const tuple = node.parent?.kind === 'tuple' ? node.parent : undefined;
  return tuple?.parent?.kind === 'except' && tuple.parent.type === tuple ? tuple.parent : undefined;
}

/** The numbers that sockets give most often, and those that the handler looks for. */
const USUAL = [11, 104, 111, 113, 116, 118, 128, -202];

function textOfHandler(handler: Node): string {
  const asked = new Set<number>();
  walk(handler, (inner) => {
    if (inner.kind === 'number' && Number.isInteger(inner.value)) asked.add(signedValue(inner));
    return true;
  });
  const numbers = [...new Set([...[...asked].filter((number) => explainErrno(number)?.name), ...USUAL])];
  const lines = numbers.flatMap((number) => {
    const found = explainErrno(number);
    return found ? [`- \`${number}\` ${found.name ?? ''} — ${found.cause}`] : [];
  });
  return `**The number is \`e.errno\`.** Those of sockets and TLS on an ESP32, the usual ones:\n\n${lines.join('\n')}`;
}
