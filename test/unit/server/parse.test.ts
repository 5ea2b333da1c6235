/** Parsing after an edit: what was not touched is taken over, and what the parser is given beyond the text does not show. */
import { Tree } from '@lezer/common';
import { expect, test } from 'vitest';
import { changesBetween } from '../../../server/src/syntax/trees';
import { walk } from '../../../server/src/syntax/ast';
import { parse } from '../../../server/src/syntax/parse';

const METHODS =
  '    def __init__(self, host):\n        self.items = [host]\n\n    def read(self, size):\n        data = self.sock.recv(size)\n        return data.split(",")\n\n';
const CLASSES = Array.from({ length: 60 }, (_, index) => `class Device${index}:\n${METHODS}\n`).join('');

function treesIn(tree: Tree): Tree[] {
  return tree.children.flatMap((child) => (child instanceof Tree ? [child, ...treesIn(child)] : []));
}

test('a script that ends in a block is not parsed anew for each letter', () => {
  const text = `${CLASSES}class A:\n    def f(self):\n        if self:\n            pass`;
  const source = parse(text);
  const next = text.replace('if self', 'if not self');
  const known = new Set(treesIn(source.tree));
  const edited = parse(next, { source, changes: changesBetween(text, next) });
  expect(treesIn(edited.tree).filter((tree) => known.has(tree)).length).toBeGreaterThan(0);
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
