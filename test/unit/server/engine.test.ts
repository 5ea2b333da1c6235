/** What the engine finds out about names in a script, on the real stubs. */
import { expect, test } from 'vitest';
import { displayType } from '../../../server/src/analysis/display';
import { nodeAt, type Expression } from '../../../server/src/syntax/ast';
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
