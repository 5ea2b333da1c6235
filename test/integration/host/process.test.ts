/** The simulator process as its parent sees it, with a fake VM: runs, output, input, stopping, death. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { makeFakeDist } from '../../support/distFolders';
import { DEFAULT_OPTIONS, ObservedRun, runToEnd } from '../../support/runs';

const FLOOD = `vm.ready(); for (;;) vm.print('x'.repeat(1000));`;

let dist: Awaited<ReturnType<typeof makeFakeDist>>;
let board: SimulatedBoard;

beforeAll(async () => {
  dist = await makeFakeDist();
});
afterAll(() => dist.remove());
beforeEach(() => {
  board = new SimulatedBoard({ distFolder: dist.path });
});
afterEach(() => board.dispose());

describe('a run', () => {
  it('reports its output, its states and its result', async () => {
    const run = await runToEnd(board, `vm.ready(); vm.print('hello\\n'); vm.print('oops\\n', 'stderr');`);
    expect(run.result).toEqual({ kind: 'completed' });
    expect([run.stdout, run.stderr]).toEqual(['hello\n', 'oops\n']);
    expect(run.events).toEqual(['starting', 'running', 'ended'].map((state) => ({ kind: 'state', state })));
  });

  it('keeps the order of both output streams', async () => {
    const run = await runToEnd(board, `for (let i = 0; i < 100; i++) vm.print(i + ' ', i % 2 ? 'stderr' : 'stdout');`);
    expect(run.console).toBe(Array.from({ length: 100 }, (_, i) => `${i} `).join(''));
  });

  it('gets Ctrl-C as an interrupt and other bytes as input', async () => {
    const run = await ObservedRun.start(board, `vm.print('?'); vm.print(vm.input()); vm.print(vm.interrupted() + vm.input());`);
    await run.until(({ stdout }) => stdout === '?');
    run.run.write(Buffer.from('abc\x03def'));
    await run.done;
    expect(run.stdout).toBe('?abctruedef');
  });

  it('loses input that nobody reads above 64 KB, and says so once', async () => {
    const run = await ObservedRun.start(
      board,
      `vm.interrupted(); let size = 0; for (let text; (text = vm.input(100)); ) size += text.length; vm.print(String(size));`,
    );
    for (let i = 0; i < 100; i++) run.run.write(new Uint8Array(1000).fill(97));
    run.run.interrupt();
    await run.done;
    expect(run.stdout).toBe(String(64 * 1024));
    expect(run.notices).toMatchObject([{ severity: 'warning' }]);
  });

  it('is told by the scheduler word that an interrupt is due while it computes', async () => {
    const run = await ObservedRun.start(
      board,
      `const state = vm.ready(); const poked = () => { while (Atomics.load(state, 0) === 1); Atomics.store(state, 0, 1); };
       poked(); vm.print('ready'); poked(); vm.print(' ' + vm.memory.takeInterrupt());`,
    );
    await run.until(({ stdout }) => stdout === 'ready');
    run.run.interrupt();
    await run.done;
    expect(run.stdout).toBe('ready true');
  });

  it('is told again of an interrupt that came at the end of a look, which then did not see it', async () => {
    const run = await ObservedRun.start(
      board,
      `const state = vm.ready(); const poked = () => { while (Atomics.load(state, 0) === 1); };
       poked(); Atomics.store(state, 0, 1); vm.print('ready'); poked();
       for (let i = 0; i < 3; i++) { Atomics.store(state, 0, 1); poked(); }
       vm.print(' ' + vm.memory.takeInterrupt());`,
    );
    await run.until(({ stdout }) => stdout === 'ready');
    run.run.interrupt();
    await run.done;
    expect(run.stdout).toBe('ready true');
  });

  it('is told of an interrupt that came before the VM was ready', async () => {
    const run = await ObservedRun.start(
      board,
      `vm.waitFor(() => false, 0); while (!vm.memory.doorbell); vm.ready(); vm.print(String(vm.interrupted()));`,
    );
    run.run.interrupt();
    await run.done;
    expect(run.stdout).toBe('true');
  });

  it('can be killed while it computes', async () => {
    const run = await ObservedRun.start(board, `vm.print('on'); for (;;);`);
    await run.until(({ stdout }) => stdout === 'on');
    run.run.kill();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: true });
    expect(run.events.at(-1)).toEqual({ kind: 'state', state: 'ended' });
  });

  it('shows changes of pins with their times', async () => {
    const run = await runToEnd(board, `vm.ready(); for (const level of [1, 0, 1]) vm.pin(2, level);`);
    const pins = run.events.filter(({ kind }) => kind === 'pin');
    expect(pins).toMatchObject([1, 0, 1].map((level) => ({ pin: 2, level })));
  });

  it('passes on only the last level when a pin changes faster than anybody can look', async () => {
    const run = await runToEnd(board, `for (let i = 1; i <= 20001; i++) vm.pin(2, i % 2);`);
    const pins = run.events.filter(({ kind }) => kind === 'pin');
    expect(pins.length).toBeLessThan(10_000);
    expect(pins.at(-1)).toMatchObject({ level: 1 });
  });
});

describe('Wi-Fi and timers', () => {
  it('shows 1001 for a while and then 1010', async () => {
    const run = await runToEnd(
      board,
      `const seen = [vm.memory.wifiStatus]; vm.post({ op: 'wifi/active', active: true }); vm.waitFor(() => vm.memory.wifiActive || undefined);
       vm.post({ op: 'wifi/connect', ssid: 's', key: 'k' });
       vm.waitFor(() => { if (vm.memory.wifiStatus !== seen.at(-1)) seen.push(vm.memory.wifiStatus); return vm.memory.wifiHasAddress || undefined; });
       vm.post({ op: 'wifi/disconnect' }); vm.waitFor(() => !vm.memory.wifiHasAddress || undefined); seen.push(vm.memory.wifiStatus);
       vm.print(seen.join());`,
    );
    expect(run.stdout).toBe('1000,1001,1010,1000');
  });

  it('lets a periodic timer fall due without drift, and wakes the VM for it', async () => {
    const run = await runToEnd(
      board,
      `const state = vm.ready(); const start = performance.now(); vm.post({ op: 'timer/start', timer: 3, periodMs: 25, repeat: true });
       let ticks = 0; while (ticks < 20) { vm.waitFor(() => vm.memory.takeTimersDue()[0]); ticks++; }
       vm.post({ op: 'timer/stop', timer: 3 });
       vm.print(JSON.stringify({ elapsed: performance.now() - start, pending: state[0] }));`,
    );
    const { elapsed, pending } = JSON.parse(run.stdout) as { elapsed: number; pending: number };
    expect(elapsed).toBeGreaterThan(495);
    expect(elapsed).toBeLessThan(560);
    expect(pending).toBe(0);
  });
});

describe('a flood', () => {
  it('of output waits for its reader, and can be stopped meanwhile', async () => {
    const run = await ObservedRun.start(board, FLOOD);
    run.run.pauseEvents();
    await run.until(({ stdout }) => stdout.length > 0);
    await run.quiet();
    expect(run.stdout.length).toBeLessThan(2_000_000);
    run.run.resumeEvents();
    await run.until(({ stdout }) => stdout.length > 10_000_000);
    run.run.kill();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: true });
  });

  it.runIf(process.platform === 'linux')('of output keeps the memory of the process flat', async () => {
    const run = await board.start({ name: 'flood', source: `vm.print(process.pid + ':'); ${FLOOD}` }, DEFAULT_OPTIONS);
    let [total, head] = [0, ''];
    const seen = new Promise<void>((resolve) => {
      const sizes: number[] = [];
      run.onEvent((event) => {
        if (event.kind !== 'output') return;
        if (head === '') head = new TextDecoder().decode(event.bytes);
        total += event.bytes.length;
        if (total < 50_000_000 * (sizes.length + 1)) return;
        sizes.push(residentBytes(Number(head.split(':')[0])));
        if (sizes.length < 6) return;
        expect(Math.max(...sizes.slice(3))).toBeLessThan(Math.max(...sizes.slice(0, 3)) + 50_000_000);
        resolve();
      });
    });
    await seen;
    run.kill();
    await run.done;
  });

  it('of output that is read does not hold up another board', async () => {
    const flood = await ObservedRun.start(board, FLOOD);
    await flood.until(({ stdout }) => stdout.length > 1_000_000);
    const other = await runToEnd(board, `vm.print('quick');`);
    expect(other.stdout).toBe('quick');
    flood.run.kill();
    await flood.done;
  });

  it('of records is bounded and counted, and the trace file has all of them', async () => {
    const traceFile = join(dist.path, 'flood.jsonl');
    const code = `vm.ready(); for (let i = 0; i < 30000; i++) vm.record({ operation: 'recv', bytes: new Uint8Array([i & 255, i >> 8]), outcome: { kind: 'ok', value: 2 } });`;
    const run = await runToEnd(board, code, { traceFile });
    const lines = (await readFile(traceFile, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(30_001);
    expect(JSON.parse(lines[301] ?? '')).toMatchObject({
      socket: 1,
      operation: 'recv',
      peer: 'peer:80',
      bytes: Buffer.of(44, 1).toString('base64'),
      result: 2,
    });
    expect(run.records.length + run.droppedRecords).toBe(30_000);
    expect(run.records.at(0)).toMatchObject({ sequence: 1, outcome: { kind: 'ok', value: 2 } });
  });
});

describe('a trace file', () => {
  it('that cannot be written keeps the run from starting', async () => {
    const start = board.start(
      { name: 'x.py', source: '' },
      { ...DEFAULT_OPTIONS, traceFile: join(dist.path, 'no', 'such', 'folder.jsonl') },
    );
    await expect(start).rejects.toThrow(/^The trace file .*folder\.jsonl cannot be written: its folder does not exist\.$/);
  });

  it('holds errors with their number', async () => {
    const traceFile = join(dist.path, 'error.jsonl');
    await runToEnd(
      board,
      `vm.ready(); vm.record({ operation: 'connect', bytes: new Uint8Array(), outcome: { kind: 'error', errno: 104 } });`,
      {
        traceFile,
        recordSockets: false,
      },
    );
    const [header = '', line = ''] = (await readFile(traceFile, 'utf8')).split('\n');
    expect(JSON.parse(header)).toMatchObject({ format: 'micropython-sockets', version: 1, target: 'Simulated ESP32' });
    expect(JSON.parse(line)).toEqual({
      time_ms: expect.any(Number) as number,
      duration_ms: 0.5,
      socket: 1,
      operation: 'connect',
      peer: 'peer:80',
      bytes: '',
      errno: 104,
    });
  });
});

describe('failure', () => {
  it('of one board leaves the others alone', async () => {
    const other = await ObservedRun.start(board, `vm.print('?'); vm.print(vm.input());`);
    await other.until(({ stdout }) => stdout === '?');
    const broken = await runToEnd(board, `vm.print('so far '); throw new EvalError('broken');`);
    expect(broken.result).toMatchObject({ kind: 'crashed', reason: expect.stringContaining('broken') as string });
    expect(broken.stdout).toBe('so far ');
    const nonsense = await runToEnd(board, `vm.post({ op: 'ready', heap: 'no heap', schedulerState: 1 }); vm.interrupted();`);
    expect(nonsense.result.kind).toBe('crashed');
    const silent = await runToEnd(board, `process.exit(3);`);
    expect(silent.result).toMatchObject({ kind: 'crashed', reason: expect.stringContaining('exit code 3') as string });
    other.run.write(Buffer.from('!'));
    expect(await other.done).toEqual({ kind: 'completed' });
    expect(other.stdout).toBe('?!');
  });

  it('of the process ends its runs, and the next run gets a new process', async () => {
    const run = await ObservedRun.start(board, `vm.print(process.pid + ' '); for (;;);`);
    await run.until(({ stdout }) => stdout.endsWith(' '));
    process.kill(Number(run.stdout), 'SIGKILL');
    expect(await run.done).toMatchObject({ kind: 'crashed', reason: expect.stringContaining('SIGKILL') as string });
    const next = await runToEnd(board, `vm.print('again');`);
    expect(next.stdout).toBe('again');
  });

  it('of the parent ends the process', async () => {
    const script = join(dist.path, 'forever.py');
    await writeFile(script, `vm.print(String(process.pid)); for (;;);`);
    const parent = spawn(process.execPath, [join(dist.path, 'cli.js'), 'run', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const simulator = Number(output.toString());
    expect(isAlive(simulator)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(simulator)).toBe(false), { timeout: 20_000 });
  });

  it('to find the firmware keeps the run from starting', async () => {
    const folder = join(dist.path, 'incomplete');
    await mkdir(folder, { recursive: true });
    await copyFile(join(dist.path, 'simulator.js'), join(folder, 'simulator.js'));
    const incomplete = new SimulatedBoard({ distFolder: folder });
    await expect(incomplete.start({ name: 'x.py', source: '' }, DEFAULT_OPTIONS)).rejects.toThrow(
      /firmware cannot be loaded.*npm run build/,
    );
    incomplete.dispose();
  });
});

/** A process that only waits for its parent to notice its end counts as dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/status`, 'utf8').includes('\nState:\tZ');
  } catch {
    // Both can only fail because there is no such process.
    return false;
  }
}

function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
