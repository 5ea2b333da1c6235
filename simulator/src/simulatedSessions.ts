/**
 * Boards of the simulator process as their users see them: one that ends with its script, and one that stays on. Events
 * that come before there is a listener are kept for it; what was delivered is acknowledged, so that the process can go on.
 */
import {
  BufferedEmitter,
  type BoardSession,
  type Event,
  type PinInput,
  type RunEvent,
  type RunId,
  type RunResult,
  type RunSession,
  type Script,
} from '../../shared/src';
import type { RunObserver, SimulatorProcess } from './simulatorProcess';

/** A run on the simulated board. Whoever cannot keep up with its events pauses them; the script then waits in the end. */
export interface SimulatedRun extends RunSession {
  /** After a bounded amount more, no further events come until `resumeEvents`. */
  pauseEvents(): void;
  resumeEvents(): void;
}

abstract class Session implements RunObserver {
  private readonly emitter = new BufferedEmitter<RunEvent>();
  readonly onEvent: Event<RunEvent> = this.emitter.event;
  readonly done: Promise<RunResult>;
  private settle: (result: RunResult) => void = () => undefined;
  protected hasEnded = false;
  private isPaused = false;
  /** Events that were delivered but not yet acknowledged, because the listener asked for a pause. */
  private heldCount = 0;

  constructor(
    protected readonly process: SimulatorProcess,
    protected readonly run: RunId,
  ) {
    this.done = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  interrupt(): void {
    if (!this.hasEnded) this.process.interrupt(this.run);
  }

  write(bytes: Uint8Array): void {
    if (!this.hasEnded) this.process.write(this.run, bytes);
  }

  setPin(pin: number, level: 0 | 1 | undefined): void {
    this.wire(pin, { kind: 'level', level });
  }

  setAnalog(pin: number, millivolts: number | undefined): void {
    this.wire(pin, { kind: 'analog', millivolts });
  }

  setTouch(pin: number, reading: number | undefined): void {
    this.wire(pin, { kind: 'touch', reading });
  }

  watch(isWatched: boolean): void {
    if (!this.hasEnded) this.process.watch({ run: this.run, isWatched });
  }

  pauseEvents(): void {
    this.isPaused = true;
  }

  resumeEvents(): void {
    this.isPaused = false;
    this.acknowledge();
  }

  /** For the process: an event of this board. */
  deliver(event: RunEvent): void {
    this.emitter.fire(event);
    this.heldCount++;
    if (!this.isPaused) this.acknowledge();
  }

  /** For the process: the board is gone; nothing more will come. */
  end(result: RunResult): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.settle(result);
  }

  private wire(pin: number, input: PinInput): void {
    if (!this.hasEnded) this.process.wirePin({ run: this.run, pin, input });
  }

  private acknowledge(): void {
    if (this.heldCount > 0 && !this.hasEnded) this.process.acknowledge(this.run, this.heldCount);
    this.heldCount = 0;
  }
}

export class SingleRun extends Session implements SimulatedRun {
  kill(): void {
    if (!this.hasEnded) this.process.kill(this.run);
  }

  dispose(): void {
    this.kill();
  }
}

export class OpenBoard extends Session implements BoardSession {
  async boot(folder?: string): Promise<void> {
    await this.process.boot({ run: this.run, ...(folder === undefined ? {} : { folder }) });
  }

  runScript(script: Script, reset: 'soft' | 'hard' = 'soft'): Promise<RunResult> {
    return this.process.runOnBoard({ run: this.run, script, reset });
  }

  reset(kind: 'soft' | 'hard'): void {
    if (!this.hasEnded) this.process.reset({ run: this.run, kind });
  }

  kill(): void {
    if (!this.hasEnded) this.process.killOnBoard(this.run);
  }

  dispose(): void {
    if (!this.hasEnded) this.process.close(this.run);
  }
}
