/**
 * The injection grammars, on the assertions in test/grammar. The host is a small grammar with the scopes of VS Code's Python grammar that
 * the injections look at; the whole one is in no package.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/distFolders';

test('HTTP in literals and the names of MicroPython have their scopes', { timeout: 60_000 }, () => {
  const program = path.join(ROOT, 'node_modules', 'vscode-tmgrammar-test', 'dist', 'unit.js');
  const output = execFileSync(process.execPath, [program, '--config', 'package.json', 'http.py'], {
    cwd: path.join(ROOT, 'test', 'grammar'),
    encoding: 'utf8',
  });
  expect(output).toContain('http.py');
});
