/**
 * *Serve Simulated Board on a Port*: a board of its own for mpremote and other tools, whose files are the workspace's
 * folder. The status bar shows its address while it is on; a click there copies it or switches the board off.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import { openBoardOnPort } from '../boardOnPort';
import { commandIds, contextKeys } from '../commandIds';
import { ServedBoard } from '../servedBoard';
import { boardOptions, readSettings } from '../settings';
import { isTrusted } from '../ui/workspaceTrust';

const COPY = 'Copy Address';
const STOP = 'Stop Serving';

export interface ServeCommands extends Disposable {
  readonly board: ServedBoard;
  serve(): Promise<void>;
  stop(): void;
}

export function serveCommands(distFolder: string, channel: vscode.LogOutputChannel): ServeCommands {
  const store = new DisposableStore();
  const board = store.add(
    new ServedBoard((onNotice) => {
      const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
      return openBoardOnPort({
        distFolder,
        options: { ...boardOptions(readSettings(folder)), recordSockets: false },
        onNotice,
        ...(folder ? { folder: folder.fsPath } : {}),
      });
    }),
  );
  const item = store.add(vscode.window.createStatusBarItem('micropythonSockets.served', vscode.StatusBarAlignment.Left, 49));
  item.name = 'Served Simulated Board';
  item.command = commandIds.serve;
  store.add(
    board.onDidChangeState((state) => {
      void vscode.commands.executeCommand('setContext', contextKeys.serving, state.kind === 'serving');
      if (state.kind === 'off') return item.hide();
      item.text = state.kind === 'starting' ? '$(loading~spin) Board' : `$(plug) ${state.address}`;
      item.tooltip =
        state.kind === 'starting' ? 'The simulated board is being switched on' : `The simulated board's serial line, on this port`;
      item.show();
    }),
  );
  store.add(
    board.onNotice(({ severity, text }) => {
      if (severity === 'error') void vscode.window.showErrorMessage(text);
      channel.info(text);
    }),
  );
  return {
    board,
    serve: async () => {
      if (await isTrusted()) await serve(board);
    },
    stop: () => board.stop(),
    dispose: () => store.dispose(),
  };
}

async function serve(board: ServedBoard): Promise<void> {
  let address: string | undefined;
  try {
    address = await board.start();
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
  if (address !== undefined) void offer(board, address);
}

/** Answered or not, the command is done. */
async function offer(board: ServedBoard, address: string): Promise<void> {
  const text = `The simulated board's serial line is at ${address}: mpremote connect socket://${address}`;
  const choice = await vscode.window.showInformationMessage(text, COPY, STOP);
  if (choice === COPY) await vscode.env.clipboard.writeText(address);
  if (choice === STOP) board.stop();
}
