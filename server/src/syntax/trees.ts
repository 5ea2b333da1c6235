/**
 * The parser's trees: built on the tree before an edit, and for any text. Two things of `@lezer/python` are made up for here. It reuses a tree
 * only when the script's last statement is not indented, so that scripts that end in a block are read with one more statement; and it
 * recurses, so that texts that nest too deep are read without their innermost brackets.
 */
import { Tree, TreeFragment, type ChangedRange, type TreeBuffer } from '@lezer/common';
import { parser as python } from '@lezer/python';

export interface PreviousTree {
  readonly text: string;
  readonly tree: Tree;
  readonly changes: readonly ChangedRange[];
}

/**
 * Numbers, four to a node, that the parser packs together instead of making trees of them. Of what is packed nothing is known again after an
 * edit, and by default all but the longest functions are.
 */
const PACKED_NUMBERS = 128;
const packing = python.configure({ bufferLength: PACKED_NUMBERS });

/** What nests deeper is packed as by default: trees of it in small pieces cannot always be gone through. */
const parserFor = (text: string) => (bracketDepth(text) > MAX_BRACKETS ? python : packing);

/** A statement that is not indented. Without it the indentation at the end of a script is noted for all statements before, and none fits anew. */
const LAST_STATEMENT = '\n0';

interface Base {
  readonly text: string;
  readonly tree: Tree;
}

/** Of a tree with errors, what was read before them. */
const lastWhole = new WeakMap<Tree, Base>();

/**
 * What the parser made of an error can take in the statements around it, and would stay so once the error is gone. So a text is read on the
 * tree of the last text without errors, and if there never was one, anew when it has none.
 */
export function parseTree(text: string, previous?: PreviousTree): Tree {
  const whole = previous && lastWhole.get(previous.tree);
  const base = whole ? { ...whole, changes: changesBetween(whole.text, text) } : previous;
  const tree = parseOn(text, base);
  if (base === undefined) return tree;
  if (hasErrors(base.tree)) return hasErrors(tree) ? tree : parseOn(text);
  if (hasErrors(tree)) lastWhole.set(tree, { text: base.text, tree: base.tree });
  return tree;
}

function parseOn(text: string, base?: PreviousTree): Tree {
  const fragments = base && !flattened.has(base.tree) ? fragmentsOf(base, text) : undefined;
  if (!endsIndented(text)) return parseAnyDepth(text, fragments);
  const tree = parseAnyDepth(text + LAST_STATEMENT, fragments);
  // In a bracket or text that is open, the statement would be a part of it.
  const isApart = tree.topNode.lastChild?.from === text.length + 1 && tree.topNode.lastChild.name === 'ExpressionStatement';
  return isApart ? tree : parseAnyDepth(text);
}

/** The one stretch in which two texts differ. */
export function changesBetween(before: string, after: string): ChangedRange[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return [{ fromA: start, toA: before.length - end, fromB: start, toB: after.length - end }];
}

const errorsIn = new WeakMap<Tree, boolean>();

/** Trees that were taken over are not looked through again. */
function hasErrors(tree: Tree): boolean {
  const known = errorsIn.get(tree);
  if (known !== undefined) return known;
  const found = tree.type.isError || tree.children.some((child) => (child instanceof Tree ? hasErrors(child) : hasPackedErrors(child)));
  errorsIn.set(tree, found);
  return found;
}

function hasPackedErrors({ buffer, set }: TreeBuffer): boolean {
  for (let at = 0; at < buffer.length; at += 4) if (set.types[buffer[at] ?? 0]?.isError) return true;
  return false;
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
    return parserFor(text).parse(text, fragments);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const tree = parseFlattened(text);
  flattened.add(tree);
  return tree;
}

function parseFlattened(text: string): Tree {
  try {
    return python.parse(withoutDeepBrackets(text));
  } catch (error) {
    if (error instanceof RangeError) return python.parse(' '.repeat(text.length));
    throw error;
  }
}

const MAX_BRACKETS = 200;

/** Brackets in texts and comments count too: it is an upper bound. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[()[\]{}]/g))
    if ('([{'.includes(bracket)) deepest = Math.max(deepest, ++depth);
    else depth = Math.max(0, depth - 1);
  return deepest;
}

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
