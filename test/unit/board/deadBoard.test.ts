/**
 * A run on a board that falls silent, resets or babbles at any moment: it always ends, in bounded time, with a result that is a value, and
 * the board is free for the next. The wire is in memory and the clock is the test's.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConnectedBoard } from '../../../board/src/connectedBoard';
import { BoardRun } from '../../../board/src/run/boardRun';
import type { RunResult } from '../../../shared/src';
import { type Behaviour, ROM_TEXT } from '../../support/scriptedBoard';
import { MemoryTransport } from '../../support/scriptedWires';

/** Longer than all stages and deadlines together. */
const LIMIT_MS = 60_000;
const SCRIPT = 'x = "é"\n'.repeat(60);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Lets time pass until it has settled. */
async function passing<T>(promise: Promise<T>): Promise<T> {
  let isOver = false;
  const settled = promise.finally(() => (isOver = true));
  settled.catch(() => undefined);
  for (let ms = 0; !isOver && ms < LIMIT_MS; ms += 50) {
    // What is said in memory arrives without time passing.
    for (let turn = 0; turn < 20 && !isOver; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (!isOver) vi.advanceTimersByTime(50);
  }
  if (!isOver) throw new Error(`It was not over after ${LIMIT_MS / 1000} s.`);
  return settled;
}

async function run(behaviour: Partial<Behaviour>, meanwhile: (wire: MemoryTransport) => void = () => undefined): Promise<RunResult> {
  const wire = new MemoryTransport({ program: (_source, running) => running.print('done\r\n'), ...behaviour });
  const board = new ConnectedBoard(wire);
  const session = new BoardRun(board, { source: SCRIPT, name: 'main.py' }, { softReset: true, imports: 'none' });
  // A script may be silent as long as it likes: only its user can tell that nothing will come.
  session.onEvent((event) => event.kind === 'state' && event.state === 'running' && setTimeout(() => session.kill(), 1000));
  meanwhile(wire);
  const result = await passing(session.done);
  await passing(board.withRaw(() => Promise.resolve()).catch(() => undefined));
  board.dispose();
  return result;
}

function afterBytes(wire: MemoryTransport, limitBytes: number, action: () => void): void {
  let count = 0;
  let isDone = false;
  wire.onData((bytes) => {
    count += bytes.length;
    if (count < limitBytes || isDone) return;
    isDone = true;
    action();
  });
}

/** How many bytes the board says in a run that goes well. */
async function spokenBytes(): Promise<number> {
  let count = 0;
  await run({}, (wire) => wire.onData((bytes) => (count += bytes.length)));
  return count;
}

test('a board that falls silent after any byte ends the run with a text', async () => {
  const all = await spokenBytes();
  for (let bytes = 1; bytes < all; bytes += 3) {
    const result = await run({ diesAfterBytes: bytes });
    expect(result.kind, `after ${bytes} bytes`).toMatch(/crashed|completed|interrupted/);
    if (result.kind === 'crashed') expect(result.reason).toMatch(/EN or RST/);
  }
}, 60_000);

test('a board that resets after any byte ends the run with a text', async () => {
  const all = await spokenBytes();
  for (let bytes = 1; bytes < all; bytes += 3) {
    const result = await run({ resetsAfterBytes: bytes });
    expect(result.kind, `after ${bytes} bytes`).toMatch(/crashed|completed|interrupted/);
  }
}, 60_000);

test('a wire that ends after any byte ends the run as disconnected', async () => {
  const all = await spokenBytes();
  for (let bytes = 1; bytes < all; bytes += 3) {
    const result = await run({}, (wire) => afterBytes(wire, bytes, () => wire.unplug()));
    expect(result.kind, `after ${bytes} bytes`).toMatch(/disconnected|completed/);
  }
}, 60_000);

test('a run that is given up after any byte is over at once, and the next one is a run like others', async () => {
  const all = await spokenBytes();
  for (let bytes = 1; bytes < all; bytes += 3) {
    const wire = new MemoryTransport({ program: (_source, running) => running.print('done\r\n') });
    const board = new ConnectedBoard(wire);
    const start = (): BoardRun => new BoardRun(board, { source: SCRIPT, name: 'main.py' }, { softReset: true, imports: 'none' });
    const session = start();
    afterBytes(wire, bytes, () => session.interrupt());
    expect((await passing(session.done)).kind, `after ${bytes} bytes`).toMatch(/interrupted|completed/);
    expect(await passing(start().done), `after ${bytes} bytes`).toEqual({ kind: 'completed' });
    expect(wire.board.lostBytes).toBe(0);
    board.dispose();
  }
}, 60_000);

test('a board that takes no bytes ends the run with a text, and again', async () => {
  const wire = new MemoryTransport();
  wire.write = () => new Promise(() => undefined);
  const board = new ConnectedBoard(wire);
  const start = (): BoardRun => new BoardRun(board, { source: SCRIPT, name: 'main.py' }, { softReset: true, imports: 'none' });
  for (const run of [start(), start()])
    expect(await passing(run.done)).toEqual({
      kind: 'crashed',
      reason: expect.stringMatching(/takes nothing of what it is sent.*EN or RST/) as string,
    });
  board.dispose();
});

test('a script that does not react to Ctrl-C is ended by the reset line, which is told', async () => {
  const wire = new MemoryTransport({
    program: async (_source, running) => {
      running.ignoreInterrupts(Infinity);
      await new Promise(() => undefined);
    },
  });
  let resetCount = 0;
  wire.hardReset = () => {
    resetCount++;
    wire.say(Buffer.from(ROM_TEXT));
    return Promise.resolve();
  };
  const board = new ConnectedBoard(wire);
  const notices: string[] = [];
  const session = new BoardRun(board, { source: SCRIPT, name: 'main.py' }, { softReset: false, imports: 'none' });
  session.onEvent((event) => {
    if (event.kind === 'notice') notices.push(event.notice.text);
    if (event.kind === 'state' && event.state === 'running') session.kill();
  });
  expect(await passing(session.done)).toEqual({ kind: 'interrupted', killed: true, by: 'reset' });
  expect(resetCount).toBe(1);
  expect(notices).toEqual(['The script did not react to Ctrl-C: the board was reset by its reset line.']);
  board.dispose();
});

test('a board is not reset for somebody who has given up meanwhile', async () => {
  const wire = new MemoryTransport({ starts: 'nothing' });
  let resetCount = 0;
  wire.hardReset = () => Promise.resolve(void resetCount++);
  const board = new ConnectedBoard(wire);
  let answer: (isAllowed: boolean) => void = () => undefined;
  const asked = new Promise<boolean>((resolve) => (answer = resolve));
  let isAsked: () => void = () => undefined;
  const question = new Promise<void>((resolve) => (isAsked = resolve));
  const session = new BoardRun(
    board,
    { source: SCRIPT, name: 'main.py' },
    {
      softReset: false,
      imports: 'none',
      mayReset: () => {
        isAsked();
        return asked;
      },
    },
  );
  await passing(question);
  session.interrupt();
  expect(await passing(session.done)).toEqual({ kind: 'interrupted', killed: false });
  answer(true);
  await passing(board.withRaw(() => Promise.resolve()).catch(() => undefined));
  expect(resetCount).toBe(0);
  board.dispose();
});
