/**
 * Shows what the board and a run on it do: output in the terminal, socket operations in the log behind the panel, the
 * run's state in both. Decides nothing about running; which tab comes to the front is the reveal policy's business.
 */
import * as vscode from 'vscode';
import {
  type Disposable,
  DisposableStore,
  type Event,
  explanationText,
  listeningText,
  type PanelEnding,
  type RunEvent,
  type SocketRecord,
  messageOf,
} from '../../shared/src';
import { viewId } from './commandIds';
import type { TrafficLog } from './panel/trafficLog';
import type { TrafficPanel } from './panel/trafficPanel';
import type { RunRequest } from './activeRun';
import type { RunController, RunEnd } from './runController';
import { readSettings } from './settings';
import { type Reveal, RevealPolicy } from './ui/revealPolicy';
import { describeEnding, firstLine } from './ui/runEnding';
import { offerAddress } from './ui/listeningAddress';
import type { TargetTerminal } from './ui/targetTerminal';

/** A script that has printed and then used no socket for this long is likely to wait for a key. */
const quietMs = 1000;

/** What it shows of a target beside its runs. */
export interface PresentedTarget {
  describe(): string;
  /** What the board tells while no script of ours runs on it. */
  readonly onIdleEvent: Event<RunEvent>;
  readonly onDidChangePower: Event<boolean>;
  /** What the terminal says when the board is not there any more. */
  readonly offText: string;
}

/** The Sockets panel shows one run: the last that began, on whichever target. */
export class PanelTurn {
  holder: RunPresenter | undefined;
}

export interface PresenterParts {
  readonly controller: RunController;
  readonly target: PresentedTarget;
  readonly turn: PanelTurn;
  readonly terminal: TargetTerminal;
  readonly log: TrafficLog;
  readonly panel: TrafficPanel;
  readonly channel: vscode.LogOutputChannel;
  /** Whether a program has the board's line, so that the terminal does not. */
  readonly isLineTaken: () => boolean;
}

export class RunPresenter implements Disposable {
  private readonly store = new DisposableStore();
  private readonly policy = new RevealPolicy();
  private quiet: NodeJS.Timeout | undefined;

  constructor(private readonly parts: PresenterParts) {
    const { controller, target, terminal, panel } = parts;
    this.store.add(controller.onDidStart((request) => this.started(request)));
    this.store.add(controller.onDidChangeState((state) => state.kind !== 'idle' && this.setPanel(state.request, state.kind)));
    this.store.add(controller.onEvent((event) => this.happened(event)));
    this.store.add(target.onIdleEvent((event) => this.show(event)));
    this.store.add(target.onDidChangePower((isOn) => this.powerChanged(isOn)));
    this.store.add(controller.onDidEnd((end) => this.ended(end)));
    this.store.add(controller.onDidFailToStart(({ request, error }) => this.failedToStart(request, error)));
    this.store.add(terminal.onDidType(() => this.policy.keyTyped()));
    this.store.add(panel.onDidChangeVisibility((isVisible) => this.policy.socketsVisibilityChanged(isVisible)));
    this.store.defer(() => clearTimeout(this.quiet));
  }

  dispose(): void {
    this.store.dispose();
  }

  private get targetName(): string {
    return this.parts.target.describe();
  }

  private started(request: RunRequest): void {
    const { log, terminal, channel } = this.parts;
    const { script } = request;
    channel.info(`run ${script.name}, heap ${request.options.heapSizeBytes} bytes, network ${request.options.network}`);
    this.parts.turn.holder = this;
    if (!this.parts.panel.keepsRuns) log.clear();
    log.beginRun({ script: script.name, target: this.targetName, startedAt: Date.now() });
    terminal.beginRun(`${script.name} on ${this.targetName}`);
    for (const notice of request.notices ?? []) terminal.writeNotice(notice);
    this.reveal(this.policy.runStarted());
  }

