/** What the engine finds out about names in a script, on the real stubs. */
import { expect, test } from 'vitest';
import { displayType } from '../../../server/src/analysis/display';
import { nodeAt, type Expression } from '../../../server/src/syntax/ast';
import { hover } from '../../../server/src/features/hover';
import { readMarked } from '../../support/markedSource';

/** The type of the name that ends at the mark `1`. */
function typeAt(marked: string, others?: Readonly<Record<string, string>>): string {
  const { engine, file, at } = readMarked(marked, others);
  const node = nodeAt(file.source.module, at('1'));
  const expression = node.parent?.kind === 'attribute' && node.parent.name === node ? node.parent : (node as Expression);
  return displayType(engine.typeOf(expression));
}

test('an address out of getaddrinfo is a tuple of host and port', () => {
  expect(typeAt('import socket\naddr = socket.getaddrinfo("example.com", 80)[0][-1]\naddr«1»')).toBe('tuple[str, int]');
});

test('an attribute that methods assign is known in other methods', () => {
  const source =
    'import socket\nclass Link:\n    def open(self):\n        self.sock = socket.socket()\n    def send(self):\n        self.sock«1»\n';
  expect(typeAt(source)).toBe('socket');
});

test('a callback of start_server has a reader and a writer', () => {
  const source =
    'import asyncio\nasync def handle(reader, writer):\n    data = await reader.read(10)\n    data«1»\nasyncio.start_server(handle, "0.0.0.0", 80)\n';
  expect(typeAt(source)).toBe('bytes');
});

test('a name imported from a file in lib is known', () => {
  expect(
    typeAt('from wifi import up\nwlan = up()\nwlan«1»', { 'lib/wifi.py': 'import network\ndef up():\n    return network.WLAN()\n' }),
  ).toBe('WLAN');
});

test('a module of the firmware has no second name ussl', () => {
  expect(typeAt('import ussl\nussl«1»')).toBe('Any');
  expect(typeAt('import usocket\nusocket«1»')).toBe('module socket');
});

test('a property with a setter is its value', () => {
  const source =
    'class Lamp:\n    @property\n    def level(self):\n        return 3\n    @level.setter\n    def level(self, value):\n        pass\nx = Lamp().level\nx«1»';
  expect(typeAt(source)).toBe('int');
});

test('what zip and array make follows from the arguments', () => {
  expect(typeAt('for pair in zip([1], ["a"]):\n    pair«1»')).toBe('tuple[int, str]');
  expect(typeAt('from array import array\nx = array("H", b"")[0]\nx«1»')).toBe('int');
  expect(typeAt('from array import array\nx = array("f", b"")[0]\nx«1»')).toBe('float');
});

test('an annotation keeps all its literals', () => {
  const { engine, file, at } = readMarked('def f(mode: Literal["a", "b", "c", "d", "e", "f"]):\n    mode«1»\nfrom typing import Literal\n');
  const type = engine.typeOf(nodeAt(file.source.module, at('1')) as Expression);
  expect(displayType(type, { showsLiterals: true })).toBe("'a' | 'b' | 'c' | 'd' | 'e' | 'f'");
});

test('what a stub imports for itself is no name of the module', () => {
  expect(typeAt('import socket\nx = socket.overload\nx«1»')).toBe('Any');
  expect(typeAt('import asyncio\nx = asyncio.sleep(1)\nx«1»')).not.toBe('Any');
});

test('a relative import in a module of a package means the package', () => {
  const { engine } = readMarked('');
  const stream = engine.program.stub('asyncio.stream');
  const asyncio = engine.program.stub('asyncio');
  if (!stream || !asyncio) throw new Error('The stubs of asyncio are missing.');
  const found = (path: string[], from: typeof stream) => engine.program.resolve(path, 1, from);
  expect(found(['core'], stream)).toMatchObject({ file: { stubName: 'asyncio.core' } });
  expect(found([], stream)).toMatchObject({ file: { stubName: 'asyncio' } });
  expect(found(['core'], asyncio)).toMatchObject({ file: { stubName: 'asyncio.core' } });
});

test('a name that is bound inside the arguments of a call is known', () => {
  expect(typeAt('print(len(room := bytearray(2)), room)\nroom«1»')).toBe('bytearray');
});

test('functions that all call each other are answered at once', () => {
  const names = Array.from({ length: 14 }, (_, index) => `f${index}`);
  const source = names
    .map((name) => `def ${name}(a, b):\n    if a:\n        return b\n    return ${names.map((other) => `${other}(b, a)`).join(' or ')}\n`)
    .join('');
  const startedAt = performance.now();
  expect(typeAt(`${source}f0(f1(1, 2), f2(3, 4))\nx = f3("a", f4(1, 2))\nx«1»`)).toContain('int');
  // It would be minutes if what lies in a circle were worked out anew each time.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('a folder is a package without an __init__.py, too', () => {
  const link = { 'lib/net/link.py': 'import socket\ndef open():\n    return socket.socket()\n' };
  expect(typeAt('import net.link\ns = net.link.open()\ns«1»', link)).toBe('socket');
  expect(typeAt('from net import link\ns = link.open()\ns«1»', link)).toBe('socket');
});

test('every value has the attributes of object', () => {
  expect(typeAt('class A: pass\na = A().__module__\na«1»')).toBe('str');
});

test('star imports that lead in a circle end', () => {
  const circle = { 'b.py': 'from c import *\n', 'c.py': 'from b import *\nfound = 1\n' };
  expect(typeAt('from b import *\nfound«1»', circle)).toBe('int');
  const { engine, file, at } = readMarked('import b\nfrom b import *\nb.nothing«1»\nnothing«2»', circle);
  expect(hover(engine, file, at('1'))).toBeUndefined();
  expect(hover(engine, file, at('2'))).toBeUndefined();
});
