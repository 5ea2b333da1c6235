/**
 * The host's half of the Sockets panel. VS Code throws the page away whenever the view is hidden; each time a page says
 * `ready` it is told everything again from the log, so the page itself holds no truth.
 */
import type * as vscode from 'vscode';
import {
  Emitter,
  type Disposable,
  DisposableStore,
  type FromPanel,
  type PanelRun,
  type RowAction,
  type RowFilter,
  type ToPanel,
} from '../../../shared/src';
import { ConnectionFeed } from './connectionFeed';
import { pageHtml } from './pageHtml';
import { PanelSession, type SessionMessage } from './panelSession';
import { TrafficDecoder } from './trafficDecoder';
import type { TrafficLog } from './trafficLog';

/** What the user asks for in the panel and others do. */
export type PanelWish = Exclude<FromPanel, SessionMessage | { kind: 'ready' | 'decode' }>;

export class TrafficPanel implements vscode.WebviewViewProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly wished = this.store.add(new Emitter<PanelWish>());
  private readonly visibilityChanged = this.store.add(new Emitter<boolean>());
  private readonly session: PanelSession;
  private readonly connections: ConnectionFeed;
  private view: vscode.WebviewView | undefined;
  private isOpen = false;
  private run: PanelRun | undefined;
  private keeps = false;
  /** What the next page is to show. */
  private wantedRow: number | undefined;

  readonly onDidWish = this.wished.event;
  readonly onDidChangeVisibility = this.visibilityChanged.event;

  constructor(
    private readonly log: TrafficLog,
    private readonly distFolder: vscode.Uri,
    onFailure: (error: unknown) => void,
  ) {
    this.session = new PanelSession(log, (message) => this.post(message));
    const decoder = this.store.add(TrafficDecoder.inFolder(distFolder.fsPath));
    this.connections = this.store.add(new ConnectionFeed(log, (message) => this.post(message), decoder, onFailure));
    this.store.add(log.onDidBeginRun(() => this.session.runBegan()));
    this.store.add(
      log.onDidChange((change) => {
        if (change === 'cleared') this.cleared();
        else this.session.grew();
        this.connections.changed();
      }),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [this.distFolder] };
    view.webview.onDidReceiveMessage((message: FromPanel) => this.receive(message));
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.close();
      this.visibilityChanged.fire(view.visible);
    });
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.close();
      this.visibilityChanged.fire(false);
    });
    view.webview.html = pageHtml(view.webview, this.distFolder, { bundle: 'panel', title: 'Sockets' });
    this.visibilityChanged.fire(view.visible);
  }

  /** The run that the panel speaks of; undefined shows how to begin. */
  setRun(run: PanelRun | undefined): void {
    this.run = run;
    if (!this.isOpen) return;
    if (run) this.post({ kind: 'run', run });
    else this.rebuild();
  }

  /** Whether rows of earlier runs stay when a run begins. */
  get keepsRuns(): boolean {
    return this.keeps;
  }

  setKeepsRuns(keepsRuns: boolean): void {
    this.keeps = keepsRuns;
    this.post({ kind: 'keepsRuns', keepsRuns });
  }

  /** Shows only what matches, now or as soon as there is a page. */
  show(filter: RowFilter): void {
    this.session.setFilter(filter);
    this.post({ kind: 'filter', filter });
  }

  /** Selects a row, now or as soon as there is a page. */
  reveal(index: number): void {
    if (this.isOpen) this.session.reveal(index);
    else this.wantedRow = index;
  }

  /** Does something with the row that is selected in the page. */
  act(action: RowAction): void {
    this.post({ kind: 'act', action });
  }

  dispose(): void {
    this.store.dispose();
  }

  private receive(message: FromPanel): void {
    switch (message.kind) {
      case 'ready':
        return this.rebuild();
      case 'view':
      case 'shown':
      case 'filter':
      case 'search':
      case 'locate':
      case 'pause':
      case 'select':
        return this.session.receive(message);
      case 'decode':
        return this.connections.decode(message.key);
      default:
        this.wished.fire(message);
    }
  }

  private cleared(): void {
    this.session.cleared();
    if (this.isOpen) this.rebuild();
  }

  private rebuild(): void {
    const { filter, isPaused } = this.session;
    this.isOpen = true;
    this.post({ kind: 'reset', ...(this.run && { run: this.run }), filter, isPaused, keepsRuns: this.keeps });
    this.session.open();
    this.connections.open();
    if (this.wantedRow !== undefined) this.session.reveal(this.wantedRow);
    this.wantedRow = undefined;
  }

  private close(): void {
    this.isOpen = false;
    this.session.close();
    this.connections.close();
  }

  private post(message: ToPanel): void {
    void this.view?.webview.postMessage(message);
  }
}
