/**
 * One script on a board: reset if that is wished, what it imports sent along, its text sent as it is, its output told as it comes, and
 * at its end the board back at its prompt. Stopping climbs a ladder and says what helped.
 */
import { BufferedEmitter, type Notice, type RunEvent, type RunResult, type RunSession, type Script, messageOf } from '../../../shared/src';
import { type ConnectedBoard, LeftAsItIs } from '../connectedBoard';
import { upload } from '../files/copyTree';
import { FileSession } from '../files/fileSession';
import { projectFilter } from '../files/ignoreRules';
import { BoardResetError, type RawRepl } from '../repl/rawRepl';
import { type ReachStage, STAGE_TEXTS } from '../repl/reachRawRepl';
import { HeldEvents } from './heldEvents';
import { localImports } from './localImports';
import { clearShelf, shelveModules } from './moduleShelf';
import { resultOf } from './runEnd';
import { RunProbe } from './runProbe';
import { climb, RUNG_TEXTS, UNSTOPPED_TEXT } from './stopLadder';

const CTRL_C = 0x03;

export interface BoardRunOptions {
  /** Whether the board begins anew before the script, so that no module, socket or timer of the run before is left. */
  readonly softReset: boolean;
  /** What of the script's folder goes along. */
  readonly imports: 'none' | 'imports' | 'project';
  /** Whether its socket calls are reported. */
  readonly probe?: boolean;
  /** Whether the board may be reset by its control lines when nothing else gets its attention. */
  readonly mayReset?: () => Promise<boolean>;
}

const RESET_TEXT =
  'The board was reset while the script ran: by machine.reset(), its watchdog, its button or its power. It runs its boot.py and main.py now.';

export class BoardRun implements RunSession {
  private readonly emitter = new BufferedEmitter<RunEvent>();
  readonly onEvent = this.emitter.event;
  readonly done: Promise<RunResult>;
  private readonly events = new HeldEvents((event) => this.emitter.fire(event));
  private readonly cancellation = new AbortController();
  private phase: 'preparing' | 'running' | 'over' = 'preparing';
  private scriptEnd: Promise<unknown> = Promise.resolve();
  private isKilling = false;
  private killedBy: 'reset' | undefined;
  private probe: RunProbe | undefined;

  constructor(
    private readonly board: ConnectedBoard,
    private readonly script: Script,
    private readonly options: BoardRunOptions,
  ) {
    this.done = this.perform().then(
      (result) => this.finish(result),
      (error: unknown) => this.finish(this.failure(error)),
    );
  }

  interrupt(): void {
    if (this.phase === 'preparing') this.cancellation.abort(new Stopped());
    else if (this.phase === 'running') this.board.interrupt();
  }

  kill(): void {
    if (this.phase === 'preparing') this.cancellation.abort(new Stopped());
    else if (this.phase === 'running' && !this.isKilling) {
      this.isKilling = true;
      // That the wire is gone is told by the end of the run.
      this.climb().catch(() => undefined);
    }
  }

  write(bytes: Uint8Array): void {
    if (this.phase === 'running') this.board.write(bytes);
    // Until the script runs there is nobody else whom Ctrl-C could mean.
    else if (this.phase === 'preparing' && bytes.includes(CTRL_C)) this.interrupt();
  }

  /** Whoever cannot keep up with the events; a bounded amount is kept, and what was left out is told. */
  pauseEvents(): void {
    this.events.hold();
  }

  resumeEvents(): void {
    this.events.release();
  }

  dispose(): void {
    this.kill();
  }

  /** A board's pins are wired by hand. */
  setPin(): void {}
  setAnalog(): void {}
  setTouch(): void {}
  watch(): void {}

