/**
 * The host's half of the Sockets panel. VS Code throws the page away whenever the view is hidden; each time a page
 * says `ready` it is told everything again from the log. One message is under way at a time: what is added meanwhile
 * waits in the log and goes with the next one.
 */
import type * as vscode from 'vscode';
import {
  Emitter,
  type Disposable,
  DisposableStore,
  type FromPanel,
  type PanelRow,
  type PanelRun,
  ROW_HEAD_BYTES,
  type ToPanel,
} from '../../../shared/src';
import { panelHtml } from './panelHtml';
import type { TrafficEntry, TrafficLog } from './trafficLog';

const rowsPerMessage = 1000;

/** What the user asks for in the panel and others do. */
export type PanelWish = Exclude<FromPanel, { kind: 'ready' | 'select' }>;

export class TrafficPanel implements vscode.WebviewViewProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly wished = this.store.add(new Emitter<PanelWish>());
  private readonly visibilityChanged = this.store.add(new Emitter<boolean>());
  private view: vscode.WebviewView | undefined;
  private run: PanelRun | undefined;
  /** Index of the next entry to send; undefined while there is no page that listens. */
  private nextToSend: number | undefined;
  private isSending = false;

  readonly onDidWish = this.wished.event;
  readonly onDidChangeVisibility = this.visibilityChanged.event;

  constructor(
    private readonly log: TrafficLog,
    private readonly distFolder: vscode.Uri,
  ) {
    this.store.add(log.onDidChange((change) => (change === 'cleared' ? this.rebuild() : void this.sendRows())));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [this.distFolder] };
    view.webview.onDidReceiveMessage((message: FromPanel) => this.receive(message));
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.nextToSend = undefined;
      this.visibilityChanged.fire(view.visible);
    });
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.nextToSend = undefined;
      this.visibilityChanged.fire(false);
    });
    view.webview.html = panelHtml(view.webview, this.distFolder);
    this.visibilityChanged.fire(view.visible);
  }

  /** The run that the panel speaks of; undefined shows how to begin. */
  setRun(run: PanelRun | undefined): void {
    this.run = run;
    if (this.nextToSend === undefined) return;
    if (run) void this.post({ kind: 'run', run });
    else this.rebuild();
  }

  dispose(): void {
    this.store.dispose();
  }

  private receive(message: FromPanel): void {
    if (message.kind === 'ready') {
      this.nextToSend = this.log.firstIndex;
      this.rebuild();
    } else if (message.kind === 'select') {
      const entry = this.log.at(message.index);
      if (entry?.kind === 'operation') void this.post({ kind: 'bytes', index: entry.index, bytes: new Uint8Array(entry.record.bytes) });
    } else {
      this.wished.fire(message);
    }
  }

  private rebuild(): void {
    if (this.nextToSend === undefined) return;
    this.nextToSend = this.log.firstIndex;
    void this.post(this.run ? { kind: 'reset', run: this.run } : { kind: 'reset' });
    void this.sendRows();
  }

  private async sendRows(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.nextToSend !== undefined && this.nextToSend < this.log.nextIndex) {
        const entries = this.log.from(this.nextToSend, rowsPerMessage);
        this.nextToSend = (entries.at(-1)?.index ?? this.log.nextIndex - 1) + 1;
        const { firstIndex, forgottenCount, totals } = this.log;
        await this.post({ kind: 'rows', rows: entries.map(toRow), firstIndex, forgottenCount, totals });
      }
    } finally {
      this.isSending = false;
    }
  }

  private async post(message: ToPanel): Promise<void> {
    await this.view?.webview.postMessage(message);
  }
}

/** The copy has a buffer of its own: VS Code sends the whole buffer behind an array, not only the part in view. */
function toRow(entry: TrafficEntry): PanelRow {
  if (entry.kind === 'gap') return entry;
  const { bytes, ...record } = entry.record;
  return {
    kind: 'operation',
    index: entry.index,
    record,
    sizeBytes: bytes.length,
    head: new Uint8Array(bytes.subarray(0, ROW_HEAD_BYTES)),
  };
}
