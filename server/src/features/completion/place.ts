/** What kind of place an offset is: in a comment, a string or a new name, where nothing is offered, or in which scope. */
import type { Scope } from '../../analysis/scopes';
import type { SourceFile } from '../../analysis/sourceFile';
import { blocksOf, nodeAt, type Node, type Statement } from '../../syntax/ast';
import { lineAt } from '../../syntax/parse';

export function isInCommentOrString({ source }: SourceFile, offset: number): boolean {
  const { name, from, to } = source.tree.resolveInner(offset, -1);
  if (name === 'Comment') return true;
  if (name !== 'String' && name !== 'FormatString') return false;
  return offset > from && (offset < to || !isClosedString(source.text.slice(from, to)));
}

function isClosedString(literal: string): boolean {
  const quote = /^[a-zA-Z]*('''|"""|'|")/.exec(literal)?.[1];
  return quote !== undefined && literal.length >= 2 * quote.length && literal.endsWith(quote);
}

/** Where a name is made up: after `class`, `def`, `as`, and for a parameter. */
export function isNewName(node: Node, text: string, offset: number): boolean {
  if (/\b(?:class|def|as)[ \t]+\w*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))) return true;
  const { parent } = node;
  return (parent?.kind === 'parameter' && parent.name === node) || (node.kind === 'parameter' && node.annotation === undefined);
}

/** The part of a name before the offset. */
export function wordBefore({ source }: SourceFile, offset: number): string {
  return /\w*$/.exec(source.text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
}

const HOLDERS = new Set<Node['kind']>([
  ...(['module', 'function', 'class', 'if', 'while', 'for', 'with', 'try', 'except', 'foreign'] as const),
]);

/** The scope of what will be written at the offset. On an empty line that is told by its indentation. */
export function scopeAt(file: SourceFile, offset: number): Scope {
  const node = nodeAt(file.source.module, offset);
  if (!HOLDERS.has(node.kind)) return file.scopes.scopeOf(node);
  const column = columnOf(file, offset);
  let scope = file.scopes.module;
  for (let block: readonly Statement[] | undefined = file.source.module.body; block;) {
    const last: Statement | undefined = block.filter(({ from }) => from < offset).at(-1);
    if (last === undefined || columnOf(file, last.from) >= column) break;
    if (last.kind === 'function' || last.kind === 'class') scope = file.scopes.scopeOpenedBy(last) ?? scope;
    block = lastBlock(last, offset);
  }
  return scope;
}

function lastBlock(statement: Statement, offset: number): readonly Statement[] | undefined {
  const blocks = statement.kind === 'try' ? [...blocksOf(statement), ...statement.handlers.map(({ body }) => body)] : blocksOf(statement);
  return blocks
    .filter(([first]) => first !== undefined && first.from < offset)
    .sort(([a], [b]) => (a?.from ?? 0) - (b?.from ?? 0))
    .at(-1);
}

/** Indentation of the line, as far as the offset on an empty one. */
function columnOf({ source }: SourceFile, offset: number): number {
  const start = source.lineStarts[lineAt(source, offset)] ?? 0;
  return /^[ \t]*/.exec(source.text.slice(start, offset))?.[0].length ?? 0;
}
