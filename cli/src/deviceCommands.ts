/**
 * `run`, `repl` and `reset` with `--board PORT`: the same as for the simulated board, for one at a port. Its code is loaded only
 * for them.
 */
import { resolve } from 'node:path';
import { DisposableStore } from '../../shared/src';
import type { ConnectedBoard } from '../../board/src';
import { TraceFile } from '../../simulator/src';
import { PROGRAM } from './arguments';
import { complain, onSignal } from './commandParts';
import type { DeviceArguments, DeviceRunArguments, ResetArguments } from './deviceArguments';
import { ExitCode } from './exitCode';
import { keysFromTerminal } from './keys';
import { OutputSink } from './outputSink';
import { attend } from './runCommand';
import { loadScript } from './scriptFile';
import { askPassword } from './askPassword';

/** A script may take its time to react; a board that has no reset line may need all the rungs of the ladder. */
const AFTER_RESET_MS = 10_000;

export async function runOnDeviceCommand(args: DeviceRunArguments): Promise<number> {
  const loaded = await loadScript(args.scriptPath);
  if (loaded.kind === 'unreadable') return complain(loaded.problem);
  let trace: TraceFile | undefined;
  try {
    trace = args.tracePath === undefined ? undefined : await TraceFile.open(resolve(args.tracePath));
  } catch (error) {
    return complain(error);
  }
  trace?.watch({ onRoom: () => undefined, onFailure: (text) => process.stderr.write(`${PROGRAM}: ${text}\n`) });
  const exitCode = await withDevice(args, async (board) => {
    const { BoardRun } = await import('../../board/src');
    const { softReset, imports } = args;
    const run = new BoardRun(board, loaded.script, {
      softReset,
      imports,
      probe: trace !== undefined,
      mayReset: () => Promise.resolve(true),
    });
    run.onEvent((event) => {
      if (event.kind === 'state' && event.state === 'running')
        trace?.begin({ script: loaded.script.name, target: board.name, startedAt: Date.now() });
      if (event.kind === 'records') trace?.writeWithGaps(event.records, event.droppedCount);
    });
    return attend(run, args);
  });
  await trace?.close();
  return exitCode;
}

export function replOnDeviceCommand(args: DeviceArguments): Promise<number> {
  return withDevice(args, async (board) => {
    const store = new DisposableStore();
    let finish: (exitCode: number) => void = () => undefined;
    const end = new Promise<number>((settle) => {
      finish = settle;
    });
    const sink = new OutputSink(process, { onFull: () => undefined, onRoom: () => undefined, onClosed: () => finish(ExitCode.finished) });
    let isInputOver = false;
    let text = '';
    store.add(
      board.onOutput((bytes) => {
        sink.write('stdout', bytes);
        text = (text + Buffer.from(bytes).toString('latin1')).slice(-100);
        if (isInputOver && text.includes('soft reboot')) finish(ExitCode.finished);
      }),
    );
    store.add(
      board.onDidClose((reason) => {
        sink.write('stderr', `${PROGRAM}: ${reason}\n`);
        finish(ExitCode.uncaughtException);
      }),
    );
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) store.add(onSignal(signal, () => finish(ExitCode.terminated)));
    store.add(onSignal('SIGINT', () => board.interrupt()));
    store.add(
      keysFromTerminal(process.stdin, {
        onKeys: (keys) => board.write(keys),
        onLeave: () => finish(ExitCode.finished),
        onEnd: () => {
          isInputOver = true;
          text = '';
        },
      }),
    );
    if (process.stdin.isTTY) sink.write('stderr', `${PROGRAM}: Connected to ${board.name}. Ctrl-] leaves the board as it is.\r\n`);
    // A prompt shows itself again when Enter is pressed; a program that runs takes no notice.
    board.write(Buffer.from('\r'));
    const exitCode = await end;
    store.dispose();
    await sink.flush();
    return exitCode;
  });
}

export function resetDeviceCommand(args: ResetArguments): Promise<number> {
  return withDevice(args, async (board) => {
    const isBack = new Promise<boolean>((resolve) => {
      let text = '';
      const timer = setTimeout(() => resolve(false), AFTER_RESET_MS);
      board.onOutput((bytes) => {
        text = (text + Buffer.from(bytes).toString('latin1')).slice(-4096);
        if (!/soft reboot|rst:0x|MicroPython v/.test(text)) return;
        clearTimeout(timer);
        resolve(true);
      });
      board.onDidClose(() => resolve(true)); // A port that belongs to the chip goes with it.
    });
    try {
      await board.reset(args.how);
    } catch (error) {
      complain(error);
      return ExitCode.uncaughtException;
    }
    if (await isBack) return ExitCode.finished;
    process.stderr.write(`${PROGRAM}: ${board.name} did not say that it began anew. Press its EN or RST button.\n`);
    return ExitCode.uncaughtException;
  });
}

/** With a board that is open for it. */
export async function withDevice(
  { address, ...options }: DeviceArguments,
  action: (board: ConnectedBoard) => Promise<number>,
): Promise<number> {
  const { ConnectedBoard } = await import('../../board/src');
  let board: ConnectedBoard;
  try {
    board = await ConnectedBoard.open(address, { ...options, password: askPassword });
  } catch (error) {
    return complain(error);
  }
  board.onNotice(({ text }) => process.stderr.write(`${PROGRAM}: ${text}\n`));
  try {
    return await action(board);
  } finally {
    await board.close();
  }
}
