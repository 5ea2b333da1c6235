// Measures the simulator beside its peers, in one run, and prints a table of ratios: above 1 means better than the peer.
// `npm run bench [-- --runs N]`. Peers: CPython's sockets where there is a python3, and the MicroPython package as published.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { measureNetwork } from './network.mjs';
import { bench, cli, parse, run } from './processes.mjs';
import { measureStops } from './stop.mjs';

const FIRST_LINE_RUNS = 9;

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
print([...(await measureStart(python)), ...(await measureStops(python)), ...(await measureNetwork(python)), ...(await measureVm())]);
