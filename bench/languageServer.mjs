// The language server beside Pyright's, which is given the same stubs: from the start to the first completion, completion after a keystroke,
// problems after an edit, and memory. Both are processes that are spoken to as an editor does. `node bench/languageServer.mjs [--ours]`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { layStubs } from '../scripts/pyright.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const KEYSTROKES = 60;
const EDITS = 15;
const LENGTHS = [450, 2000];

/** A script as long as is asked for: classes with sockets, Wi-Fi, pins and callbacks, and places to type at. */
function makeScript(lineCount) {
  const head = 'import socket\nimport network\nimport asyncio\nimport json\nfrom machine import Pin, Timer\n\n';
  const part = (n) => `class Device${n}:
    def __init__(self, host, port=${1000 + n}):
        self.address = socket.getaddrinfo(host, port)[0][-1]
        self.sock = None
        self.led = Pin(${n % 30}, Pin.OUT)
        self.timer = Timer(0)
        self.items = []

    def open(self):
        self.sock = socket.socket()
        self.sock.settimeout(5)
        self.sock.connect(self.address)
        return self

    def read(self, size=100):
        data = self.sock.recv(size)
        if not data:
            return None
        text = data.decode().strip()
        self.items.append(json.loads(text))
        return text.split(",")

    def blink(self):
        self.timer.init(period=100, callback=lambda t: self.led.value(not self.led.value()))


async def handle${n}(reader, writer):
    while True:
        line = await reader.readline()
        if not line:
            break
        device = Device${n}("example.com").open()
        for part in device.read() or []:
            writer.write(part.encode())
        await writer.drain()


`;
  const lines = head.split('\n');
  for (let n = 0; lines.length < lineCount; n++) lines.splice(-1, 0, ...part(n).split('\n'));
  return lines.slice(0, lineCount).join('\n');
}

async function openServer(args, settings) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bench-server-')));
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => settings[section] ?? null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  const diagnosed = new Map();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri }) => diagnosed.get(uri)?.());
  connection.listen();
  const rootUri = pathToFileURL(folder).href;
  const capabilities = {
    workspace: { configuration: true, workspaceFolders: true },
    textDocument: { diagnostic: { dynamicRegistration: false } },
  };
  const workspaceFolders = [{ uri: rootUri, name: 'bench' }];
  const { capabilities: offered } = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    capabilities,
    workspaceFolders,
  });
  await connection.sendNotification('initialized', {});
  return {
    folder,
    request: (method, params) => connection.sendRequest(method, params),
    notify: (method, params) => connection.sendNotification(method, params),
    /** As an editor has them: it asks a server that can be asked, and waits for what the others send. */
    problemsOf: (uri) =>
      offered.diagnosticProvider
        ? connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
        : new Promise((resolve) => diagnosed.set(uri, resolve)),
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024,
    close() {
      connection.dispose();
      child.kill();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Types ` self.sock.` at the end of a method, letter by letter, and asks for completion after each. */
async function measure(makeServer, lineCount) {
  const startedAt = performance.now();
  const server = await makeServer();
  try {
    const lines = makeScript(lineCount).split('\n');
    const uri = pathToFileURL(path.join(server.folder, 'main.py')).href;
    let version = 1;
    const text = lines.join('\n');
    await server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version, text } });
    const line = lines.findLastIndex((content) => content.includes('self.sock.connect'));
    const edit = (from, to, newText) => {
      const range = { start: { line, character: from }, end: { line, character: to } };
      return server.notify('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range, text: newText }],
      });
    };
    const complete = async (character) => {
      const answer = await server.request('textDocument/completion', { textDocument: { uri }, position: { line, character } });
      return answer.items ?? answer;
    };
    const end = lines[line].indexOf('connect');
    const items = await complete(end);
    const firstMs = performance.now() - startedAt;
    if (!items.some(({ label }) => label === 'settimeout')) throw new Error('The first completion does not know the socket.');
    const times = [];
    const typed = 'xsettimeout';
    for (let count = 0; count < KEYSTROKES; count++) {
      const at = end + (count % typed.length);
      await edit(at, at, typed[count % typed.length]);
      const askedAt = performance.now();
      await complete(at + 1);
      times.push(performance.now() - askedAt);
      if (count % typed.length === typed.length - 1) await edit(end, end + typed.length, '');
    }
    const problemTimes = [];
    for (let count = 0; count < EDITS; count++) {
      const editedAt = performance.now();
      await edit(end, end, 'y');
      await server.problemsOf(uri);
      problemTimes.push(performance.now() - editedAt);
    }
    return {
      'start to first completion, ms': firstMs,
      'completion after a keystroke, median ms': quantile(times, 0.5),
      'completion after a keystroke, p95 ms': quantile(times, 0.95),
      'problems after an edit, median ms': quantile(problemTimes, 0.5),
      'memory afterwards, MB': server.memoryMb(),
    };
  } finally {
    server.close();
  }
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const laid = layStubs();
const analysis = { typeshedPaths: [laid.typeshed], diagnosticMode: 'openFilesOnly', indexing: false };
const pyrightSettings = { python: { pythonPath: path.join(laid.typeshed, 'no-python'), analysis }, 'python.analysis': analysis };
const ours = () => openServer([path.join(root, 'dist', 'server.js'), '--stdio'], {});
const pyright = () => openServer([path.join(root, 'node_modules', 'pyright', 'dist', 'pyright-langserver.js'), '--stdio'], pyrightSettings);
try {
  for (const lineCount of LENGTHS) {
    const own = await measure(ours, lineCount);
    const peer = process.argv.includes('--ours') ? {} : await measure(pyright, lineCount);
    for (const [what, value] of Object.entries(own)) {
      const theirs = peer[what];
      const compared = theirs === undefined ? '' : `${theirs.toFixed(1).padStart(9)}${(theirs / value).toFixed(2).padStart(8)}x`;
      console.log(`${`${lineCount} lines: ${what}`.padEnd(56)}${value.toFixed(1).padStart(9)}${compared}`);
    }
  }
} finally {
  laid.dispose();
}
