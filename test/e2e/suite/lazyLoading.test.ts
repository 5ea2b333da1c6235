/** Opening a Python file costs little: what only a run needs is loaded by the first run. Runs before the tests that run something. */
import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { activated } from './extensionUnderTest';

suite('loading on demand', () => {
  test('nothing but the extension itself, and what editing needs, is loaded before the first run', async () => {
    await activated();
    const folder = vscode.extensions.getExtension('micropython-sockets.micropython-sockets')?.extensionPath ?? '';
    const loaded = Object.keys(require.cache).filter((file) => file.startsWith(path.join(folder, 'dist', path.sep)));
    const names = loaded.map((file) => path.basename(file)).filter((name) => name !== 'languageFeatures.js');
    assert.deepEqual(names, ['extension.js']);
  });
});
