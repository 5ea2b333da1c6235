/** Running: what is shown runs on the simulated ESP32, what it prints is in the terminal, what its sockets did is in the log. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { startTestServer, type TestServer } from '../../../examples/server/servers';
import {
  activated,
  ObservedRun,
  section,
  setSetting,
  showFile,
  showText,
  showUntitled,
  workspaceFolder,
  writeFile,
} from './extensionUnderTest';

suite('running a script', () => {
  let api: ExtensionApi;
  let server: TestServer;

  suiteSetup(async () => {
    api = await activated();
    server = await startTestServer();
    // VS Code in a browser saves by itself otherwise.
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    await setSetting('simulator.aliases', { 'www.example.com': `127.0.0.1:${server.port}`, 'echo.test': `127.0.0.1:${server.echoPort}` });
  });

  suiteTeardown(async () => {
    await setSetting('simulator.aliases', undefined);
    await server.close();
  });

  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('offers its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const name of ['run', 'stop', 'showPanel', 'clearPanel', 'openExample', 'serve', 'stopServing'])
      assert.ok(commands.includes(`${section}.${name}`), name);
  });

  test('shows what the example received, in the terminal and as bytes', async () => {
    await showFile(vscode.Uri.file(`${workspaceFolder()}/http_get.py`));
    const run = await ObservedRun.start(api);
    assert.deepEqual(await run.result(), { kind: 'completed' });
    await run.waitFor('── finished in');
    assert.match(run.text, /── http_get\.py on Simulated ESP32 ──/);
    assert.match(run.text, /HTTP\/1\.1 200 OK\r\r\n/);
    const operations = run.records().map(({ operation }) => operation);
    assert.deepEqual(operations.slice(0, 4), ['getaddrinfo', 'socket', 'connect', 'send']);
    const received = Buffer.concat(run.records().flatMap((record) => (record.operation === 'recv' ? [record.bytes] : [])));
    assert.match(received.toString(), /^HTTP\/1\.1 200 OK\r\n/);
    assert.equal(api.trafficLog.totals.receivedBytes, received.length);
  });

  test('takes the text that is shown, not the one on the disk', async () => {
    const uri = writeFile('dirty.py', 'print("from the disk")\n');
    const editor = await showFile(uri);
    await editor.edit((edit) => edit.replace(editor.document.lineAt(0).range, 'print("from the editor")'));
    const run = await ObservedRun.start(api);
    await run.result();
    await run.waitFor('from the editor');
    assert.ok(!run.text.includes('from the disk'));
    assert.ok(editor.document.isDirty, 'running does not save');
    assert.equal(fs.readFileSync(uri.fsPath, 'utf8'), 'print("from the disk")\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('takes a document that was never saved', async () => {
    const run = await ObservedRun.ofText(api, 'print("never saved", 6 * 7)');
    await run.waitFor('never saved 42\r\n');
    assert.deepEqual(await run.result(), { kind: 'completed' });
  });

  test('an exception is a problem at its line until the next run, with what its number means and who called', async () => {
    const document = await showText('def f():\n    raise OSError(104)\n\nf()\n');
    const run = await ObservedRun.start(api);
    assert.equal((await run.result()).kind, 'exception');
    const isOurs = ({ source }: vscode.Diagnostic): boolean => source === 'MicroPython, at the last run';
    const problems = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri).filter(isOurs);
    while (problems().length === 0) await changeOfProblems();
    const [problem] = problems();
    assert.match(problem?.message ?? '', /^OSError: \[Errno 104\] ECONNRESET\n104 ECONNRESET: /);
    assert.deepEqual([problem?.range.start.line, problem?.range.start.character], [1, 4]);
    assert.deepEqual(
      problem?.relatedInformation?.map(({ location }) => location.range.start.line),
      [3],
    );
    await (await ObservedRun.ofText(api, 'print("fine")')).result();
    assert.equal(problems().length, 0);
  });

  test('imports from beside the script, and says that an import takes the saved file', async () => {
    const helper = writeFile('beside/helper.py', 'ANSWER = 42\n');
    const main = writeFile('beside/main.py', 'import helper\nprint("answer", helper.ANSWER)\n');
    const editor = await showFile(helper);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# changed\n'));
    await vscode.commands.executeCommand('vscode.open', main);
    const run = await ObservedRun.start(api);
    await run.waitFor('answer 42');
    assert.match(run.text, /helper\.py has unsaved changes/);
    await run.result();
    await showFile(helper);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('leads from a traceback to the exact line, in the script and in what it imports', async () => {
    const module = writeFile('places/lib/deep.py', '\n\ndef fail():\n    raise ValueError("deep")\n');
    const main = writeFile('places/main.py', '# one\nfrom lib import deep\n\ndeep.fail()\n');
    await showFile(main);
    const run = await ObservedRun.start(api);
    assert.equal((await run.result()).kind, 'exception');
    await run.waitFor('── ended with an exception ──');
    const lines = run.text.split('\r\n').filter((line) => line.includes('File "'));
    const links = (await Promise.all(lines.map((line) => api.findTracebackLinks(line)))).flat();
    assert.deepEqual(
      links.map(({ uri, line }) => [uri.fsPath, line]),
      [
        [main.fsPath, 4],
        [module.fsPath, 4],
      ],
    );
    assert.equal(lines[0]?.slice(links[0]?.startIndex, (links[0]?.startIndex ?? 0) + (links[0]?.length ?? 0)), 'File "main.py", line 4');
  });

  test('leads from a traceback into a document that was never saved', async () => {
    const document = await showUntitled('x = 1\n\nx.nothing\n');
    const run = await ObservedRun.start(api);
    await run.waitFor('── ended with an exception ──');
    const line = run.text.split('\r\n').find((each) => each.includes('File "')) ?? '';
    const [link] = await api.findTracebackLinks(line);
    assert.equal(link?.uri.toString(), document.uri.toString());
    assert.equal(link?.line, 3);
  });

  test('makes no link of a file that is not there', async () => {
    assert.deepEqual(await api.findTracebackLinks('  File "no/such.py", line 1, in x'), []);
    assert.deepEqual(await api.findTracebackLinks('  File "../outside.py", line 1, in x'), []);
  });

  test('gives what is typed into the terminal to the script, and echoes it', async () => {
    const run = await ObservedRun.ofText(api, 'name = input("Name: ")\nprint("Hello", name)');
    await run.waitFor('Name: ');
    for (const key of 'Ada\r') api.type(key);
    await run.waitFor('Name: Ada\r\nHello Ada\r\n');
    assert.deepEqual(await run.result(), { kind: 'completed' });
  });

  test('Ctrl-C in the terminal raises KeyboardInterrupt, which the script may catch', async () => {
    const run = await ObservedRun.ofText(api, 'try:\n  print("ready")\n  while True: pass\nexcept KeyboardInterrupt:\n  print("caught")');
    await run.waitFor('ready');
    api.type('\x03');
    await run.waitFor('caught');
    assert.deepEqual(await run.result(), { kind: 'completed' });
  });

  test('a second run stops the first one and takes its place', async () => {
    const first = await ObservedRun.ofText(api, 'print("first")\nwhile True: pass');
    await first.waitFor('first');
    const second = await ObservedRun.ofText(api, 'print("second")');
    assert.deepEqual(await first.result(), { kind: 'interrupted', killed: false });
    await second.waitFor('── stopped (KeyboardInterrupt) ──');
    await second.waitFor('second\r\n');
    await second.waitFor('── finished in');
  });

  test('forgets the traffic of the run before', async () => {
    const talk = 'import network, socket\nnetwork.WLAN(network.STA_IF).active(True)\nsocket.socket().close()';
    const first = await ObservedRun.ofText(api, talk);
    await first.result();
    assert.ok(first.records().length > 0);
    const second = await ObservedRun.ofText(api, 'print("nothing")');
    await second.result();
    assert.deepEqual(second.records(), []);
  });

  test('obeys the settings for the heap and for the network', async () => {
    await setSetting('simulator.heapSize', 65_536);
    const small = await ObservedRun.ofText(api, 'x = bytearray(100000)');
    assert.match(JSON.stringify(await small.result()), /MemoryError/);
    await setSetting('simulator.heapSize', undefined);
    await setSetting('simulator.network', 'none');
    const lines = ['import network, socket', 'w = network.WLAN(network.STA_IF)', 'w.active(True)', 'w.connect("a", "b")'];
    lines.push('while not w.isconnected(): pass', `socket.socket().connect(("127.0.0.1", ${server.port}))`);
    const closed = await ObservedRun.ofText(api, lines.join('\n'));
    assert.match(JSON.stringify(await closed.result()), /OSError/);
    await setSetting('simulator.network', undefined);
    assert.equal(closed.records().find(({ operation }) => operation === 'connect')?.outcome.kind, 'error');
  });

  test('says which alias it cannot read, and runs without it', async () => {
    const aliases = vscode.workspace.getConfiguration(section).get('simulator.aliases');
    await setSetting('simulator.aliases', { 'bad.example': 'http://no/' });
    const run = await ObservedRun.ofText(api, 'print("ran")');
    await run.waitFor('ran');
    assert.match(run.text, /"bad\.example".*should be "host" or "host:port"/);
    await run.result();
    await setSetting('simulator.aliases', aliases);
  });

  test('opens the example as a document that can be run', async () => {
    await vscode.commands.executeCommand(`${section}.openExample`, 'http_get.py');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'python');
    assert.ok(document.isUntitled);
    const run = await ObservedRun.start(api);
    await run.waitFor('HTTP/1.');
    assert.deepEqual(await run.result(), { kind: 'completed' });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

function changeOfProblems(): Promise<void> {
  return new Promise((resolve) => {
    const subscription = vscode.languages.onDidChangeDiagnostics(() => {
      subscription.dispose();
      resolve();
    });
  });
}
