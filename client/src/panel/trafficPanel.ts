/**
 * The host's half of the Sockets panel. VS Code throws the page away whenever the view is hidden; each time a page says
 * `ready` it is told everything again from the log, so the page itself holds no truth.
 */
import type * as vscode from 'vscode';
import { Emitter, type Disposable, DisposableStore, type FromPanel, type PanelRun, type ToPanel } from '../../../shared/src';
import { pageHtml } from './pageHtml';
import { RowFeed } from './rowFeed';
import type { TrafficLog } from './trafficLog';

/** What the user asks for in the panel and others do. */
export type PanelWish = Exclude<FromPanel, { kind: 'ready' | 'shown' | 'select' }>;

export class TrafficPanel implements vscode.WebviewViewProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly wished = this.store.add(new Emitter<PanelWish>());
  private readonly visibilityChanged = this.store.add(new Emitter<boolean>());
  private readonly feed: RowFeed;
  private view: vscode.WebviewView | undefined;
  private run: PanelRun | undefined;
  /** What the next page is to show only. */
  private wantedFilter: string | undefined;

  readonly onDidWish = this.wished.event;
  readonly onDidChangeVisibility = this.visibilityChanged.event;

  constructor(
    private readonly log: TrafficLog,
    private readonly distFolder: vscode.Uri,
  ) {
    this.feed = new RowFeed(log, (message) => this.post(message));
    this.store.add(log.onDidChange((change) => (change === 'added' ? this.feed.send() : this.feed.isOpen && this.rebuild())));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [this.distFolder] };
    view.webview.onDidReceiveMessage((message: FromPanel) => this.receive(message));
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.feed.close();
      this.visibilityChanged.fire(view.visible);
    });
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.feed.close();
      this.visibilityChanged.fire(false);
    });
    view.webview.html = pageHtml(view.webview, this.distFolder, { bundle: 'panel', title: 'Sockets' });
    this.visibilityChanged.fire(view.visible);
  }

  /** The run that the panel speaks of; undefined shows how to begin. */
  setRun(run: PanelRun | undefined): void {
    this.run = run;
    if (!this.feed.isOpen) return;
    if (run) this.post({ kind: 'run', run });
    else this.rebuild();
  }

  /** Shows only what matches, now or as soon as there is a page. */
  filter(text: string): void {
    this.wantedFilter = text;
    if (this.feed.isOpen) this.applyFilter();
  }

  dispose(): void {
    this.store.dispose();
  }

  private receive(message: FromPanel): void {
    switch (message.kind) {
      case 'ready':
        return this.rebuild();
      case 'shown':
        return this.feed.shown();
      case 'select':
        return this.sendBytes(message.index);
      default:
        this.wished.fire(message);
    }
  }

  private rebuild(): void {
    this.post(this.run ? { kind: 'reset', run: this.run } : { kind: 'reset' });
    this.feed.open();
    this.applyFilter();
  }

  private applyFilter(): void {
    if (this.wantedFilter !== undefined) this.post({ kind: 'filter', text: this.wantedFilter });
    this.wantedFilter = undefined;
  }

  /** A copy with a buffer of its own: VS Code sends the whole buffer behind an array. */
  private sendBytes(index: number): void {
    const entry = this.log.at(index);
    if (entry?.kind === 'operation') this.post({ kind: 'bytes', index, bytes: new Uint8Array(entry.record.bytes) });
  }

  private post(message: ToPanel): void {
    void this.view?.webview.postMessage(message);
  }
}
