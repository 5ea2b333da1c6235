/** Traffic as files: a run is saved, opened again, exported, and compared with another. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { startTestServer } from '../../../examples/server/servers';
import { activated, ObservedRun, section, setSetting } from './extensionUnderTest';

suite('the traffic of a run', () => {
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
