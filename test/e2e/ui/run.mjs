// Drives the packaged extension as a user would: types a script, presses Run, reads in the panel what came over the socket, stops an
// endless script. Saves screenshots of what a user sees to .test-artifacts/screenshots-<version of VS Code>.
// Usage: VSIX=file [MPS_VSCODE_VERSION=now|floor] [MPS_TEST_RESULTS=file] node test/e2e/ui/run.mjs
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ARTIFACTS } from '../../support/vscode/artifacts.mjs';
import { assertAccessible } from '../../support/vscode/accessibility.mjs';
import { startBoard } from '../../support/vscode/boardProgram.mjs';
import { startOfflineVscode } from '../../support/vscode/offlineVscode.mjs';
import { runUiSteps } from '../../support/vscode/uiSteps.mjs';
import { LOOPBACK_SCRIPT, serialBoardSteps } from './serialBoardSteps.mjs';
import { simulatedBoardSteps } from './simulatedBoardSteps.mjs';
import { panelKeySteps } from './panelKeySteps.mjs';
import { HOSTILE_SCRIPT, trafficSteps } from './trafficSteps.mjs';
import * as workbench from './workbench.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const STEP_LIMIT_MS = 20_000;

const TYPED_SCRIPT = [
  'import network, socket',
  'wlan = network.WLAN(network.STA_IF)',
  'wlan.active(True)',
  'wlan.connect("home", "secret")',
  'while not wlan.isconnected(): pass',
  's = socket.socket()',
  's.connect(socket.getaddrinfo("www.example.com", 80)[0][-1])',
  's.send(b"GET / HTTP/1.0\\r\\nHost: www.example.com\\r\\n\\r\\n")',
  'print(s.recv(512).decode())',
  's.close()',
];

const FAILING_SCRIPT = `import network
import socket

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("home", "secret")
while not wlan.isconnected():
    pass


def ask(host):
    s = socket.socket()
    s.connect(socket.getaddrinfo(host, 80)[0][-1])
    s.send(b"GET / HTTP/1.0\\r\\nHost: " + host.encode() + b"\\r\\n\\r\\n")
    print(s.recv(100))
    s.close()


ask("www.example.com")
ask("refused.example.com")
`;

const PASTED_FUNCTION = `def tell(n):
    for i in range(n):
        if i % 2 == 0:
            continue

        print("odd", i)

tell(4)
`;

const fixture = makeFixture();
const server = await startServer();
const board = await startBoard(ROOT);
const settings = {
  'files.autoSave': 'off', // VS Code in a browser saves by itself otherwise
  'editor.autoIndent': 'none',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.wordBasedSuggestions': 'off',
  'editor.minimap.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'remote.autoForwardPorts': false,
  'terminal.integrated.gpuAcceleration': 'off', // its text is in the document then
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
  'micropythonSockets.simulator.aliases': { 'www.example.com': `127.0.0.1:${server.port}`, 'refused.example.com': '127.0.0.1:1' },
};
const install = process.env.VSIX ?? ROOT;
const vscode = await startOfflineVscode({ fixture, install, settings });
const { page } = vscode;
page.setDefaultTimeout(STEP_LIMIT_MS);
const frame = workbench.panelFrame(page);
const shots = path.join(ARTIFACTS, `screenshots-${vscode.vscodeVersion}`);
fs.mkdirSync(shots, { recursive: true });

/** What the steps of the other files use. */
const ui = { page, frame, workspace: vscode.folder, shoot, row, summary };

