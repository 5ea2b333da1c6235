/** Traffic as files: a run is saved, opened again, exported, and compared with another. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { startTestServer } from '../../../examples/server/servers';
import { scriptedServer } from '../../support/servers';
import { activated, ObservedRun, section, setSetting, showText } from './extensionUnderTest';

suite('the traffic of a run', function () {
  // Several runs in one test, each with a board that is switched on for it.
  this.timeout(90_000);
  let api: ExtensionApi;
  let folder: string;

  suiteSetup(async () => {
    api = await activated();
    folder = await mkdtemp(join(tmpdir(), 'traffic-'));
  });

  suiteTeardown(() => rm(folder, { recursive: true, force: true }));

  const file = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));

  async function runScript(text: string): Promise<ObservedRun> {
    const run = await ObservedRun.ofText(api, text);
    assert.deepEqual(await run.result(), { kind: 'completed' });
    return run;
  }

  const script = (said: string): string => `import socket
a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(("127.0.0.1", 9000))
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
b.sendto(b"${said}", ("127.0.0.1", 9000))
print(a.recvfrom(100)[0])
`;

  const getScript = (host: string): string => `import network, socket
wlan = network.WLAN(network.WLAN.IF_STA)
wlan.active(True)
wlan.connect("home", "secret")
while not wlan.isconnected():
    pass
s = socket.socket()
s.connect(socket.getaddrinfo("${host}", 80)[0][-1])
s.send(b"GET / HTTP/1.0\\r\\nHost: ${host}\\r\\n\\r\\n")
while s.recv(512):
    pass
s.close()
`;

  const receivedBy = (run: ObservedRun): string =>
    Buffer.concat(run.records().flatMap(({ operation, bytes }) => (operation === 'recv' ? [bytes] : []))).toString();

  test('is saved, and opened again with the same records', async () => {
    const run = await runScript(script('kept'));
    const records = run.records();
    await vscode.commands.executeCommand(`${section}.saveTraffic`, file('first.ndjson'));
    await vscode.commands.executeCommand(`${section}.clearPanel`);
    assert.equal(api.trafficLog.nextIndex, api.trafficLog.firstIndex);
    await vscode.commands.executeCommand(`${section}.openTraffic`, file('first.ndjson'));
    const rounded = (value: number): number => Math.round(value * 1000) / 1000;
    const wanted = records.map((record) => ({ ...record, timeMs: rounded(record.timeMs), durationMs: rounded(record.durationMs) }));
    assert.deepEqual(
      run.records().map((record) => ({ ...record, bytes: [...record.bytes] })),
      wanted.map((record) => ({ ...record, bytes: [...record.bytes] })),
    );
  });

  test('each operation knows its line', async () => {
    const run = await runScript(script('line'));
    const lines = run.records().map(({ operation, place }) => [operation, place?.line]);
    assert.deepEqual(lines, [
      ['socket', 2],
      ['bind', 3],
      ['socket', 4],
      ['sendto', 5],
      ['recvfrom', 6],
    ]);
  });

  test('is written for other programs', async () => {
    await runScript(script('packets'));
    await vscode.commands.executeCommand(`${section}.saveTraffic`, file('run.pcapng'));
    const packets = await readFile(join(folder, 'run.pcapng'));
    assert.equal(packets.readUInt32LE(0), 0x0a0d0d0a);
    assert.ok(packets.includes('packets'));
    await vscode.commands.executeCommand(`${section}.saveTraffic`, file('run.har'));
    const archive = JSON.parse(await readFile(join(folder, 'run.har'), 'utf8')) as { log: { version: string } };
    assert.equal(archive.log.version, '1.2');
  });

  test('of two runs is compared in the diff editor', async () => {
    await runScript(script('one'));
    await vscode.commands.executeCommand(`${section}.saveTraffic`, file('one.ndjson'));
    await runScript(script('two'));
    await vscode.commands.executeCommand(`${section}.saveTraffic`, file('two.ndjson'));
    await vscode.commands.executeCommand(`${section}.compareTraffic`, [file('one.ndjson'), file('two.ndjson')]);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(tab instanceof vscode.TabInputTextDiff);
    const text = async (uri: vscode.Uri): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();
    const [left, right] = [await text(tab.original), await text(tab.modified)];
    assert.match(left, /sendto .*one/);
    assert.equal(left.replaceAll('one', 'two'), right);
  });

  test('is played back to the script, whose servers are gone', async () => {
    const server = await startTestServer();
    await setSetting('simulator.aliases', { 'replayed.test': `127.0.0.1:${server.port}` });
    const recorded = await runScript(getScript('replayed.test'));
    await vscode.commands.executeCommand(`${section}.saveTraffic`, file('get.ndjson'));
    await server.close();
    await setSetting('simulator.aliases', undefined);
    await vscode.commands.executeCommand(`${section}.replayTraffic`, file('get.ndjson'));
    const again = await runScript(getScript('replayed.test'));
    assert.deepEqual(receivedBy(again), receivedBy(recorded));
    await vscode.commands.executeCommand(`${section}.stopReplay`);
  });

  /** A server that says one thing to everybody, under a name, for as long as something is done with it. */
  async function withServer<T>(name: string, says: string, action: () => Promise<T>): Promise<T> {
    const server = await scriptedServer((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${says.length}\r\n\r\n${says}`)),
    );
    await setSetting('simulator.aliases', { [name]: `127.0.0.1:${server.port}` });
    try {
      return await action();
    } finally {
      await setSetting('simulator.aliases', undefined);
      await server.close();
    }
  }

  /** A saved run that was told something by a server which is gone. */
  const savedGet = (name: string, says: string): Promise<vscode.Uri> =>
    withServer(name, says, async () => {
      await runScript(getScript(name));
      const saved = file(`${says}.ndjson`);
      await vscode.commands.executeCommand(`${section}.saveTraffic`, saved);
      return saved;
    });

  const replay = (saved: vscode.Uri): Thenable<unknown> => vscode.commands.executeCommand(`${section}.replayTraffic`, saved);

  const startPeers = async (): Promise<void> => {
    await vscode.commands.executeCommand(`${section}.startPeers`);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  };

  /** Of the extension host, in which the tests run too. */
  const listeningServers = (): number => process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap').length;

  const connects = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
    });

  test('is played back in place of the one that was, and beside the test peers', async () => {
    const [first, second] = [await savedGet('twice.test', 'first'), await savedGet('twice.test', 'second')];
    await startPeers();
    await replay(first);
    assert.match(receivedBy(await runScript(getScript('twice.test'))), /first$/);
    const before = api.localPeers.aliases.find(({ name }) => name === 'twice.test')?.port ?? 0;
    assert.ok(await connects(before));
    await replay(second);
    assert.deepEqual(
      api.localPeers.standing.map((text) => text.split(' ')[0]),
      ['$(history)', '$(server)'],
    );
    assert.equal(await connects(before), false);
    assert.match(receivedBy(await runScript(getScript('twice.test'))), /second$/);
    assert.match(receivedBy(await runScript(getScript('http.test'))), /^HTTP\/1\.1 200/);
    await vscode.commands.executeCommand(`${section}.stopReplay`);
    await vscode.commands.executeCommand(`${section}.stopPeers`);
  });

  test('that is played back to a script which does something else is told in its terminal, in each run', async () => {
    await replay(await savedGet('other.test', 'recorded'));
    for (let round = 0; round < 2; round++) {
      const run = await runScript(getScript('other.test').replace('GET / ', 'GET /elsewhere '));
      await run.waitFor('Not as recorded, with other.test:80:');
      assert.match(receivedBy(run), /^HTTP\/1\.1 501/);
      assert.match(run.text, /elsewhere/);
    }
    await vscode.commands.executeCommand(`${section}.stopReplay`);
  });

  test('is not played back any more once that is stopped, nor do test peers answer: the next run reaches who is there', async () => {
    const saved = await savedGet('real.test', 'recorded');
    const serversBefore = listeningServers();
    await replay(saved);
    await Promise.all([startPeers(), startPeers()]);
    const ports = api.localPeers.aliases.map(({ port = 0 }) => port);
    await withServer('real.test', 'real', async () => {
      assert.match(receivedBy(await runScript(getScript('real.test'))), /recorded$/);
      await vscode.commands.executeCommand(`${section}.stopReplay`);
      await vscode.commands.executeCommand(`${section}.stopPeers`);
      assert.deepEqual(api.localPeers.standing, []);
      assert.match(receivedBy(await runScript(getScript('real.test'))), /real$/);
    });
    // Those that were started at the same moment are not forgotten.
    assert.equal(listeningServers(), serversBefore);
    for (const port of ports) assert.equal(await connects(port), false, `port ${port}`);
    await showText(getScript('http.test'));
    assert.equal((await (await ObservedRun.start(api)).result()).kind, 'exception');
  });

  test('with nobody has nothing to play back, and what is played back stays', async () => {
    const saved = await savedGet('stays.test', 'stays');
    await runScript('import socket\nsocket.socket().close()\n');
    await vscode.commands.executeCommand(`${section}.replayTraffic`);
    assert.deepEqual(api.localPeers.standing, []);
    await vscode.commands.executeCommand(`${section}.saveTraffic`, file('nobody.ndjson'));
    await replay(saved);
    const standing = api.localPeers.standing;
    assert.equal(standing.length, 1);
    await replay(file('nobody.ndjson'));
    assert.deepEqual(api.localPeers.standing, standing);
    assert.match(receivedBy(await runScript(getScript('stays.test'))), /stays$/);
    await vscode.commands.executeCommand(`${section}.stopReplay`);
  });

  test('with a test peer needs no server of the user', async () => {
    await vscode.commands.executeCommand(`${section}.startPeers`);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    const run = await runScript(getScript('http.test'));
    assert.match(receivedBy(run), /^HTTP\/1\.1 200/);
    await vscode.commands.executeCommand(`${section}.stopPeers`);
  });

  test('that cannot be opened changes nothing that is shown', async () => {
    const before = api.trafficLog.nextIndex;
    await vscode.commands.executeCommand(`${section}.openTraffic`, file('missing.ndjson'));
    assert.equal(api.trafficLog.nextIndex, before);
  });
});
