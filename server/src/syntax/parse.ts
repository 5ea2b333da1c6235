/**
 * Source text to syntax tree. `@lezer/python` does the parsing, incrementally when the previous tree of the same document is
 * given; its tree is turned into the nodes of ast.ts. Never fails: every text has a tree.
 */
import type { ChangedRange, Tree } from '@lezer/common';
import type { Module } from './ast';
import { toModule } from './fromLezer';
import { parseTree } from './trees';

export interface ParsedSource {
  readonly text: string;
  readonly module: Module;
  /** The parser's own tree: for the next incremental parse, and for features that need comments and brackets. It may end after the text. */
  readonly tree: Tree;
  /** Offsets at which lines begin; the first is 0. */
  readonly lineStarts: readonly number[];
}

/** What changed between two texts, in offsets of each. */
export type TextChange = ChangedRange;

export function parse(text: string, previous?: { readonly source: ParsedSource; readonly changes: readonly TextChange[] }): ParsedSource {
  const tree = parseTree(text, previous && { text: previous.source.text, tree: previous.source.tree, changes: previous.changes });
  return { text, tree, module: toModule(tree, text), lineStarts: findLineStarts(text) };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** Zero-based line of an offset. */
export function lineAt({ lineStarts }: ParsedSource, offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
