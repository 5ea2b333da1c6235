/**
 * The simulated ESP32 as a place where scripts run. The simulator's process is started with the first run, kept for the
 * later ones, and started again if it died; every run can be killed whatever state the process is in. Knows nothing of
 * who shows what a run tells.
 */
import {
  BufferedEmitter,
  type Event,
  type RunEvent,
  type RunId,
  type RunOptions,
  type RunResult,
  type RunSession,
  type RunTarget,
  type Script,
} from '../../shared/src';
import { SimulatorProcess } from './simulatorProcess';

/** What a script finds free at the prompt of an ESP32 without PSRAM, about. */
export const DEFAULT_HEAP_BYTES = 160 * 1024;

export interface SimulatedBoardSetup {
  /** Absolute path of the folder with `simulator.js`, `vmWorker.js` and the VM. */
  readonly distFolder: string;
}

/** A run on the simulated board. Whoever cannot keep up with its events pauses them; the script then waits in the end. */
export interface SimulatedRun extends RunSession {
  /** After a bounded amount more, no further events come until `resumeEvents`. */
  pauseEvents(): void;
  resumeEvents(): void;
}

export class SimulatedBoard implements RunTarget {
  private process: SimulatorProcess | undefined;
  private lastRun: RunId = 0;
  private isDisposed = false;

  constructor(private readonly setup: SimulatedBoardSetup) {}

  describe(): string {
    return 'Simulated ESP32';
  }

  /** Starts the process if there is none, so that the next run begins sooner. */
  warmUp(): void {
    this.liveProcess();
  }

  async start(script: Script, options: RunOptions): Promise<SimulatedRun> {
    const process = this.liveProcess();
    const run = ++this.lastRun;
    const session = new Session(process, run);
    await process.start({ run, script, options }, session);
    return session;
  }

  /** Ends all runs, and the process. */
  dispose(): void {
    this.isDisposed = true;
    this.process?.dispose();
    this.process = undefined;
  }

  private liveProcess(): SimulatorProcess {
    if (this.isDisposed) throw new Error('The simulated board has been disposed of.');
    if (!this.process?.isAlive) this.process = new SimulatorProcess(this.setup.distFolder);
    return this.process;
  }
}

/** One run, seen from the parent. */
class Session implements SimulatedRun {
  private readonly emitter = new BufferedEmitter<RunEvent>();
  readonly onEvent: Event<RunEvent> = this.emitter.event;
  readonly done: Promise<RunResult>;
  private settle: (result: RunResult) => void = () => undefined;
  private hasEnded = false;
  private isPaused = false;
  /** Events that were delivered but not yet acknowledged, because the listener asked for a pause. */
  private heldCount = 0;

  constructor(
    private readonly process: SimulatorProcess,
    private readonly run: RunId,
  ) {
    this.done = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  interrupt(): void {
    if (!this.hasEnded) this.process.interrupt(this.run);
  }

  kill(): void {
    if (!this.hasEnded) this.process.kill(this.run);
  }

  write(bytes: Uint8Array): void {
    if (!this.hasEnded) this.process.write(this.run, bytes);
  }

  pauseEvents(): void {
    this.isPaused = true;
  }

  resumeEvents(): void {
    this.isPaused = false;
    this.acknowledge();
  }

  dispose(): void {
    this.kill();
  }

  /** For the process: an event of this run. */
  deliver(event: RunEvent): void {
    this.emitter.fire(event);
    this.heldCount++;
    if (!this.isPaused) this.acknowledge();
  }

  /** For the process: the run has ended; nothing more will come. */
  end(result: RunResult): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.settle(result);
  }

  private acknowledge(): void {
    if (this.heldCount > 0 && !this.hasEnded) this.process.acknowledge(this.run, this.heldCount);
    this.heldCount = 0;
  }
}
