// Pyright as a second opinion on the API data and on the language server: it reads the same stubs, which take the place of its own
// descriptions of CPython's modules. It finds no Python on the computer, so that nothing leaks in from there. Nothing here is in the package.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const PYRIGHT = path.join(ROOT, 'node_modules', 'pyright');
const STUBS = path.join(ROOT, 'stubs');
const NO_PYTHON = path.join(os.tmpdir(), 'no-python-here', 'python');
/** Pyright reports nothing on the files that it knows by their place: this one it checks in another place. The other is the builtins, which are only what all else is made of. */
const COLLECTIONS = path.join('stdlib', 'collections', '__init__.pyi');
const BUILTINS = path.join('stdlib', 'builtins.pyi');

/** The stubs that a board's scripts import: all but the server's own. */
function boardStubs() {
  const files = fs.readdirSync(STUBS, { recursive: true }).filter((name) => name.endsWith('.pyi'));
  return files.filter((name) => !name.startsWith(`_engine${path.sep}`));
}

/**
 * Lays the stubs over Pyright's own `stdlib`, in a folder of its own. What they replace goes as a whole, package or file: of two, Pyright
 * would take the package. Only `collections.abc` stays, because Pyright's own description of `types` is made with it.
 * @returns {{ typeshed: string, files: readonly string[], dispose: () => void }} with the copies that Pyright can check, relative to `typeshed`
 */
export function layStubs() {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'pyright-stubs-')));
  const stdlib = path.join(folder, 'stdlib');
  const own = path.join(PYRIGHT, 'dist', 'typeshed-fallback', 'stdlib');
  fs.cpSync(own, stdlib, { recursive: true });
  const stubs = boardStubs();
  for (const module of new Set(stubs.map((file) => file.split(path.sep)[0].replace(/\.pyi$/, ''))))
    for (const replaced of [module, `${module}.pyi`]) fs.rmSync(path.join(stdlib, replaced), { recursive: true, force: true });
  const copies = stubs.map((file) => {
    const copy = path.join('stdlib', file === 'collections.pyi' ? path.join('collections', '__init__.pyi') : file);
    fs.cpSync(path.join(STUBS, file), path.join(folder, copy), { recursive: true });
    return copy;
  });
  fs.cpSync(path.join(own, 'collections', 'abc.pyi'), path.join(stdlib, 'collections', 'abc.pyi'));
  return {
    typeshed: folder,
    files: copies.filter((file) => file !== BUILTINS),
    dispose: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Has Pyright check the stubs.
 * @returns {Promise<readonly string[]>} a line for each error
 */
export async function checkStubs(laid) {
  const config = path.join(laid.typeshed, 'pyrightconfig.json');
  fs.cpSync(path.join(laid.typeshed, COLLECTIONS), path.join(laid.typeshed, 'copy', 'collections.pyi'));
  const include = [...laid.files, 'copy'];
  fs.writeFileSync(config, JSON.stringify({ include, typeshedPath: laid.typeshed, reportMissingModuleSource: false }));
  const args = [path.join(PYRIGHT, 'dist', 'pyright.js'), '--outputjson', '--pythonpath', NO_PYTHON, '-p', config];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  await once(child, 'close');
  const { generalDiagnostics } = JSON.parse(output);
  const errors = generalDiagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ file, range, message }) => {
    const name = path.relative(laid.typeshed, file);
    return `${name.startsWith('copy') ? COLLECTIONS : name}:${range.start.line + 1}: ${message}`;
  });
}

/**
 * Pyright's language server over the files of a folder.
 * @param {string} typeshed what `layStubs` made
 * @param {string} root the folder
 */
export async function openPyright(typeshed, root) {
  const child = spawn(process.execPath, [path.join(PYRIGHT, 'dist', 'pyright-langserver.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const analysis = { typeshedPaths: [typeshed], diagnosticMode: 'openFilesOnly', indexing: false, typeCheckingMode: 'off' };
  const settings = { python: { pythonPath: NO_PYTHON, analysis }, 'python.analysis': analysis };
  connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => settings[section] ?? null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  const rootUri = pathToFileURL(root).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    workspaceFolders: [{ uri: rootUri, name: 'scripts' }],
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    pid: child.pid,
    /** For each position of the file, whether Pyright can say where the name there is declared. */
    async knows(uri, text, positions) {
      const textDocument = { uri, languageId: 'python', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      const answers = await Promise.all(
        positions.map((position) => connection.sendRequest('textDocument/definition', { textDocument: { uri }, position })),
      );
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      return answers.map((found) => (found ?? []).length > 0);
    },
    dispose() {
      connection.dispose();
      child.kill();
    },
  };
}
