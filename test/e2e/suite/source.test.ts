/** The script in its editor: run from above its beginning, with what its lines did behind them, and reached from its records. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import type { ShownLine } from '../../../client/src/source/socketDecorations';
import { scriptedServer, type ScriptedServer } from '../../support/servers';
import { activated, ObservedRun, section, setSetting, showFile, showText, workspaceFolder, writeFile } from './extensionUnderTest';

const ONLINE = `import network, socket, time
wlan = network.WLAN()
wlan.active(True)
wlan.connect("any", "any")
while not wlan.isconnected():
    time.sleep_ms(10)
`;
const FIRST_LINE = ONLINE.split('\n').length - 1;

suite('the script in the editor', () => {
  let api: ExtensionApi;
  let server: ScriptedServer;

  suiteSetup(async () => {
    api = await activated();
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    server = await scriptedServer((socket) => socket.on('data', (bytes) => socket.end(`you said ${bytes.toString()}`)));
    await setSetting('simulator.aliases', { 'echo.test': `127.0.0.1:${server.port}` });
  });

  suiteTeardown(async () => {
    await setSetting('simulator.aliases', undefined);
    await setSetting('editor.socketActivity', undefined);
    await setSetting('editor.runLens', undefined);
    await server.close();
  });

  teardown(async () => {
    while (vscode.window.activeTextEditor) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  /** The titles of the lenses, once they are as wanted. */
  async function lenses(document: vscode.TextDocument, wanted: readonly string[]): Promise<readonly vscode.CodeLens[]> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      const ours = found.filter(({ command }) => command?.command.startsWith(section));
      const titles = ours.map(({ command }) => command?.title);
      if (JSON.stringify(titles) === JSON.stringify(wanted)) return ours;
      assert.ok(Date.now() < deadline, `${JSON.stringify(titles)} in place of ${JSON.stringify(wanted)}`);
    }
  }

  /** What stands behind the lines of a document, once it is as wanted. */
  async function shown(uri: vscode.Uri, isWanted: (lines: readonly ShownLine[]) => boolean): Promise<readonly ShownLine[]> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        subscription.dispose();
        reject(new Error(`What is shown: ${JSON.stringify(api.socketActivity.in(uri))}`));
      }, 15_000);
      const look = (): void => {
        const lines = api.socketActivity.in(uri);
        if (!isWanted(lines)) return;
        clearTimeout(limit);
        subscription.dispose();
        resolve(lines);
      };
      const subscription = api.socketActivity.onDidUpdate(look);
      look();
    });
  }

  const STOP = ['$(debug-stop) Stop'];
  const RUN = ['$(play) Run on simulator', 'Run on board'];

  test('is run from above its beginning, and stopped there', async () => {
    const document = await showText(
      'import machine\n\ndef main():\n    print("main")\n    while True: pass\n\nif __name__ == "__main__":\n    main()\n',
    );
    const [run] = await lenses(document, RUN);
    assert.equal(run?.range.start.line, 6);
    const { command } = run ?? {};
    assert.ok(command?.arguments);
    await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
    const [stop] = await lenses(document, STOP);
    const ended = new Promise((resolve) => api.onDidEndRun(({ result }) => resolve(result.kind)));
    await vscode.commands.executeCommand(stop?.command?.command ?? '');
    assert.equal(await ended, 'interrupted');
    await lenses(document, RUN);
  });

  test('is stopped from above its own beginning alone: another one can be run in its place', async () => {
    const waiting = await vscode.workspace.openTextDocument(writeFile('lenses/waiting.py', 'import machine\nwhile True: pass\n'));
    const short = await vscode.workspace.openTextDocument(writeFile('lenses/short.py', 'import machine\nprint("short")\n'));
    await vscode.window.showTextDocument(waiting);
    const press = async (document: vscode.TextDocument, titles: readonly string[]): Promise<void> => {
      const { command } = (await lenses(document, titles))[0] ?? {};
      assert.ok(command);
      await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    };
    const nextEnd = (): Promise<string> =>
      new Promise((resolve) => {
        const subscription = api.onDidEndRun(({ request, result }) => {
          subscription.dispose();
          resolve(`${request.script.name} ${result.kind}`);
        });
      });
    await press(waiting, RUN);
    await lenses(waiting, STOP);
    const [ofWaiting] = [nextEnd(), await press(short, RUN)];
    assert.equal(await ofWaiting, 'waiting.py interrupted');
    assert.equal(await nextEnd(), 'short.py completed');
    await press(waiting, RUN);
    const [again] = [nextEnd(), await press(waiting, STOP)];
    assert.equal(await again, 'waiting.py interrupted');
    await lenses(waiting, RUN);
  });

  test('is not run from there if it is for another Python, or if the user does not want that', async () => {
    const { document: other } = await showFile(writeFile('lenses/other.py', 'import subprocess\nsubprocess.run([])\n'));
    const { document: ours } = await showFile(writeFile('lenses/ours.py', 'import machine\nprint(machine)\n'));
    await lenses(ours, RUN);
    await lenses(other, []);
    await setSetting('editor.runLens', false);
    await lenses(ours, []);
    await setSetting('editor.runLens', undefined);
  });

  test('shows on request what each line last did, and follows the lines until the next run', async () => {
    const source = `${ONLINE}s = socket.socket()
s.connect(("echo.test", 80))
s.send(b"hello")
data = [s.recv(4) for i in range(3)]
try:
    socket.socket().connect(("no.such.name", 80))
except OSError:
    pass
`;
    const document = await showText(source);
    await (await ObservedRun.start(api)).result();
    assert.deepEqual(api.socketActivity.in(document.uri), []);
    await vscode.commands.executeCommand(`${section}.showSocketActivity`);
    const lines = await shown(document.uri, (found) => found.length >= 5);
    const withoutTimes = lines.map(({ line, text }) => [line - FIRST_LINE, text.replace(/[\d.]+ m?s/, 'time')]);
    assert.deepEqual(withoutTimes, [
      [0, 'socket 1 · time'],
      [1, '→ echo.test:80 · time'],
      [2, '↑ 5 B · time'],
      [3, '↓ 4 B · time · 3×'],
      [5, '-202 EAI_FAIL · time · 2×'],
    ]);

    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# new\n# new\n');
      edit.delete(new vscode.Range(FIRST_LINE + 2, 0, FIRST_LINE + 3, 0));
    });
    const moved = await shown(document.uri, (found) => found.length === 4);
    assert.deepEqual(
      moved.map(({ line }) => line - FIRST_LINE),
      [2, 3, 4, 6],
    );

    await (await ObservedRun.ofText(api, 'print("nothing")')).result();
    await vscode.window.showTextDocument(document);
    await shown(document.uri, (found) => found.length === 0);
    await vscode.commands.executeCommand(`${section}.hideSocketActivity`);
    assert.equal(vscode.workspace.getConfiguration(section).get('editor.socketActivity'), false);
  });

  test('is shown with its modules, which have lines of their own', async () => {
    await setSetting('editor.socketActivity', true);
    const module = writeFile('lines/opener.py', 'import socket\n\ndef open_it():\n    return socket.socket()\n');
    const main = writeFile('lines/main.py', 'import machine, opener\nopener.open_it().close()\n');
    await showFile(main);
    await (await ObservedRun.start(api)).result();
    assert.deepEqual(
      (await shown(main, (found) => found.length === 1)).map(({ line }) => line),
      [1],
    );
    await showFile(module);
    assert.deepEqual(
      (await shown(module, (found) => found.length === 1)).map(({ line, text }) => [line, text.split(' · ')[0]]),
      [[3, 'socket 1']],
    );
    assert.ok(module.fsPath.startsWith(workspaceFolder()));
  });

  test('is shown in a module with unsaved changes where the lines are now that ran', async () => {
    await setSetting('editor.socketActivity', true);
    const module = writeFile('unsaved/opener.py', 'import socket\n\ndef open_it():\n    return socket.socket()\n');
    const main = writeFile('unsaved/main.py', 'import machine, opener\nopener.open_it().close()\n');
    const editor = await showFile(module);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# one\n# two\n'));
    await showFile(main);
    await (await ObservedRun.start(api)).result();
    const { document } = await showFile(module);
    assert.ok(document.isDirty);
    const linesOf = async (wanted: number): Promise<unknown> =>
      (await shown(module, (found) => found[0]?.line === wanted)).map(({ line, text }) => [line, text.split(' · ')[0]]);
    assert.deepEqual(await linesOf(5), [[5, 'socket 1']]);
    const shownEditor = vscode.window.activeTextEditor;
    assert.ok(shownEditor);
    await shownEditor.edit((edit) => edit.insert(new vscode.Position(1, 0), '# more\n'));
    assert.deepEqual(await linesOf(6), [[6, 'socket 1']]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await showFile(module);
    assert.deepEqual(await linesOf(3), [[3, 'socket 1']]);
  });
});
