/**
 * The extension as a test sees it: run a text as if it were typed into an editor, and wait for what comes of it. Waits
 * for events with a deadline, never for time to pass.
 */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionApi, TargetApi } from '../../../client/src/api';
import type { RunEnd } from '../../../client/src/runController';
import type { RunResult, SocketRecord } from '../../../shared/src';

export const section = 'micropythonSockets';
const deadlineMs = 15_000;

export async function activated(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>('micropython-sockets.micropython-sockets');
  assert.ok(extension, 'VS Code does not know the extension');
  return extension.activate();
}

/** Where the extension is: its bundles are in `dist`. */
export function extensionFolder(): string {
  const extension = vscode.extensions.getExtension('micropython-sockets.micropython-sockets');
  assert.ok(extension);
  return extension.extensionPath;
}

/** The folder that is open: a copy, so tests may write into it. */
export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return folder.uri.fsPath;
}

export function writeFile(name: string, text: string): vscode.Uri {
  const file = path.join(workspaceFolder(), name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return vscode.Uri.file(file);
}

export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
}

/** Shows a new, never saved Python document with this text. */
export async function showUntitled(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  await vscode.window.showTextDocument(document);
  return document;
}

/**
 * Likewise, and in front for certain: a document that was just closed may lend its name and its old text to the new one for a moment; then
 * another one is made.
 */
export async function showText(text: string): Promise<vscode.TextDocument> {
  let document = await showUntitled(text);
  while (vscode.window.activeTextEditor?.document.getText() !== text) document = await showUntitled(text);
  assert.equal(document.getText(), text);
  return document;
}

export async function showFile(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** One run, observed from before it was asked for. */
export class ObservedRun {
  private output = '';
  private readonly checks = new Set<() => void>();
  private readonly end: Promise<RunEnd>;

  private constructor(
    private readonly api: Pick<ExtensionApi, 'trafficLog'>,
    target: TargetApi,
  ) {
    target.onDidWriteTerminal((text) => {
      this.output += text;
      for (const check of [...this.checks]) check();
    });
    this.end = new Promise((resolve) => target.onDidEndRun(resolve));
  }

  /** Runs what is in the active editor. */
  static async start(api: ExtensionApi): Promise<ObservedRun> {
    const run = new ObservedRun(api, api);
    await vscode.commands.executeCommand(`${section}.run`);
    return run;
  }

  /** Likewise on the board at a port. */
  static async onBoard(api: ExtensionApi): Promise<ObservedRun> {
    const run = new ObservedRun(api, api.device);
    await vscode.commands.executeCommand(`${section}.runOnBoard`);
    return run;
  }

  /** Runs a text that was never saved. */
  static async ofText(api: ExtensionApi, text: string): Promise<ObservedRun> {
    await showText(text);
    return ObservedRun.start(api);
  }

  /** What the terminal was told since this run was asked for, without colours. */
  get text(): string {
    // eslint-disable-next-line no-control-regex -- that is what escape sequences begin with
    return this.output.replace(/\x1b\[[\d;]*m/g, '');
  }

  async waitFor(expected: string): Promise<void> {
    await this.within(`${JSON.stringify(expected)} in the terminal`, (done) => {
      const check = (): void => {
        if (this.text.includes(expected)) done();
      };
      this.checks.add(check);
      check();
      return () => this.checks.delete(check);
    });
  }

  async result(): Promise<RunResult> {
    let result: RunResult | undefined;
    await this.within('the end of the run', (done) => {
      void this.end.then((end) => {
        result = end.result;
        done();
      });
      return () => undefined;
    });
    assert.ok(result);
    return result;
  }

  records(): SocketRecord[] {
    const { trafficLog } = this.api;
    const records: SocketRecord[] = [];
    for (let index = trafficLog.firstIndex; index < trafficLog.nextIndex; index++) {
      const entry = trafficLog.inMemory(index);
      if (entry?.kind === 'operation') records.push(entry.record);
    }
    return records;
  }

  /** Rejects after the deadline and says what did not happen. */
  private within(what: string, begin: (done: () => void) => () => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => finish(() => reject(new Error(`no ${what}; the terminal shows:\n${this.text.slice(-2000)}`))),
        deadlineMs,
      );
      let cancel: () => unknown = () => undefined;
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        settle();
        queueMicrotask(() => cancel());
      };
      cancel = begin(() => finish(resolve));
    });
  }
}

export async function stop(): Promise<void> {
  await vscode.commands.executeCommand(`${section}.stop`);
}

/**
 * Takes the first button of the newest notification, until that has had its effect: when a notification is there cannot be asked. The
 * workbench shows none while it is driven, but keeps them.
 */
export function acceptNotification(hasEffect: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (!hasEffect()) void vscode.commands.executeCommand('notification.acceptPrimaryAction');
      else finish(resolve);
    }, 100);
    const limit = setTimeout(() => finish(() => reject(new Error('No notification had that effect.'))), deadlineMs);
    const finish = (settle: () => void): void => {
      clearInterval(timer);
      clearTimeout(limit);
      settle();
    };
  });
}
