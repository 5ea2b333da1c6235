/**
 * The parent's end of one simulator process: starting it, talking to it, and telling its runs when it dies. A process
 * that died is not started again here; its owner makes a new one.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import {
  SimulatorMethod,
  type BootBoardParams,
  type Disposable,
  type OpenBoardParams,
  type ResetBoardParams,
  type RunAcknowledgeParams,
  type RunEndedParams,
  type RunEvent,
  type RunEventParams,
  type RunId,
  type RunInputParams,
  type RunOnBoardParams,
  type RunResult,
  type StartRunParams,
  type WatchParams,
  type WirePinParams,
} from '../../shared/src';

/** Who is told what a run does. */
export interface RunObserver {
  deliver(event: RunEvent): void;
  end(result: RunResult): void;
}

/** How much of what a dying process wrote to its standard error is kept to explain its death. */
const LAST_WORDS_CHARACTERS = 2000;
/** Killing a board takes some ten milliseconds, and a little more when a slow disk has still to take the trace. */
const KILL_DEADLINE_MS = 5000;

export class SimulatorProcess implements Disposable {
  private readonly child: ChildProcess;
  private readonly connection: Promise<MessageConnection>;
  private readonly runs = new Map<RunId, RunObserver>();
  private lastWords = '';
  private death: RunResult | undefined;
  private readonly died: Promise<RunResult>;

  constructor(distFolder: string) {
    this.child = fork(join(distFolder, 'simulator.js'), [], {
      serialization: 'advanced',
      execArgv: [],
      env: processEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-LAST_WORDS_CHARACTERS);
    });
    this.died = new Promise((resolve) => {
      const die = (reason: string): void => {
        this.death ??= this.deathResult(reason);
        for (const run of this.runs.values()) run.end(this.death);
        this.runs.clear();
        resolve(this.death);
      };
      this.child.once('error', (error) => die(error.message));
      this.child.once('close', (code, signal) => die(signal === null ? `exit code ${code}` : `signal ${signal}`));
    });
    this.connection = this.connect();
  }

  get isAlive(): boolean {
    return this.death === undefined && this.child.exitCode === null && this.child.signalCode === null && !this.child.killed;
  }

  /** Rejects if the run could not be started. `observer` is told of everything that happens from now on. */
  start(params: StartRunParams, observer: RunObserver): Promise<void> {
    return this.observe(params.run, observer, this.request<undefined>(SimulatorMethod.start, params));
  }

  /** A board that is off yet; otherwise as `start`. */
  open(params: OpenBoardParams, observer: RunObserver): Promise<void> {
    return this.observe(params.run, observer, this.request<undefined>(SimulatorMethod.open, params));
  }

  boot(params: BootBoardParams): Promise<void> {
    return this.request(SimulatorMethod.boot, params);
  }

  runOnBoard(params: RunOnBoardParams): Promise<RunResult> {
    return this.request(SimulatorMethod.runOnBoard, params);
  }

  reset(params: ResetBoardParams): void {
    this.notify(SimulatorMethod.reset, params);
  }

  /** Switches a board off. */
  close(run: RunId): void {
    this.notify(SimulatorMethod.close, { run });
    this.disposeUnlessEnded(run);
  }

  interrupt(run: RunId): void {
    this.notify(SimulatorMethod.interrupt, { run });
  }

  /** Ends the run; if the process does not even do that in time, ends the process. */
  kill(run: RunId): void {
    this.notify(SimulatorMethod.kill, { run });
    this.disposeUnlessEnded(run);
  }

  /** Ends what runs on a board that stays on. */
  killOnBoard(run: RunId): void {
    this.notify(SimulatorMethod.kill, { run });
  }

  write(run: RunId, bytes: Uint8Array): void {
    this.notify<RunInputParams>(SimulatorMethod.input, { run, bytes });
  }

  wirePin(params: WirePinParams): void {
    this.notify(SimulatorMethod.wirePin, params);
  }

  watch(params: WatchParams): void {
    this.notify(SimulatorMethod.watch, params);
  }

  acknowledge(run: RunId, eventCount: number): void {
    this.notify<RunAcknowledgeParams>(SimulatorMethod.acknowledge, { run, eventCount });
  }

  /** Ends the process at once; its runs end as killed. */
  dispose(): void {
    this.death ??= { kind: 'interrupted', killed: true };
    this.child.kill('SIGKILL');
  }

  private async observe(run: RunId, observer: RunObserver, started: Promise<unknown>): Promise<void> {
    this.runs.set(run, observer);
    try {
      await started;
    } catch (error) {
      this.runs.delete(run);
      throw error;
    }
  }

  /** Rejects also when the process dies before it has answered. */
  private async request<R>(method: string, params: unknown): Promise<R> {
    const died = this.died.then((death) => {
      throw new Error('reason' in death ? death.reason : 'The simulator process was stopped.');
    });
    const connection = await this.connection;
    return Promise.race([connection.sendRequest<R>(method, params), died]);
  }

  private disposeUnlessEnded(run: RunId): void {
    setTimeout(() => {
      if (this.runs.has(run)) this.dispose();
    }, KILL_DEADLINE_MS).unref();
  }

  private notify<T>(method: string, params: T): void {
    if (!this.child.connected) return;
    // It can only fail because the process has died meanwhile, which its runs are told anyway.
    this.connection.then((connection) => connection.sendNotification(method, params)).catch(() => undefined);
  }

  /** The protocol's library is loaded while the process boots, which saves its time at the start of the first run. */
  private async connect(): Promise<MessageConnection> {
    const { createMessageConnection, IPCMessageReader, IPCMessageWriter } = await import('vscode-jsonrpc/node');
    const connection = createMessageConnection(new IPCMessageReader(this.child), new IPCMessageWriter(this.child));
    connection.onNotification(SimulatorMethod.event, ({ run, event }: RunEventParams) => this.runs.get(run)?.deliver(event));
    connection.onNotification(SimulatorMethod.ended, ({ run, result }: RunEndedParams) => {
      this.runs.get(run)?.end(result);
      this.runs.delete(run);
    });
    connection.listen();
    return connection;
  }

  private deathResult(reason: string): RunResult {
    const words = this.lastWords.trim();
    return { kind: 'crashed', reason: `The simulator process ended unexpectedly (${reason}).${words === '' ? '' : `\n${words}`}` };
  }
}

/** Without what debuggers and test runners inject into child processes; in an editor the executable is Electron. */
function processEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...environment } = process.env;
  return { ...environment, ELECTRON_RUN_AS_NODE: '1' };
}
