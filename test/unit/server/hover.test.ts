/** What the server tells of a name or number under the pointer. */
import { expect, test } from 'vitest';
import { hover } from '../../../server/src/features/hover';
import { readMarked } from '../../support/markedSource';

function hoverAt(marked: string, others?: Readonly<Record<string, string>>): string | undefined {
  const { engine, file, at } = readMarked(marked, others);
  return hover(engine, file, at('1'))?.markdown;
}

test('a method tells its signature and the sections of its text', () => {
  const markdown = hoverAt('import socket\ns = socket.socket()\ns.re«1»cv(10)');
  expect(markdown).toMatch(/^```python\ndef recv\(/);
  for (const part of ['**Returns**', '**Blocks**', '**Raises**']) expect(markdown).toContain(part);
});

test('a name that a package takes from its parts has its text', () => {
  expect(hoverAt('import asyncio\nasyncio.sle«1»ep(1)')).toContain('def sleep(');
  expect(hoverAt('import asyncio\nasyncio.sle«1»ep(1)')?.split('```').at(2)?.trim()).toBeTruthy();
});

test('a module tells what it is for', () => {
  expect(hoverAt('import sock«1»et')).toContain('Connections over the network');
});

test('a constant tells its value', () => {
  expect(hoverAt('import socket\nsocket.SO_REUSE«1»ADDR')).toContain('(constant) SO_REUSEADDR: 4');
});

test('an argument by name tells what it is for', () => {
  expect(hoverAt('from machine import Pin\nPin(2, mo«1»de=Pin.OUT)')).toContain('input, output or open drain');
});

test('a parameter of the script tells the text of its function', () => {
  expect(hoverAt('def f(host):\n    """Asks.\n\n    Args:\n        host: whom to ask\n    """\n    print(ho«1»st)')).toContain(
    'whom to ask',
  );
});

test('a function of the script tells its docstring', () => {
  expect(hoverAt('def ask(host):\n    """Asks a host."""\nas«1»k("x")')).toContain('Asks a host.');
});

test.each([
  ['a name of errno', 'import errno\nx = errno.ECONN«1»ABORTED'],
  ['an imported name', 'from errno import ECONNABORTED\nx = ECONN«1»ABORTED'],
  ['a compared number', 'try:\n    pass\nexcept OSError as e:\n    if e.errno == 11«1»3:\n        pass'],
  ['a number of args', 'try:\n    pass\nexcept OSError as e:\n    if e.args[0] in (11«1»3, 11):\n        pass'],
])('%s is explained', (_, marked) => {
  expect(hoverAt(marked)).toContain('**ECONNABORTED (113)**');
});

test('other numbers are not', () => {
  expect(hoverAt('x = 11«1»3')).toBeUndefined();
  expect(hoverAt('x = 3\nif x == 11«1»3: pass')).toBeUndefined();
});

test('an except of OSError tells the numbers to expect', () => {
  const markdown = hoverAt('try:\n    pass\nexcept OSE«1»rror as e:\n    if e.errno == 28:\n        pass');
  expect(markdown).toContain('`116` ETIMEDOUT');
  expect(markdown).toContain('`28` ENOSPC');
});
