/**
 * Where code goes in a Python file: which lines it takes the place of, how far it is indented, what the file already imports,
 * and where an import that it lacks goes. Reads the text line by line; it need not be complete or correct Python.
 */
import { MODULES_WITH_OLD_NAMES } from '../../../shared/src';

export interface Selection {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

export interface Place {
  /** What lies between is replaced. */
  readonly range: Selection;
  /** What goes before the code: a line break or none. */
  readonly before: string;
  readonly indentation: string;
  /** One more level than the line's own, as after a colon. */
  readonly isDeeper: boolean;
  /** Whether it is within a coroutine, and `await` may stand there. */
  readonly isInCoroutine: boolean;
}

export interface Imports {
  /** Under which names the file has the modules, those included that are added. */
  readonly names: ReadonlyMap<string, string>;
  /** The line before which missing imports go, and their text. */
  readonly added: { readonly line: number; readonly text: string } | undefined;
}

const IMPORT = /^(\s*)import\s+(.+)$/;
const DEFINITION = /^(\s*)(async\s+def|def|class)\b/;

/** `replaces` tells that the selection is what the user asked to be turned into code. */
export function placeFor(lines: readonly string[], selection: Selection, replaces: boolean): Place {
  const { startLine, startCharacter, endLine, endCharacter } = selection;
  const first = lines[startLine] ?? '';
  const last = lines[endLine] ?? '';
  const isWhole = first.slice(0, startCharacter).trim() === '' && last.slice(endCharacter).trim() === '';
  const takesLines = replaces && isWhole;
  if (takesLines || last.trim() === '') {
    const line = takesLines ? startLine : endLine;
    const indentation = leadingSpace(takesLines ? first : last);
    const range = { startLine: line, startCharacter: 0, endLine, endCharacter: last.length };
    return { range, before: '', indentation, isDeeper: false, isInCoroutine: isInCoroutine(lines, line, indentation.length) };
  }
  const indentation = leadingSpace(last);
  const isDeeper = /:\s*(#.*)?$/.test(last);
  const range = { startLine: endLine, startCharacter: last.length, endLine, endCharacter: last.length };
  const depth = indentation.length + (isDeeper ? 1 : 0);
  return { range, before: '\n', indentation, isDeeper, isInCoroutine: isInCoroutine(lines, endLine + 1, depth) };
}

/** Which imports above `beforeLine` can be used there, and what must be added for the rest. */
export function importsFor(lines: readonly string[], modules: readonly string[], beforeLine: number): Imports {
  const names = new Map<string, string>();
  const code = withoutStrings(lines).slice(0, beforeLine);
  let after = headerEnd(lines, beforeLine);
  let block = '';
  let openBrackets = 0;
  for (const [index, line] of code.entries()) {
    const isTop = /^\S/.test(line);
    if (isTop && openBrackets === 0) block = line;
    const isReached = isTop || /^(try|except|else|finally|if|elif)\b/.test(block);
    const isImport = isReached && /^\s*(import|from)\s/.test(line);
    if (isImport) for (const [module, name] of importedIn(line)) if (modules.includes(module)) names.set(module, name);
    const isStillImport = openBrackets > 0 && /^from\s/.test(block);
    openBrackets = Math.max(0, openBrackets + count(line, /[([{]/g) - count(line, /[)\]}]/g));
    if ((isTop && isImport) || isStillImport) after = index + 1;
  }
  const missing = modules.filter((module) => !names.has(module));
  for (const module of missing) names.set(module, module);
  if (missing.length === 0) return { names, added: undefined };
  const line = Math.min(after, beforeLine);
  const isAfterImport = /^(import|from|\))/.test(code[line - 1] ?? '');
  const isBeforeCode = line !== beforeLine ? (lines[line] ?? '').trim() !== '' : true;
  const gap = isBeforeCode ? '\n' : '';
  const lead = isAfterImport || line === 0 || (lines[line - 1] ?? '').trim() === '' ? '' : '\n';
  return { names, added: { line, text: `${lead}${missing.map((module) => `import ${module}\n`).join('')}${gap}` } };
}

/** A name that the file does not use yet. */
export function freeName(wanted: string, text: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!new RegExp(`\\b${name}\\b`).test(text)) return name;
  }
}

/** Modules with their local names; older names of a module (`usocket`) count as the module. */
function importedIn(line: string): [module: string, name: string][] {
  const [, , list = ''] = IMPORT.exec(line.replace(/#.*$/, '')) ?? [];
  return list
    .split(';', 1)
    .join('')
    .split(',')
    .flatMap((item): [string, string][] => {
      const [, module, alias] = /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(item) ?? [];
      if (module === undefined) return [];
      const own = module.replace(/^u/, '');
      return [[MODULES_WITH_OLD_NAMES.includes(own) ? own : module, alias ?? module]];
    });
}

/** After what comes before the code: comments and the module's own description. */
function headerEnd(lines: readonly string[], limit: number): number {
  let line = 0;
  while (line < limit && /^\s*(#|$)/.test(lines[line] ?? '')) line += 1;
  const [, quote] = /^[rR]?("""|'''|"|')/.exec(lines[line] ?? '') ?? [];
  if (quote === undefined || line >= limit) {
    // Not after blank lines or comments that belong to the code below, but after those at the very top.
    const end = lines.findIndex((text) => !text.startsWith('#'));
    return Math.min(end < 0 ? lines.length : end, limit);
  }
  const own = lines[line] ?? '';
  const isOneLine = own.indexOf(quote, own.indexOf(quote) + quote.length) >= 0;
  if (isOneLine) return line + 1;
  const closing = lines.findIndex((text, index) => index > line && text.includes(quote));
  return closing < 0 ? line : closing + 1;
}

/** The lines with those inside texts of several lines made blank. */
function withoutStrings(lines: readonly string[]): string[] {
  let open: string | undefined;
  return lines.map((line) => {
    const quotes = line.match(/"""|'''/g) ?? [];
    const wasOpen = open !== undefined;
    for (const quote of quotes) {
      if (open === undefined) open = quote;
      else if (open === quote) open = undefined;
    }
    return wasOpen ? '' : line;
  });
}

function isInCoroutine(lines: readonly string[], line: number, depth: number): boolean {
  let limit = depth;
  for (let index = line - 1; index >= 0 && limit > 0; index -= 1) {
    const text = lines[index] ?? '';
    const own = leadingSpace(text).length;
    if (text.trim() === '' || own >= limit) continue;
    limit = own;
    const [, , keyword] = DEFINITION.exec(text) ?? [];
    if (keyword !== undefined) return keyword.startsWith('async');
  }
  return false;
}

function leadingSpace(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
