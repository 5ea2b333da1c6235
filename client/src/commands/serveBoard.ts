/**
 * *Serve Simulated Board on a Port*: the serial line of the window's board for mpremote and other tools. The status bar shows
 * its address while it is served; a click there copies it or stops serving. While a program has the line the terminal says so.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import { tellFailure } from '../ui/tellFailure';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { openBoardOnPort } from '../boardOnPort';
import { commandIds, contextKeys } from '../commandIds';
import type { RunController } from '../runController';
import { ServedBoard, type ServedState } from '../servedBoard';
import { promptSetup } from '../scriptSource';
import type { PromptTarget } from '../simulatedTarget';
import type { TargetTerminal } from '../ui/targetTerminal';
import { setContext } from '../ui/setContext';
import { isTrusted } from '../ui/workspaceTrust';

const COPY = 'Copy Address';
const STOP = 'Stop Serving';
const TAKE = 'Disconnect It';
const RUNNING_TEXT = 'The editor runs a script on this board. Stop it in VS Code, or wait for its end, then connect again.';

export interface ServeCommands extends Disposable {
  readonly board: ServedBoard;
  serve(): Promise<void>;
  stop(): void;
  /** Whether the terminal and runs have the line; if a program has it, the user may take it back. */
  claimLine(): Promise<boolean>;
}

export interface ServeParts {
  readonly target: PromptTarget;
  readonly controller: RunController;
  readonly terminal: TargetTerminal;
  readonly image: WindowBoardImage;
}

export function serveCommands({ target, controller, terminal, image }: ServeParts): ServeCommands {
  const store = new DisposableStore();
  const board = store.add(
    new ServedBoard(() =>
      openBoardOnPort({
        target,
        ...promptSetup(image.file),
        refusal: () => (controller.state.kind === 'idle' ? undefined : RUNNING_TEXT),
      }),
    ),
  );
  const item = store.add(vscode.window.createStatusBarItem('micropythonSockets.served', vscode.StatusBarAlignment.Left, 49));
  item.name = 'Served Simulated Board';
  item.command = commandIds.serve;
  store.add(
    board.onDidChangeState((state) => {
      setContext(contextKeys.serving, state.kind === 'serving');
      if (state.kind === 'off') return item.hide();
      [item.text, item.tooltip] = faceOf(state);
      item.show();
    }),
  );
  store.add(
    board.onDidChangeProgram((hasProgram) => {
      const text = hasProgram
        ? 'A program has taken the serial line of the board. What the board sends goes there, and keys do not reach it until that program leaves.'
        : 'The program has left the serial line of the board.';
      terminal.writeNotice({ severity: 'info', text });
    }),
  );
  return {
    board,
    serve: async () => {
      if (await isTrusted()) await serve(board);
    },
    stop: () => board.stop(),
    claimLine: () => claim(board),
    dispose: () => store.dispose(),
  };
}

function faceOf(state: Exclude<ServedState, { kind: 'off' }>): readonly [text: string, tooltip: string] {
  if (state.kind === 'starting') return ['$(loading~spin) Board', 'The simulated board is being switched on'];
  if (state.hasProgram) return [`$(plug) ${state.address} $(debug-connected)`, 'A program has the serial line of the simulated board'];
  return [`$(plug) ${state.address}`, "The simulated board's serial line, on this port"];
}

async function serve(board: ServedBoard): Promise<void> {
  await tellFailure(async () => {
    const address = await board.start();
    if (address !== undefined) void offer(board, address);
  });
}

/** Answered or not, the command is done. */
async function offer(board: ServedBoard, address: string): Promise<void> {
  const text = `The simulated board's serial line is at ${address}: mpremote connect socket://${address}`;
  const choice = await vscode.window.showInformationMessage(text, COPY, STOP);
  if (choice === COPY) await vscode.env.clipboard.writeText(address);
  if (choice === STOP) board.stop();
}

async function claim(board: ServedBoard): Promise<boolean> {
  if (!board.hasProgram) return true;
  const text = 'Another program has the serial line of the simulated board. Close its connection, or disconnect it from here.';
  if ((await vscode.window.showWarningMessage(text, TAKE)) === TAKE) board.disconnectProgram();
  return !board.hasProgram;
}
