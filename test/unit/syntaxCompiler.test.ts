/** What MicroPython's compiler says of texts, in the VM that the language server's worker has. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Compiler } from '../../simulator/src/syntaxCheck/compiler';
import { ROOT } from '../support/distFolders';

const module = new WebAssembly.Module(fs.readFileSync(path.join(ROOT, 'dist', 'micropython-esp32.wasm')));
const compiler = new Compiler(module);

test.each([
  ['match x:\n case 1: pass\n', 1],
  ['def f(a, /): pass\n', 1],
  ['try:\n pass\nexcept* OSError:\n pass\n', 3],
  ['x = [1,\n 2\nprint(3)\n', 3],
])('the board rejects %j', (source, line) => {
  expect(compiler.check(source)).toEqual({ type: 'SyntaxError', text: 'invalid syntax', line });
});

test('an unindent that fits nothing is an IndentationError', () => {
  expect(compiler.check('if 1:\n    a = 1\n   b = 2\n')?.type).toBe('IndentationError');
});

test.each([
  '@micropython.viper\ndef f(x: int) -> int:\n  return x\n',
  '@micropython.asm_thumb\ndef f(r0):\n  mov(r0, r1)\n',
  'x = f"{a!r:>{w}} {b=}"\n',
  'é = "ü"\n',
])('the board takes %j', (source) => {
  expect(compiler.check(source)).toBeUndefined();
});

test('more checks than one VM serves are answered alike', () => {
  for (let at = 0; at < 120; at++) expect(compiler.check(`name_${at} = (\n`)?.type).toBe('SyntaxError');
});
