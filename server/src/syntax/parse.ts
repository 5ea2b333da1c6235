/**
 * Source text to syntax tree. `@lezer/python` does the parsing, incrementally when the previous tree of the same document is
 * given; its tree is turned into the nodes of ast.ts. Never fails: every text has a tree.
 */
import { TreeFragment, type ChangedRange, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Module } from './ast';
import { toModule } from './fromLezer';

export interface ParsedSource {
  readonly text: string;
  readonly module: Module;
  /** The parser's own tree: for the next incremental parse, and for features that need comments and brackets. */
  readonly tree: Tree;
  /** Offsets at which lines begin; the first is 0. */
  readonly lineStarts: readonly number[];
}

/** What changed between two texts, in offsets of each. */
export type TextChange = ChangedRange;

export function parse(text: string, previous?: { readonly source: ParsedSource; readonly changes: readonly TextChange[] }): ParsedSource {
  const isReusable = previous && !flattened.has(previous.source.tree);
  const fragments = isReusable ? TreeFragment.applyChanges(TreeFragment.addTree(previous.source.tree), previous.changes) : undefined;
  const tree = parseAnyDepth(text, fragments);
  return { text, tree, module: toModule(tree, text), lineStarts: findLineStarts(text) };
}

/** Trees of other texts than their documents': not to be built on. */
const flattened = new WeakSet<Tree>();

/** The parser recurses. A text that is too deep for it is read without its innermost brackets, and when that is not enough not at all. */
function parseAnyDepth(text: string, fragments: readonly TreeFragment[] | undefined): Tree {
  try {
    return parser.parse(text, fragments);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const tree = parseFlattened(text);
  flattened.add(tree);
  return tree;
}

function parseFlattened(text: string): Tree {
  try {
    return parser.parse(withoutDeepBrackets(text));
  } catch (error) {
    if (error instanceof RangeError) return parser.parse(' '.repeat(text.length));
    throw error;
  }
}

const MAX_BRACKETS = 200;

/** Spaces in the place of brackets that lie deeper, so that all else stays where it is. */
function withoutDeepBrackets(text: string): string {
  let depth = 0;
  return text.replace(/[()[\]{}]/g, (bracket) => {
    const isOpening = '([{'.includes(bracket);
    if (!isOpening) depth = Math.max(0, depth - 1);
    const isDeep = depth >= MAX_BRACKETS;
    if (isOpening) depth++;
    return isDeep ? ' ' : bracket;
  });
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
