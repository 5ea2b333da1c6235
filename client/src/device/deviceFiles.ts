/**
 * The files of a board, for all that VS Code does with them: it is asked only while it is connected, nothing is done while a
 * script of ours runs on it, and what else runs on it is interrupted only if the user agrees.
 */
import * as vscode from 'vscode';
import type { BoardEntry, ConnectedBoard, FileSession } from '../../../board/src';
import { DEVICE_SCHEME, type Disposable, DisposableStore, type Event } from '../../../shared/src';
import type { RunController } from '../runController';

/** A board whose files can be reached while it is on. */
export interface FileBoard {
  /** The authority of its files' addresses; no other board has the same. */
  readonly id: string;
  describe(): string;
  readonly isOn: boolean;
  readonly board: ConnectedBoard | undefined;
  readonly onDidChangePower: Event<boolean>;
  /** Connects it, or switches it on. Rejects with a text for the user. */
  connect(): Promise<unknown>;
}

export interface HoldOptions {
  readonly signal?: AbortSignal;
}

export class DeviceFiles implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<void>());
  /** What folders have, until something may have changed it. */
  private readonly folders = new Map<string, Promise<readonly BoardEntry[]>>();
  private mayInterrupt = false;

  /** Something may be otherwise than it was told. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly target: FileBoard,
    private readonly controller: RunController,
  ) {
    this.store.add(
      target.onDidChangePower(() => {
        this.mayInterrupt = false;
        this.refresh();
      }),
    );
    this.store.add(controller.onDidEnd(() => this.refresh()));
  }

  get isThere(): boolean {
    return this.target.isOn;
  }

  describe(): string {
    return this.target.describe();
  }

  connect(): Promise<unknown> {
    return this.target.connect();
  }

  /** The address of a file as a document. */
  uriOf(path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: DEVICE_SCHEME, authority: this.target.id, path });
  }

  /** Whether an address is of a file of this board. */
  owns({ scheme, authority }: vscode.Uri): boolean {
    return scheme === DEVICE_SCHEME && authority === this.target.id;
  }

  refresh(): void {
    this.folders.clear();
    this.changed.fire();
  }

  /** Listed once, until something changes. */
  list(path: string): Promise<readonly BoardEntry[]> {
    const known = this.folders.get(path);
    if (known) return known;
    const entries = this.hold((files) => files.list(path));
    this.folders.set(path, entries);
    entries.catch(() => this.folders.delete(path));
    return entries;
  }

  /** Does things that change nothing. Rejects with a text for the user. */
  async hold<T>(action: (files: FileSession) => Promise<T>, { signal }: HoldOptions = {}): Promise<T> {
    const { board } = this.target;
    if (!board) throw new Error(`${this.target.describe()} is not connected. Connect it, then try again.`);
    if (this.controller.state.kind !== 'idle')
      throw new Error('A script runs on the board. Stop it, or wait for its end; then its files can be reached.');
    if (!board.isBusy && !this.mayInterrupt && !(await board.isAtPrompt())) await this.askToInterrupt();
    const { BoardFiles } = await import('../../../board/src');
    return new BoardFiles(board).hold(action, signal ? { signal } : {});
  }

  /** Does things that change something. */
  async change<T>(action: (files: FileSession) => Promise<T>, options: HoldOptions = {}): Promise<T> {
    try {
      return await this.hold(action, options);
    } finally {
      this.refresh();
    }
  }

  dispose(): void {
    this.store.dispose();
  }

  private async askToInterrupt(): Promise<void> {
    const interrupt = 'Interrupt It';
    const detail = 'Its files can be reached only through its prompt. Until the board is connected anew you are not asked again.';
    const text = 'A program runs on the board. Interrupt it to reach the files?';
    if ((await vscode.window.showWarningMessage(text, { modal: true, detail }, interrupt)) !== interrupt)
      throw new Error('The program on the board was not interrupted, so its files cannot be reached.');
    this.mayInterrupt = true;
  }
}
