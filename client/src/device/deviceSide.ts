/**
 * All that a board at a port has in this window: its target, its runs, its terminal, and the commands for it. The simulated board has
 * the same of its own; which of the two Run takes is the user's choice, kept for the workspace.
 */
import * as vscode from 'vscode';
import { DisposableStore, Emitter, type Disposable, type Event } from '../../../shared/src';
import { commandIds, contextKeys } from '../commandIds';
import { runScript, runSelection, type RunScriptParts } from '../commands/runScript';
import { RunController } from '../runController';
import { type PresenterParts, RunPresenter } from '../runPresenter';
import { readDeviceSettings } from '../settings';
import { tellFailure } from '../ui/tellFailure';
import { setContext } from '../ui/setContext';
import { TargetTerminal } from '../ui/targetTerminal';
import { isTrusted } from '../ui/workspaceTrust';
import { chooseDevice } from './chooseDevice';
import { type DeviceChoice, DeviceTarget, isSameBoard } from './deviceTarget';
import { WebReplPasswords } from './password';

const CHOICE_KEY = 'board';
/** A board may need all rungs of the ladder, and a moment to be back at its prompt. */
const STOP_TIMING = { graceMs: 2000, abandonMs: 20_000 };

export interface DeviceSideParts
  extends Pick<PresenterParts, 'turn' | 'log' | 'panel' | 'channel'>, Pick<RunScriptParts, 'places' | 'choices'> {
  readonly context: vscode.ExtensionContext;
}

export interface DeviceSide extends Disposable {
  readonly target: DeviceTarget;
  readonly controller: RunController;
  readonly terminal: TargetTerminal;
  /** Whether Run takes the board at a port. */
  readonly isUsed: boolean;
  readonly onDidChangeUse: Event<boolean>;
  run(uri?: vscode.Uri): Promise<void>;
  use(choice: DeviceChoice | 'simulated'): Promise<void>;
}

export function createDeviceSide({ context, places, choices, ...parts }: DeviceSideParts): DeviceSide {
  const store = new DisposableStore();
  const target = store.add(
    new DeviceTarget({
      settings: (folder) => readDeviceSettings(folder === undefined ? undefined : vscode.Uri.file(folder)),
      passwords: new WebReplPasswords(context.secrets, askPassword),
      mayReset: offerReset,
    }),
  );
  const controller = store.add(new RunController(target, STOP_TIMING));
  const terminal = store.add(new TargetTerminal('MicroPython Board'));
  store.add(new RunPresenter({ ...parts, controller, target, terminal, isLineTaken: () => false }));
  store.add(
    terminal.onDidType((bytes) => {
      if (controller.state.kind === 'idle') target.write(bytes);
      else controller.write(bytes);
    }),
  );
  store.add(terminal.onDidChangePressure((isHigh) => controller.holdEvents(isHigh)));
  store.add(terminal.onDidClose(() => void disconnect()));
  store.add(target.onDidChangePower((isOn) => setContext(contextKeys.connected, isOn)));

  const kept = context.workspaceState.get<DeviceChoice>(CHOICE_KEY);
  const useChanged = store.add(new Emitter<boolean>());
  let isUsed = kept !== undefined;
  void target.choose(kept);
  setContext(contextKeys.usesBoard, isUsed);

  const side: DeviceSide = {
    target,
    controller,
    terminal,
    get isUsed() {
      return isUsed;
    },
    onDidChangeUse: useChanged.event,
    run: async (uri) => {
      if (target.choice || (await choose())) await runScript({ controller, places, choices, claimLine: () => Promise.resolve(true) }, uri);
    },
    use,
    dispose: () => store.dispose(),
  };

  async function use(choice: DeviceChoice | 'simulated'): Promise<void> {
    isUsed = choice !== 'simulated';
    await context.workspaceState.update(CHOICE_KEY, choice === 'simulated' ? undefined : choice);
    setContext(contextKeys.usesBoard, isUsed);
    useChanged.fire(isUsed);
    const wish = choice === 'simulated' ? undefined : choice;
    if (!isSameBoard(wish, target.choice)) stopRun();
    await target.choose(wish);
  }

  /** A script that goes on where nobody sees it is no use: it is stopped, as far as that can be done before the port is closed. */
  function disconnect(): Promise<void> {
    stopRun();
    return target.disconnect();
  }

  function stopRun(): void {
    if (controller.state.kind !== 'idle') controller.stop();
  }

  /** Whether a board at a port was chosen. */
  async function choose(): Promise<boolean> {
    if (!(await isTrusted())) return false;
    const wish = await chooseDevice(target.choice ?? 'simulated', readDeviceSettings().extraBoards);
    if (wish !== undefined) await use(wish);
    return wish !== undefined && wish !== 'simulated';
  }

  /** With a board that is chosen, now or before. */
  const withBoard = async (action: () => Promise<void>): Promise<void> => {
    if (!(await isTrusted()) || !(target.choice || (await choose()))) return;
    await tellFailure(action);
  };
  const openPrompt = (): Promise<void> =>
    withBoard(async () => {
      terminal.focus();
      await target.openPrompt();
    });
  const register = (id: string, action: (argument?: unknown) => unknown): void =>
    void store.add(vscode.commands.registerCommand(id, action));
  register(commandIds.runOnBoard, (argument) => side.run(argument instanceof vscode.Uri ? argument : undefined));
  register(commandIds.runSelection, () => withBoard(() => runSelection({ controller, places })));
  register(commandIds.chooseBoard, (argument) => (isChoice(argument) ? use(argument) : choose()));
  register(commandIds.connectBoard, openPrompt);
  register(commandIds.openBoardPrompt, openPrompt);
  register(commandIds.disconnectBoard, disconnect);
  register(commandIds.softResetBoard, () => withBoard(() => target.reset('soft')));
  register(commandIds.hardResetBoard, () => withBoard(() => target.reset('hard')));
  return side;
}

/** For tasks and key bindings: the choice as the command's argument. */
function isChoice(argument: unknown): argument is DeviceChoice | 'simulated' {
  if (argument === 'simulated') return true;
  return typeof argument === 'object' && argument !== null && 'address' in argument && 'label' in argument;
}

async function askPassword(address: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: `WebREPL of ${address}`,
    prompt: 'The password that was set on the board with webrepl_setup. It is kept in the secret storage of VS Code.',
    password: true,
    ignoreFocusOut: true,
  });
}

async function offerReset(name: string): Promise<boolean> {
  const reset = 'Reset the Board';
  const text = `${name} does not react to Ctrl-C. A reset ends what runs on it; its boot.py and main.py begin anew.`;
  return (await vscode.window.showWarningMessage(text, { modal: true }, reset)) === reset;
}
