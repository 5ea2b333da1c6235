/** Every snippet, with its defaults filled in, is a program that the board compiles and that the editor finds no fault with. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { diagnose } from '../../server/src/diagnostics/diagnose';
import { Compiler } from '../../simulator/src/syntaxCheck/compiler';
import { DIST } from '../support/distFolders';
import { readMarked } from '../support/markedSource';
import { filledIn, SNIPPETS } from '../support/snippets';

const compiler = new Compiler(new WebAssembly.Module(fs.readFileSync(path.join(DIST, 'micropython-esp32.wasm'))));

test.each(Object.entries(SNIPPETS))('%s', (_name, snippet) => {
  const text = filledIn(snippet);
  expect(text).not.toMatch(/\$\{|\$\d/);
  expect(compiler.check(text)).toBeUndefined();
  const { engine, file } = readMarked(text);
  const found = diagnose(engine, file, {
    settings: {},
    onFailure: (rule, error) => {
      throw new Error(`The rule ${rule.code} failed.`, { cause: error });
    },
  });
  expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
});

test('no two snippets have a prefix in common', () => {
  const prefixes = Object.values(SNIPPETS).flatMap(({ prefix }) => prefix);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});
