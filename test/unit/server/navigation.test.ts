/** References, renaming and definitions on scripts with marks. */
import { expect, test } from 'vitest';
import { definitions, typeDefinitions } from '../../../server/src/features/goTo';
import { referencesIn, searchFor } from '../../../server/src/features/references';
import { nameAt } from '../../../server/src/features/identity';
import { prepareRename, renameProblem } from '../../../server/src/features/rename';
import { readMarked } from '../../support/markedSource';

/** The texts around the uses: line and column, from 1. */
function uses(marked: string, others?: Readonly<Record<string, string>>): string[] {
  const { engine, file, at, text } = readMarked(marked, others);
  const name = nameAt(file, at('1'));
  const search = name && searchFor(engine, name);
  if (search === undefined) return [];
  return referencesIn(engine, file, search.id, search.target).map(({ name: use }) => {
    const before = text.slice(0, use.from).split('\n');
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  });
}

function problem(marked: string, newName: string): string | undefined {
  const { engine, file, at } = readMarked(marked);
  const renaming = prepareRename(engine, file, at('1'));
  if (renaming.kind === 'refused') return renaming.reason;
  const search = searchFor(engine, renaming.name);
  return search && renameProblem(engine, referencesIn(engine, file, search.id, search.target), newName);
}

test('a local name of one function is not that of another', () => {
  expect(uses('def f():\n    x«1» = 1\n    return x\ndef g():\n    x = 2\n')).toEqual(['2:5', '3:12']);
});

test('a global statement joins the names', () => {
  expect(uses('n«1» = 0\ndef f():\n    global n\n    n += 1\n')).toEqual(['1:1', '3:12', '4:5']);
});

test('an attribute is told apart by its class, and is one with the base class', () => {
  const source =
    'class A:\n    def __init__(self):\n        self.v«1» = 1\nclass B(A):\n    def f(self):\n        self.v = 2\nclass C:\n    def g(self):\n        self.v = 3\nA().v\nC().v\n';
  expect(uses(source)).toEqual(['3:14', '6:14', '10:5']);
});

test('a parameter is used in its function and as a keyword in calls', () => {
  expect(uses('def f(host«1»):\n    print(f"{host}")\nf(host=1)\nhost = 2\n')).toEqual(['1:7', '2:14', '3:3']);
});

test('names of the board, keywords and dunder names are not renamed', () => {
  expect(problem('import socket\ns = socket.socket()\ns.recv«1»(1)\n', 'x')).toContain("belongs to the board's API");
  expect(problem('import socket«1»\n', 'x')).toContain('module');
  expect(problem('class A:\n    def __init__«1»(self): pass\n', 'x')).toContain('meaning of its own');
  expect(problem('pass«1»\n', 'x')).toContain('no name');
  expect(problem('x = "na«1»me"\n', 'x')).toContain('no name');
});

test('a new name that is taken, would catch another or is none is refused', () => {
  expect(problem('a«1» = 1\nb = 2\n', 'b')).toContain('taken');
  expect(problem('x = 1\ndef f():\n    a«1» = 1\n    return x\n', 'x')).toContain('taken');
  expect(problem('def f():\n    a«1» = 1\n    return len(b"x")\n', 'len')).toContain('would mean');
  expect(problem('a«1» = 1\n', 'for')).toContain('keyword');
  expect(problem('a«1» = 1\n', 'b c')).toContain('no name in Python');
  expect(problem('a«1» = 1\n', 'ä')).toBeUndefined();
});

test('a definition leads through imports, and a type to its class', () => {
  const { engine, file, at } = readMarked('from wifi import up as connect\nw = connect«1»()\nw«2»\n', {
    'lib/wifi.py': 'import network\ndef up():\n    return network.WLAN()\n',
  });
  expect(definitions(engine, file, at('1')).map((place) => [place.file.uri, place.from])).toEqual([['file:///board/lib/wifi.py', 19]]);
  const [place] = typeDefinitions(engine, file, at('2'));
  expect(place?.file.stubName).toBe('network');
});
