/** Does what the user asks for with the buttons and links of the Sockets panel. */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import { commandIds } from '../commandIds';
import { FIRST_EXAMPLE } from '../commands/openExample';
import type { RunController } from '../runController';
import { summarizeTraceback, type TracebackFrame } from '../ui/traceback';
import { showLine, type TracebackPlaces } from '../ui/tracebackLinks';
import type { PanelWish, TrafficPanel } from './trafficPanel';

export interface PanelWishParts {
  readonly panel: TrafficPanel;
  readonly controllers: readonly RunController[];
  readonly places: TracebackPlaces;
  /** The command that runs on the target which Run takes. */
  readonly runCommand: () => string;
}

export function answerPanelWishes({ panel, controllers, places, runCommand }: PanelWishParts): Disposable {
  const store = new DisposableStore();
  let raisedAt: TracebackFrame | undefined;
  for (const { onDidEnd } of controllers)
    store.add(
      onDidEnd(({ result }) => {
        raisedAt = result.kind === 'exception' ? summarizeTraceback(result.traceback).frame : undefined;
      }),
    );
  store.add(panel.onDidWish((wish) => void answer(wish)));
  return store;

  async function answer(wish: PanelWish): Promise<void> {
    switch (wish.kind) {
      case 'run':
        return vscode.commands.executeCommand(runCommand());
      case 'openExample':
        return vscode.commands.executeCommand(commandIds.openExample, FIRST_EXAMPLE);
      case 'copy':
        return vscode.env.clipboard.writeText(wish.text);
      case 'openPlace': {
        const uri = raisedAt && (await places.resolve(raisedAt));
        if (raisedAt && uri) await showLine(uri, raisedAt.line);
      }
    }
  }
}
