// Measures the simulator beside its peers, in one run, and prints a table of ratios: above 1 means better than the peer.
// `npm run bench [-- --runs N]`. Peers: CPython's sockets where there is a python3, and the MicroPython package as published.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBenchServer } from './server.mjs';

const bench = path.dirname(fileURLToPath(import.meta.url));
const cli = path.join(bench, '..', 'dist', 'cli.js');
const FIRST_LINE_RUNS = 9;

/** Runs a command and gives its output, and the time to its first byte in milliseconds. */
async function run(command, args) {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let firstMs;
  let output = '';
  child.stdout.on('data', (chunk) => {
    firstMs ??= performance.now() - start;
    output += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`);
  return { output, firstMs };
}

const parse = (output) => new Map([...output.matchAll(/^(.+)=([\d.e+-]+)$/gm)].map(([, name, value]) => [name, Number(value)]));
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function firstLineMs(command, args) {
  const times = [];
  for (let i = 0; i < FIRST_LINE_RUNS; i++) times.push((await run(command, args)).firstMs);
  return median(times);
}

async function measureStart(python) {
  const hello = path.join(bench, 'scripts', 'hello.py');
  const ours = await firstLineMs(process.execPath, [cli, 'run', hello]);
  const node = await firstLineMs(process.execPath, ['-e', 'console.log("hello")']);
  const rows = [['command to first line, ms', ours, 'node -e', node, node / ours]];
  if (python) {
    const peer = await firstLineMs(python, [hello]);
    rows.push(['command to first line, ms', ours, 'CPython', peer, peer / ours]);
  }
  return rows;
}

async function measureTransfer(python, folder) {
  const server = await startBenchServer();
  try {
    const script = path.join(folder, 'transfer.py');
    const source = readFileSync(path.join(bench, 'scripts', 'transfer.py'), 'utf8');
    writeFileSync(script, source.replace('$DOWNLOAD_PORT', server.downloadPort).replace('$ECHO_PORT', server.echoPort));
    const ours = parse((await run(process.execPath, [cli, 'run', script])).output);
    const peer = python ? parse((await run(python, [script])).output) : new Map();
    return [...ours].map(([name, value]) => [name, value, python ? 'CPython' : '-', peer.get(name), value / peer.get(name)]);
  } finally {
    await server.close();
  }
}

async function measureVm() {
  const script = path.join(bench, 'scripts', 'compute.py');
  const ours = parse((await run(process.execPath, [cli, 'run', script])).output);
  const peer = parse((await run(process.execPath, [path.join(bench, 'publishedVm.mjs'), script])).output);
  return [...ours].map(([name, value]) => [`VM: ${name}, ms`, value, 'published package', peer.get(name), peer.get(name) / value]);
}

function print(rows) {
  const number = (value) => (value === undefined ? '-' : value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  const cells = [
    ['what', 'simulator', 'peer', "peer's value", 'ratio'],
    ...rows.map(([name, ours, peer, theirs, ratio]) => [
      name,
      number(ours),
      peer,
      number(theirs),
      Number.isNaN(ratio) ? '-' : `${ratio.toFixed(2)}x`,
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

if (!existsSync(cli)) {
  console.error('There is no dist/cli.js yet: run npm run build first.');
  process.exit(2);
}
const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
if (!python) console.log('No python3 here: rows that compare with CPython show the simulator alone.');
const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
try {
  print([...(await measureStart(python)), ...(await measureTransfer(python, folder)), ...(await measureVm())]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
