/** Ctrl-C reaches a script wherever it is, as KeyboardInterrupt; what the script does with it is the script's business. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { ObservedRun } from '../../support/runs';
import { deafPort, silentServer } from '../../support/servers';

const ONLINE = `
import network, time, socket
wlan = network.WLAN()
wlan.active(True)
wlan.connect("name", "key")
while not wlan.isconnected():
    time.sleep_ms(10)
s = socket.socket()
`;

let silent: Awaited<ReturnType<typeof silentServer>>;
let deaf: Awaited<ReturnType<typeof deafPort>>;
const board = new SimulatedBoard({ distFolder: DIST });
beforeAll(async () => {
  [silent, deaf] = await Promise.all([silentServer(), deafPort()]);
});
afterAll(async () => {
  board.dispose();
  await Promise.all([silent.close(), deaf.close()]);
});

/** Runs a script and interrupts it each time it has printed `now`. */
async function interrupted(source: string): Promise<ObservedRun> {
  const run = await ObservedRun.start(board, source, {
    aliases: [
      { name: 'silent.test', host: '127.0.0.1', port: silent.port },
      { name: 'deaf.test', host: '127.0.0.1', port: deaf.port },
    ],
  });
  for (let count = 1; count <= source.split('print("now")').length - 1; count++) {
    await run.until(({ stdout }) => stdout.split('now\n').length > count);
    run.run.interrupt();
  }
  return run;
}

const PLACES = {
  'a loop that does nothing': 'print("now")\nwhile True: pass',
  'a loop that allocates': 'print("now")\nwhile True: "x" * 100',
  'a native function that draws from an endless generator': 'def ones():\n  while True: yield 1\nprint("now")\nsum(ones())',
  'a sleep': 'import time\nprint("now")\ntime.sleep(100)',
  'a sleep of milliseconds': 'import time\nprint("now")\ntime.sleep_ms(100000)',
  'a connect to a host that does not answer': `${ONLINE}print("now")\ns.connect(("deaf.test", 80))`,
  'a recv that waits': `${ONLINE}s.connect(("silent.test", 80))\nprint("now")\ns.recv(1)`,
  'a read that waits': `${ONLINE}s.connect(("silent.test", 80))\nprint("now")\ns.read(10)`,
  'a readline that waits': `${ONLINE}s.connect(("silent.test", 80))\nprint("now")\ns.readline()`,
  'a select that waits': `${ONLINE}import select\ns.connect(("silent.test", 80))\nprint("now")\nselect.select([s], [], [])`,
  'a scan for networks': 'import network\nwlan = network.WLAN()\nwlan.active(True)\nprint("now")\nwlan.scan()',
  'an input()': 'print("now")\ninput()',
  'a line from standard input': 'import sys\nprint("now")\nsys.stdin.readline()',
  'code that exec runs': 'print("now")\nexec("while 1: pass")',
} as const;

describe.concurrent('Ctrl-C ends', () => {
  it.for(Object.entries(PLACES))('%s', async ([, source]) => {
    const run = await interrupted(source);
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
    expect(run.stderr).toMatch(/^Traceback \(most recent call last\):\n( {2}File .*\n)+KeyboardInterrupt: \n$/);
  });

  it('only a kill what never gets back to Python code, as only a reset does on the board', async () => {
    const run = await interrupted('print("now")\nsum(range((1 << 30) - 1))');
    run.run.kill();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: true });
  });

  it('a flood of output', async () => {
    const run = await ObservedRun.start(board, 'while True: print("x" * 100)');
    await run.until(({ stdout }) => stdout.length > 100_000);
    run.run.interrupt();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
    expect(run.stderr).toContain('KeyboardInterrupt: \n');
  });
});

describe.concurrent('after Ctrl-C', () => {
  it('a finally block runs', async () => {
    const run = await interrupted('try:\n  print("now")\n  while True: pass\nfinally:\n  print("finally")');
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
    expect(run.stdout).toBe('now\nfinally\n');
  });

  it('a script that catches it goes on, however often', async () => {
    const run = await interrupted(`
import time
def caught(wait):
    try:
        wait()
    except KeyboardInterrupt:
        print("caught")
def compute():
    print("now")
    while True: pass
def sleep():
    print("now")
    time.sleep(100)
def read():
    print("now")
    input()
for wait in (compute, sleep, read):
    caught(wait)
`);
    expect(await run.done).toEqual({ kind: 'completed' });
    expect(run.stdout).toBe('now\ncaught\n'.repeat(3));
  });

  it('"except Exception" does not catch it, and a bare except does', async () => {
    const run = await interrupted(`
try:
    print("now")
    try:
        while True: pass
    except Exception:
        print("wrong")
except:
    print("right")
`);
    expect(await run.done).toEqual({ kind: 'completed' });
    expect(run.stdout).toBe('now\nright\n');
  });

  it('a socket whose recv was interrupted can still be used', async () => {
    const run = await interrupted(`${ONLINE}
s.connect(("silent.test", 80))
try:
    print("now")
    s.recv(10)
except KeyboardInterrupt:
    s.settimeout(0.1)
try:
    s.recv(10)
except OSError as e:
    print(e, s.send(b"x"))
`);
    expect(await run.done).toEqual({ kind: 'completed' });
    expect(run.stdout).toBe('now\n[Errno 116] ETIMEDOUT 1\n');
  });
});
