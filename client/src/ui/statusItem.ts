/** The status bar item: the target and what it does; a click runs or stops. Hidden where there is nothing to run. */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import type { ControllerState, RunController } from '../runController';
import { isPython } from '../scriptSource';
import { commandIds } from '../commandIds';

interface Face {
  readonly text: string;
  readonly tooltip: string;
  readonly command: string;
}

export function createStatusItem(controller: RunController, targetName: string): Disposable {
  const store = new DisposableStore();
  const item = store.add(vscode.window.createStatusBarItem('micropythonSockets.target', vscode.StatusBarAlignment.Left, 50));
  item.name = 'MicroPython Sockets';
  const update = (): void => {
    const face = faceOf(controller.state, targetName);
    item.text = face.text;
    item.tooltip = face.tooltip;
    item.command = face.command;
    item.accessibilityInformation = { label: face.tooltip, role: 'button' };
    const isUseful = controller.state.kind !== 'idle' || vscode.window.visibleTextEditors.some((editor) => isPython(editor.document));
    if (isUseful) item.show();
    else item.hide();
  };
  store.add(controller.onDidChangeState(update));
  store.add(vscode.window.onDidChangeVisibleTextEditors(update));
  store.add(vscode.workspace.onDidOpenTextDocument(update)); // Also fires when a document's language changes.
  update();
  return store;
}

export function faceOf(state: ControllerState, targetName: string): Face {
  const name = state.kind === 'idle' ? '' : state.request.script.name;
  switch (state.kind) {
    case 'idle':
      return { text: `$(play) ${targetName}`, tooltip: `Run the Python file on ${targetName}`, command: commandIds.run };
    case 'starting':
      return { text: `$(loading~spin) ${targetName}: starting`, tooltip: `Starting ${name}. Click to stop.`, command: commandIds.stop };
    case 'running':
      return { text: `$(debug-stop) ${targetName}: running`, tooltip: `${name} is running. Click to stop.`, command: commandIds.stop };
    case 'stopping':
      return {
        text: `$(loading~spin) ${targetName}: stopping`,
        tooltip: `Stopping ${name}. Click again to kill it.`,
        command: commandIds.stop,
      };
  }
}
