/**
 * Servers of this window that stand in for others: a recorded run played back, and the test peers. While they are there, every run on
 * the simulated board reaches them under their names; the status bar says so, and ends them.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore, type NameAlias } from '../../../shared/src';
import type { RecordedRun, Replay, TestPeers } from '../../../traffic/src';
import { commandIds, contextKeys } from '../commandIds';
import { trafficTools } from '../panel/trafficTools';
import type { TrafficLog } from '../panel/trafficLog';
import { setContext } from '../ui/setContext';
import { tellFailure } from '../ui/tellFailure';
import { chooseRun, chooseSavedRun, recordedRun } from './loggedRuns';

export interface LocalPeersParts {
  readonly log: TrafficLog;
  readonly channel: vscode.LogOutputChannel;
  /** Which names lead to servers of this window now. */
  readonly onAliases: (aliases: readonly NameAlias[]) => void;
  /** For the terminal of the run that does something else than was recorded. */
  readonly onDeviation: (text: string) => void;
}

/** A run has no more of them in its terminal; the log has all. */
const MAX_DEVIATIONS = 20;

interface Standing {
  /** What the status bar says. */
  readonly text: string;
  readonly aliases: readonly NameAlias[];
  readonly store: DisposableStore;
  /** One line for each server. */
  readonly servers: readonly vscode.QuickPickItem[];
}

export class LocalPeers implements Disposable {
  private replay: Standing | undefined;
  private peers: Standing | undefined;
  private startingPeers: Promise<Standing> | undefined;
  private isDisposed = false;
  /** What the latest run was told. */
  private readonly deviations = new Set<string>();

  constructor(private readonly parts: LocalPeersParts) {}

  /** What the status bar says. */
  get standing(): readonly string[] {
    return [this.replay, this.peers].flatMap((standing) => standing?.text ?? []);
  }

  /** Which names lead where; a replay's come first, because it is of certain ports. */
  get aliases(): readonly NameAlias[] {
    return [this.replay, this.peers].flatMap((standing) => standing?.aliases ?? []);
  }

  runBegins(): void {
    this.deviations.clear();
  }

  /** `file` is given by tests in place of the question. */
  startReplay(file?: vscode.Uri): Promise<void> {
    return tellFailure(async () => {
      const run = await this.chooseRecorded(file);
      if (!run) return;
      const { startReplay } = await trafficTools();
      const replay = await startReplay(run);
      if (this.isDisposed) return replay.dispose();
      this.stopReplay();
      this.replay = standingOf({
        text: `$(history) Replay of ${run.facts.script}`,
        command: commandIds.stopReplay,
        onClick: 'Click to stop the replay.',
        servers: replay,
        items: serversOfReplay(replay),
      });
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
        this.startingPeers ??= standingPeers().finally(() => (this.startingPeers = undefined));
        const peers = await this.startingPeers;
        if (this.isDisposed) return peers.store.dispose();
        this.peers = peers;
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
    this.isDisposed = true;
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

  /** A script that does something else is told about in its terminal, once for each replay in the window, and in the log each time. */
  private watch(replay: Replay, script: string): void {
    let isTold = false;
    this.replay?.store.add(
      replay.onDeviation(({ peer, text }) => {
        this.parts.channel.warn(`replay of ${script}, ${peer}: ${text}`);
        this.tellRun(`Not as recorded, with ${peer}: ${text}`);
        if (isTold) return;
        isTold = true;
        void vscode.window.showWarningMessage(`The script does not do what was recorded: ${peer}: ${text}`);
      }),
    );
  }

  private tellRun(text: string): void {
    if (this.deviations.has(text) || this.deviations.size === MAX_DEVIATIONS) return;
    this.deviations.add(text);
    this.parts.onDeviation(text);
  }

  private tell(): void {
    setContext(contextKeys.replaying, this.replay !== undefined);
    setContext(contextKeys.testPeers, this.peers !== undefined);
    this.parts.onAliases(this.aliases);
  }
}

interface StandingParts {
  readonly text: string;
  readonly command: string;
  readonly onClick: string;
  readonly servers: Disposable & { readonly aliases: readonly NameAlias[] };
  readonly items: readonly vscode.QuickPickItem[];
}

function standingOf({ text, command, onClick, servers, items }: StandingParts): Standing {
  const store = new DisposableStore();
  store.add(servers);
  const item = store.add(vscode.window.createStatusBarItem(command, vscode.StatusBarAlignment.Left, -10));
  const name = text.replace(/^\S+ /, '');
  item.name = name;
  item.text = text;
  item.command = command;
  item.tooltip = [...items.map(({ label, description = '' }) => `${label} ${description}`), onClick].join('\n');
  item.accessibilityInformation = { label: `${name}. ${onClick}`, role: 'button' };
  item.show();
  return { text, aliases: servers.aliases, store, servers: items };
}

async function standingPeers(): Promise<Standing> {
  const { startPeers } = await trafficTools();
  const peers = await startPeers();
  return standingOf({
    text: '$(server) Test peers',
    command: commandIds.startPeers,
    onClick: 'Click to see what they do, or to stop them.',
    servers: peers,
    items: serversOf(peers),
  });
}

function serversOfReplay({ peers }: Replay): vscode.QuickPickItem[] {
  return peers.map(({ peer, address }) => ({ label: peer, description: address ?? 'refuses, as it did' }));
}

function serversOf({ peers }: TestPeers): vscode.QuickPickItem[] {
  return peers.map(({ name, port, what, address }) => ({ label: `${name}:${port}`, description: what, detail: address }));
}
