/**
 * Files of boards at the end of a wire: how fast one of 100 KB goes to the board and back, and how long 20 small ones take, by the command
 * line as a user runs it, on a simulated board that is served on TCP, directly and behind a line of 115 200 baud. mpremote is measured
 * beside where it is installed; elsewhere stands what it took when it was measured once, on another computer. Needs a build.
 *   node bench/files.mjs [rounds]
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isInstalled } from './isInstalled.mjs';
import { slowWire } from './slowWire.mjs';

const rounds = Number(process.argv[2] ?? 3);
const CLI = path.join(import.meta.dirname, '..', 'dist', 'cli.js');
const BIG_BYTES = 100_000;
const SMALL_COUNT = 20;
const SMALL_BYTES = 1000;
/** mpremote 1.28, in milliseconds, its start included, which is what it takes for a file that is there already. */
const RECORDED_START_MS = 243;
const RECORDED = { TCP: { up: 6058, down: 7133 }, '115200 baud': { up: 27_694, down: 28_523 } };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-files-'));
const at = (...names) => path.join(folder, ...names);
fs.writeFileSync(at('big.bin'), randomBytes(BIG_BYTES));
fs.writeFileSync(at('empty.bin'), '');
fs.mkdirSync(at('small'));
for (let i = 0; i < SMALL_COUNT; i++) fs.writeFileSync(at('small', `file${i}.py`), '# A line of some file.\n'.repeat(SMALL_BYTES / 23));

const served = spawn(process.execPath, [CLI, 'serve'], { stdio: ['ignore', 'pipe', 'ignore'] });
const [line] = await once(createInterface(served.stdout), 'line');
const direct = line.split(' ')[0].replace(/^tcp:\/\//, '');
const slow = await slowWire(direct);

const hasMpremote = isInstalled('mpremote');
const ours = (address, ...words) => [process.execPath, [CLI, 'fs', ...words, '--board', `tcp://${address}`]];
const theirs = (address, ...words) => ['mpremote', ['connect', `socket://${address}`, 'fs', ...words]];
const programs = { 'this program': ours, ...(hasMpremote ? { mpremote: theirs } : {}) };

for (const [wire, address] of Object.entries({ TCP: direct, '115200 baud': slow.address }))
  for (const [name, command] of Object.entries(programs)) {
    const remove = () => run(...command(address, 'rm', '-r', ':bench')).catch(() => undefined);
    const make = async () => {
      await remove();
      await run(...command(address, 'mkdir', ':bench'));
      await run(...command(address, 'cp', at('empty.bin'), ':bench/empty.bin'));
    };
    const none = await median(make, () => run(...command(address, 'cp', at('empty.bin'), ':bench/none.bin')));
    tell(wire, name, 'an empty file', none);
    const up = await median(make, () => run(...command(address, 'cp', at('big.bin'), ':bench/big.bin')));
    tell(wire, name, '100 KB to the board', up, none);
    const noneBack = await median(undefined, () => run(...command(address, 'cp', ':bench/empty.bin', at('back.bin'))));
    tell(wire, name, 'an empty file back', noneBack);
    const down = await median(undefined, () => run(...command(address, 'cp', ':bench/big.bin', at('back.bin'))));
    if (!fs.readFileSync(at('back.bin')).equals(fs.readFileSync(at('big.bin')))) throw new Error('What came back is not what was sent.');
    tell(wire, name, '100 KB back', down, noneBack);
    const small = await median(make, () => run(...command(address, 'cp', '-r', at('small'), ':bench/')));
    tell(wire, name, `${SMALL_COUNT} files of 1 KB`, small);
    const again = await median(undefined, () => run(...command(address, 'cp', '-r', at('small'), ':bench/')));
    tell(wire, name, 'the same again', again);
    await remove();
  }
if (!hasMpremote) {
  console.log('mpremote is not installed here. When it was measured once, on another computer:');
  for (const [wire, { up, down }] of Object.entries(RECORDED)) {
    tell(wire, 'mpremote', '100 KB to the board', up, RECORDED_START_MS);
    tell(wire, 'mpremote', '100 KB back', down, RECORDED_START_MS);
  }
}
served.kill();
slow.close();
fs.rmSync(folder, { recursive: true });
process.exit();

async function median(prepare, measure) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    await prepare?.();
    const startedAt = performance.now();
    await measure();
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

/** The speed is that of the copy alone, without what a file costs that is empty. */
function tell(wire, name, what, ms, startMs) {
  const speed = startMs === undefined ? '' : ` ${(BIG_BYTES / (ms - startMs)).toFixed(1).padStart(7)} KB/s`;
  console.log(`${wire.padEnd(12)} ${name.padEnd(13)} ${what.padEnd(20)} ${ms.toFixed(0).padStart(6)} ms${speed}`);
}

async function run(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (bytes) => (text += bytes));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${text}`);
}
