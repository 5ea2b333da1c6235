/**
 * Servers of this window that stand in for others: a recorded run played back, and the test peers. While they are there, every run on
 * the simulated board reaches them under their names; the status bar says so, and ends them.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore, type NameAlias } from '../../../shared/src';
import type { RecordedRun, Replay, TestPeers } from '../../../traffic/src';
import { commandIds } from '../commandIds';
import { trafficTools } from '../panel/trafficTools';
import type { TrafficLog } from '../panel/trafficLog';
import { tellFailure } from '../ui/tellFailure';
import { chooseRun, chooseSavedRun, recordedRun } from './loggedRuns';

export interface LocalPeersParts {
  readonly log: TrafficLog;
  readonly channel: vscode.LogOutputChannel;
  /** Which names lead to servers of this window now. */
  readonly onAliases: (aliases: readonly NameAlias[]) => void;
}

interface Standing {
  readonly aliases: readonly NameAlias[];
  readonly store: DisposableStore;
  /** One line for each server. */
  readonly servers: readonly vscode.QuickPickItem[];
}

export class LocalPeers implements Disposable {
  private replay: Standing | undefined;
  private peers: Standing | undefined;

  constructor(private readonly parts: LocalPeersParts) {}

  /** `file` is given by tests in place of the question. */
  startReplay(file?: vscode.Uri): Promise<void> {
    return tellFailure(async () => {
      const run = await this.chooseRecorded(file);
      if (!run) return;
      const { startReplay } = await trafficTools();
      const replay = await startReplay(run);
      this.stopReplay();
      this.replay = this.standing(`$(history) Replay of ${run.facts.script}`, commandIds.stopReplay, replay, serversOfReplay(replay));
      this.watch(replay, run.facts.script);
      this.tell();
      for (const remark of replay.remarks) this.parts.channel.info(remark);
      const names = replay.peers.map(({ peer }) => peer).join(', ');
      void vscode.window.showInformationMessage(`${names} is played back: runs on the simulated board reach the recorded answers.`);
    });
  }

  stopReplay(): void {
    this.replay?.store.dispose();
    this.replay = undefined;
    this.tell();
  }

  startPeers(): Promise<void> {
    return tellFailure(async () => {
      if (!this.peers) {
        const { startPeers } = await trafficTools();
        const peers = await startPeers();
        this.peers = this.standing('$(server) Test peers', commandIds.startPeers, peers, serversOf(peers));
        this.tell();
      }
      void this.showPeers(this.peers);
    });
  }

  stopPeers(): void {
    this.peers?.store.dispose();
    this.peers = undefined;
    this.tell();
  }

  dispose(): void {
    this.replay?.store.dispose();
    this.peers?.store.dispose();
  }

  /** The servers with what they do; choosing one copies its name. */
  private async showPeers({ servers }: Standing): Promise<void> {
    const stop: vscode.QuickPickItem = { label: 'Stop the test peers', iconPath: new vscode.ThemeIcon('debug-stop') };
    const placeHolder = 'Servers that scripts on the simulated board reach by these names; choose one to copy its name';
    const choice = await vscode.window.showQuickPick([...servers, stop], { placeHolder, matchOnDescription: true });
    if (choice === stop) this.stopPeers();
    else if (choice) await vscode.env.clipboard.writeText(choice.label.replace(/:\d+$/, ''));
  }

  private async chooseRecorded(file: vscode.Uri | undefined): Promise<RecordedRun | undefined> {
    const { openRun } = await trafficTools();
    if (file) return openRun(file.fsPath);
    if (this.parts.log.nextIndex > this.parts.log.firstIndex) {
      const run = await chooseRun(this.parts.log, 'Which run is to be played back?');
      return run && recordedRun(this.parts.log, run);
    }
    const chosen = await chooseSavedRun('Which run is to be played back?');
    return chosen && openRun(chosen.fsPath);
  }

  private standing(
    text: string,
    command: string,
    servers: Disposable & { readonly aliases: readonly NameAlias[] },
    items: readonly vscode.QuickPickItem[],
  ): Standing {
    const store = new DisposableStore();
    store.add(servers);
    const item = store.add(vscode.window.createStatusBarItem(command, vscode.StatusBarAlignment.Left, -10));
    item.text = text;
    item.command = command;
    item.tooltip = items.map(({ label, description = '' }) => `${label} ${description}`).join('\n');
    item.show();
    return { aliases: servers.aliases, store, servers: items };
  }

  /** A script that does something else is told about once, and in the log each time. */
  private watch(replay: Replay, script: string): void {
    let isTold = false;
    this.replay?.store.add(
      replay.onDeviation(({ peer, text }) => {
        this.parts.channel.warn(`replay of ${script}, ${peer}: ${text}`);
        if (isTold) return;
        isTold = true;
        void vscode.window.showWarningMessage(`The script does not do what was recorded: ${peer}: ${text}`);
      }),
    );
  }

  private tell(): void {
    this.parts.onAliases([...(this.replay?.aliases ?? []), ...(this.peers?.aliases ?? [])]);
  }
}

function serversOfReplay({ peers }: Replay): vscode.QuickPickItem[] {
  return peers.map(({ peer, address }) => ({ label: peer, description: address ?? 'refuses, as it did' }));
}

function serversOf({ peers }: TestPeers): vscode.QuickPickItem[] {
  return peers.map(({ name, port, what, address }) => ({ label: `${name}:${port}`, description: what, detail: address }));
}
