/** A script that receives and prints for ever: neither its heap nor the simulator's process grows. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { ObservedRun } from '../../support/runs';
import { scriptedServer, type ScriptedServer } from '../../support/servers';

const ROUNDS = 10;
const ROUND_BYTES = 3 * 1024 * 1024;
/** After this many rounds the caches of both processes have their size. */
const WARM_UP_ROUNDS = 4;
/** A tenth of what flows in the measured rounds. */
const ALLOWED_GROWTH_BYTES = ((ROUNDS - WARM_UP_ROUNDS) * ROUND_BYTES) / 10 + 24 * 1024 * 1024;

const SCRIPT = `
import gc, network, socket, time
wlan = network.WLAN()
wlan.active(True)
wlan.connect("name", "key")
while not wlan.isconnected():
    time.sleep_ms(10)
s = socket.socket()
s.connect(("flood.test", 80))

def fetch(size):
    while size > 0:
        data = s.recv(512)
        print(data[:16], len(data))
        size -= len(data)

for i in range(${ROUNDS}):
    fetch(${ROUND_BYTES})
    gc.collect()
    print("free", gc.mem_free())
s.close()
`;

const board = new SimulatedBoard({ distFolder: DIST });
let server: ScriptedServer;
beforeAll(async () => {
  const block = Buffer.alloc(64 * 1024, 'abcdefghijklmnop');
  server = await scriptedServer((socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(block));
    };
    socket.on('drain', more);
    more();
  });
});
afterAll(async () => {
  board.dispose();
  await server.close();
});

describe('a script that loops over recv and prints', () => {
  it('leaves the heap and the memory of the process as they are', { timeout: 60_000 }, async () => {
    const before = childProcesses();
    const run = await ObservedRun.start(board, SCRIPT, {
      aliases: [{ name: 'flood.test', host: '127.0.0.1', port: server.port }],
      recordSockets: true,
    });
    const simulator = childProcesses().find((pid) => !before.includes(pid));
    expect(simulator).toBeDefined();
    const sizes: number[] = [];
    const free: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      await run.until(({ stdout }) => stdout.includes('free'));
      const lines = run.stdout.slice(run.stdout.indexOf('free'));
      free.push(Number(/free (\d+)/.exec(lines)?.[1]));
      // What was printed is not kept: this process must not be what runs out of memory.
      run.stdout = lines.slice(lines.indexOf('\n') + 1);
      run.console = '';
      run.records.length = 0;
      sizes.push(residentBytes(simulator ?? 0));
    }
    expect(await run.done).toEqual({ kind: 'completed' });
    expect(free).toHaveLength(ROUNDS);
    // The collector is conservative: a stale word may hold on to one piece of data for ever, but not to a second one.
    const settled = free.slice(WARM_UP_ROUNDS - 1);
    expect(Math.max(...settled) - Math.min(...settled)).toBeLessThanOrEqual(256);
    expect(Math.max(...free) - Math.min(...free)).toBeLessThan(1024);
    expect(Math.max(...sizes.slice(WARM_UP_ROUNDS)) - (sizes[WARM_UP_ROUNDS - 1] ?? 0)).toBeLessThan(ALLOWED_GROWTH_BYTES);
  });
});

function childProcesses(): readonly number[] {
  const threads = readdirSync('/proc/self/task');
  return threads.flatMap((thread) => readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
}

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
