/** Every snippet, with its defaults filled in, is a program that the board compiles and that the editor finds no fault with. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { diagnose } from '../../server/src/diagnostics/diagnose';
import { Compiler } from '../../simulator/src/syntaxCheck/compiler';
import { DIST, ROOT } from '../support/distFolders';
import { readMarked } from '../support/markedSource';

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const SNIPPETS = JSON.parse(fs.readFileSync(path.join(ROOT, 'snippets/micropython.json'), 'utf8')) as Record<string, Snippet>;

/** `${1:text}` and `$0` as an editor leaves them when nothing is typed. */
function filledIn({ body }: Snippet): string {
  const text = body.join('\n').replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1');
  return `${text.replace(/\$\d/g, '')}\n`;
}

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
