/**
 * The status bar item: the target that Run takes and what it does, or the other one if that alone runs something; a click runs or stops.
 * Hidden where there is nothing to run.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import type { ControllerState, RunController } from '../runController';
import type { RunsOfWindow } from '../runsOfWindow';
import { isPython } from '../scriptSource';
import { commandIds } from '../commandIds';
import type { DeviceSide } from '../device/deviceSide';

interface Face {
  readonly text: string;
  readonly tooltip: string;
  readonly command: string;
}

export interface StatusItemParts {
  readonly runs: RunsOfWindow<RunController>;
  readonly device: DeviceSide;
  readonly nameOf: (runner: RunController) => string;
  readonly runCommand: () => string;
}

/** Two items: what Run takes and does, and to its right the way to choose it. */
export function createStatusItem({ runs, device, nameOf, runCommand }: StatusItemParts): Disposable {
  const store = new DisposableStore();
  const item = store.add(vscode.window.createStatusBarItem('micropythonSockets.target', vscode.StatusBarAlignment.Left, 50.2));
  item.name = 'MicroPython Sockets';
  const chooser = store.add(vscode.window.createStatusBarItem('micropythonSockets.chooser', vscode.StatusBarAlignment.Left, 50.1));
  chooser.name = 'MicroPython Board';
  chooser.command = commandIds.chooseBoard;
  const update = (): void => {
    const { meant } = runs;
    const face = faceOf(meant.state, nameOf(meant), runCommand());
    item.text = face.text;
    item.tooltip = face.tooltip;
    item.command = face.command;
    item.accessibilityInformation = { label: face.tooltip, role: 'button' };
    chooser.text = device.target.isOn ? '$(plug)' : '$(chevron-down)';
    chooser.tooltip = device.target.isOn
      ? `${device.target.describe()} is connected. Click to choose where scripts run.`
      : 'Choose where scripts run: on the simulated ESP32, or on a board';
    chooser.accessibilityInformation = { label: chooser.tooltip, role: 'button' };
    const isUseful = runs.isRunning || vscode.window.visibleTextEditors.some((editor) => isPython(editor.document));
    for (const shown of [item, chooser]) {
      if (isUseful) shown.show();
      else shown.hide();
    }
  };
  store.add(runs.onDidChange(update));
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
