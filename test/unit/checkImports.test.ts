/** The check of the import arrows must fail on trees that are wrong; that it passes on the real tree is seen by running it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkImports } from '../../scripts/checkImports.mjs';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** Writes the files into a fresh tree and returns what the check finds wrong with it. */
function problemsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'imports-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return checkImports(root).problems;
}

test('a tree that keeps to the arrows has no problems', () => {
  const problems = problemsOf({
    'shared/src/index.ts': `export * from './errno';`,
    'shared/src/errno.ts': `export const ECONNRESET = 104;`,
    'simulator/src/index.ts': `export { ECONNRESET } from '../../shared/src/index';\nimport net from 'node:net';`,
    'simulator/firmware/build.ts': `import binaryen from 'binaryen';`,
    'client/src/extension.ts': `import * as vscode from 'vscode';\nimport '../../simulator/src/index';\nimport '../../shared/src';`,
    'board/src/transport/node.ts': `export const open = () => import('serialport');`,
  });
  expect(problems).toEqual([]);
});

test.each([
  [
    'the panel imports the client',
    { 'panel/src/main.ts': `import '../../client/src/a';`, 'client/src/a.ts': '' },
    'panel must not import client',
  ],
  [
    'shared imports the simulator',
    { 'shared/src/a.ts': `import '../../simulator/src/index';`, 'simulator/src/index.ts': '' },
    'shared must not import simulator',
  ],
  ['the simulator imports vscode', { 'simulator/src/a.ts': `import type * as vscode from 'vscode';` }, "the package 'vscode'"],
  ['shared imports Node', { 'shared/src/a.ts': `import fs from 'node:fs';` }, "Node's 'node:fs'"],
  ['the panel imports Node by its old name', { 'panel/src/a.ts': `import fs from 'fs';` }, "Node's 'fs'"],
  [
    'serialport outside the transports',
    { 'board/src/a.ts': `export const open = () => import('serialport');` },
    "the package 'serialport'",
  ],
  ['binaryen outside the firmware', { 'simulator/src/a.ts': `import binaryen from 'binaryen';` }, "the package 'binaryen'"],
  [
    'the client reaches past the index of the simulator',
    { 'client/src/a.ts': `import '../../simulator/src/host/main';`, 'simulator/src/host/main.ts': '' },
    'only through simulator/src/index.ts',
  ],
  ['an import that leads nowhere', { 'cli/src/a.ts': `import './gone';` }, 'leads to no file'],
])('fails when %s', (_title, files, expected) => {
  const problems = problemsOf(files);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(Object.keys(files)[0]);
  expect(problems[0]).toContain(expected);
});

test('names the files of a cycle in the order in which they import each other', () => {
  const problems = problemsOf({
    'cli/src/main.ts': `import './a';`,
    'cli/src/a.ts': `import './b';`,
    'cli/src/b.ts': `import type { C } from './c';`,
    'cli/src/c.ts': `export type C = import('./a').A;`,
  });
  expect(problems).toEqual(['import cycle: cli/src/a.ts → cli/src/b.ts → cli/src/c.ts → cli/src/a.ts']);
});

test('a file that imports itself is a cycle', () => {
  expect(problemsOf({ 'shared/src/a.ts': `import './a';` })).toEqual(['import cycle: shared/src/a.ts → shared/src/a.ts']);
});
