/**
 * One run from the wish to start it until it has ended or was given up, whatever the target does in between: it may not
 * start, start late, ignore the interrupt, or not even report that it was killed. Knows nothing of other runs.
 */
import type { Disposable, Notice, RunEvent, RunOptions, RunResult, RunSession, RunTarget, Script } from '../../shared/src';

export interface RunRequest {
  readonly script: Script;
  readonly options: RunOptions;
  /** Where the script is shown; another run of it has the same. */
  readonly document?: string;
  /** What the user should know before the script speaks. */
  readonly notices?: readonly Notice[];
}

/** What a session may offer beyond the contract. */
interface Holdable {
  pauseEvents?(): void;
  resumeEvents?(): void;
}

export class ActiveRun implements Disposable {
  readonly outcome: Promise<RunResult>;
  session: RunSession | undefined;
  private settle!: (result: RunResult) => void;
  private subscription: Disposable | undefined;
  private timer: NodeJS.Timeout | undefined;
  private wish: 'run' | 'interrupt' | 'kill' = 'run';
  private isOver = false;
  private startedAt = performance.now();

  constructor(readonly request: RunRequest) {
    this.outcome = new Promise((resolve) => {
      this.settle = (result) => {
        this.isOver = true;
        resolve(result);
      };
    });
  }

  get elapsedMs(): number {
    return performance.now() - this.startedAt;
  }

  /** Undefined if the run was given up before the target had started it. Rejects if it cannot be started. */
  async start(target: RunTarget, report: (event: RunEvent) => void): Promise<RunSession | undefined> {
    const starting = target.start(this.request.script, this.request.options);
    const session = await Promise.race([starting, this.outcome.then(() => undefined)]);
    if (!session || this.isOver) {
      starting.then(
        (late) => late.dispose(),
        () => undefined, // It was given up already; that it could not start either is no news.
      );
      return undefined;
    }
    this.session = session;
    this.startedAt = performance.now();
    this.subscription = session.onEvent(report);
    void session.done.then((result) => this.settle(result));
    if (this.wish === 'interrupt') session.interrupt();
    if (this.wish === 'kill') session.kill();
    return session;
  }

  interrupt(graceMs: number, onIgnored: () => void): void {
    this.wish = 'interrupt';
    this.session?.interrupt();
    this.after(graceMs, onIgnored);
  }

  kill(abandonMs: number): void {
    this.wish = 'kill';
    this.session?.kill();
    // Before the target has answered there is nothing to kill yet, and nothing to wait for.
    this.after(this.session ? abandonMs : 0, () => this.settle({ kind: 'interrupted', killed: true }));
  }

  holdEvents(isHeld: boolean): void {
    const session: (RunSession & Holdable) | undefined = this.session;
    if (isHeld) session?.pauseEvents?.();
    else session?.resumeEvents?.();
  }

  dispose(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.subscription?.dispose();
    this.session?.dispose();
  }

  private after(delayMs: number, action: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => !this.isOver && action(), delayMs);
  }
}