/** @type {ReadonlyArray<readonly [string, () => Promise<void>]>} */
const steps = [
  [
    'a folder with a Python file opens, and the status bar offers to run it',
    async () => {
      await page.goto(vscode.url(), { waitUntil: 'commit' });
      await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'first.py' }).waitFor();
      assert.equal(await workbench.statusItem(page).count(), 0, 'nothing is offered before a Python file is open');
      await workbench.openFile(page, 'http_get.py');
      await workbench.statusItem(page).waitFor();
    },
  ],
  [
    'the empty panel says what will appear in it',
    async () => {
      await workbench.runCommand(page, 'MicroPython Sockets: Show Sockets');
      await frame.locator('.empty', { hasText: 'every socket operation appears here' }).waitFor();
      await frame.getByRole('button', { name: 'Open the example' }).waitFor();
      await shoot('empty');
      await assertAccessible(frame);
    },
  ],
  [
    'the example shows what it received',
    async () => {
      await workbench.openFile(page, 'http_get.py');
      await page.keyboard.press('Control+End'); // where the sockets are
      await workbench.titleButton(page, 'Run on Simulated ESP32').click();
      await frame.locator('.summary', { hasText: 'http_get.py' }).waitFor();
      await summary('finished in').waitFor();
      await shoot('dark-list');
      await assertAccessible(frame);
      await row('recv').first().click();
      await frame.locator('.pane.text', { hasText: 'It works' }).waitFor();
      await shoot('dark');
      await assertAccessible(frame);
    },
  ],
  [
    'it can be read in a light theme and in a narrow window',
    async () => {
      await workbench.runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
      await frame.locator('body.vscode-light').waitFor();
      await shoot('light');
      await assertAccessible(frame);
      await workbench.runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
      await frame.locator('body.vscode-dark').waitFor();
      await page.setViewportSize({ width: 700, height: 800 });
      await frame.locator('.cell.peer').first().waitFor({ state: 'hidden' });
      await frame.locator('.cell.bytes').first().waitFor();
      await shoot('narrow');
      await assertAccessible(frame);
      await page.setViewportSize({ width: 1280, height: 800 });
    },
  ],
  [
    'an exception is shown with its error number and leads to its line',
    async () => {
      await workbench.openFile(page, 'failing.py');
      await workbench.titleButton(page, 'Run on Simulated ESP32').click();
      await frame.locator('.row.tone-failed', { hasText: '104 ECONNRESET' }).waitFor();
      await frame.locator('.summary .cause', { hasText: 'ECONNRESET' }).waitFor();
      await row('connect').last().click();
      await frame.locator('.explanation', { hasText: 'no program listens on that port' }).waitFor();
      await shoot('error');
      await assertAccessible(frame);
      await frame.locator('.summary button.link', { hasText: 'failing.py:13' }).click();
      await page.locator('.statusbar-item', { hasText: 'Ln 13' }).waitFor();
    },
  ],
  [
    'a line of the traceback in the terminal is a link to its line',
    async () => {
      await workbench.showTerminal(page);
      await workbench.waitForTerminal(page, 'ended with an exception');
      const place = page.locator('.terminal-wrapper.active .xterm-rows > div', { hasText: 'line 20, in <module>' }).last();
      const box = await place.boundingBox();
      await shoot('traceback');
      await page.mouse.move(box.x + 100, box.y + box.height / 2);
      await page.locator('.monaco-hover', { hasText: 'Go to this line' }).waitFor();
      await page.keyboard.down('Control');
      await page.mouse.click(box.x + 100, box.y + box.height / 2);
      await page.keyboard.up('Control');
      await page.locator('.statusbar-item', { hasText: 'Ln 20' }).waitFor();
    },
  ],
  [
    'a script that was only typed runs when Run is pressed, and HTTP/1. is read in the panel',
    async () => {
      await workbench.showPanelTab(page, 'Problems');
      await workbench.openFile(page, 'first.py');
      await workbench.typeScript(page, TYPED_SCRIPT);
      await workbench.titleButton(page, 'Run on Simulated ESP32').click();
      await row('recv').filter({ hasText: 'HTTP/1.' }).waitFor();
      await summary('finished in').waitFor();
      assert.equal(fs.readFileSync(path.join(vscode.folder, 'first.py'), 'utf8'), '# type here\n', 'running does not save');
    },
  ],
  [
    'the view came to the front and the editor kept the focus',
    async () => {
      assert.ok(await page.evaluate(() => document.activeElement?.closest('.editor-instance') !== null));
    },
  ],
  [
    'the selected row shows all its bytes, as text and in hexadecimal',
    async () => {
      await row('recv').first().click();
      await frame.locator('.pane.text', { hasText: '<h1>It works</h1>' }).waitFor();
      await frame.getByRole('button', { name: 'Hex', exact: true }).click();
      await frame.locator('.pane.hex', { hasText: '48 54 54 50  2f 31 2e' }).waitFor();
      await frame.getByRole('button', { name: 'Text', exact: true }).click();
    },
  ],
  [
    'the terminal shows what the script printed',
    async () => {
      await workbench.showTerminal(page);
      await workbench.waitForTerminal(page, 'finished in');
      assert.match(await workbench.terminalText(page), /<h1>It works<\/h1>[^]*── finished in/);
    },
  ],
  [
    'the panel is as it was after it was hidden',
    async () => {
      await workbench.showPanelTab(page, 'Sockets');
      await row('recv').filter({ hasText: 'HTTP/1.' }).first().waitFor();
      await frame.locator('.row.selected', { hasText: 'recv' }).waitFor();
      await frame.locator('.pane.text', { hasText: '<h1>It works</h1>' }).waitFor();
    },
  ],
  [
    'the keys of the keyboard lead through the rows',
    async () => {
      await frame.locator('.grid').focus();
      await page.keyboard.press('Home');
      await frame.locator('.row.selected', { hasText: 'socket' }).waitFor();
      await page.keyboard.press('End');
      await frame.locator('.row.selected', { hasText: 'close' }).waitFor();
      await page.keyboard.press('Escape');
      await frame.locator('.row.selected').waitFor({ state: 'detached' });
    },
  ],
  [
    'the filter leaves the rows that match',
    async () => {
      await frame.locator('.filter').fill('send');
      await row('recv').first().waitFor({ state: 'detached' });
      assert.equal(await frame.locator('.canvas .row').count(), 1);
      await frame.locator('.filter').fill('nothing like it');
      await frame.getByRole('button', { name: 'Clear the filter' }).click();
      await row('recv').first().waitFor();
    },
  ],
  ...panelKeySteps(ui),
  ...trafficSteps(ui),
  [
    'Stop ends an endless script, and says how',
    async () => {
      await workbench.openFile(page, 'first.py');
      await workbench.typeScript(page, ['print("on and on")', 'while True: pass']);
      await workbench.titleButton(page, 'Run on Simulated ESP32').click();
      await workbench.waitForTerminal(page, 'on and on');
      await workbench.statusItem(page).filter({ hasText: 'running' }).waitFor();
      await workbench.titleButton(page, 'Stop').click();
      await workbench.waitForTerminal(page, 'stopped (KeyboardInterrupt)');
      await workbench.titleButton(page, 'Run on Simulated ESP32').waitFor();
      await workbench.titleButton(page, 'Stop').waitFor({ state: 'detached' });
    },
  ],
  [
    'the status bar runs and stops as well, and so do the keys',
    async () => {
      await workbench.statusItem(page).click();
      await workbench.statusItem(page).filter({ hasText: 'running' }).click();
      await workbench.titleButton(page, 'Run on Simulated ESP32').waitFor();
      await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
      await page.keyboard.press('Control+Alt+R');
      await workbench.statusItem(page).filter({ hasText: 'running' }).waitFor();
      await page.keyboard.press('Shift+F5');
      await workbench.titleButton(page, 'Run on Simulated ESP32').waitFor();
    },
  ],
  [
    'what is typed into the terminal reaches the script',
    async () => {
      await workbench.typeScript(page, ['print("Hello", input("Your name: "))']);
      await workbench.titleButton(page, 'Run on Simulated ESP32').click();
      await workbench.waitForTerminal(page, 'Your name:');
      await page.locator('.terminal-wrapper.active .xterm').click();
      await page.keyboard.type('Ada\n', { delay: 20 });
      await workbench.waitForTerminal(page, 'Hello Ada');
    },
  ],
  [
    'a function that is pasted at the prompt arrives as it is, and what was typed before can be recalled',
    async () => {
      await workbench.runCommand(page, 'MicroPython Sockets: Open REPL');
      await page.locator('.terminal-wrapper.active .xterm').click();
      await page.keyboard.type('40 + 2\n', { delay: 20 });
      await workbench.waitForTerminal(page, '42');
      await page.evaluate((text) => window.navigator.clipboard.writeText(text), PASTED_FUNCTION);
      await page.keyboard.press('Control+Shift+V');
      await workbench.waitForTerminal(page, 'odd 3');
      assert.match(await workbench.terminalText(page), /=== def tell\(n\):\n=== {5}for i in[^]*=== {9}print[^]*\nodd 1\nodd 3\n>>>$/);
      await page.keyboard.press('ArrowUp');
      await workbench.waitForTerminal(page, '>>> 40 + 2');
      await shoot('paste');
    },
  ],
  ...simulatedBoardSteps(ui),
  ...serialBoardSteps({ ...ui, board }),
  ['nothing runs in a workspace that is not trusted', runUntrusted],
];

