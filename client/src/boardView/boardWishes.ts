/** Does what the user asks for with the buttons of the Board view. */
import * as vscode from 'vscode';
import { type BoardCommand, type Disposable, NO_FILTER } from '../../../shared/src';
import { commandIds, viewId } from '../commandIds';
import type { TrafficPanel } from '../panel/trafficPanel';
import type { BoardView } from './boardView';

const COMMANDS: Readonly<Record<BoardCommand, string>> = {
  run: commandIds.run,
  stop: commandIds.stop,
  openPrompt: commandIds.openPrompt,
  reset: commandIds.hardReset,
  switchOff: commandIds.switchOff,
};

export function answerBoardWishes(view: BoardView, panel: TrafficPanel): Disposable {
  return view.onDidWish((wish) => {
    if (wish.kind === 'command') return void vscode.commands.executeCommand(COMMANDS[wish.command]);
    panel.show({ ...NO_FILTER, text: `#${wish.socket}` });
    return void vscode.commands.executeCommand(`${viewId}.focus`);
  });
}
