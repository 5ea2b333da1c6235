/**
 * What users of such programs complain of most, each against a board that misbehaves at the far end of a real serial port. A test is named
 * by the complaint that must not be heard of this program.
 */
import { describe, expect, it, type TestContext } from 'vitest';
import { BoardRun, type BoardRunOptions, ConnectedBoard } from '../../../board/src';
import type { RunEvent, RunResult } from '../../../shared/src';
import { ByteCollector } from '../../support/byteCollector';
import { type Behaviour, KEYBOARD_INTERRUPT, ROM_TEXT, type Running, SystemExit } from '../../support/scriptedBoard';
import { ScriptedPort } from '../../support/scriptedWires';

const AS_IT_IS: BoardRunOptions = { softReset: false, imports: 'none' };

class Session {
  readonly output = new ByteCollector();
  readonly prompt = new ByteCollector();
  readonly notices: string[] = [];
  private readonly stateListeners = new Map<string, () => void>();

  constructor(
    readonly board: ConnectedBoard,
    readonly port: ScriptedPort,
  ) {
    board.onOutput(this.prompt.add);
    board.onNotice(({ text }) => this.notices.push(text));
  }

  start(source = 'print(1)\n', options = AS_IT_IS): BoardRun {
    const run = new BoardRun(this.board, { source, name: 'main.py' }, options);
    run.onEvent((event) => this.take(event));
    return run;
  }

  run(source?: string, options?: BoardRunOptions): Promise<RunResult> {
    return this.start(source, options).done;
  }

  /** Resolves when a run is in that state. */
  until(state: 'running' | 'ended'): Promise<void> {
    return new Promise((resolve) => this.stateListeners.set(state, resolve));
  }

  private take(event: RunEvent): void {
    if (event.kind === 'output') this.output.add(event.bytes);
    if (event.kind === 'notice') this.notices.push(event.notice.text);
    if (event.kind === 'state') this.stateListeners.get(event.state)?.();
  }
}

async function connect({ onTestFinished }: TestContext, behaviour: Partial<Behaviour>): Promise<Session> {
  const port = new ScriptedPort(behaviour);
  onTestFinished(() => port.dispose());
  const board = await ConnectedBoard.open(port.path);
  onTestFinished(() => board.dispose());
  return new Session(board, port);
}

/** The prompt is there: what is typed is echoed. */
async function expectPrompt({ board, prompt }: Session): Promise<void> {
  await idle(board);
  board.write(Buffer.from('hello'));
  await prompt.text('hello');
}

async function idle(board: ConnectedBoard): Promise<void> {
  if (board.isBusy) await new Promise<void>((resolve) => board.onDidChangeBusy((isBusy) => !isBusy && resolve()));
}

function hello(_source: string, running: Running): void {
  running.print('hello from the board\r\n');
}

async function forever(_source: string, running: Running): Promise<void> {
  for (;;) {
    running.print('still here\r\n');
    await running.wait(20);
  }
}

async function elapsedMs(action: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action;
  return performance.now() - startedAt;
}

describe.concurrent('"could not enter raw repl"', () => {
  const cases: Readonly<Record<string, Partial<Behaviour>>> = {
    'though it is at its prompt': {},
    'because it was left in the raw REPL': { starts: 'raw' },
    'because it was left in paste mode': { starts: 'pasteMode' },
    'because another program was cut off while it pasted': { starts: 'rawPaste' },
    'because its prompt is another': { prompt: 'board$ ' },
    'because aiorepl has the prompt': { version: '', prompt: '--> ' },
    'because every byte comes alone': { isCut: true },
    'because a timer prints in between': { noise: 'tick é\r\n' },
    'because every answer takes a second': { latencyMs: 1000 },
    'because its firmware is from before raw paste': { rawPaste: 'unknown' },
    'because its firmware refuses raw paste': { rawPaste: 'unsupported' },
    'because the header of raw paste comes in two parts': { headerPauseMs: 300 },
    'because its window is small': { windowBytes: 32 },
    'because its window is one byte': { windowBytes: 1 },
  };

  it.for(Object.entries(cases))('%s', async ([, behaviour], test) => {
    const session = await connect(test, { ...behaviour, program: hello });
    const source = `print("Grüße")\n${'# A long script: ÄÖÜ\n'.repeat(60)}`;
    expect(await session.run(source)).toEqual({ kind: 'completed' });
    await session.output.text('hello from the board\r\n');
    expect(session.port.board.sources.at(-1)).toBe(source);
    expect(session.port.board.lostBytes).toBe(0);
    await expectPrompt(session);
  });

  it('because main.py runs and prints without a pause', async (test) => {
    const session = await connect(test, {
      starts: 'program',
      program: (source, running) => (source === 'main.py' ? forever(source, running) : hello(source, running)),
    });
    expect(await session.run()).toEqual({ kind: 'completed' });
    await session.output.text('hello from the board\r\n');
  });

  it('because main.py catches KeyboardInterrupt', async (test) => {
    const session = await connect(test, {
      starts: 'program',
      program: (source, running) => {
        if (source !== 'main.py') return hello(source, running);
        running.ignoreInterrupts(4);
        return forever(source, running);
      },
    });
    expect(await session.run()).toEqual({ kind: 'completed' });
    await session.output.text('hello from the board\r\n');
    expect(session.notices).toContain('Interrupting what runs on the board…');
  });
});

