/** A board at a serial port, which is a pseudo-terminal with a simulated board behind it: chosen, run on, stopped, reset and lost. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { activated, extensionFolder, ObservedRun, section, showFile, showText, writeFile } from './extensionUnderTest';

suite('a board at a serial port', () => {
  let api: ExtensionApi;
  let board: BoardAtPort;

  suiteSetup(async function () {
    if (process.platform === 'win32') this.skip();
    api = await activated();
    board = await BoardAtPort.start();
  });

  // A test that chose another one may have failed.
  setup(() => vscode.commands.executeCommand(`${section}.chooseBoard`, { address: board.port, label: 'Test Board' }));

  suiteTeardown(async () => {
    await vscode.commands.executeCommand(`${section}.chooseBoard`, 'simulated');
    board.end();
  });

  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('runs what is shown, and its prompt is there afterwards', async () => {
    await showText('import sys\nprint("on", sys.platform, 6 * 7)\n');
    const run = await ObservedRun.onBoard(api);
    assert.deepEqual(await run.result(), { kind: 'completed' });
    await run.waitFor('on esp32 42\r\n');
    await run.waitFor('── finished in');
    await run.waitFor('>>> ');
    assert.match(run.text, / on Test Board ──/);
    api.device.type('print(6 + 1)\r');
    await run.waitFor('\r\n7\r\n>>> ');
  });

  test('an exception leads to its line', async () => {
    const document = await showText('def f():\n    raise OSError(104)\n\nf()\n');
    const run = await ObservedRun.onBoard(api);
    const result = await run.result();
    assert.equal(result.kind, 'exception');
    await run.waitFor('ECONNRESET');
    const [link] = await api.findTracebackLinks('  File "<stdin>", line 2, in f');
    assert.equal(link?.uri.toString(), document.uri.toString());
    assert.equal(link.line, 2);
  });

  test('an exception of a socket is explained at its line until a run on the board goes well', async () => {
    const document = await showText('import socket\n\ns = socket.socket()\ns.settimeout(5)\ns.recv(1)\n');
    const run = await ObservedRun.onBoard(api);
    const result = await run.result();
    assert.deepEqual(result.kind === 'exception' && result.osError, { errno: 128, operation: 'recv' });
    const problems = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'MicroPython, at the last run');
    while (problems().length === 0)
      await new Promise<void>((resolve) => {
        const subscription = vscode.languages.onDidChangeDiagnostics(() => {
          subscription.dispose();
          resolve();
        });
      });
    const [problem] = problems();
    assert.match(problem?.message ?? '', /^OSError: \[Errno 128\] ENOTCONN\n128 ENOTCONN at recv: [A-Z].*\. [A-Z].*/);
    assert.equal(problem?.range.start.line, 4);
    await showText('print("fine")\n');
    assert.deepEqual(await (await ObservedRun.onBoard(api)).result(), { kind: 'completed' });
    assert.deepEqual(problems(), []);
  });

  test('Stop ends what does not end', async () => {
    await showText('print("going")\nwhile True:\n    pass\n');
    const run = await ObservedRun.onBoard(api);
    await run.waitFor('going');
    await vscode.commands.executeCommand(`${section}.stop`);
    assert.deepEqual(await run.result(), { kind: 'interrupted', killed: false });
  });

  test('its socket calls are in the panel', async () => {
    await showText(LOOPBACK);
    const run = await ObservedRun.onBoard(api);
    assert.deepEqual(await run.result(), { kind: 'completed' });
    const received = run
      .records()
      .filter(({ operation }) => operation === 'recv')
      .map(({ bytes }) => Buffer.from(bytes).toString());
    assert.deepEqual(received, ['over the board itself']);
    assert.ok(!run.text.includes('\x10'), 'nothing of the probe is shown');
  });

  test('a file of the board is opened, changed and saved, and a script reads what was saved', async () => {
    const note = api.fileOnBoard('/notes/today.txt');
    await vscode.workspace.fs.writeFile(note, Buffer.from('as it was'));
    const editor = await showFile(note);
    assert.equal(editor.document.getText(), 'as it was');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'not '));
    assert.ok(await editor.document.save());
    await showText('print("read:", open("/notes/today.txt").read())\n');
    const run = await ObservedRun.onBoard(api);
    await run.waitFor('read: not as it was');
    await run.result();
    await vscode.workspace.fs.rename(note, vscode.Uri.joinPath(note, '../kept.txt'));
    const names = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(note, '..'));
    assert.deepEqual(names, [['kept.txt', vscode.FileType.File]]);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(note, '..'), { recursive: true });
    await assert.rejects(async () => vscode.workspace.fs.stat(note), /EntryNotFound/);
  });

  test('a file of one board is not saved on another', async () => {
    const file = api.fileOnBoard('/of_this_board.txt');
    await vscode.commands.executeCommand(`${section}.chooseBoard`, { address: 'tcp://127.0.0.1:1', label: 'Another Board' });
    await assert.rejects(async () => vscode.workspace.fs.writeFile(file, Buffer.from('lost')), /a file of another board/);
  });

  test('the files of the simulated board are reached in the same way, and its terminal shows nothing of it', async () => {
    const shown: string[] = [];
    const subscription = api.onDidWriteTerminal((text) => shown.push(text));
    await vscode.commands.executeCommand(`${section}.chooseBoard`, 'simulated');
    await vscode.commands.executeCommand(`${section}.connectFiles`);
    const note = api.fileOnBoard('/from_editor.txt');
    await vscode.workspace.fs.writeFile(note, Buffer.from('by the editor'));
    await vscode.commands.executeCommand(`${section}.openPrompt`);
    api.type('print(open("from_editor.txt").read())\r');
    const before = Date.now();
    while (!shown.join('').includes('\r\nby the editor\r\n')) {
      assert.ok(Date.now() - before < 10_000, shown.join(''));
      await new Promise((resolve) => api.onDidWriteTerminal(resolve));
    }
    assert.ok(!shown.join('').includes('raw REPL'), shown.join(''));
    subscription.dispose();
    await vscode.workspace.fs.delete(note);
    await vscode.commands.executeCommand(`${section}.switchOff`);
    await vscode.commands.executeCommand(`${section}.chooseBoard`, { address: board.port, label: 'Test Board' });
  });

  test('what is beside the script is imported on the board, and not kept there', async () => {
    writeFile('helper_of_board.py', 'ANSWER = 42\n');
    await showFile(writeFile('uses_helper.py', 'import helper_of_board\nprint("answer", helper_of_board.ANSWER)\n'));
    const run = await ObservedRun.onBoard(api);
    await run.waitFor('answer 42');
    await run.result();
    const names = await vscode.workspace.fs.readDirectory(api.fileOnBoard('/'));
    assert.ok(!names.some(([name]) => name.includes('helper')));
  });

  test('Disconnect stops what runs, and the next run connects at once', async () => {
    await showText('print("going")\nwhile True:\n    pass\n');
    const run = await ObservedRun.onBoard(api);
    await run.waitFor('going');
    await vscode.commands.executeCommand(`${section}.disconnectBoard`);
    assert.deepEqual(await run.result(), { kind: 'interrupted', killed: false });
    await showText('print("there", 3 * 14)\n');
    const next = await ObservedRun.onBoard(api);
    assert.deepEqual(await next.result(), { kind: 'completed' });
    await next.waitFor('there 42');
  });

  test('a choice that changes while a script runs stops the script, and Run takes the other one', async () => {
    await showText('import sys\nprint("going")\nwhile True:\n    pass\n');
    const run = await ObservedRun.onBoard(api);
    await run.waitFor('going');
    await vscode.commands.executeCommand(`${section}.chooseBoard`, 'simulated');
    assert.equal((await run.result()).kind, 'interrupted');
    await vscode.commands.executeCommand(`${section}.chooseBoard`, { address: board.port, label: 'Test Board' });
    await showText('print("back", 6 * 7)\n');
    const next = await ObservedRun.onBoard(api);
    await next.waitFor('back 42');
    assert.deepEqual(await next.result(), { kind: 'completed' });
  });

  test('a run on a board that is unplugged says so', async () => {
    await showText('print("going")\nwhile True:\n    pass\n');
    const run = await ObservedRun.onBoard(api);
    await run.waitFor('going');
    board.unplug();
    const result = await run.result();
    assert.equal(result.kind, 'disconnected');
  });
});

const LOOPBACK = `
import socket
listener = socket.socket()
listener.bind(("127.0.0.1", 8000))
listener.listen()
client = socket.socket()
client.connect(("127.0.0.1", 8000))
server, _ = listener.accept()
server.send(b"over the board itself")
print(client.recv(100))
client.close()
server.close()
listener.close()
`;

class BoardAtPort {
  private constructor(
    private readonly process: ChildProcess,
    readonly port: string,
  ) {}

  static async start(): Promise<BoardAtPort> {
    const program = path.join(extensionFolder(), 'dist-test', 'boardOnTerminal.mjs');
    const child = spawn('node', [program, path.join(extensionFolder(), 'dist', 'cli.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface(child.stdout);
    const port = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      child.once('exit', (code) => reject(new Error(`the board ended with ${code}`)));
    });
    return new BoardAtPort(child, port);
  }

  unplug(): void {
    this.process.stdin?.write('unplug\n');
  }

  end(): void {
    this.process.stdin?.end();
  }
}
