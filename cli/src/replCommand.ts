/**
 * `repl [FOLDER]`: a board's prompt in this terminal. A terminal's keys go to the board as they are, Ctrl-C too, and
 * Ctrl-] or Ctrl-X leaves. Without a terminal standard input is typed, and its end is Ctrl-D: the board resets softly
 * when it has come to it, and that is the end.
 */
import { DisposableStore, type BoardSession } from '../../shared/src';
import type { SimulatedBoard } from '../../simulator/src';
import { PROGRAM, type PromptArguments } from './arguments';
import { openBoard } from './boardOptions';
import { complain, onSignal, show } from './commandParts';
import { ExitCode } from './exitCode';
import { keysFromTerminal } from './keys';
import { OutputSink } from './outputSink';

export async function replCommand(args: PromptArguments, simulator: SimulatedBoard): Promise<number> {
  const store = new DisposableStore();
  try {
    const { board, folder } = await openBoard(args, simulator);
    store.add(board);
    const end = attend(board, store);
    await board.boot(folder);
    return await end;
  } catch (error) {
    return complain(error);
  } finally {
    store.dispose();
  }
}

async function attend(board: BoardSession, store: DisposableStore): Promise<number> {
  let resolve: (exitCode: number) => void = () => undefined;
  const end = new Promise<number>((settle) => {
    resolve = settle;
  });
  const sink = new OutputSink(process, {
    onFull: () => board.pauseEvents(),
    onRoom: () => board.resumeEvents(),
    onClosed: () => resolve(ExitCode.finished),
  });
  let isInputOver = false;
  store.add(
    board.onEvent((event) => {
      show(event, sink);
      if (isInputOver && event.kind === 'reset' && event.cause === 'soft') resolve(ExitCode.finished);
    }),
  );
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) store.add(onSignal(signal, () => resolve(ExitCode.terminated)));
  store.add(onSignal('SIGINT', () => board.interrupt()));
  void board.done.then((result) => {
    if (result.kind === 'crashed' || result.kind === 'disconnected') sink.write('stderr', `${PROGRAM}: ${result.reason}\n`);
    resolve(ExitCode.uncaughtException);
  });
  const { stdin } = process;
  if (stdin.isTTY) sink.write('stderr', `${PROGRAM}: Ctrl-] leaves the board and switches it off.\r\n`);
  store.add(
    keysFromTerminal(stdin, {
      onKeys: (keys) => board.write(keys),
      onLeave: () => resolve(ExitCode.finished),
      onEnd: () => {
        isInputOver = true;
      },
    }),
  );
  const exitCode = await end;
  await sink.flush();
  return exitCode;
}
