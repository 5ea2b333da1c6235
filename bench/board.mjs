/**
 * Boards at the end of a wire: the time from the command to the first output, and how fast a script is pasted, on a simulated board that
 * is served on TCP, directly and behind a line of 115 200 baud. mpremote is measured beside where it is installed. Needs a build.
 *   node bench/board.mjs [rounds]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isInstalled } from './isInstalled.mjs';
import { slowWire } from './slowWire.mjs';

const rounds = Number(process.argv[2] ?? 5);
const CLI = path.join(import.meta.dirname, '..', 'dist', 'cli.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-board-'));

const served = spawn(process.execPath, [CLI, 'serve'], { stdio: ['ignore', 'pipe', 'ignore'] });
const [line] = await once(createInterface(served.stdout), 'line');
const direct = line.split(' ')[0].replace(/^tcp:\/\//, '');
const slow = await slowWire(direct);

const hasMpremote = isInstalled('mpremote');
const programs = {
  'this program': (address, script) => [process.execPath, [CLI, 'run', script, '--board', `tcp://${address}`]],
  ...(hasMpremote ? { mpremote: (address, script) => ['mpremote', ['connect', `socket://${address}`, 'run', script]] } : {}),
};
const scripts = { hello: 0, '20 KB': 20_000, '100 KB': 100_000 };

for (const [wire, address] of Object.entries({ TCP: direct, '115200 baud': slow.address }))
  for (const [size, bytes] of Object.entries(scripts)) {
    if (wire !== 'TCP' && bytes > 20_000) continue;
    const script = path.join(folder, `script${bytes}.py`);
    fs.writeFileSync(script, `${'x = 1  # A line of a script of some length.\n'.repeat(Math.ceil(bytes / 44))}print("first")\n`);
    for (const [name, command] of Object.entries(programs)) {
      const times = [];
      for (let round = 0; round < rounds; round++) times.push(await firstOutputMs(...command(address, script)));
      times.sort((a, b) => a - b);
      console.log(
        `${wire.padEnd(12)} ${size.padEnd(7)} ${name.padEnd(13)} ${times[times.length >> 1].toFixed(0).padStart(6)} ms to the first output (median of ${rounds})`,
      );
    }
  }
if (!hasMpremote) console.log('mpremote is not installed here: nothing was measured beside.');
served.kill();
slow.close();
fs.rmSync(folder, { recursive: true });
process.exit();

async function firstOutputMs(program, args) {
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let text = '';
  let ms = NaN;
  child.stdout.on('data', (bytes) => {
    text += bytes;
    if (Number.isNaN(ms) && text.includes('first')) ms = performance.now() - startedAt;
  });
  await ended;
  if (Number.isNaN(ms)) throw new Error(`${program} ${args.join(' ')} printed: ${text}`);
  return ms;
}
