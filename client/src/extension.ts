/** Entry of the extension: builds the objects, connects them, registers them, and does nothing else. */
import * as vscode from 'vscode';
import { BOARD_SCHEME, DisposableStore, Emitter } from '../../shared/src';
import type { ExtensionApi } from './api';
import { BoardFileSystem, READ_ONLY } from './boardFiles/boardFileSystem';
import { WindowBoardImage } from './boardFiles/boardImage';
import { ShownBoardFiles } from './boardFiles/shownBoardFiles';
import { BoardModel } from './boardView/boardModel';
import { BoardView } from './boardView/boardView';
import { answerBoardWishes } from './boardView/boardWishes';
import { boardViewId, commandIds, contextKeys, viewId } from './commandIds';
import { browseBoardFiles } from './commands/browseBoardFiles';
import { exportBoardFiles } from './commands/exportBoardFiles';
import { insertGetRequest, isAnswers } from './commands/insertGetRequest';
import { openExample } from './commands/openExample';
import { resetBoardFiles } from './commands/resetBoardFiles';
import { openPrompt } from './commands/openPrompt';
import { runScript } from './commands/runScript';
import { serveCommands } from './commands/serveBoard';
import { SimulatedFileBoard } from './boardFiles/simulatedFileBoard';
import { DeviceFiles } from './device/deviceFiles';
import type { Whose } from './device/deviceFileSystem';
import { createDeviceSide } from './device/deviceSide';
import { registerFileCommands } from './device/fileCommands';
import { FileChoices } from './language/fileChoices';
import type { ServerState } from './language/languageServer';
import { startLanguageOnDemand } from './language/onDemand';
import { RULE_PAGE_PATH } from './language/ruleLink';
import { showRulePages } from './language/rulePages';
import { TrafficLog } from './panel/trafficLog';
import { TrafficPanel } from './panel/trafficPanel';
import { answerPanelWishes } from './panel/panelWishes';
import { registerRowMenu } from './panel/rowMenu';
import { RunController } from './runController';
import { PanelTurn, RunPresenter } from './runPresenter';
import { RunsOfWindow } from './runsOfWindow';
import { promptSetup } from './scriptSource';
import { SimulatedTarget } from './simulatedTarget';
import { RunComparison } from './traffic/compareTraffic';
import { LocalPeers } from './traffic/localPeers';
import { openTraffic } from './traffic/openTraffic';
import { saveTraffic } from './traffic/saveTraffic';
import { showExceptionProblems } from './ui/exceptionProblems';
import { showSocketActivity } from './source/socketDecorations';
import { setContext } from './ui/setContext';
import { createStatusItem } from './ui/statusItem';
import { TargetTerminal } from './ui/targetTerminal';
import { TracebackLinks, TracebackPlaces } from './ui/tracebackLinks';

/** What has to be done before the window goes. */
let atTheEnd: (() => Promise<void>) | undefined;

