/**
 * The language server's life in VS Code: started for the first Python document, restarted a bounded number of times when it dies, stopped
 * with the window. Everything that it knows comes from the server; this side forwards settings and shows its state.
 */
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';
import { Emitter, type Disposable, type Event, messageOf } from '../../../shared/src';

/** More deaths than this within the window below, and it stays dead until the user restarts it. */
const MAX_RESTARTS = 4;
const RESTART_WINDOW_MS = 3 * 60 * 1000;

/** Modules, and the files by which the server knows a board's project. */
const WATCHED = ['**/*.py', '**/{.micropico,.picowgo,pymakr.conf,micropy.json}'];

export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

export interface LanguageServerOptions {
  /** The server's bundle. */
  readonly module: string;
  readonly channel: vscode.LogOutputChannel;
  /** What the server is told when it starts, whenever it does. */
  readonly initialize: () => object;
}

export class LanguageServerProcess implements Disposable {
  private client: LanguageClient | undefined;
  private deaths: number[] = [];
  private current: ServerState = 'stopped';
  private readonly watchers = WATCHED.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
  private readonly stateChange = new Emitter<ServerState>();
  readonly onDidChangeState: Event<ServerState> = this.stateChange.event;

  constructor(private readonly options: LanguageServerOptions) {}

  get state(): ServerState {
    return this.current;
  }

  async start(): Promise<void> {
    if (this.client) return;
    this.setState('starting');
    const client = this.makeClient();
    this.client = client;
    client.onDidChangeState(({ newState }) => this.clientChanged(client, newState));
    try {
      await client.start();
    } catch (error) {
      this.fail(`The language server did not start: ${messageOf(error)}`);
    }
  }

  /** Ends it and starts anew, and forgets how often it died. */
  async restart(): Promise<void> {
    this.deaths = [];
    await this.stop();
    await this.start();
  }

  /** Undefined while it does not run. */
  request<Result>(method: string, params: unknown): Promise<Result> | undefined {
    return this.client?.state === State.Running ? this.client.sendRequest<Result>(method, params) : undefined;
  }

  /** Lost while it does not run: what it must know, it is told when it starts. */
  async notify(method: string, params: unknown): Promise<void> {
    if (this.client?.state === State.Running) await this.client.sendNotification(method, params);
  }

  dispose(): void {
    void this.stop();
    this.stateChange.dispose();
    for (const watcher of this.watchers) watcher.dispose();
  }

  private async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.setState('stopped');
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      // It hangs or is dead already; its process ends with the connection.
      this.options.channel.debug(`The language server did not stop in order: ${String(error)}`);
    }
  }

  private makeClient(): LanguageClient {
    const { module, channel, initialize } = this.options;
    const run = { module, transport: TransportKind.ipc };
    const clientOptions: LanguageClientOptions = {
      documentSelector: [{ language: 'python' }],
      outputChannel: channel,
      initializationOptions: initialize,
      synchronize: { fileEvents: [...this.watchers] },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
    };
    return new LanguageClient('micropythonSockets', 'MicroPython language server', { run, debug: run }, clientOptions);
  }

  private closed(): { readonly action: CloseAction; readonly handled: true } {
    const now = Date.now();
    this.deaths = [...this.deaths.filter((at) => now - at < RESTART_WINDOW_MS), now];
    if (this.deaths.length <= MAX_RESTARTS) return { action: CloseAction.Restart, handled: true };
    this.fail(`The MicroPython language server ended ${this.deaths.length} times within three minutes and was not started again.`);
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private clientChanged(client: LanguageClient, state: State): void {
    if (client !== this.client || this.current === 'failed') return;
    this.setState(state === State.Running ? 'running' : 'starting');
  }

  private fail(message: string): void {
    this.client = undefined;
    this.setState('failed');
    this.options.channel.error(message);
    void vscode.window.showErrorMessage(message, 'Restart', 'Show Log').then((choice) => {
      if (choice === 'Restart') void this.restart();
      if (choice === 'Show Log') this.options.channel.show();
    });
  }

  private setState(state: ServerState): void {
    if (this.current === state) return;
    this.current = state;
    this.stateChange.fire(state);
  }
}