  private async perform(): Promise<RunResult> {
    let lose: (error: Error) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      lose = reject;
    });
    lost.catch(() => undefined);
    const closing = this.board.onDidClose((reason) => lose(new Lost(reason)));
    this.fire({ kind: 'state', state: 'starting' });
    const { script, options } = this;
    const { folder } = script;
    const modules = options.imports === 'imports' && folder !== undefined ? await localImports(script.source, folder) : [];
    const work = this.board.withRaw(
      async (raw) => {
        const { signal } = this.cancellation;
        if (options.imports === 'project' && folder !== undefined) await this.uploadProject(raw, folder);
        if (options.softReset) await this.beginAnew(raw);
        await shelveModules(raw, modules, { signal });
        if (options.probe === true) await this.startProbe(raw);
        return this.execute(raw);
      },
      {
        signal: this.cancellation.signal,
        cleanUp: async (raw) => {
          await this.probe?.remove();
          if (modules.length > 0) await clearShelf(raw);
          // An upload that failed has left its code behind.
          if (options.imports === 'project') await FileSession.end(raw);
        },
        onStage: (stage) => this.tellStage(stage),
        ...(options.mayReset ? { mayReset: options.mayReset } : {}),
        onStray: (bytes) => this.phase === 'running' && this.tellOutput(bytes),
      },
    );
    return Promise.race([work, lost]).finally(() => closing.dispose());
  }

  /** What is the same on the board already stays. */
  private async uploadProject(raw: RawRepl, folder: string): Promise<void> {
    const { signal } = this.cancellation;
    const session = await FileSession.begin(raw);
    const { copied, unchanged } = await upload(session, folder, '/', { isWanted: await projectFilter(folder), signal });
    if (copied.length > 0) this.notice('info', `Uploaded: ${copied.join(', ')}; ${unchanged.length} the same already.`);
  }

  private async beginAnew(raw: RawRepl): Promise<void> {
    if (this.board.transport.endsWithSoftReset === true)
      this.notice(
        'info',
        'Over WebREPL a board is not reset before a run, because that ends the connection: what the run before left is still there.',
      );
    else await raw.softReset({ signal: this.cancellation.signal });
  }

  private async execute(raw: RawRepl): Promise<RunResult> {
    const execution = raw.exec(this.script.source, {
      signal: this.cancellation.signal,
      onOutput: (bytes) => this.tellOutput(bytes),
      onStarted: () => {
        this.phase = 'running';
        this.fire({ kind: 'state', state: 'running' });
      },
    });
    this.scriptEnd = execution;
    const { error: told } = await execution;
    this.phase = 'over';
    this.tell(this.probe?.end() ?? []);
    const error = this.probe?.withoutOwnLines(told) ?? told;
    if (raw.isPlain) this.notice('info', 'This board does not know raw paste, so the script was sent in small pieces.');
    if (error !== '') this.fire({ kind: 'output', stream: 'stderr', bytes: Buffer.from(error) });
    return resultOf(error, this.probe?.lastFailure);
  }

  private async climb(): Promise<void> {
    const rung = await climb(this.board.transport, this.scriptEnd);
    if (rung === undefined) this.notice('error', UNSTOPPED_TEXT);
    else this.notice('info', RUNG_TEXTS[rung]);
    if (rung === 'hardReset') this.killedBy = 'reset';
    if (rung === undefined || rung === 'hardReset') this.cancellation.abort(new Abandoned());
  }

  private failure(error: unknown): RunResult {
    if (error instanceof Stopped || error instanceof Abandoned)
      return { kind: 'interrupted', killed: this.isKilling, ...(this.killedBy ? { by: this.killedBy } : {}) };
    if (error instanceof Lost) return { kind: 'disconnected', reason: error.message };
    if (this.board.endReason !== undefined) return { kind: 'disconnected', reason: this.board.endReason };
    if (error instanceof BoardResetError) {
      if (!this.isKilling) this.notice('warning', RESET_TEXT);
      return { kind: 'interrupted', killed: true, by: 'reset' };
    }
    return { kind: 'crashed', reason: messageOf(error) };
  }

  private finish(result: RunResult): RunResult {
    this.phase = 'over';
    this.fire({ kind: 'state', state: 'ended' });
    this.events.end();
    return result;
  }

  private tellStage(stage: ReachStage): void {
    // The first one is over in a moment.
    if (stage !== 'asking') this.notice('info', `${STAGE_TEXTS[stage]}…`);
  }

  private tellOutput(bytes: Uint8Array): void {
    this.tell(this.probe?.take(bytes) ?? [{ kind: 'output', stream: 'stdout', bytes }]);
  }

  private tell(events: readonly RunEvent[]): void {
    events.forEach((event) => this.fire(event));
  }

  private async startProbe(raw: RawRepl): Promise<void> {
    if (this.board.transport.endsWithSoftReset === true) return this.notice('info', 'Over WebREPL socket calls are not recorded.');
    const start = await RunProbe.start(raw, this.script.source, { signal: this.cancellation.signal });
    if ('probe' in start) this.probe = start.probe;
    else this.notice('info', `Socket calls are not recorded. ${start.reason}`);
  }

  private fire(event: RunEvent): void {
    this.events.push(event);
  }

  private notice(severity: Notice['severity'], text: string): void {
    this.fire({ kind: 'notice', notice: { severity, text } });
  }
}

/** The user gave up. */
class Stopped extends Error {}
/** What runs on the board could not be ended, or the board was reset to end it. */
class Abandoned extends LeftAsItIs {}
/** The wire is gone. */
class Lost extends Error {}
