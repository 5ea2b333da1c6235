/**
 * What MicroPython's compiler rejects, as a problem: its line, made tighter where our own parser sees the fault on the same line, and
 * what it usually means.
 */
import type { CompilerError } from '../../../shared/src';
import type { SourceFile } from '../analysis/sourceFile';
import { lineAt } from '../syntax/parse';
import type { Problem } from './rule';

export const SYNTAX_ERROR = 'syntax-error';

/** Python that a PC takes and the board does not, by what the line looks like. */
const FOREIGN_FORMS: readonly (readonly [RegExp, string])[] = [
  [/^\s*match\b.*:\s*(#.*)?$/, 'MicroPython has no `match`: use `if` and `elif`.'],
  [/^\s*except\s*\*/, 'MicroPython has no `except*`.'],
  [/^\s*type\s+\w+\s*=/, 'MicroPython has no `type` statement.'],
  [/^\s*(async\s+)?def\s+\w+\s*\[/, 'MicroPython has no type parameters.'],
  [/^\s*(async\s+)?def\s+\w+\(.*\/\s*[,)]/, 'MicroPython has no positional-only parameters: leave out the `/`.'],
  [/^\s*with\s*\(.*\bas\b/, 'MicroPython takes no parentheses around the items of `with`.'],
  [/\{\s*\*\*/, 'MicroPython has no `**` in a dictionary display: use `dict.update()`.'],
];

export function syntaxProblem(file: SourceFile, error: CompilerError): Problem {
  const { source } = file;
  const line = Math.min(Math.max(error.line, 1), source.lineStarts.length) - 1;
  const from = source.lineStarts[line] ?? 0;
  const to = (source.lineStarts[line + 1] ?? source.text.length + 1) - 1;
  const text = source.text.slice(from, to);
  const form = FOREIGN_FORMS.find(([pattern]) => pattern.test(text))?.[1];
  const bracket = form ? undefined : openBracketBefore(file, to);
  const remark = form ?? (bracket === undefined ? '' : `The bracket in line ${lineAt(source, bracket) + 1} is never closed.`);
  const place = bracket === undefined ? (faultBetween(file, from, to) ?? trimmed(text, from)) : { from: bracket, to: bracket + 1 };
  return { ...place, message: [`${capitalized(error.text)}: the board cannot compile this.`, remark].filter(Boolean).join(' ') };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function trimmed(text: string, from: number): { from: number; to: number } {
  const start = text.length - text.trimStart().length;
  return { from: from + start, to: from + Math.max(text.trimEnd().length, start) };
}

/** Where our own parser met something that it did not expect. */
function faultBetween({ source }: SourceFile, from: number, to: number): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined;
  source.tree.iterate({
    from,
    to,
    enter: (node) => {
      if (!found && node.type.isError && node.from >= from && node.to <= to && node.to > node.from)
        found = { from: node.from, to: node.to };
    },
  });
  return found;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The last bracket before `end` that our parser found no end of. */
function openBracketBefore({ source }: SourceFile, end: number): number | undefined {
  let found: number | undefined;
  source.tree.iterate({
    to: end,
    enter: ({ node, name, from }) => {
      const closing = CLOSING[name];
      if (closing === undefined || from >= end) return;
      let last = node.parent?.lastChild;
      while (last?.type.isError && last.prevSibling) last = last.prevSibling;
      if (node.parent && last?.name !== closing) found = from;
    },
  });
  return found;
}
