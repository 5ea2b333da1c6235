/** The board of a window with its serial line on a port: one board for runs, the terminal and a program, which has the line alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { openBoardOnPort } from '../../../client/src/boardOnPort';
import { ServedBoard } from '../../../client/src/servedBoard';
import { SimulatedTarget } from '../../../client/src/simulatedTarget';
import { boardKind, type RunOptions, type RunResult } from '../../../shared/src';
import { readImage, readStorage } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { RawReplClient } from '../../support/rawReplClient';

const BUSY_TEXT = 'The editor runs a script.';

interface Window {
  readonly target: SimulatedTarget;
  readonly served: ServedBoard;
  readonly options: RunOptions;
  readonly flashImage: string;
  /** What the terminal shows and what is typed there. */
  readonly terminal: { shown: string; type(text: string): void };
  until(isSo: () => boolean): Promise<void>;
  run(source: string): Promise<RunResult>;
  connect(): Promise<RawReplClient>;
}

function windowWith({ onTestFinished }: TestContext, files: Readonly<Record<string, string>> = {}): Window {
  const folder = mkdtempSync(join(tmpdir(), 'served-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const flashImage = join(folder, '.image', 'board.img');
  const options: RunOptions = {
    network: 'none',
    aliases: [],
    heapSizeBytes: boardKind().heapSizeBytes,
    recordSockets: true,
    flashImage,
  };
  const target = new SimulatedTarget(DIST);
  let isRunning = false;
  const refusal = (): string | undefined => (isRunning ? BUSY_TEXT : undefined);
  const served = new ServedBoard(() => openBoardOnPort({ target, options, folder, refusal }));
  onTestFinished(async () => {
    served.dispose();
    await target.switchOffAndWait();
    target.dispose();
    rmSync(folder, { recursive: true });
  });
  const terminal = {
    shown: '',
    type: (text: string) => {
      if (!served.hasProgram) target.write(Buffer.from(text));
    },
  };
  const lookers = new Set<() => void>();
  target.onEvent((event) => {
    if (event.kind === 'output' && !served.hasProgram) terminal.shown += Buffer.from(event.bytes).toString();
    for (const look of lookers) look();
  });
  return {
    target,
    served,
    options,
    flashImage,
    terminal,
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (): void => void (isSo() && lookers.delete(look) && resolve());
        lookers.add(look);
        look();
      }),
    run: async (source) => {
      isRunning = true;
      const run = await target.start({ name: 'script.py', source, folder }, options);
      return run.done.finally(() => (isRunning = false));
    },
    connect: async () => {
      const address = await served.start();
      const isThere = new Promise<void>((resolve) => {
        const subscription = served.onDidChangeProgram((hasProgram) => hasProgram && (subscription.dispose(), resolve()));
      });
      const client = await RawReplClient.connect(address ?? '');
      onTestFinished(() => client.close());
      await isThere;
      return client;
    },
  };
}

describe('the served board', () => {
  it('is the one of the window: files, storage and project are the same for a run and a program', async (test) => {
    const window = windowWith(test, { 'helper.py': 'ANSWER = 42' });
    const written = 'import esp32\nopen("log.txt", "w").write("by the run")\nesp32.NVS("n").set_i32("k", 7)';
    expect(await window.run(written)).toEqual({ kind: 'completed' });
    const client = await window.connect();
    await client.enterRawRepl({ softReset: true });
    const read = 'import esp32, helper\nprint(open("log.txt").read(), esp32.NVS("n").get_i32("k"), helper.ANSWER)';
    expect((await client.exec(read)).output.toString()).toBe('by the run 7 42\r\n');
    await client.exec('with open("tool.txt", "w") as f: f.write("by the program")');
    client.leaveRawRepl();
    await client.close();
    expect(await window.run('print("run reads", open("tool.txt").read())')).toEqual({ kind: 'completed' });
    expect(window.terminal.shown).toContain('run reads by the program');
    expect(Buffer.from(readImage(window.flashImage).read('/tool.txt') ?? []).toString()).toBe('by the program');
    expect(readStorage(window.flashImage).get('n')?.get('k')).toBe(7);
  });

  it('has one line: while a program has it the terminal neither shows nor types, and then has it again', async (test) => {
    const window = windowWith(test);
    const client = await window.connect();
    await client.enterRawRepl({ softReset: false });
    window.terminal.type('print("typed meanwhile")\r');
    const { output } = await client.exec('print("for the program")');
    expect(output.toString()).toBe('for the program\r\n');
    client.leaveRawRepl();
    const left = new Promise((resolve) => void window.served.onDidChangeProgram(resolve));
    await client.close();
    expect(await left).toBe(false);
    window.terminal.type('print("typed", "later")\r');
    await window.until(() => window.terminal.shown.includes('typed later'));
    expect(window.terminal.shown).not.toMatch(/for the program|typed meanwhile/);
  });

  it('refuses a program while a run has the line, and the run goes on', async (test) => {
    const window = windowWith(test);
    const address = (await window.served.start()) ?? '';
    const ended = window.run('print("up")\ninput()\nprint("done")');
    await window.until(() => window.terminal.shown.includes('up'));
    const client = await RawReplClient.connect(address);
    await client.until(BUSY_TEXT);
    await client.closed;
    window.terminal.type('\r');
    expect(await ended).toEqual({ kind: 'completed' });
    expect(window.terminal.shown).toContain('done');
  });

  it('can be taken back from a program, whose connection then ends', async (test) => {
    const window = windowWith(test);
    const client = await window.connect();
    window.served.disconnectProgram();
    await client.closed;
    expect(window.served.state).toMatchObject({ kind: 'serving', hasProgram: false });
    expect(await window.run('print("mine")')).toEqual({ kind: 'completed' });
  });

  it('stays served when its settings switch it on anew, and is served no more when it is switched off', async (test) => {
    const window = windowWith(test);
    await window.served.start();
    const run = await window.target.start({ name: 'a.py', source: 'print(1)' }, { ...window.options, network: 'local' });
    await run.done;
    expect(window.served.state.kind).toBe('serving');
    const client = await window.connect();
    await window.target.switchOffAndWait();
    await client.closed;
    expect(window.served.state).toEqual({ kind: 'off' });
  });
});
