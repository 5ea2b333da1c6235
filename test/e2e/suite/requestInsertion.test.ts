/** *Insert GET Request* in the editor: what it writes stands where it should, and runs. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { startTestServer } from '../../../examples/server/servers';
import { activated, ObservedRun, setSetting, showUntitled } from './extensionUnderTest';

/** A program needs Wi-Fi before it fetches anything. */
const ONLINE = `import network, time
wlan = network.WLAN(network.WLAN.IF_STA)
wlan.active(True)
wlan.connect("any", "any password")
while not wlan.isconnected():
    time.sleep_ms(100)
`;

suite('inserting a GET request', () => {
  let api: ExtensionApi;

  suiteSetup(async () => {
    api = await activated();
  });

  test('a GET request from a URL is inserted below what is there, runs, and shows the answer', async () => {
    const server = await startTestServer();
    try {
      await setSetting('simulator.aliases', { 'www.example.com': `127.0.0.1:${server.port}` });
      const document = await showUntitled(`${ONLINE}\n`);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document, document);
      editor.selection = new vscode.Selection(document.lineCount - 1, 0, document.lineCount - 1, 0);
      await vscode.commands.executeCommand('micropythonSockets.insertGetRequest', {
        url: 'http://www.example.com/',
        form: 'socket',
        shape: 'once',
      });
      assert.match(document.getText(), /^import network, time\nimport socket\n/);
      assert.match(document.getText(), /Host: www\.example\.com\\r\\n/);
      const run = await ObservedRun.start(api);
      assert.deepEqual(await run.result(), { kind: 'completed' });
      await run.waitFor('200 OK');
    } finally {
      await setSetting('simulator.aliases', undefined);
      await server.close();
    }
  }).timeout(60_000);

  test('a GET request takes the place of the selected curl line, with its indentation, and one Undo takes it back', async () => {
    const before = 'import socket as sk\n\ndef fetch():\n    curl -H "X-Key: 1" http://www.example.com/a\n';
    const document = await showUntitled(before);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document, document);
    editor.selection = new vscode.Selection(3, 4, 3, document.lineAt(3).text.length);
    await vscode.commands.executeCommand('micropythonSockets.insertGetRequest', {
      url: 'curl -H "X-Key: 1" http://www.example.com/a',
      form: 'socket',
      shape: 'once',
    });
    const text = document.getText();
    assert.ok(!text.includes('curl'), text);
    assert.match(text, /^import socket as sk\n\ndef fetch\(\):\n {4}\S/);
    assert.match(text, /\n {4}\w+ = sk\.socket\(\)\n/);
    assert.match(text, /X-Key: 1/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});
