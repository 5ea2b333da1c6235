/** Symbols, folding, semantic colours, inlay hints and selections. */
import { expect, test } from 'vitest';
import { foldingRanges } from '../../../server/src/features/folding';
import { inlayHints } from '../../../server/src/features/inlayHints';
import { selectionSteps } from '../../../server/src/features/selection';
import { semanticTokens } from '../../../server/src/features/semanticTokens';
import { documentSymbols, findSymbols, type DeclaredSymbol } from '../../../server/src/features/symbols';
import { readMarked } from '../../support/markedSource';

test('symbols are a tree without attributes of self', () => {
  const { file } = readMarked(
    'PORT = 80\nif PORT:\n    x, y = 1, 2\nclass A:\n    n = 1\n    def f(self):\n        self.z = 1\n        local = 2\n',
  );
  const shown = (symbols: readonly DeclaredSymbol[]): string => symbols.map((s) => `${s.kind} ${s.name}(${shown(s.children)})`).join(' ');
  expect(shown(documentSymbols(file))).toBe('constant PORT() variable x() variable y() class A(field n() method f())');
  expect(findSymbols(file, 'pt').map(({ symbol }) => symbol.name)).toEqual(['PORT']);
});

test('blocks, brackets, docstrings, imports, comments and regions fold', () => {
  const source =
    'import a\nimport b\n\ndef f(x):\n    """one\n    two"""\n    if x:\n        pass\n    else:\n        y = [\n            1,\n        ]\n\n# one\n# two\n\n# region r\nz = 1\n# endregion\n';
  const { file } = readMarked(source);
  expect(foldingRanges(file).map(({ start, end, kind }) => `${start}-${end}${kind ? ` ${kind}` : ''}`)).toEqual([
    '0-1 imports',
    '3-11',
    '4-5 comment',
    '6-7',
    '8-11',
    '9-10',
    '13-14 comment',
    '16-18 region',
  ]);
});

test('colours tell modules, classes, parameters, attributes and constants of the board', () => {
  const { engine, file, text } = readMarked(
    'import socket\nclass A:\n    def f(self, n):\n        self.s = n\n        self.f(socket.AF_INET)\nA()\nprint(int)\n',
  );
  const shown = semanticTokens(engine, file).map(
    ({ from, to, type, isConstant }) => `${text.slice(from, to)} ${isConstant ? 'constant' : type}`,
  );
  expect(shown).toEqual([
    'socket namespace',
    'n parameter',
    's property',
    'n parameter',
    'socket namespace',
    'AF_INET constant',
    'A class',
  ]);
});

test('inlay hints leave out what is plain to see', () => {
  const { engine, file, text } = readMarked(
    'import socket\nn = 1\ns = socket.socket()\nd = s.recv(1)\ndef f(host, port): pass\nport = 2\nf("x", port)\nf(host=1, port=2)\n',
  );
  const hints = inlayHints(engine, file, { from: 0, to: text.length }, { types: true, parameterNames: true });
  expect(hints.map(({ label }) => label)).toEqual([': bytes', 'host=']);
  expect(inlayHints(engine, file, { from: 0, to: text.length }, { types: false, parameterNames: false })).toEqual([]);
});

test('selections grow from the name to the file', () => {
  const { file, at, text } = readMarked('f(a.b«1» + 1)\n');
  expect(selectionSteps(file, at('1')).map(({ from, to }) => text.slice(from, to))).toEqual(['b', 'a.b', 'a.b + 1', 'f(a.b + 1)', text]);
});
