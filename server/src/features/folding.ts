/** What can be folded: blocks, texts and brackets over several lines, runs of imports and comments, and `# region` … `# endregion`. */
import type { SourceFile } from '../analysis/sourceFile';
import { lineAt, type ParsedSource } from '../syntax/parse';

export interface FoldedLines {
  /** Zero-based; the first stays visible. */
  readonly start: number;
  readonly end: number;
  readonly kind?: 'comment' | 'imports' | 'region';
}

const BRACKETS = new Set([
  ...['ArrayExpression', 'DictionaryExpression', 'SetExpression', 'TupleExpression', 'ParenthesizedExpression', 'ArgList', 'ParamList'],
  ...['ComprehensionExpression', 'ArrayComprehensionExpression', 'DictionaryComprehensionExpression', 'SetComprehensionExpression'],
]);

export function foldingRanges({ source }: SourceFile): FoldedLines[] {
  const found = new Map<number, FoldedLines>();
  const add = (start: number, end: number, kind?: FoldedLines['kind']): void => {
    const known = found.get(start);
    if (end > start && (known === undefined || known.end < end)) found.set(start, { start, end, ...(kind ? { kind } : {}) });
  };
  const comments: number[] = [];
  const imports: { start: number; end: number }[] = [];
  source.tree.iterate({
    enter: ({ name, from, to }) => {
      const start = lineAt(source, from);
      if (name === 'Body') add(start, lastLineWithText(source, from, to));
      else if (BRACKETS.has(name)) add(start, lineAt(source, to) - 1);
      else if (name === 'String' || name === 'FormatString')
        add(start, lineAt(source, to), isFirstInLine(source, from) ? 'comment' : undefined);
      else if (name === 'ImportStatement') imports.push({ start, end: lineAt(source, to) });
      else if (name === 'Comment' && isFirstInLine(source, from)) comments.push(start);
    },
  });
  foldRegions(source, comments, add);
  const plain = comments.filter((line) => regionMark(source, line) === undefined);
  for (const run of runs(plain.map((line) => ({ start: line, end: line })))) add(run.start, run.end, 'comment');
  for (const run of runs(imports)) add(run.start, run.end, 'imports');
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function lastLineWithText(source: ParsedSource, from: number, to: number): number {
  return lineAt(source, from + source.text.slice(from, to).trimEnd().length);
}

function isFirstInLine(source: ParsedSource, from: number): boolean {
  const start = source.lineStarts[lineAt(source, from)] ?? 0;
  return source.text.slice(start, from).trim() === '';
}

/** Neighbouring lines taken together. */
function runs(lines: readonly { readonly start: number; readonly end: number }[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of lines) {
    const last = found.at(-1);
    if (last && start <= last.end + 1) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

function regionMark({ text, lineStarts }: ParsedSource, line: number): 'region' | 'endregion' | undefined {
  const mark = /^[ \t]*#\s*(region|endregion)\b/.exec(text.slice(lineStarts[line], lineStarts[line + 1]))?.[1];
  return mark === 'region' || mark === 'endregion' ? mark : undefined;
}

function foldRegions(source: ParsedSource, comments: readonly number[], add: (start: number, end: number, kind: 'region') => void): void {
  const open: number[] = [];
  for (const line of comments) {
    const mark = regionMark(source, line);
    if (mark === 'region') open.push(line);
    if (mark !== 'endregion') continue;
    const start = open.pop();
    if (start !== undefined) add(start, line, 'region');
  }
}
