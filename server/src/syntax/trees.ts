/**
 * The parser's trees: built on the tree before an edit, and for any text. Two things of `@lezer/python` are made up for here. It reuses a tree
 * only when the script's last statement is not indented, so that scripts that end in a block are read with one more statement; and it
 * recurses, so that texts that nest too deep are read without their innermost brackets.
 */
import { TreeFragment, type ChangedRange, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';

export interface PreviousTree {
  readonly text: string;
  readonly tree: Tree;
  readonly changes: readonly ChangedRange[];
}

/** A statement that is not indented. Without it the indentation at the end of a script is noted for all statements before, and none fits anew. */
const LAST_STATEMENT = '\n0';

export function parseTree(text: string, previous?: PreviousTree): Tree {
  const fragments = previous && !flattened.has(previous.tree) ? fragmentsOf(previous, text) : undefined;
  if (!endsIndented(text)) return parseAnyDepth(text, fragments);
  const tree = parseAnyDepth(text + LAST_STATEMENT, fragments);
  // In a bracket or text that is open, the statement would be a part of it.
  const isApart = tree.topNode.lastChild?.from === text.length + 1 && tree.topNode.lastChild.name === 'ExpressionStatement';
  return isApart ? tree : parseAnyDepth(text);
}

/** What can be kept of a tree: all outside of the changes, and never its end. */
function fragmentsOf({ text: before, tree, changes }: PreviousTree, text: string): readonly TreeFragment[] {
  const end = { fromA: before.length, toA: tree.length, fromB: text.length, toB: text.length + LAST_STATEMENT.length };
  return TreeFragment.applyChanges(TreeFragment.addTree(tree), [...changes, end]);
}

function endsIndented(text: string): boolean {
  const last = text.trimEnd();
  const lineStart = Math.max(last.lastIndexOf('\n'), last.lastIndexOf('\r')) + 1;
  return last[lineStart] === ' ' || last[lineStart] === '\t';
}

/** Trees of other texts than their documents': not to be built on. */
const flattened = new WeakSet<Tree>();

/** The parser recurses. A text that is too deep for it is read without its innermost brackets, and when that is not enough not at all. */
function parseAnyDepth(text: string, fragments?: readonly TreeFragment[]): Tree {
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
