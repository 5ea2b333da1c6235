/** The extension under development is the one that the manifest names, and it can be activated. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('activation', () => {
  test('the extension is found and starts', async () => {
    const extension = vscode.extensions.getExtension('micropython-sockets.micropython-sockets');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