describe.concurrent('"an endless spinner"', () => {
  const cases: Readonly<Record<string, { says: string; expected: RegExp }>> = {
    'because nothing answers': { says: '', expected: /does not answer.*power.*115200/s },
    'because the speed is wrong': { says: '\x80\xf8x\x80\xfe\x80', expected: /does not give a prompt/ },
    'because the chip waits for firmware': {
      says: `${ROM_TEXT}waiting for download\r\n`,
      expected: /waits for firmware.*BOOT.*EN or RST/s,
    },
    'because the chip resets again and again': { says: ROM_TEXT + ROM_TEXT, expected: /resets again and again/ },
    'because there is no firmware': { says: `${ROM_TEXT}invalid header: 0xffffffff\r\n`, expected: /no firmware.*Install MicroPython/s },
  };

  it.for(Object.entries(cases))('%s', async ([, { says, expected }], test) => {
    const session = await connect(test, { starts: 'nothing' });
    session.port.say(Buffer.from(says, 'latin1'));
    const result = await session.run();
    expect(result).toEqual({ kind: 'crashed', reason: expect.stringMatching(expected) as string });
  });

  it('although it was told that nothing helps: it is not tried a second time', async (test) => {
    const session = await connect(test, { starts: 'nothing' });
    await session.run();
    expect(await elapsedMs(idle(session.board))).toBeLessThan(500);
    expect(session.notices.filter((text) => text.startsWith('Interrupting'))).toHaveLength(1);
  });

  it('that names a fault of long ago', async (test) => {
    const session = await connect(test, {});
    const resets = ROM_TEXT + ROM_TEXT + 'waiting for download\r\n' + ROM_TEXT;
    session.port.say(Buffer.from(resets));
    await session.prompt.text(resets);
    session.port.board.dispose();
    expect(await session.run()).toEqual({ kind: 'crashed', reason: expect.stringMatching(/does not answer/) as string });
  });

  it.for(['preparing', 'running'] as const)('that Stop does not end, while it is %s', async (when, test) => {
    const session = await connect(test, { starts: when === 'preparing' ? 'nothing' : 'friendly', program: forever });
    const isRunning = session.until('running');
    const run = session.start();
    if (when === 'running') await isRunning;
    run.interrupt();
    expect(await elapsedMs(run.done)).toBeLessThan(2000);
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
    if (when === 'running') await expectPrompt(session);
  });

  it('that Stop does not end, while the script is sent', async (test) => {
    const session = await connect(test, { headerPauseMs: 60_000, program: hello });
    const run = session.start('x = 1\n'.repeat(500));
    await session.port.heard('\x05A\x01');
    run.interrupt();
    expect(await elapsedMs(run.done)).toBeLessThan(1000);
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
    expect(session.port.board.sources).toEqual([]);
  });
});

describe.concurrent('"the run is stopped though the program only sleeps"', () => {
  it('a script may be silent for longer than any answer may take', async (test) => {
    const session = await connect(test, {
      program: async (_source, running) => {
        await running.wait(5000);
        running.print('awake\r\n');
      },
    });
    expect(await session.run()).toEqual({ kind: 'completed' });
    await session.output.text('awake\r\n');
  });
});

