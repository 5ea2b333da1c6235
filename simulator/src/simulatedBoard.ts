/**
 * The simulated ESP32 as a place where scripts run. The simulator's process is started with the first run, kept for the
 * later ones, and started again if it died; every run can be killed whatever state the process is in. Knows nothing of
 * who shows what a run tells.
 */
import { boardKind, DEFAULT_BOARD, type BoardSession, type RunId, type RunOptions, type RunTarget, type Script } from '../../shared/src';
import { SIMULATED_ESP32 } from './targetName';
import { OpenBoard, SingleRun, type SimulatedRun } from './simulatedSessions';
import { SimulatorProcess } from './simulatorProcess';

/** What a script finds free at the prompt of an ESP32 without PSRAM, about. */
export const DEFAULT_HEAP_BYTES = boardKind(DEFAULT_BOARD).heapSizeBytes;

export interface SimulatedBoardSetup {
  /** Absolute path of the folder with `simulator.js`, `vmWorker.js` and the VM. */
  readonly distFolder: string;
}

export class SimulatedBoard implements RunTarget {
  private process: SimulatorProcess | undefined;
  private lastRun: RunId = 0;
  private isDisposed = false;

  constructor(private readonly setup: SimulatedBoardSetup) {}

  describe(): string {
    return SIMULATED_ESP32;
  }

  /** Starts the process if there is none, so that the next run begins sooner. */
  warmUp(): void {
    this.liveProcess();
  }

  async start(script: Script, options: RunOptions): Promise<SimulatedRun> {
    const process = this.liveProcess();
    const run = ++this.lastRun;
    const session = new SingleRun(process, run);
    await process.start({ run, script, options }, session);
    return session;
  }

  /** A board that stays on between runs; it is off until it is booted or a script runs on it. Rejects with a text for the user. */
  async open(options: RunOptions): Promise<BoardSession> {
    const process = this.liveProcess();
    const run = ++this.lastRun;
    const session = new OpenBoard(process, run);
    await process.open({ run, options }, session);
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
