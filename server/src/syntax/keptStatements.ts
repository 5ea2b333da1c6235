/**
 * Statements that an edit did not touch. The parser keeps its trees of them, and so are their nodes kept, moved to where they stand now: to
 * make all nodes anew at each letter is most of the work in a long file. The source before the edit is void from then on.
 */
import type { SyntaxNode, Tree } from '@lezer/common';
import { childrenOf, type Node, type Statement } from './ast';

/** What is made of these is worth keeping: they hold other statements. */
const KEPT = new Set([
  ...['FunctionDefinition', 'ClassDefinition', 'DecoratedStatement', 'IfStatement', 'ForStatement', 'WhileStatement', 'TryStatement'],
  'WithStatement',
]);

/** The statements that were made of trees; each begins where its tree does. */
const statements = new WeakMap<Tree, Statement>();

/** Nodes of which a statement inside was taken: they are not whole any more. */
const torn = new WeakSet<Node>();

/** Of one source: no tree stands twice in it. */
export class KeptStatements {
  private readonly taken = new Set<Node>();

  /** The statement that was made of the same tree before. */
  find(node: SyntaxNode): Statement | undefined {
    const known = KEPT.has(node.name) && node.tree ? statements.get(node.tree) : undefined;
    if (known === undefined || torn.has(known) || this.taken.has(known)) return undefined;
    if (known.from !== node.from) move(known, node.from - known.from);
    this.taken.add(known);
    return known;
  }

  keep(node: SyntaxNode, statement: Statement): void {
    if (KEPT.has(node.name) && node.tree && statement.from === node.from) statements.set(node.tree, statement);
  }

  /** Whether a node was kept, so that all inside has its parent; it leaves what was around it before. */
  passOn(node: Node): boolean {
    if (!this.taken.has(node)) return false;
    for (let around = node.parent; around !== undefined && !torn.has(around); around = around.parent) torn.add(around);
    return true;
  }
}

type Movable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Moves every offset in a statement. */
function move(root: Node, by: number): void {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const at = node as Movable<Node>;
    at.from += by;
    at.to += by;
    switch (at.kind) {
      case 'attribute':
        at.nameFrom += by;
        break;
      case 'call':
        moveCall(at, by);
        break;
      case 'string':
        for (const part of at.parts) for (const range of [part, ...part.holes]) moveRange(range, by);
        break;
      case 'importFrom':
        if (at.importFrom !== undefined) at.importFrom += by;
        break;
      case 'function':
        at.headTo += by;
        break;
      default:
    }
    open.push(...childrenOf(node));
  }
}

function moveCall(call: Movable<Extract<Node, { kind: 'call' }>>, by: number): void {
  call.commas = call.commas.map((comma) => comma + by);
  // A call without parentheses has none.
  if (call.argsFrom === 0) return;
  call.argsFrom += by;
  call.argsTo += by;
}

function moveRange(range: Movable<{ readonly from: number; readonly to: number }>, by: number): void {
  range.from += by;
  range.to += by;
}
