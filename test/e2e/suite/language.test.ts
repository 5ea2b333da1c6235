/** The language server in the editor: its answers reach VS Code, other Python is left alone, and a dead server comes back. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { acceptNotification, activated, showUntitled } from './extensionUnderTest';

const DEADLINE_MS = 30_000;
const SCRIPT = 'import socket\nimport network\ns = socket.socket()\ns.connect("example.com", 80)\ns.recv(10)\ns.\n';

/** So many deaths in a short time are borne. */
const MAX_RESTARTS = 4;

suite('language server', () => {
  let api: ExtensionApi;

  suiteSetup(async () => {
    api = await activated();
  });

  test('a problem of a socket program is shown, with a link to its explanation', async () => {
    const document = await showUntitled(SCRIPT);
    const problem = await problemIn(document);
    assert.equal(problem.range.start.line, 3);
    const { code } = problem;
    assert.ok(typeof code === 'object' && code.target.path === '/docs/diagnostics' && code.target.fragment === 'connect-address');
  });

  test('members of a socket are offered, and the hover says what an ESP32 does', async () => {
    const { uri } = await problemShown();
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(5, 2),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('settimeout'), labels.join(' '));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, new vscode.Position(4, 3));
    const text = hovers
      .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
      .join('\n');
    assert.match(text, /Raises/);
  });

  test('a fix of a problem is applied, after which the problem is gone', async () => {
    const document = await problemShown();
    const { range } = await problemIn(document);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
    const fix = actions.find(({ title }) => title === 'Make it one tuple');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.lineAt(3).text, 's.connect(("example.com", 80))');
    await problems(document.uri, (found) => found === undefined);
  });

  test('a file of which the user says that it is other Python is left alone, until the user says otherwise', async () => {
    const document = await problemShown();
    const gone = problems(document.uri, (found) => found === undefined);
    await vscode.commands.executeCommand('micropythonSockets.treatAsOtherPython');
    await gone;
    await vscode.commands.executeCommand('micropythonSockets.treatAsMicroPython');
    await problemIn(document);
  });

  test('a server that was killed comes back', async () => {
    const document = await problemShown();
    const before = await killServer(document);
    await problemIn(document);
    assert.notEqual(serverProcesses()[0], before);
  });

  test('a server that dies again and again stays dead, until the user restarts it', async function () {
    this.timeout(4 * DEADLINE_MS);
    const document = await problemShown();
    await vscode.commands.executeCommand('micropythonSockets.restartLanguageServer');
    for (let death = 1; death <= MAX_RESTARTS; death++) {
      await problemIn(document);
      await killServer(document);
    }
    await problemIn(document);
    await vscode.commands.executeCommand('notifications.clearAll');
    const failed = new Promise<void>((resolve) => api.onDidChangeLanguageServer((state) => state === 'failed' && resolve()));
    await killServer(document);
    await failed;
    assert.deepEqual(serverProcesses(), []);
    await acceptNotification(() => serverProcesses().length > 0);
    await problemIn(document);
  });
});

/** Kills the server, and waits until VS Code has seen it. Returns its process id. */
async function killServer({ uri }: vscode.TextDocument): Promise<number> {
  const [server] = serverProcesses();
  assert.ok(server !== undefined, 'no server process');
  const gone = problems(uri, (found) => found === undefined);
  process.kill(server, 'SIGKILL');
  await gone;
  return server;
}

async function problemShown(): Promise<vscode.TextDocument> {
  const document = await showUntitled(SCRIPT);
  await problemIn(document);
  return document;
}

async function problemIn({ uri }: vscode.TextDocument): Promise<vscode.Diagnostic> {
  const found = await problems(uri, (problem) => problem !== undefined);
  assert.ok(found);
  return found;
}

/** Waits until the document's problem, or its absence, is what is asked for. */
function problems(uri: vscode.Uri, isWanted: (problem: vscode.Diagnostic | undefined) => boolean): Promise<vscode.Diagnostic | undefined> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = vscode.languages.getDiagnostics(uri).find(({ code }) => typeof code === 'object' && code.value === 'connect-address');
      if (!isWanted(found)) return;
      subscription.dispose();
      clearTimeout(limit);
      resolve(found);
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(look);
    const limit = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`The problems were not as expected within ${DEADLINE_MS} ms.`));
    }, DEADLINE_MS);
    look();
  });
}

/** Process ids of the language servers that this extension host has started. */
function serverProcesses(): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const rows = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((row) => row !== null);
  return rows
    .filter(([, , parent, args]) => Number(parent) === process.pid && /dist[/\\]server\.js/.test(args ?? ''))
    .map(([, pid]) => Number(pid));
}