  /** Something happened in a run. */
  private happened(event: RunEvent): void {
    this.show(event);
    if (event.kind === 'output') this.quiet ??= setTimeout(() => this.reveal(this.policy.onlyPrinted()), quietMs);
    if (event.kind === 'records') this.reveal(this.policy.socketsUsed({ withBytes: event.records.some(carriesBytes) }));
  }

  private show(event: RunEvent): void {
    const { log, terminal, channel } = this.parts;
    switch (event.kind) {
      case 'output':
        if (!this.parts.isLineTaken()) terminal.writeOutput(event.stream, event.bytes);
        return;
      case 'records':
        if (this.parts.turn.holder === this) log.append(event.records, event.droppedCount);
        return;
      case 'listening':
        terminal.writeNotice({ severity: 'info', text: listeningText(event) });
        if (event.protocol === 'tcp') void offerAddress(event.address, listeningText(event));
        return;
      case 'notice':
        channel[logLevels[event.notice.severity]](event.notice.text);
        terminal.writeNotice(event.notice);
        return;
      case 'pin':
      case 'neopixel':
      case 'wifi':
      case 'memory':
      case 'sockets':
      case 'prompt':
      case 'reset':
      case 'state':
        return;
    }
  }

  /** A prompt that does not answer any more looks like one that does. In a run its end says it. */
  private powerChanged(isOn: boolean): void {
    const { controller, terminal, target } = this.parts;
    if (isOn || controller.state.kind !== 'idle') return;
    terminal.writeNotice({ severity: 'info', text: target.offText });
  }

  private ended({ request, result, durationMs }: RunEnd): void {
    const { channel } = this.parts;
    const explanation = result.kind === 'exception' && result.osError ? explanationText(result.osError) : undefined;
    if (explanation !== undefined) this.parts.terminal.writeNotice({ severity: 'info', text: explanation });
    const ending = describeEnding(result, durationMs, this.targetName);
    channel.info(`${request.script.name} ${ending.text}`);
    this.close(request, ending, { isCausePrinted: result.kind === 'exception' });
    if (result.kind === 'crashed' || result.kind === 'disconnected') {
      channel.error(result.reason);
      this.complain(`${request.script.name}: ${ending.text}. ${ending.cause ?? ''}`);
    }
  }

  private failedToStart(request: RunRequest, error: unknown): void {
    const { channel } = this.parts;
    const { name } = request.script;
    const cause = firstLine(messageOf(error));
    channel.error(error instanceof Error ? error : String(error));
    this.close(request, { tone: 'failed', text: 'could not be started', cause }, { isCausePrinted: false });
    this.complain(`${name} could not be started on ${this.targetName}. ${cause}`);
  }

  private close(request: RunRequest, ending: PanelEnding, { isCausePrinted }: { isCausePrinted: boolean }): void {
    clearTimeout(this.quiet);
    this.quiet = undefined;
    const { tone, text, cause } = ending;
    this.parts.terminal.endRun(tone, cause === undefined || isCausePrinted ? text : `${text}: ${cause}`);
    this.setPanel(request, 'ended', ending);
    this.reveal(this.policy.onlyPrinted());
  }

  private setPanel({ script }: RunRequest, state: 'starting' | 'running' | 'stopping' | 'ended', ending?: PanelEnding): void {
    if (this.parts.turn.holder !== this) return;
    const run = { script: script.name, target: this.targetName, state };
    this.parts.panel.setRun(ending ? { ...run, ending } : run);
  }

  private reveal(what: Reveal): void {
    if (what === 'terminal') this.parts.terminal.show();
    if (what === 'sockets' && readSettings().revealOnRun) void vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
  }

  private complain(message: string): void {
    void vscode.window
      .showErrorMessage(`${message} Run it again; if that does not help, the log tells more.`, 'Show Log')
      .then((choice) => choice && this.parts.channel.show());
  }
}

const logLevels = { info: 'info', warning: 'warn', error: 'error' } as const;

function carriesBytes(record: SocketRecord): boolean {
  return record.bytes.length > 0;
}
