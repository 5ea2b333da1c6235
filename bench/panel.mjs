// The Sockets panel under load, in the real VS Code: how many records a second get from a script to the screen, how long the page's frames
// are while 5 000 records a second arrive, and what the page's memory is with 100 000 of them. There is no peer that shows a board's
// sockets; the yardstick is a frame of 50 ms and 60 MB.
// Usage: node bench/panel.mjs   (after npm run build; needs what the UI tests need)
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOfflineVscode } from '../test/support/vscode/offlineVscode.mjs';
import * as workbench from '../test/e2e/ui/workbench.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LIMIT_MS = 180_000;

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

const SCRIPTS = { 'fast.py': script(50_000, 50_000, 0), 'steady.py': script(50_000, 50, 20) };

const fixture = fs.mkdtempSync(path.join(os.tmpdir(), 'mps-panel-'));
for (const [name, text] of Object.entries(SCRIPTS)) fs.writeFileSync(path.join(fixture, name), text);
const settings = { 'remote.autoForwardPorts': false, 'workbench.startupEditor': 'none' };
const vscode = await startOfflineVscode({ fixture, install: ROOT, settings });
const { page } = vscode;
page.setDefaultTimeout(LIMIT_MS);
try {
  await page.goto(vscode.url(), { waitUntil: 'commit' });
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'steady.py' }).waitFor();
  for (const name of ['steady.py', 'fast.py']) await measure(name);
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
  await body.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.requestAnimationFrame(tick);
    };
    window.requestAnimationFrame(tick);
  });
  await workbench.titleButton(page, 'Run on Simulated ESP32').click();
  const started = performance.now();
  await frame.locator('.summary', { hasText: 'finished in' }).waitFor();
  const tookMs = performance.now() - started;
  const figures = await body.evaluate(() => ({
    frames: window.frames_.slice(2).sort((a, b) => a - b),
    rows: document.querySelectorAll('.canvas .row').length,
    shown: document.querySelector('.grid')?.getAttribute('aria-rowcount'),
    memory: performance.memory?.usedJSHeapSize,
    operations: document.querySelector('.totals .operations')?.textContent,
  }));
  const { frames } = figures;
  const at = (share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))].toFixed(0);
  console.log(
    `${name}: ${figures.operations}, ${Number(figures.shown) - 1} rows in the list, ${figures.rows} of them in the page, ${(tookMs / 1000).toFixed(1)} s in all; ` +
      `frames in ms: median ${at(0.5)}, 99 % ${at(0.99)}, longest ${at(1)}; page's heap ${(figures.memory / 2 ** 20).toFixed(0)} MB`,
  );
}
