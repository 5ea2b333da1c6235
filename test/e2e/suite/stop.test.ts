/** Stopping: from everywhere a script can be, in time, and the terminal says what happened. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { startTestServer, type TestServer } from '../../../examples/server/servers';
import { activated, ObservedRun, section, setSetting, stop } from './extensionUnderTest';

const joinWifi = `import network
w = network.WLAN(network.STA_IF)
w.active(True)
w.connect("a", "b")
while not w.isconnected(): pass
`;

suite('stopping a script', () => {
  let api: ExtensionApi;
  let server: TestServer;

  suiteSetup(async () => {
    api = await activated();
    server = await startTestServer();
    await setSetting('simulator.aliases', { 'echo.test': `127.0.0.1:${server.echoPort}` });
  });

  suiteTeardown(async () => {
    await setSetting('simulator.aliases', undefined);
    await server.close();
  });

  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const connectToEcho = `${joinWifi}import socket\ns = socket.socket()\ns.connect(("echo.test", 7))\n`;
  const places: readonly (readonly [where: string, script: string])[] = [
    ['an endless loop', 'print("ready")\nwhile True: pass'],
    ['time.sleep', 'import time\nprint("ready")\ntime.sleep(600)'],
    ['a recv that waits', `${connectToEcho}print("ready")\ns.recv(10)`],
    ['input()', 'print("ready")\ninput("? ")'],
    ['a flood of output', 'print("ready")\nwhile True: print("x" * 70)'],
    ['a flood of traffic', `${connectToEcho}print("ready")\nwhile True:\n  s.send(b"x" * 100)\n  s.recv(100)`],
  ];

  for (const [where, script] of places) {
    test(`works in ${where}`, async () => {
      const run = await ObservedRun.ofText(api, script);
      await run.waitFor('ready');
      await stop();
      assert.deepEqual(await run.result(), { kind: 'interrupted', killed: false });
      await run.waitFor('── stopped (KeyboardInterrupt) ──');
      assert.equal(api.state.kind, 'idle');
    });
  }

  test('kills a script that ignores KeyboardInterrupt, and says so', async () => {
    const run = await ObservedRun.ofText(
      api,
      'print("ready")\nwhile True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: pass',
    );
    await run.waitFor('ready');
    await stop();
    assert.equal(api.state.kind, 'stopping');
    assert.deepEqual(await run.result(), { kind: 'interrupted', killed: true });
    await run.waitFor('── killed');
  });

  test('kills at once when asked twice', async () => {
    const run = await ObservedRun.ofText(
      api,
      'print("ready")\nwhile True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: pass',
    );
    await run.waitFor('ready');
    const askedAt = performance.now();
    await stop();
    await stop();
    assert.deepEqual(await run.result(), { kind: 'interrupted', killed: true });
    assert.ok(performance.now() - askedAt < 1500, 'well before the grace has passed');
  });

  test('works right after the start', async () => {
    const run = await ObservedRun.ofText(api, 'while True: pass');
    await stop();
    assert.equal((await run.result()).kind, 'interrupted');
  });

  test('happens when the board is reset, and the terminal says so', async () => {
    const reset = await ObservedRun.ofText(api, 'print("ready")\nwhile True: pass');
    await reset.waitFor('ready');
    await vscode.commands.executeCommand(`${section}.hardReset`);
    assert.deepEqual(await reset.result(), { kind: 'interrupted', killed: true, by: 'reset' });
    await reset.waitFor('── ended: the board was reset ──');
  });

  test('happens when the board is switched off, and the terminal says so', async () => {
    const off = await ObservedRun.ofText(api, 'print("ready")\nwhile True: pass');
    await off.waitFor('ready');
    await vscode.commands.executeCommand(`${section}.switchOff`);
    assert.deepEqual(await off.result(), { kind: 'interrupted', killed: true, by: 'switchOff' });
    await off.waitFor('── ended: the board was switched off ──');
  });

  test('happens when the terminal is closed', async () => {
    const run = await ObservedRun.ofText(api, 'print("ready")\nwhile True: pass');
    await run.waitFor('ready');
    vscode.window.terminals.find(({ name }) => name === 'Simulated ESP32')?.dispose();
    assert.deepEqual(await run.result(), { kind: 'interrupted', killed: true, by: 'switchOff' });
    const next = await ObservedRun.ofText(api, 'print("in a new terminal")');
    await next.waitFor('in a new terminal');
    await next.result();
  });

  test('leaves nothing behind that keeps the processor busy', async function () {
    if (process.platform !== 'linux') this.skip(); // Nothing but Linux tells it without a program of its own.
    const run = await ObservedRun.ofText(
      api,
      'print("ready")\nwhile True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: pass',
    );
    await run.waitFor('ready');
    await stop();
    await stop();
    await run.result();
    const usedBefore = processorTimeMs();
    const next = await ObservedRun.ofText(api, 'import time\ntime.sleep(2)');
    await next.result();
    assert.ok(processorTimeMs() - usedBefore < 1000, 'less than one processor for half of the time');
  });

  test('is reported when the simulator itself dies, and the next run gets a fresh one', async function () {
    if (process.platform !== 'linux') this.skip();
    const run = await ObservedRun.ofText(api, 'print("ready")\nwhile True: pass');
    await run.waitFor('ready');
    const simulators = simulatorProcesses();
    assert.equal(simulators.length, 1);
    for (const { pid } of simulators) process.kill(pid, 'SIGKILL');
    assert.equal((await run.result()).kind, 'crashed');
    await run.waitFor('Simulated ESP32 stopped working');
    const next = await ObservedRun.ofText(api, 'print("again")');
    await next.waitFor('again');
    assert.deepEqual(await next.result(), { kind: 'completed' });
    // At the prompt there is no run whose end would tell it.
    await next.waitFor('>>> ');
    for (const { pid } of simulatorProcesses()) process.kill(pid, 'SIGKILL');
    await next.waitFor('Simulated ESP32 is off.');
    assert.match(next.text, /simulator[^]*Simulated ESP32 is off\./);
  });

  test('leaves the flood of output bounded: nothing of it is lost, the script had to wait', async () => {
    const run = await ObservedRun.ofText(api, 'for i in range(40000): print(i)\nprint("all")');
    await run.waitFor('\r\n39999\r\nall\r\n');
    assert.ok(!run.text.includes('left out'));
    assert.deepEqual(await run.result(), { kind: 'completed' });
  });
});

/** Fields of proc_pid_stat(5) from the third on, of the processes that the extension has started; empty but on Linux. */
function childProcesses(): { readonly pid: number; readonly fields: readonly string[] }[] {
  const pids = process.platform === 'linux' ? fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  // The name in brackets may hold spaces; what follows it is the third field.
  const all = pids.map((pid) => ({
    pid: Number(pid),
    fields: readIfThere(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' '),
  }));
  return all.filter(({ fields }) => fields[1] === String(process.pid));
}

function simulatorProcesses(): { readonly pid: number }[] {
  return childProcesses().filter(({ pid }) => readIfThere(`/proc/${pid}/cmdline`).includes('simulator.js'));
}

/** Processor time that the processes which the extension has started have used so far; the system counts in 10 ms. */
function processorTimeMs(): number {
  return childProcesses().reduce((sum, { fields }) => sum + Number(fields[11]) + Number(fields[12]), 0) * 10;
}

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return ''; // The process has ended in the meantime.
  }
}
