/** Offsets in a source, and positions and ranges of the protocol. */
import type { Position, Range } from 'vscode-languageserver';
import { lineAt, type ParsedSource } from '../syntax/parse';

export function positionAt(source: ParsedSource, offset: number): Position {
  const line = lineAt(source, offset);
  return { line, character: offset - (source.lineStarts[line] ?? 0) };
}

export function offsetAt(source: ParsedSource, { line, character }: Position): number {
  const start = source.lineStarts[line];
  if (start === undefined) return source.text.length;
  const end = source.lineStarts[line + 1] ?? source.text.length;
  return Math.min(start + Math.max(character, 0), end);
}

export function rangeOf(source: ParsedSource, { from, to }: { readonly from: number; readonly to: number }): Range {
  return { start: positionAt(source, from), end: positionAt(source, to) };
}
