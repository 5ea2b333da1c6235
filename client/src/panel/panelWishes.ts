/** Does what the user asks for with the buttons and links of the Sockets panel. */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import { commandIds } from '../commandIds';
import { FIRST_EXAMPLE } from '../commands/openExample';
import type { RunController } from '../runController';
import { showPlace } from '../source/showPlace';
import { summarizeTraceback, type TracebackFrame } from '../ui/traceback';
import type { TracebackPlaces } from '../ui/tracebackLinks';
import type { TrafficLog } from './trafficLog';
import type { PanelWish, TrafficPanel } from './trafficPanel';

const KEEPS_RUNS = 'micropythonSockets.keepsRuns';

export interface PanelWishParts {
  readonly panel: TrafficPanel;
  readonly log: TrafficLog;
  /** Where it is remembered how the user wants the panel. */
  readonly memory: vscode.Memento;
  readonly controllers: readonly RunController[];
  readonly places: TracebackPlaces;
  /** The command that runs on the target which Run takes. */
  readonly runCommand: () => string;
}

export function answerPanelWishes({ panel, log, memory, controllers, places, runCommand }: PanelWishParts): Disposable {
  const store = new DisposableStore();
  panel.setKeepsRuns(memory.get(KEEPS_RUNS, false));
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
      case 'openTraffic':
        return vscode.commands.executeCommand(commandIds.openTraffic);
      case 'keepRuns':
        panel.setKeepsRuns(wish.keepsRuns);
        return memory.update(KEEPS_RUNS, wish.keepsRuns);
      case 'openText': {
        const document = await vscode.workspace.openTextDocument({ content: wish.text, language: wish.language });
        await vscode.window.showTextDocument(document, { preview: true });
        return;
      }
      case 'openSource': {
        const entry = await log.at(wish.index);
        const place = entry?.kind === 'operation' ? entry.record.place : undefined;
        if (place) await showPlace(places, place);
        return;
      }
      case 'openPlace': {
        if (raisedAt) await showPlace(places, raisedAt);
      }
    }
  }
}
