// How long a stop takes in every state in which a script can wait: from interrupt(), or SIGINT for CPython, to the end of the run.
// The script's finally block must have run by then. Rows of medians, and of the worst of the simulator's runs beside its limit.
import { fork, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bench } from './processes.mjs';

const RUNS = 9;
/** What a stop may take. */
const LIMIT_MS = 200;
/** A script that has said that it waits, waits after this time for certain. */
const SETTLE_MS = 100;
const STATES = [
  'connect',
  'accept',
  'recv',
  'recvfrom',
  'send, window full',
  'TLS handshake',
  'poll',
  'asyncio, idle',
  'sleep',
  'computing',
];
const SCRIPT = 'stop_states.py';

/** Rows of the table: name, the simulator's value, the peer, its value, and the ratio. */
export async function measureStops(python) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  for (const name of [SCRIPT, 'platform_facts.py']) copyFileSync(path.join(bench, 'scripts', name), path.join(folder, name));
  const { SimulatedBoard } = createRequire(import.meta.url)('../dist/simulatedBoard.js');
  const board = new SimulatedBoard({ distFolder: path.join(bench, '..', 'dist') });
  const silent = await listenSilently();
  const deaf = await listenDeaf();
  try {
    const rows = [];
    for (const state of STATES) {
      const addresses = { SILENT_PORT: silent.port, DEAF_PORT: deaf.port, STATE: JSON.stringify(state) };
      writeFileSync(
        path.join(folder, 'addresses.py'),
        Object.entries(addresses)
          .map(([name, value]) => `${name} = ${value}\n`)
          .join(''),
      );
      const ours = await repeat(() => stopOnBoard(board, folder));
      const theirs = python ? await repeat(() => stopPython(python, folder)) : [];
      const peer = python ? 'CPython' : '-';
      rows.push([`stop in ${state}, ms`, median(ours), peer, median(theirs), median(theirs) / median(ours)]);
      rows.push([`stop in ${state}, worst of ${RUNS}, ms`, Math.max(...ours), 'limit', LIMIT_MS, LIMIT_MS / Math.max(...ours)]);
    }
    return rows;
  } finally {
    board.dispose();
    await Promise.all([silent.close(), deaf.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function repeat(measure) {
  const values = [];
  for (let i = 0; i < RUNS; i++) values.push(await measure());
  return values;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

async function stopOnBoard(board, folder) {
  const source = readFileSync(path.join(folder, SCRIPT), 'utf8');
  const run = await board.start(
    { name: SCRIPT, source, folder },
    {
      network: 'all',
      aliases: [],
      accessPoints: [{ ssid: 'bench', key: 'bench', delayMs: 0 }],
      heapSizeBytes: 160 * 1024,
      recordSockets: false,
      localNetwork: 'bench',
    },
  );
  let output = '';
  await new Promise((resolve, reject) => {
    run.onEvent((event) => {
      if (event.kind === 'output') output += Buffer.from(event.bytes).toString();
      if (output.includes('waiting')) resolve();
    });
    void run.done.then(() => reject(new Error(`The script ended before it was stopped:\n${output}`)));
  });
  await settle();
  const start = performance.now();
  run.interrupt();
  const { kind } = await run.done;
  const tookMs = performance.now() - start;
  if (kind !== 'interrupted' || !output.includes('finally')) throw new Error(`The script was not stopped, but ${kind}:\n${output}`);
  return tookMs;
}

async function stopPython(python, folder) {
  const child = spawn(python, ['-u', path.join(folder, SCRIPT)], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('waiting')) resolve();
    });
    void ended.then(() => reject(new Error(`CPython ended before it was stopped:\n${output}`)));
  });
  await settle();
  if (child.exitCode !== null) throw new Error(`CPython did not wait:\n${output}`);
  const start = performance.now();
  child.kill('SIGINT');
  await ended;
  const tookMs = performance.now() - start;
  if (!output.includes('finally')) throw new Error(`CPython was not stopped:\n${output}`);
  return tookMs;
}

/** Takes connections, reads nothing and says nothing. */
async function listenSilently() {
  const sockets = new Set();
  const server = net.createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port: server.address().port, close };
}

/** Does not answer connections at all: a server that sleeps, and whose queue is full. */
async function listenDeaf() {
  const child = fork(fileURLToPath(import.meta.url), ['deaf']);
  const port = await new Promise((resolve) => child.once('message', resolve));
  const fillers = [];
  for (let isAnswered = true; isAnswered;) {
    const filler = net.connect(port, '127.0.0.1').on('error', () => undefined);
    fillers.push(filler);
    isAnswered = await new Promise((resolve) => {
      filler.once('connect', () => resolve(true));
      setTimeout(() => resolve(false), 300);
    });
  }
  const close = () => {
    for (const filler of fillers) filler.destroy();
    child.kill('SIGKILL');
    return new Promise((resolve) => child.once('exit', resolve));
  };
  return { port, close };
}

if (process.argv[2] === 'deaf') {
  const server = net.createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    process.send(server.address().port, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
}
