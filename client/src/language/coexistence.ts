/**
 * Lives with other Python language servers: sees whether one is at work, asks once a workspace which of the two shall answer for
 * MicroPython, writes the settings that the user agreed to, and takes them back on request. Which settings is decided in otherServers.ts.
 */
import * as vscode from 'vscode';
import { DisposableStore, Emitter, type Disposable } from '../../../shared/src';
import { commandIds } from '../commandIds';
import {
  serversAtWork,
  takeOver,
  undo,
  workTogether,
  type OtherServer,
  type SettingWrite,
  type WindowView,
  type WrittenSetting,
} from './otherServers';
import { refreshStubFolder, writeStubFolder } from './stubFolder';

const ASKED = 'language.askedForOtherServer';
const WRITTEN = 'language.writtenSettings';

export interface CoexistenceOptions {
  readonly memory: vscode.Memento;
  readonly channel: vscode.LogOutputChannel;
  /** The API data as the build packs it, and where it is unpacked for others. */
  readonly stubsFile: vscode.Uri;
  readonly stubFolder: vscode.Uri;
}

export class Coexistence implements Disposable {
  private readonly store = new DisposableStore();
  private readonly change = this.store.add(new Emitter<void>());
  private lastTurn: Promise<unknown> = Promise.resolve();
  /** Another server may have begun or ended its work. */
  readonly onDidChange = this.change.event;

  constructor(private readonly options: CoexistenceOptions) {
    this.store.add(vscode.extensions.onDidChange(() => this.change.fire()));
    this.store.add(vscode.workspace.onDidChangeConfiguration(() => this.change.fire()));
    this.store.add(vscode.commands.registerCommand(commandIds.chooseLanguageServer, () => this.choose()));
    this.store.add(vscode.commands.registerCommand(commandIds.restoreLanguageServer, () => this.restore()));
  }

  get hasOtherServer(): boolean {
    return serversAtWork(WINDOW).length > 0;
  }

  /** Brings the stubs up to date that another server was shown. */
  async refresh(): Promise<void> {
    const { stubsFile, stubFolder, channel } = this.options;
    try {
      await refreshStubFolder(stubsFile, stubFolder);
    } catch (error) {
      channel.warn(`The stubs for other language servers were not brought up to date: ${String(error)}`);
    }
  }

  /** To be called when a MicroPython file is shown: asks when there is something to ask and it never was asked here. */
  async askOnce(): Promise<void> {
    const { memory } = this.options;
    if (memory.get<boolean>(ASKED, false) || !hasFolder() || !this.hasOtherServer) return;
    // Whatever comes of it: a question that was closed is not asked again.
    await memory.update(ASKED, true);
    await this.choose();
  }

  dispose(): void {
    this.store.dispose();
  }

  private async choose(): Promise<void> {
    const servers = serversAtWork(WINDOW);
    const names = servers.map(({ name }) => name).join(' and ');
    if (servers.length === 0) {
      void vscode.window.showInformationMessage('No other Python language server is at work in this window.');
      return;
    }
    if (!hasFolder()) {
      void vscode.window.showInformationMessage('Open a folder first: the choice is kept in the settings of its workspace.');
      return;
    }
    const message =
      `${names} knows CPython, not MicroPython on an ESP32. Take over turns it off in this workspace. Work together shows it the ` +
      "board's modules and adds what only the board has. Both change settings of the workspace, and can be undone.";
    const choice = await vscode.window.showInformationMessage(message, 'Take Over', 'Work Together', 'Leave It');
    if (choice === 'Take Over') await this.write(takeOver(servers), `${names} is turned off in this workspace.`);
    if (choice === 'Work Together') await this.showStubs(servers, names);
  }

  private async showStubs(servers: readonly OtherServer[], names: string): Promise<void> {
    const { stubsFile, stubFolder } = this.options;
    const writes = workTogether(servers, stubFolder.fsPath, WINDOW.setting);
    if (writes.length === 0) {
      void vscode.window.showInformationMessage(
        `${names} takes no stubs in place of CPython's modules. What only the board has is added to it.`,
      );
      return;
    }
    await writeStubFolder(stubsFile, stubFolder);
    await this.write(writes, `${names} now knows the board's modules in this workspace.`);
  }

  /** Puts back what was written, as far as nobody changed it since. */
  private async restore(): Promise<void> {
    const count = await this.inTurn(async () => {
      const { memory } = this.options;
      const writes = undo(memory.get<WrittenSetting[]>(WRITTEN, []), workspaceValue);
      for (const write of writes) await this.update(write);
      await memory.update(WRITTEN, undefined);
      return writes.length;
    });
    const message = count > 0 ? 'The settings of the other Python language server are as before.' : 'There are no settings to put back.';
    void vscode.window.showInformationMessage(message);
  }

  private async write(writes: readonly SettingWrite[], message: string): Promise<void> {
    await this.inTurn(async () => {
      const { memory } = this.options;
      const written: WrittenSetting[] = [];
      for (const write of writes) {
        const before = workspaceValue(write.key);
        if (await this.update(write)) written.push({ ...write, before });
      }
      const earlier = memory.get<WrittenSetting[]>(WRITTEN, []);
      const known = new Set(earlier.map(({ key }) => key));
      // The value before the first of several choices is the user's.
      const first = (key: string): unknown => earlier.find((setting) => setting.key === key)?.before;
      const rewritten = new Set(written.map(({ key }) => key));
      const kept = earlier.filter(({ key }) => !rewritten.has(key));
      await memory.update(WRITTEN, [
        ...kept,
        ...written.map((setting) => (known.has(setting.key) ? { ...setting, before: first(setting.key) } : setting)),
      ]);
    });
    if ((await vscode.window.showInformationMessage(message, 'Undo')) === 'Undo') await this.restore();
  }

  /** Settings and the memory of them are changed by one at a time: what is seen written may not be remembered yet. */
  private inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(action);
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }

  private async update({ key, value }: SettingWrite): Promise<boolean> {
    try {
      await vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Workspace);
      return true;
    } catch (error) {
      // Another version of that extension has no such setting, or the file cannot be written.
      this.options.channel.warn(`The setting ${key} was not written: ${String(error)}`);
      return false;
    }
  }
}

const WINDOW: WindowView = {
  hasExtension: (id) => vscode.extensions.getExtension(id) !== undefined,
  setting: (key) => vscode.workspace.getConfiguration().get(key),
};

function workspaceValue(key: string): unknown {
  return vscode.workspace.getConfiguration().inspect(key)?.workspaceValue;
}

function hasFolder(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).length > 0;
}
