/** Modules beside a script go to the board with it, and are not there any more afterwards, however the script ended. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import { BoardRun, ConnectedBoard } from '../../../board/src';
import type { RunResult } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { ByteCollector } from '../../support/byteCollector';
import { DIST } from '../../support/distFolders';
import { SerialBridge } from '../../support/serialBridge';
import { SerialConsole } from '../../support/serialConsole';

let simulator: SimulatedBoard;
beforeAll(() => {
  simulator = new SimulatedBoard({ distFolder: DIST });
});
afterAll(() => simulator.dispose());

const FILES = {
  'helper.py': '# ä comment\nfrom parts import number\nvalue = number.VALUE + 1\n',
  'lib/parts/__init__.py': '',
  'lib/parts/number.py': 'VALUE = 41\n',
};

interface Bench {
  readonly board: ConnectedBoard;
  readonly folder: string;
}

async function connected({ onTestFinished }: TestContext, files: Readonly<Record<string, string>> = FILES): Promise<Bench> {
  const { board: simulated } = await SerialConsole.open(simulator, { network: 'none' });
  onTestFinished(() => simulated.dispose());
  const bridge = new SerialBridge(simulated);
  onTestFinished(() => bridge.dispose());
  await simulated.boot();
  const board = await ConnectedBoard.open(bridge.path);
  onTestFinished(() => board.dispose());
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modules-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return { board, folder };
}

function start({ board, folder }: Bench, source: string): { run: BoardRun; output: ByteCollector } {
  const run = new BoardRun(board, { source, name: 'main.py', folder }, { softReset: false, imports: 'imports' });
  const output = new ByteCollector();
  run.onEvent((event) => event.kind === 'output' && output.add(event.bytes));
  return { run, output };
}

async function expectNothingLeft({ board }: Bench): Promise<void> {
  const { output, error } = await board.withRaw((raw) =>
    raw.exec('import sys,os\nprint("/imports" in sys.path,"imports" in os.listdir("/"))\n'),
  );
  expect({ output: Buffer.from(output).toString(), error }).toEqual({ output: 'False False\r\n', error: '' });
}

const ENDS: Readonly<Record<string, { source: string; result: Partial<RunResult> }>> = {
  'comes to its end': { source: '', result: { kind: 'completed' } },
  'raises an exception': { source: '1 / 0\n', result: { kind: 'exception' } },
  'cannot be compiled': { source: 'if\n', result: { kind: 'exception' } },
  'exits, with which the board resets': { source: 'raise SystemExit\n', result: { kind: 'completed' } },
};

it.for(Object.entries(ENDS))('a script that %s', async ([, { source, result }], test) => {
  const bench = await connected(test);
  const { run } = start(bench, `import helper\nprint(helper.value)\n${source}`);
  expect(await run.done).toMatchObject(result);
  await expectNothingLeft(bench);
});

it.for(['interrupt', 'kill'] as const)('a script that is ended by %s', async (how, test) => {
  const bench = await connected(test);
  const { run, output } = start(bench, 'import helper\nprint(helper.value)\nwhile True: pass\n');
  await output.text('42\r\n');
  run[how]();
  expect(await run.done).toMatchObject({ kind: 'interrupted' });
  await expectNothingLeft(bench);
});

it('a run that is given up while they are sent', async (test) => {
  const bench = await connected(test, { 'helper.py': '# long\n'.repeat(10_000) });
  const { run } = start(bench, 'import helper\n');
  await new Promise((resolve) => bench.board.transport.onData(resolve));
  run.interrupt();
  expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
  await expectNothingLeft(bench);
});

it('modules for which the board has no room', async (test) => {
  const bench = await connected(test, { 'helper.py': '# long\n'.repeat(50_000) });
  const { run } = start(bench, 'import helper\n');
  expect(await run.done).toEqual({
    kind: 'crashed',
    reason: expect.stringMatching(/^The modules beside the script could not be sent to the board: MemoryError/) as string,
  });
  await expectNothingLeft(bench);
});

it('a module of some size arrives whole', async (test) => {
  const text = `text = """${'Ünïcode, "quotes" and \\\\ backslashes\n'.repeat(600)}"""\n`;
  const bench = await connected(test, { 'helper.py': text });
  const { run, output } = start(bench, 'import helper, hashlib, binascii\nprint(len(helper.text))\n');
  expect(await run.done).toEqual({ kind: 'completed' });
  await output.text(`${'Ünïcode, "quotes" and \\ backslashes\n'.length * 600}\r\n`);
});
