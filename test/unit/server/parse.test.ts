/** Parsing after an edit: what was not touched is taken over, and what the parser is given beyond the text does not show. */
import { Tree } from '@lezer/common';
import { expect, test } from 'vitest';
import { changesBetween } from '../../../server/src/lsp/documents';
import { walk } from '../../../server/src/syntax/ast';
import { parse } from '../../../server/src/syntax/parse';

const FUNCTION = `def send(sock, data):\n    for part in data:\n        sock.send(part)\n${'    print("sent", data)\n'.repeat(60)}\n`;

function treesIn(tree: Tree): Tree[] {
  return tree.children.flatMap((child) => (child instanceof Tree ? [child, ...treesIn(child)] : []));
}

test('a script that ends in a block is not parsed anew for each letter', () => {
  const text = `${FUNCTION.repeat(8)}while True:\n    pass`;
  const source = parse(text);
  const next = text.replace('while True', 'while not True');
  const known = new Set(treesIn(source.tree));
  const edited = parse(next, { source, changes: changesBetween(text, next) });
  expect(treesIn(edited.tree).filter((tree) => known.has(tree)).length).toBeGreaterThan(5);
});

test.each([
  'while True:\n    s.',
  'def f():\n    f(a,',
  'def f():\n    x = """',
  'if x:\n    @f',
  'class A:\n    def f(self',
  'if a:\n  b\n\n',
])('nothing is in the tree that is not in %j', (text) => {
  const { module } = parse(text);
  walk(module, (node) => {
    expect(node.to).toBeLessThanOrEqual(text.length);
    expect(node.kind).not.toBe('number');
    return true;
  });
});
