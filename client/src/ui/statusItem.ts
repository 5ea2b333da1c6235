/** The status bar item: the target and what it does; a click runs or stops. Hidden where there is nothing to run. */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import type { ControllerState, RunController } from '../runController';
import { isPython } from '../scriptSource';
import { commandIds } from '../commandIds';
import type { DeviceSide } from '../device/deviceSide';

interface Face {
  readonly text: string;
  readonly tooltip: string;
  readonly command: string;
}

/** A target, as far as it is shown. */
interface ShownTarget {
  readonly controller: RunController;
  readonly targetName: string;
}

/** Two items: what Run takes and does, and to its right the way to choose it. */
export function createStatusItem(simulated: ShownTarget, device: DeviceSide, runCommand: () => string): Disposable {
  const store = new DisposableStore();
  const item = store.add(vscode.window.createStatusBarItem('micropythonSockets.target', vscode.StatusBarAlignment.Left, 50.2));
  item.name = 'MicroPython Sockets';
  const chooser = store.add(vscode.window.createStatusBarItem('micropythonSockets.chooser', vscode.StatusBarAlignment.Left, 50.1));
  chooser.name = 'MicroPython Board';
  chooser.command = commandIds.chooseBoard;
  const update = (): void => {
    const { controller, targetName } = device.isUsed ? { controller: device.controller, targetName: device.target.describe() } : simulated;
    const face = faceOf(controller.state, targetName, runCommand());
    item.text = face.text;
    item.tooltip = face.tooltip;
    item.command = face.command;
    item.accessibilityInformation = { label: face.tooltip, role: 'button' };
    chooser.text = device.target.isOn ? '$(plug)' : '$(chevron-down)';
    chooser.tooltip = device.target.isOn
      ? `${device.target.describe()} is connected. Click to choose where scripts run.`
      : 'Choose where scripts run: on the simulated ESP32, or on a board';
    chooser.accessibilityInformation = { label: chooser.tooltip, role: 'button' };
    const isUseful = controller.state.kind !== 'idle' || vscode.window.visibleTextEditors.some((editor) => isPython(editor.document));
    for (const shown of [item, chooser]) {
      if (isUseful) shown.show();
      else shown.hide();
    }
  };
  for (const { onDidChangeState } of [simulated.controller, device.controller]) store.add(onDidChangeState(update));
  store.add(device.target.onDidChangeChoice(update));
  store.add(device.target.onDidChangePower(update));
  store.add(vscode.window.onDidChangeVisibleTextEditors(update));
  store.add(vscode.workspace.onDidOpenTextDocument(update)); // Also fires when a document's language changes.
  update();
  return store;
}

export function faceOf(state: ControllerState, targetName: string, runCommand: string): Face {
  const name = state.kind === 'idle' ? '' : state.request.script.name;
  switch (state.kind) {
    case 'idle':
      return { text: `$(play) ${targetName}`, tooltip: `Run the Python file on ${targetName}`, command: runCommand };
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