describe.concurrent('"Run is stuck although the script has ended"', () => {
  it('by SystemExit, after which the board resets', async (test) => {
    const session = await connect(test, { program: () => Promise.reject(new SystemExit()) });
    expect(await session.run()).toEqual({ kind: 'completed' });
    await expectPrompt(session);
  });

  it('by machine.reset()', async (test) => {
    const session = await connect(test, { program: (_source, running) => running.reset() });
    expect(await session.run()).toEqual({ kind: 'interrupted', killed: true, by: 'reset' });
    expect(session.notices).toContainEqual(expect.stringMatching(/^The board was reset while the script ran/));
    await expectPrompt(session);
  });

  it('by a reset of which only the prompt tells', async (test) => {
    const session = await connect(test, { program: (_source, running) => running.reset(''), isCut: true });
    expect(await session.run()).toEqual({ kind: 'interrupted', killed: true, by: 'reset' });
    await expectPrompt(session);
  });

  it('by an error that comes before the script is sent', async (test) => {
    const session = await connect(test, { refused: /!!/ });
    const result = await session.run(`!!\n${'x = 1\n'.repeat(500)}`);
    expect(result).toMatchObject({ kind: 'exception', traceback: expect.stringContaining('SyntaxError') as string });
    await expectPrompt(session);
  });

  it('though it had printed the byte that ends a run', async (test) => {
    const session = await connect(test, {
      program: (_source, running) => running.print('a\x04b\x04\x04c\r\nValueError: no\r\n'),
    });
    expect(await session.run()).toEqual({ kind: 'completed' });
    expect((await session.output.text('no\r\n')).replaceAll('\r\n', '\n')).toBe('a\x04b\x04\x04c\nValueError: no\n');
  });

  it('by the cable', async (test) => {
    const session = await connect(test, { program: forever });
    const isRunning = session.until('running');
    const run = session.start();
    await isRunning;
    session.port.terminal.unplug();
    expect(await elapsedMs(run.done)).toBeLessThan(1000);
    expect(await run.done).toMatchObject({ kind: 'disconnected' });
    expect(await session.run()).toMatchObject({ kind: 'disconnected' });
  });
});

describe.concurrent('"Ctrl-C does not stop it"', () => {
  it('a script that catches it is interrupted again, and it is told', async (test) => {
    const session = await connect(test, {
      program: (source, running) => {
        running.ignoreInterrupts(4);
        return forever(source, running);
      },
    });
    const isRunning = session.until('running');
    const run = session.start();
    await isRunning;
    run.interrupt();
    run.kill();
    expect(await run.done).toMatchObject({ kind: 'interrupted' });
    expect(session.notices).toContain('One Ctrl-C did not stop it, several did.');
    await expectPrompt(session);
  });

  it('a script that never gives in is left, and what to do is told', async (test) => {
    const session = await connect(test, {
      program: (source, running) => {
        running.ignoreInterrupts(Infinity);
        return forever(source, running);
      },
    });
    const isRunning = session.until('running');
    const run = session.start();
    await isRunning;
    run.kill();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: true });
    expect(session.notices).toContainEqual(expect.stringMatching(/does not react to Ctrl-C.*press its EN or RST button/s));
    await idle(session.board);
    // What it goes on to print is seen at the prompt.
    await session.prompt.text('still here\r\n');
  });
});

describe.concurrent('"the traceback names no line of mine"', () => {
  it('the script reaches the board as it is, byte for byte', async (test) => {
    const source = '\n\n  \n# é\tx\r\nraise ValueError\n\n';
    const session = await connect(test, { program: () => KEYBOARD_INTERRUPT.replace('KeyboardInterrupt: ', 'ValueError: ') });
    expect(await session.run(source)).toMatchObject({ kind: 'exception' });
    expect(session.port.board.sources).toEqual([source]);
  });
});

describe.concurrent('"the editor freezes when a script prints a lot"', () => {
  const line = `${'x'.repeat(1022)}\r\n`;
  const lines = 4096;
  async function print(_source: string, running: Running): Promise<void> {
    for (let count = 0; count < lines; count++) {
      running.print(line);
      if (count % 16 === 0) await running.wait(0);
    }
    running.print('end of it\r\n');
  }

  it('everything arrives where somebody keeps up', async (test) => {
    const session = await connect(test, { program: print });
    expect(await session.run()).toEqual({ kind: 'completed' });
    expect(await session.output.take(lines * line.length)).toHaveLength(lines * line.length + 'end of it\r\n'.length);
  });

  it('what nobody can show is left out, and it is told how much', async (test) => {
    const session = await connect(test, { program: print });
    const run = session.start();
    run.pauseEvents();
    expect(await run.done).toEqual({ kind: 'completed' });
    const text = await session.output.text('end of it\r\n');
    const notice = session.notices.find((told) => told.includes('bytes of output were not shown')) ?? '';
    const leftOut = Number(/^[\d,]+/.exec(notice)?.[0].replaceAll(',', ''));
    expect(leftOut + text.length).toBe(lines * line.length + 'end of it\r\n'.length);
    expect(text.length).toBeLessThanOrEqual(1024 * 1024);
  });
});
