/** What the server offers at a place: arguments, imports, overrides, and the places where it offers nothing. */
import { expect, test } from 'vitest';
import { complete, resolveCompletion, type Completion } from '../../../server/src/features/completion';
import { readMarked } from '../../support/markedSource';

function completionsAt(marked: string, others?: Readonly<Record<string, string>>): Completion[] {
  const { engine, file, at } = readMarked(marked, others);
  return complete(engine, file, at('1'));
}

const labelsAt = (marked: string, others?: Readonly<Record<string, string>>): string[] =>
  completionsAt(marked, others).map(({ label }) => label);

function firstAt(marked: string): string[] {
  const items = completionsAt(marked);
  const rank = Math.min(...items.map((item) => item.rank));
  return items.filter((item) => item.rank === rank).map(({ label }) => label);
}

test('constants that a parameter is meant for come first', () => {
  expect(firstAt('import socket\ns = socket.socket(«1»')).toEqual(['socket.AF_INET', 'socket.AF_INET6']);
  expect(firstAt('import socket\ns = socket.socket(socket.AF_INET, «1»')).toContain('socket.SOCK_STREAM');
  expect(firstAt('from machine import Pin\np = Pin(2, «1»)')).toEqual(['Pin.IN', 'Pin.OUT', 'Pin.OPEN_DRAIN']);
  expect(firstAt('import machine\np = machine.Pin(2, mode=«1»)')).toContain('machine.Pin.OUT');
  expect(firstAt('from machine import Pin\np = Pin(2)\np.irq(None, Pin.«1»)')).toContain('IRQ_FALLING');
  expect(firstAt('import network\nw = network.WLAN(«1»')).toContain('network.WLAN.IF_STA');
  expect(firstAt('import network\nw = network.WLAN()\nw.config(pm=«1»)')).toContain('network.WLAN.PM_NONE');
});

test('parameters are offered by name, but not twice and not after a value', () => {
  expect(labelsAt('from machine import Timer\nt = Timer(0)\nt.init(«1»)')).toContain('period=');
  expect(labelsAt('from machine import Timer\nt = Timer(0)\nt.init(period=5, «1»)')).not.toContain('period=');
  expect(labelsAt('def f(host, port=80):\n    pass\nf("x", «1»)')).toContain('port=');
  expect(labelsAt('def f(host, port=80):\n    pass\nf("x", «1»)')).not.toContain('host=');
  expect(labelsAt('def f(host, port=80):\n    pass\nf(port=«1»)')).not.toContain('host=');
});

test('a module that is not imported yet brings its import', () => {
  const item = completionsAt('"""Text."""\nimport time\n\nso«1»').find(({ label }) => label === 'socket');
  expect(item?.added).toEqual({ at: 24, text: 'import socket\n' });
  const pin = completionsAt('from machine import Timer\nled = Pi«1»').find(({ label }) => label === 'Pin');
  expect(pin?.added).toEqual({ at: 25, text: ', Pin' });
  expect(completionsAt('x = WL«1»').find(({ label }) => label === 'WLAN')?.added).toEqual({ at: 0, text: 'from network import WLAN\n' });
});

test('what is imported already is not offered for import', () => {
  const items = completionsAt('import socket\nso«1»').filter(({ label }) => label === 'socket');
  expect(items.map(({ added }) => added)).toEqual([undefined]);
});

test('the files of the board can be imported', () => {
  const others = { 'config.py': 'x = 1', 'lib/wifi.py': '', 'lib/drivers/lamp.py': '', 'static/page.html': '' };
  const labels = labelsAt('import «1»', others);
  expect(labels).toEqual(expect.arrayContaining(['config', 'wifi', 'drivers', 'socket']));
  expect(labels).not.toContain('main');
  expect(labels).not.toContain('static');
  expect(labelsAt('from drivers.«1»', others)).toEqual(['lamp']);
  expect(labelsAt('from config import «1»', others)).toEqual(['x']);
});

test('after def in a class stands what can be overridden', () => {
  const items = completionsAt('import socket\nclass Own(socket.socket):\n    def «1»\n');
  expect(items.find(({ label }) => label === 'recv')?.insertText).toMatch(/^recv\(self, \w+.*\):$/);
  expect(items.map(({ label }) => label)).toContain('__init__');
  expect(labelsAt('def «1»\n')).toEqual([]);
});

test('self has what the methods assign', () => {
  expect(labelsAt('class A:\n    def __init__(self):\n        self.sock = None\n    def f(self):\n        self.«1»\n')).toEqual([
    'f',
    'sock',
  ]);
});

test.each([
  ['a comment', '# s«1»'],
  ['a string', 'x = "s«1»"'],
  ['an open string', 'x = "s«1»'],
  ['a number', 'x = 5.«1»'],
  ['a float', 'x = 5.2«1»'],
  ['a new class', 'class A«1»'],
  ['an alias', 'import socket as s«1»'],
  ['a parameter', 'def f(a«1»): pass'],
])('nothing is offered in %s', (_, marked) => {
  expect(labelsAt(marked)).toEqual([]);
});

test('a hole of an f-string is code', () => {
  expect(labelsAt('import socket\nx = f"{socket.«1»}"')).toContain('getaddrinfo');
  expect(labelsAt('name = 3\nx = f"{na«1»}"')).toContain('name');
});

test('on an empty line its indentation tells which names are there', () => {
  const inside = 'def f(host):\n    local = 1\n    «1»\n';
  expect(labelsAt(inside)).toEqual(expect.arrayContaining(['host', 'local', 'f']));
  expect(labelsAt('def f(host):\n    local = 1\n«1»\n')).not.toContain('local');
});

test('an item tells what it is when it is asked, and nothing once that is gone', () => {
  const { engine, file, at } = readMarked(
    'import socket\ndef inquire(host):\n    """Asks a host."""\ns = socket.socket()\nx = s.«1»\ny = in«2»\n',
  );
  const recv = complete(engine, file, at('1')).find(({ label }) => label === 'recv')?.source;
  const ask = complete(engine, file, at('2')).find(({ label }) => label === 'inquire')?.source;
  if (!recv || !ask) throw new Error('The items have no source.');
  expect(resolveCompletion(engine, recv)?.headline).toMatch(/^def recv\(/);
  expect(resolveCompletion(engine, recv)?.documentation).toContain('**Blocks**');
  expect(resolveCompletion(engine, ask)).toEqual({ headline: 'def inquire(host) -> None', documentation: 'Asks a host.' });
  engine.program.setOpen(file.uri, 'x = 1\n');
  expect(resolveCompletion(engine, ask)).toBeUndefined();
  expect(resolveCompletion(engine, recv)?.headline).toMatch(/^def recv\(/);
});
