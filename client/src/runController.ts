/**
 * One run at a time on one target: idle → starting → running → stopping → idle. Stopping always works: first
 * KeyboardInterrupt, after a grace the run is killed, and if even that brings no end the run is abandoned.
 * Asking for a run while one is going on stops that one first. Nothing here knows VS Code.
 */
import { type Disposable, Emitter, type RunEvent, type RunResult, type RunTarget } from '../../shared/src';
import { ActiveRun, type RunRequest } from './activeRun';

export type ControllerState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting'; readonly request: RunRequest }
  | { readonly kind: 'running'; readonly request: RunRequest }
  | { readonly kind: 'stopping'; readonly request: RunRequest; readonly isKilling: boolean };

export interface RunEnd {
  readonly request: RunRequest;
  readonly result: RunResult;
  readonly durationMs: number;
}

export interface RunFailure {
  readonly request: RunRequest;
  readonly error: unknown;
}

export interface StopTiming {
  /** How long a script may take to react to KeyboardInterrupt before it is killed. */
  readonly graceMs: number;
  /** How long a killed run may take to report its end before it is abandoned. */
  readonly abandonMs: number;
}

export const defaultStopTiming: StopTiming = { graceMs: 2000, abandonMs: 3000 };

export class RunController implements Disposable {
  private readonly stateChanged = new Emitter<ControllerState>();
  private readonly started = new Emitter<RunRequest>();
  private readonly happened = new Emitter<RunEvent>();
  private readonly ended = new Emitter<RunEnd>();
  private readonly failed = new Emitter<RunFailure>();
  private current: ActiveRun | undefined;
  private next: RunRequest | undefined;
  private controllerState: ControllerState = { kind: 'idle' };

  readonly onDidChangeState = this.stateChanged.event;
  /** A run begins: everything that follows belongs to it. */
  readonly onDidStart = this.started.event;
  readonly onEvent = this.happened.event;
  readonly onDidEnd = this.ended.event;
  /** The run could not be started after all; `onDidEnd` says nothing of it. */
  readonly onDidFailToStart = this.failed.event;

  constructor(
    private readonly target: RunTarget,
    private readonly timing: StopTiming = defaultStopTiming,
  ) {}

  get state(): ControllerState {
    return this.controllerState;
  }

  /** Starts a run, after the present one has been stopped. Of several that wait, the last one asked for wins. */
  run(request: RunRequest): void {
    if (this.controllerState.kind === 'idle') {
      void this.perform(request);
      return;
    }
    this.next = request;
    if (this.controllerState.kind !== 'stopping') this.interrupt();
  }

  /** The first call interrupts the script, a second one kills it at once. */
  stop(): void {
    this.next = undefined;
    if (this.controllerState.kind === 'stopping') this.kill();
    else this.interrupt();
  }

  /** Ends the run without asking the script. */
  kill(): void {
    this.next = undefined;
    const { current } = this;
    if (!current || (this.controllerState.kind === 'stopping' && this.controllerState.isKilling)) return;
    this.enter({ kind: 'stopping', request: current.request, isKilling: true });
    current.kill(this.timing.abandonMs);
  }

  /** Bytes for the script's standard input; without a run they go nowhere. */
  write(bytes: Uint8Array): void {
    this.current?.session?.write(bytes);
  }

  /** Lets the script wait until its events can be shown, where the target can do so. */
  holdEvents(isHeld: boolean): void {
    this.current?.holdEvents(isHeld);
  }

  dispose(): void {
    this.next = undefined;
    this.current?.dispose();
    for (const emitter of [this.stateChanged, this.started, this.happened, this.ended, this.failed]) emitter.dispose();
  }

  private interrupt(): void {
    const { current } = this;
    if (!current) return;
    this.enter({ kind: 'stopping', request: current.request, isKilling: false });
    current.interrupt(this.timing.graceMs, () => {
      const { next } = this;
      this.kill();
      this.next = next;
    });
  }

  private async perform(request: RunRequest): Promise<void> {
    const run = new ActiveRun(request);
    this.current = run;
    this.enter({ kind: 'starting', request });
    this.started.fire(request);
    try {
      const session = await run.start(this.target, (event) => this.happened.fire(event));
      if (session && this.controllerState.kind === 'starting') this.enter({ kind: 'running', request });
      const result = await run.outcome;
      this.ended.fire({ request, result, durationMs: run.elapsedMs });
    } catch (error) {
      this.failed.fire({ request, error });
    } finally {
      run.dispose();
      this.current = undefined;
      this.enter({ kind: 'idle' });
      const { next } = this;
      this.next = undefined;
      if (next) void this.perform(next);
    }
  }

  private enter(state: ControllerState): void {
    this.controllerState = state;
    this.stateChanged.fire(state);
  }
}
