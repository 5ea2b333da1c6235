/** What of a project goes to a board, by what the project says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { projectFilter } from '../../../board/src';

async function wanted(files: Readonly<Record<string, string>>, paths: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ignore-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return paths.filter(await projectFilter(folder));
}

it('what no board needs stays here', async () => {
  const stays = [
    '.git/',
    '.env',
    '__pycache__/',
    'lib/__pycache__/',
    'node_modules/',
    'venv/',
    'a.pyi',
    'pymakr.conf',
    'requirements-dev.txt',
  ];
  const goes = ['main.py', 'lib/', 'lib/a.py', 'index.html', 'environment.py', 'data.json', 'secrets.py', 'a.mpy'];
  expect(await wanted({}, [...stays, ...goes])).toEqual(goes);
});

it('.mpyignore has the rules of .gitignore, and may take back what stays by itself', async () => {
  const rules = '# tests\n/tests/\n*.log\n!keep.log\n!README.md\n';
  expect(await wanted({ '.mpyignore': rules }, ['tests/', 'lib/tests/', 'a.log', 'lib/a.log', 'keep.log', 'README.md', 'LICENSE'])).toEqual(
    ['lib/tests/', 'keep.log', 'README.md'],
  );
});

it.each([
  ['plain', '{"micropico.pyIgnore": ["docs", "**/*.bin"]}'],
  [
    'with comments and a comma at the end',
    '{\n// "micropico.pyIgnore": ["main.py"],\n"a": "http://x", // it\'s "that"\n"micropico.pyIgnore": [ /* "main.py", ] */ "docs", "**/*.bin", ],\n}',
  ],
])("MicroPico's list is read: %s", async (_name, settings) => {
  expect(await wanted({ '.vscode/settings.json': settings }, ['docs/', 'a/b.bin', 'main.py', 'docs.py'])).toEqual(['main.py', 'docs.py']);
});

it("Pymakr's list is read", async () => {
  const conf = '{ "name": "x", "py_ignore": ["**/.vscode", "tools", "a]b.py"] }';
  expect(await wanted({ 'pymakr.conf': conf }, ['tools/', 'main.py'])).toEqual(['main.py']);
});

it.each(['{', '[]', 'null', '{"py_ignore": "tools"}', '{"py_ignore": [1, null, "tools"]}', ''])(
  'a file that is not as it should be says nothing more: %s',
  async (conf) => {
    expect(await wanted({ 'pymakr.conf': conf }, ['main.py', 'tool.py'])).toEqual(['main.py', 'tool.py']);
  },
);
