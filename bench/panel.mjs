// The Sockets panel under load, in the real VS Code: how fast 100 000 and 1 000 000 records get from a script to the screen, how long the
// page's frames are while 5 000 records a second arrive and while they come as fast as they can, what the page costs in processor time, and
// what the records cost in memory. There is no peer that shows a board's sockets; the same window before the run is what it is compared with.
// Usage: node bench/panel.mjs [script …]   (all without a name; after npm run build; needs what the UI tests need)
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOfflineVscode } from '../test/support/vscode/offlineVscode.mjs';
import * as workbench from '../test/e2e/ui/workbench.mjs';
import { tracePanel } from './pageTrace.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LIMIT_MS = 600_000;
/** How long the window is watched before a run, to know what its frames are like anyway. */
const IDLE_MS = 3000;

/** Sends datagrams to itself: two records for each. */
const script = (datagrams, batch, pauseMs) => `import socket, time
a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(("127.0.0.1", 9000))
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
there = ("127.0.0.1", 9000)
data = b"0123456789abcdef" * 4
start = time.ticks_ms()
for at in range(0, ${datagrams}, ${batch}):
    for _ in range(${batch}):
        b.sendto(data, there)
        a.recvfrom(100)
    left = at * ${pauseMs} // ${batch} - time.ticks_diff(time.ticks_ms(), start)
    if left > 0:
        time.sleep_ms(left)
print("took", time.ticks_diff(time.ticks_ms(), start))
`;

const SCRIPTS = {
  'steady.py': script(50_000, 50, 20),
  'fast.py': script(50_000, 50_000, 0),
  'million.py': script(500_000, 500_000, 0),
};

const named = process.argv.slice(2);
const wanted = Object.keys(SCRIPTS).filter((name) => named.length === 0 || named.includes(name));
const fixture = fs.mkdtempSync(path.join(os.tmpdir(), 'mps-panel-'));
for (const [name, text] of Object.entries(SCRIPTS)) fs.writeFileSync(path.join(fixture, name), text);
const settings = { 'remote.autoForwardPorts': false, 'workbench.startupEditor': 'none' };
const vscode = await startOfflineVscode({ fixture, install: ROOT, settings });
const { page } = vscode;
page.setDefaultTimeout(LIMIT_MS);
try {
  await page.goto(vscode.url(), { waitUntil: 'commit' });
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'steady.py' }).waitFor();
  for (const name of wanted) await measure(name);
} finally {
  await vscode.close();
  fs.rmSync(fixture, { recursive: true, force: true });
}

async function measure(name) {
  await workbench.openFile(page, name);
  const frame = workbench.panelFrame(page);
  await workbench.runCommand(page, 'MicroPython Sockets: Show Sockets');
  await frame.locator('#app').waitFor();
  const body = frame.locator('body');
  const heapBefore = await heapMegabytes(body);
  await body.evaluate(watchFrames);
  await page.waitForTimeout(IDLE_MS);
  const idle = await body.evaluate(takeFrames);
  const endTrace = await tracePanel(page);
  await workbench.titleButton(page, 'Run on Simulated ESP32').click();
  const started = performance.now();
  await frame.locator('.summary', { hasText: name }).filter({ hasText: 'finished in' }).waitFor();
  const tookMs = performance.now() - started;
  const busy = await body.evaluate(takeFrames);
  const cost = await endTrace();
  const { rows, list, operations } = await body.evaluate(() => ({
    rows: document.querySelectorAll('.canvas .row').length,
    list: Number(document.querySelector('.grid')?.getAttribute('aria-rowcount')) - 1,
    operations: document.querySelector('.totals .operations')?.textContent,
  }));
  console.log(`${name}: ${operations} in ${(tookMs / 1000).toFixed(1)} s, ${list} rows in the list, ${rows} of them in the page`);
  console.log(`  frames, ms: ${frameText(busy)}; of the same window before: ${frameText(idle)}`);
  console.log(`  longest of the page in ms of processor time: ${cost}`);
  console.log(`  heap of the window's process, MB: ${heapBefore} before, ${await heapMegabytes(body)} after`);
}

function watchFrames() {
  window.frameTimes = [];
  let last = performance.now();
  const tick = (now) => {
    window.frameTimes.push(now - last);
    last = now;
    window.requestAnimationFrame(tick);
  };
  window.requestAnimationFrame(tick);
}

function takeFrames() {
  return window.frameTimes.splice(0).sort((a, b) => a - b);
}

function frameText(frames) {
  const at = (share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))].toFixed(0);
  const long = frames.filter((ms) => ms > 50).length;
  return `median ${at(0.5)}, 99 % ${at(0.99)}, longest ${at(1)}, ${long} of ${frames.length} over 50`;
}

/** The panel and the workbench share a process, and so this; what a run adds is the panel's. */
async function heapMegabytes(body) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  return ((await body.evaluate(() => performance.memory.usedJSHeapSize)) / 2 ** 20).toFixed(0);
}
