/**
 * `serve [FOLDER]`: a board that stays on, with its serial line on a TCP port. The first line of standard output is the
 * address and nothing else, so that a program can read it; what the simulator has to say goes to standard error.
 */
import { DisposableStore, type BoardSession, type RunResult } from '../../shared/src';
import { SerialServer, type SimulatedBoard } from '../../simulator/src';
import { PROGRAM, type ServeArguments } from './arguments';
import { openBoard } from './boardOptions';
import { complain, noticeOf, onSignal } from './commandParts';
import { ExitCode } from './exitCode';

export async function serveCommand(args: ServeArguments, simulator: SimulatedBoard): Promise<number> {
  const store = new DisposableStore();
  try {
    const { board, folder } = await openBoard(args, simulator);
    store.add(board);
    const server = store.add(await SerialServer.listen(board, args));
    store.add(board.onEvent((event) => tell(noticeOf(event))));
    store.add(server.onDidChangeClient((isThere) => tell(`${PROGRAM}: ${isThere ? 'A program connected.' : 'The program left.'}\n`)));
    // Whoever reads the address may end the command at once.
    const end = untilSwitchedOff(board, store);
    await board.boot(folder);
    process.stdout.write(`${server.address}\n`);
    tell(`${PROGRAM}: The board is on: mpremote connect socket://${server.address} reaches it. Ctrl-C switches it off.\n`);
    return await end;
  } catch (error) {
    return complain(error);
  } finally {
    store.dispose();
  }
}

function untilSwitchedOff(board: BoardSession, store: DisposableStore): Promise<number> {
  return new Promise((resolve) => {
    store.add(onSignal('SIGINT', () => resolve(ExitCode.finished)));
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) store.add(onSignal(signal, () => resolve(ExitCode.terminated)));
    void board.done.then((result) => {
      tell(breakdown(result));
      resolve(ExitCode.uncaughtException);
    });
  });
}

function breakdown(result: RunResult): string {
  return result.kind === 'crashed' || result.kind === 'disconnected' ? `${PROGRAM}: ${result.reason}\n` : '';
}

function tell(text: string): void {
  if (text !== '') process.stderr.write(text);
}