try {
  if (!(await runUiSteps(vscode, steps))) process.exitCode = 1;
} finally {
  await vscode.close();
  server.process.stdin.end();
  board.end();
  fs.rmSync(fixture, { recursive: true, force: true });
}

/** Rows of this operation in the panel. */
function row(operation) {
  return frame.locator('.canvas .row', { has: page.locator(`.name:text-is("${operation}")`) });
}

function summary(text) {
  return frame.locator('.summary', { hasText: text });
}

/** Nothing under the pointer and no tooltip in the picture; two frames, so that what was waited for is painted. */
async function shoot(name) {
  await page.mouse.move(200, 600);
  await page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
  await page.evaluate(() => new Promise((resolve) => window.requestAnimationFrame(() => window.requestAnimationFrame(resolve))));
  await page.screenshot({ path: path.join(shots, `${name}.png`) });
}

async function runUntrusted() {
  const trust = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
  const restricted = await startOfflineVscode({ fixture, install, isWorkspaceTrustOn: true, settings: { ...settings, ...trust } });
  try {
    const other = restricted.page;
    other.setDefaultTimeout(STEP_LIMIT_MS);
    await other.goto(restricted.url(), { waitUntil: 'commit' });
    await other.locator('.explorer-folders-view .monaco-list-row', { hasText: 'first.py' }).waitFor();
    await workbench.openFile(other, 'first.py');
    await workbench.titleButton(other, 'Run on Simulated ESP32').click();
    const notification = other.locator('.notifications-toasts .notification-list-item', { hasText: 'Nothing runs in Restricted Mode' });
    await notification.waitFor();
    await other.screenshot({ path: path.join(shots, 'untrusted.png') });
    await notification.locator('.monaco-button', { hasText: 'Manage Workspace Trust' }).click();
    await other.getByText('You are in Restricted Mode').first().waitFor();
    assert.equal(await other.locator('.terminal-wrapper').count(), 0, 'no terminal was opened');
  } finally {
    await restricted.close();
  }
}

function makeFixture() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mps-ui-'));
  fs.writeFileSync(path.join(folder, 'first.py'), '# type here\n');
  fs.writeFileSync(path.join(folder, 'failing.py'), FAILING_SCRIPT);
  fs.writeFileSync(path.join(folder, 'loopback.py'), LOOPBACK_SCRIPT);
  fs.writeFileSync(path.join(folder, 'hostile.py'), HOSTILE_SCRIPT);
  fs.copyFileSync(path.join(ROOT, 'examples', 'http_get.py'), path.join(folder, 'http_get.py'));
  return folder;
}

/** The server that the scripts talk to; it ends with us. */
async function startServer() {
  const args = [path.join(ROOT, 'dist', 'testServer.js'), '--exit-with-stdin'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) return { process: child, port: JSON.parse(line).port };
  throw new Error('The test server ended before it said where it listens.');
}