/** A board is left as a port is to be left: its control lines are put back before that. */
export async function deactivate(): Promise<void> {
  await atTheEnd?.();
}

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
  store.add(log.onDiskFailure((reason) => channel.warn(`Older traffic can no longer be kept on disk, and is forgotten: ${reason}`)));
  const panel = store.add(new TrafficPanel(log, distFolder, (error) => channel.error(error instanceof Error ? error : String(error))));
  const board = store.add(new BoardModel(targetName, (wiring) => target.wire(wiring)));
  const boardView = store.add(new BoardView(board, distFolder));
  const places = new TracebackPlaces();
  const image = new WindowBoardImage(context);
  const served = store.add(serveCommands({ target, controller, terminal, image }));
  const claimLine = (): Promise<boolean> => served.claimLine();
  const boardFiles = new BoardFileSystem(() => image.tree());
  const shownBoardFiles = store.add(new ShownBoardFiles(boardFiles));
  const choices = store.add(new FileChoices(context.workspaceState));
  const turn = new PanelTurn();
  const device = store.add(createDeviceSide({ context, places, choices, turn, log, panel, channel }));
  atTheEnd = () => device.target.disconnect();
  const simulatedFiles = store.add(new SimulatedFileBoard({ target, setup: () => promptSetup(image.file), claimLine }));
  const boardsOfFiles = {
    port: store.add(new DeviceFiles(device.target, device.controller)),
    simulated: store.add(new DeviceFiles(simulatedFiles, controller)),
  };
  const whose = (): Whose => (device.isUsed ? 'port' : 'simulated');
  store.add(registerFileCommands({ boards: boardsOfFiles, whose, onDidChangeWhose: device.onDidChangeUse }));
  const isLineTaken = (): boolean => served.board.hasProgram || simulatedFiles.isBusy;
  const links = new TracebackLinks(places, (candidate) => terminal.owns(candidate) || device.terminal.owns(candidate));

  store.add(new RunPresenter({ controller, target, terminal, turn, log, panel, channel, isLineTaken }));
  store.add(terminal.onDidType((bytes) => isLineTaken() || target.write(bytes)));
  store.add(terminal.onDidChangePressure((isHigh) => target.holdEvents(isHigh)));
  // A board that is served is there for others too.
  store.add(terminal.onDidClose(() => served.board.state.kind === 'off' && target.switchOff()));
  const runCommand = (): string => (device.isUsed ? commandIds.runOnBoard : commandIds.run);
  const controllers = [controller, device.controller];
  const runs = store.add(new RunsOfWindow(controller, device.controller, () => device.isUsed));
  store.add(registerRowMenu(panel));
  store.add(answerPanelWishes({ panel, log, memory: context.workspaceState, controllers, places, runCommand }));
  store.add(showExceptionProblems(controllers, places));
  const socketActivity = store.add(showSocketActivity(log, places));
  store.add(target.onEvent((event) => board.happened(event)));
  store.add(target.onDidChangePower((isOn) => board.powerChanged(isOn)));
  store.add(controller.onDidChangeState((state) => board.runChanged(state)));
  store.add(boardView.onDidChangeVisibility((isVisible) => target.watch(isVisible)));
  store.add(answerBoardWishes(boardView, panel));
  store.add(
    createStatusItem({ runs, device, nameOf: (runner) => (runner === controller ? targetName : device.target.describe()), runCommand }),
  );
  store.add(vscode.window.registerTerminalLinkProvider(links));
  store.add(vscode.window.registerWebviewViewProvider(viewId, panel));
  store.add(vscode.window.registerWebviewViewProvider(boardViewId, boardView));
  store.add(vscode.workspace.registerFileSystemProvider(BOARD_SCHEME, boardFiles, { isReadonly: READ_ONLY, isCaseSensitive: true }));
  store.add(target.onEvent(({ kind }) => kind === 'output' && shownBoardFiles.refreshSoon()));
  store.add(controller.onDidEnd(() => shownBoardFiles.refreshSoon()));
  store.add(target.onDidChangePower(() => shownBoardFiles.refreshSoon()));

  const serverState = store.add(new Emitter<ServerState>());
  const rulePage = `${vscode.env.uriScheme}://${context.extension.id}${RULE_PAGE_PATH}`;
  store.add(showRulePages(context.extensionUri));

  const tellTarget = (): void => setContext(contextKeys.target, device.isUsed ? device.target.describe() : targetName);
  store.add(device.onDidChangeUse(tellTarget));
  store.add(device.target.onDidChangeChoice(tellTarget));
  tellTarget();
  store.add(
    runs.onDidChange(() => {
      setContext(contextKeys.running, runs.isRunning);
      setContext(contextKeys.runningFiles, runs.documents);
    }),
  );
  store.add(startLanguageOnDemand({ context, channel, rulePage, choices, runs, onServerState: (state) => serverState.fire(state) }));

  store.add(target.onDidChangePower((isOn) => setContext(contextKeys.boardOn, isOn)));

  const asUri = (argument: unknown): vscode.Uri | undefined => (argument instanceof vscode.Uri ? argument : undefined);
  const register = (id: string, action: (argument?: unknown) => unknown): void =>
    void store.add(vscode.commands.registerCommand(id, action));
  register(commandIds.run, (argument) => runScript({ controller, places, image, claimLine, choices }, asUri(argument)));
  register(commandIds.stop, (argument) => runs.meantBy(asUri(argument)?.toString()).stop());
  register(commandIds.showPanel, () => vscode.commands.executeCommand(`${viewId}.focus`));
  register(commandIds.showBoard, () => vscode.commands.executeCommand(`${boardViewId}.focus`));
  register(commandIds.clearPanel, () => {
    if (!runs.isRunning) panel.setRun(undefined);
    log.clear();
  });
  const comparison = store.add(new RunComparison(log));
  register(commandIds.saveTraffic, (argument) => saveTraffic(log, asUri(argument)));
  register(commandIds.openTraffic, (argument) => openTraffic({ log, panel, isRunning: () => runs.isRunning }, asUri(argument)));
  register(commandIds.compareTraffic, (argument) =>
    comparison.compare(Array.isArray(argument) ? argument.filter((each) => each instanceof vscode.Uri) : undefined),
  );
  const localPeers = store.add(
    new LocalPeers({
      log,
      channel,
      onAliases: (aliases) => target.setAliases(aliases),
      onDeviation: (text) => terminal.writeNotice({ severity: 'warning', text }),
    }),
  );
  store.add(controller.onDidStart(() => localPeers.runBegins()));
  register(commandIds.replayTraffic, (argument) => localPeers.startReplay(asUri(argument)));
  register(commandIds.stopReplay, () => localPeers.stopReplay());
  register(commandIds.startPeers, () => localPeers.startPeers());
  register(commandIds.stopPeers, () => localPeers.stopPeers());
  register(commandIds.revealRow, async (argument) => {
    if (typeof argument !== 'number') return;
    await vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
    panel.reveal(argument);
  });
  register(commandIds.browseBoardFiles, () => browseBoardFiles(image));
  register(commandIds.exportBoardFiles, (argument) => exportBoardFiles(image, asUri(argument)));
  register(commandIds.resetBoardFiles, () => resetBoardFiles({ image, controller, target, onReset: () => shownBoardFiles.refreshSoon() }));
  register(commandIds.openPrompt, () => openPrompt({ target, terminal, image, claimLine }));
  register(commandIds.softReset, () => target.reset('soft'));
  register(commandIds.hardReset, () => target.reset('hard'));
  register(commandIds.switchOff, () => target.switchOff());
  register(commandIds.openExample, (argument) =>
    openExample(vscode.Uri.joinPath(context.extensionUri, 'examples'), typeof argument === 'string' ? argument : undefined),
  );
  register(commandIds.insertGetRequest, (argument) => insertGetRequest(isAnswers(argument) ? argument : undefined));
  register(commandIds.serve, () => served.serve());
  register(commandIds.stopServing, () => served.stop());

  return {
    onDidWriteTerminal: terminal.onDidWrite,
    onDidEndRun: controller.onDidEnd,
    onDidChangeLanguageServer: serverState.event,
    trafficLog: log,
    socketActivity,
    localPeers,
    board,
    get state() {
      return controller.state;
    },
    fileOnBoard: (path) => boardsOfFiles[whose()].uriOf(path),
    findTracebackLinks: (line) => links.find(line),
    type: (text) => terminal.type(text),
    device: {
      onDidWriteTerminal: device.terminal.onDidWrite,
      onDidEndRun: device.controller.onDidEnd,
      type: (text) => device.terminal.type(text),
      get state() {
        return device.controller.state;
      },
    },
    get served() {
      return served.board.state;
    },
  };
}
