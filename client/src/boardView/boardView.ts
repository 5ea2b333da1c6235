/**
 * The host's half of the Board view: pictures of the model go to the page, and what the user does there comes back. While the
 * page is hidden nobody watches the board, and what the user held there is let go.
 */
import type * as vscode from 'vscode';
import { type Disposable, DisposableStore, Emitter, type FromBoardView, type ToBoardView } from '../../../shared/src';
import { pageHtml } from '../panel/pageHtml';
import { BoardFeed } from './boardFeed';
import type { BoardModel } from './boardModel';

/** What the user asks for in the view and others do. */
export type BoardWish = Extract<FromBoardView, { kind: 'command' | 'showSocket' }>;

export class BoardView implements vscode.WebviewViewProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly wished = this.store.add(new Emitter<BoardWish>());
  private readonly visibilityChanged = this.store.add(new Emitter<boolean>());
  private readonly feed: BoardFeed;
  private view: vscode.WebviewView | undefined;

  readonly onDidWish = this.wished.event;
  readonly onDidChangeVisibility = this.visibilityChanged.event;

  constructor(
    private readonly model: BoardModel,
    private readonly distFolder: vscode.Uri,
  ) {
    this.feed = new BoardFeed(
      () => model.picture,
      (message) => this.post(message),
    );
    this.store.add(model.onDidChange(() => this.feed.changed()));
    this.store.defer(() => this.feed.close());
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [this.distFolder] };
    view.webview.onDidReceiveMessage((message: FromBoardView) => this.receive(message));
    view.onDidChangeVisibility(() => this.setVisible(view.visible));
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.setVisible(false);
    });
    view.webview.html = pageHtml(view.webview, this.distFolder, { bundle: 'board', title: 'Board' });
    this.setVisible(view.visible);
  }

  dispose(): void {
    this.store.dispose();
  }

  private setVisible(isVisible: boolean): void {
    if (!isVisible) {
      this.feed.close();
      this.model.letGoAll();
    }
    this.visibilityChanged.fire(isVisible);
  }

  private receive(message: FromBoardView): void {
    switch (message.kind) {
      case 'ready':
        return this.feed.open();
      case 'shown':
        return this.feed.shown();
      case 'wire':
        return this.model.wire({ pin: message.pin, input: message.input });
      case 'hold':
        return this.model.hold(message.pin, message.input);
      case 'letGo':
        return this.model.letGo(message.pin);
      default:
        this.wished.fire(message);
    }
  }

  private post(message: ToBoardView): void {
    void this.view?.webview.postMessage(message);
  }
}
