/** Entry of the extension: builds the objects, connects them, registers them, and does nothing else. */
import * as vscode from 'vscode';
import { DisposableStore } from '../../shared/src';
import type { ExtensionApi } from './api';
import { commandIds, contextKeys, viewId } from './commandIds';
import { openExample } from './commands/openExample';
import { openPrompt } from './commands/openPrompt';
import { runScript } from './commands/runScript';
import { serveCommands } from './commands/serveBoard';
import { TrafficLog } from './panel/trafficLog';
import { TrafficPanel } from './panel/trafficPanel';
import { answerPanelWishes } from './panel/panelWishes';
import { RunController } from './runController';
import { RunPresenter } from './runPresenter';
import { SimulatedTarget } from './simulatedTarget';
import { createStatusItem } from './ui/statusItem';
import { TargetTerminal } from './ui/targetTerminal';
import { TracebackLinks, TracebackPlaces } from './ui/tracebackLinks';

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const distFolder = vscode.Uri.joinPath(context.extensionUri, 'dist');

  const channel = store.add(vscode.window.createOutputChannel('MicroPython Sockets', { log: true }));
  const target = store.add(new SimulatedTarget(distFolder.fsPath));
  const targetName = target.describe();
  const controller = store.add(new RunController(target));
  const terminal = store.add(new TargetTerminal(targetName));
  const log = store.add(new TrafficLog());
  const panel = store.add(new TrafficPanel(log, distFolder));
  const places = new TracebackPlaces();
  const served = store.add(serveCommands(distFolder.fsPath, channel));
  const links = new TracebackLinks(places, (candidate) => terminal.owns(candidate));

  store.add(new RunPresenter({ controller, target, terminal, log, panel, channel }));
  store.add(terminal.onDidType((bytes) => target.write(bytes)));
  store.add(terminal.onDidChangePressure((isHigh) => target.holdEvents(isHigh)));
  store.add(terminal.onDidClose(() => target.switchOff()));
  store.add(answerPanelWishes({ panel, controller, places }));
  store.add(createStatusItem(controller, targetName));
  store.add(vscode.window.registerTerminalLinkProvider(links));
  store.add(vscode.window.registerWebviewViewProvider(viewId, panel));

  const setContext = (key: string, value: unknown): void => void vscode.commands.executeCommand('setContext', key, value);
  setContext(contextKeys.target, targetName);
  store.add(controller.onDidChangeState(({ kind }) => setContext(contextKeys.running, kind !== 'idle')));

  store.add(target.onDidChangePower((isOn) => setContext(contextKeys.boardOn, isOn)));

  const register = (id: string, action: (argument?: unknown) => unknown): void =>
    void store.add(vscode.commands.registerCommand(id, action));
  register(commandIds.run, (argument) => runScript({ controller, places }, argument instanceof vscode.Uri ? argument : undefined));
  register(commandIds.stop, () => controller.stop());
  register(commandIds.showPanel, () => vscode.commands.executeCommand(`${viewId}.focus`));
  register(commandIds.clearPanel, () => {
    if (controller.state.kind === 'idle') panel.setRun(undefined);
    log.clear();
  });
  register(commandIds.openPrompt, () => openPrompt({ target, terminal }));
  register(commandIds.softReset, () => target.reset('soft'));
  register(commandIds.hardReset, () => target.reset('hard'));
  register(commandIds.switchOff, () => target.switchOff());
  register(commandIds.openExample, (argument) =>
    openExample(vscode.Uri.joinPath(context.extensionUri, 'examples'), typeof argument === 'string' ? argument : undefined),
  );
  register(commandIds.serve, () => served.serve());
  register(commandIds.stopServing, () => served.stop());

  return {
    onDidWriteTerminal: terminal.onDidWrite,
    onDidEndRun: controller.onDidEnd,
    trafficLog: log,
    get state() {
      return controller.state;
    },
    findTracebackLinks: (line) => links.find(line),
    type: (text) => terminal.type(text),
    get served() {
      return served.board.state;
    },
  };
}
