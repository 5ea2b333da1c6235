/**
 * A run target that does what a test tells it: the test decides when a start succeeds, what happens in the run, how it
 * reacts to an interrupt and when it ends. Knows no VS Code and no simulator.
 */
import {
  BufferedEmitter,
  type RunEvent,
  type RunOptions,
  type RunResult,
  type PinInput,
  type RunSession,
  type RunTarget,
  type Script,
} from '../../shared/src';

export class FakeRunTarget implements RunTarget {
  /** Every run that was asked for, in order. */
  readonly runs: FakeRun[] = [];
  isDisposed = false;

  /** With `startsAtOnce: false` each run waits for `begin` or `refuse`. */
  constructor(private readonly options: { readonly startsAtOnce: boolean } = { startsAtOnce: true }) {}

  /** The run asked for last. */
  get latest(): FakeRun {
    const run = this.runs.at(-1);
    if (!run) throw new Error('no run was asked for');
    return run;
  }

  describe(): string {
    return 'Fake target';
  }

  start(script: Script, options: RunOptions): Promise<RunSession> {
    const run = new FakeRun(script, options);
    this.runs.push(run);
    if (this.options.startsAtOnce) run.begin();
    return run.started;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

export class FakeRun implements RunSession {
  private readonly emitter = new BufferedEmitter<RunEvent>();
  readonly onEvent = this.emitter.event;
  readonly done: Promise<RunResult>;
  readonly started: Promise<RunSession>;
  readonly written: Uint8Array[] = [];
  readonly wired: { readonly pin: number; readonly input: PinInput }[] = [];
  interruptCount = 0;
  killCount = 0;
  isDisposed = false;
  isHeld = false;
  isWatched = false;
  /** What an interrupt and a kill lead to; undefined: nothing happens. */
  onInterrupt: RunResult | undefined = { kind: 'interrupted', killed: false };
  onKill: RunResult | undefined = { kind: 'interrupted', killed: true };
  private settle!: (result: RunResult) => void;
  private accept!: () => void;
  private reject!: (error: unknown) => void;

  constructor(
    readonly script: Script,
    readonly options: RunOptions,
  ) {
    this.done = new Promise((resolve) => (this.settle = resolve));
    this.started = new Promise((resolve, reject) => {
      this.accept = () => resolve(this);
      this.reject = reject;
    });
  }

  begin(): void {
    this.accept();
  }

  refuse(error: unknown): void {
    this.reject(error);
  }

  emit(event: RunEvent): void {
    this.emitter.fire(event);
  }

  end(result: RunResult): void {
    this.settle(result);
  }

  interrupt(): void {
    this.interruptCount += 1;
    if (this.onInterrupt) this.end(this.onInterrupt);
  }

  kill(): void {
    this.killCount += 1;
    if (this.onKill) this.end(this.onKill);
  }

  write(bytes: Uint8Array): void {
    this.written.push(bytes);
  }

  setPin(pin: number, level: 0 | 1 | undefined): void {
    this.wired.push({ pin, input: { kind: 'level', level } });
  }

  setAnalog(pin: number, millivolts: number | undefined): void {
    this.wired.push({ pin, input: { kind: 'analog', millivolts } });
  }

  setTouch(pin: number, reading: number | undefined): void {
    this.wired.push({ pin, input: { kind: 'touch', reading } });
  }

  watch(isWatched: boolean): void {
    this.isWatched = isWatched;
  }

  pauseEvents(): void {
    this.isHeld = true;
  }

  resumeEvents(): void {
    this.isHeld = false;
  }

  dispose(): void {
    this.isDisposed = true;
    this.emitter.dispose();
  }
}
