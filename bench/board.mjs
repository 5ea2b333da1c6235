/**
 * Boards at the end of a wire: the time from the command to the first output, and how fast a script is pasted, on a simulated board that
 * is served on TCP, directly and behind a line of 115 200 baud. mpremote is measured beside where it is installed. Needs a build.
 *   node bench/board.mjs [rounds]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

const rounds = Number(process.argv[2] ?? 5);
const CLI = path.join(import.meta.dirname, '..', 'dist', 'cli.js');
/** Ten bits a byte. */
const BYTES_PER_MS = 115_200 / 10 / 1000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-board-'));

const served = spawn(process.execPath, [CLI, 'serve'], { stdio: ['ignore', 'pipe', 'ignore'] });
const [line] = await once(createInterface(served.stdout), 'line');
const direct = line.split(' ')[0].replace(/^tcp:\/\//, '');
const slow = await throttled(direct);

const hasMpremote = succeeds(() => execFileSync('mpremote', ['--version'], { stdio: 'ignore' }));
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

/** Another address of the same board: bytes go no faster than on a serial line, either way. */
async function throttled(address) {
  const [host, port] = address.split(':');
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), host);
    pump(near, far);
    pump(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function pump(from, to) {
  from.setNoDelay(true);
  let freeAt = 0;
  // One after the other: two timers that are due together may come in either order.
  let last = Promise.resolve();
  from.on('data', (bytes) => {
    freeAt = Math.max(freeAt, performance.now()) + bytes.length / BYTES_PER_MS;
    const dueAt = freeAt;
    last = last.then(() => setTimeout(Math.max(0, dueAt - performance.now()))).then(() => to.write(bytes));
  });
  from.on('close', () => last.then(() => to.destroy()));
  from.on('error', () => to.destroy());
}

function succeeds(action) {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
