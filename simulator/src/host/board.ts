/**
 * One simulated board as its user has it: switched on, reset, given scripts to run, and switched off. Each time that it is
 * switched on or resets it has a new life (PoweredBoard); what it tells goes through one reporter for all of them. It ends
 * exactly once. A fault in its own code ends this board only.
 */
import { Emitter, type Event, type PinWiring, type RunEvent, type RunOptions, type RunResult, type Script } from '../../../shared/src';
import type { BoardProgram } from '../syscall';
import type { LocalNetwork } from './localNetwork';
import { PoweredBoard, type HardReset, type PowerOn, type VmFiles } from './poweredBoard';
import { RunReporter } from './runReporter';
import { TraceFile } from './traceFile';
import type { VmThreads } from './vmThreads';
import { Wiring } from './wiring';

export interface BoardSetup {
  readonly options: RunOptions;
  /** The network that the board is in. */
  readonly local: LocalNetwork;
  readonly vm: VmFiles;
  readonly threads: VmThreads;
  readonly post: (event: RunEvent) => void;
  /** Called once, after the last event. */
  readonly onEnded: (result: RunResult) => void;
}

type ScriptObserver = (result: RunResult) => void;

/** How often a program that is in the way of a script is interrupted before the board is switched off and on for it. */
const INTERRUPTS = 5;
const INTERRUPT_EVERY_MS = 200;

export class Board {
  private readonly reporter: RunReporter;
  private life: PoweredBoard | undefined;
  /** What the life is that runs, or began last. */
  private program: BoardProgram | undefined;
  private sleep: NodeJS.Timeout | undefined;
  private readonly wiring: Wiring;
  private readonly scriptTaken = new Emitter<void>();
  /** Who wants to know how the script ended that runs, and that which is to run next. */
  private runningScript: ScriptObserver | undefined;
  private waitingScript: ScriptObserver | undefined;
  private hasEnded = false;

  /** Rejects with a text for the user if the board cannot be had. */
  static async open(setup: BoardSetup): Promise<Board> {
    const { traceFile } = setup.options;
    return new Board(setup, traceFile === undefined ? undefined : await TraceFile.open(traceFile));
  }

  private constructor(
    private readonly setup: BoardSetup,
    private readonly traceFile: TraceFile | undefined,
  ) {
    const { recordSockets, wiring } = setup.options;
    this.wiring = new Wiring(wiring ?? []);
    this.reporter = new RunReporter({ post: setup.post, onRoom: () => this.life?.pump(), recordSockets, traceFile });
  }

  /** Switches the board on with a program, off and on again if it is on. */
  async start(program: BoardProgram): Promise<void> {
    await this.begin({ program, cause: 'powerOn', retained: {} });
  }

  /** Runs a script on a board that goes on to its prompt. Resolves with how it ended. */
  async run(script: Script): Promise<RunResult> {
    const ended = new Promise<RunResult>((resolve) => {
      this.waitingScript = resolve;
    });
    if (!this.life || !(await handOver(this.life, script, this.scriptTaken.event)))
      await this.start({ start: 'script', then: 'prompt', script });
    return ended;
  }

  /** Resets the board as its button does, or as Ctrl-D at the prompt. */
  async reset(kind: 'soft' | 'hard'): Promise<void> {
    if (kind === 'hard') await this.begin({ program: this.programAfterReset(), cause: 'hard', retained: {} });
    else this.life?.write(Uint8Array.of(CTRL_C, CTRL_C, CTRL_B, CTRL_D));
  }

  interrupt(): void {
    this.life?.interrupt();
  }

  /** Ends what runs without its consent. A board that goes on to its prompt is then there. */
  async kill(): Promise<void> {
    if (this.program?.then !== 'prompt') return this.end({ kind: 'interrupted', killed: true });
    await this.begin({ program: { ...this.program, start: 'prompt' }, cause: 'hard', retained: {} });
  }

  write(bytes: Uint8Array): void {
    this.life?.write(bytes);
  }

  /** Wires something to a pin, whether the board is on or off. */
  wirePin(wiring: PinWiring): void {
    this.wiring.set(wiring);
    this.life?.wirePin(wiring);
  }

  acknowledge(eventCount: number): void {
    this.reporter.acknowledge(eventCount);
  }

  /** Switches the board off for good. */
  close(): void {
    this.end({ kind: 'completed' });
  }

  private async begin(powerOn: PowerOn): Promise<void> {
    clearTimeout(this.sleep);
    const before = this.life;
    this.life = undefined;
    await before?.dispose();
    if (this.hasEnded) return;
    this.endScript({ kind: 'interrupted', killed: true });
    if (powerOn.cause === 'powerOn') this.reporter.state('starting');
    else this.reporter.reset(powerOn.cause);
    this.program = powerOn.program;
    const { setup, reporter } = this;
    this.life = new PoweredBoard({
      ...setup,
      ...powerOn,
      reporter,
      wiring: this.wiring.all,
      isRecording: setup.options.recordSockets || this.traceFile !== undefined,
      onScriptTaken: () => {
        this.beginScript();
        this.scriptTaken.fire();
      },
      onScriptEnded: (result) => this.endScript(result),
      onHardReset: (reset) => this.resetItself(reset),
      onEnded: (result) => this.end(result),
    });
    if (powerOn.program.start === 'script') this.beginScript();
    setup.threads.prepare();
  }

  private beginScript(): void {
    this.runningScript = this.waitingScript;
    this.waitingScript = undefined;
  }

  /** The chip has reset by itself: its script asked for it, or its watchdog was not fed. */
  private resetItself({ cause, afterMs, retained }: HardReset): void {
    const powerOn: PowerOn = { program: this.programAfterReset(), cause, retained };
    // A script that resets its board is over.
    this.endScript({ kind: 'completed' });
    this.sleep = setTimeout(() => void this.begin(powerOn), afterMs);
  }

  /** The board boots. What it was given as main.py is its main.py still; another script is not run again. */
  private programAfterReset(): BoardProgram {
    const { then, script, folder } = this.program ?? { then: 'prompt' };
    const seen = script?.folder ?? folder;
    return { start: 'boot', then, ...(script ? { script } : {}), ...(seen === undefined ? {} : { folder: seen }) };
  }

  private endScript(result: RunResult): void {
    this.reporter.flush();
    this.runningScript?.(result);
    this.runningScript = undefined;
  }

  private end(result: RunResult): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearTimeout(this.sleep);
    void this.closeDown(result);
  }

  private async closeDown(result: RunResult): Promise<void> {
    await this.life?.dispose();
    await this.reporter.close();
    this.endScript(result);
    this.beginScript();
    this.endScript(result);
    this.setup.onEnded(result);
  }
}

const CTRL_B = 0x02;
const CTRL_C = 0x03;
const CTRL_D = 0x04;

/** Whether a board took a script: what runs on it may ignore that it is interrupted. */
function handOver(board: PoweredBoard, script: Script, onTaken: Event<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isTaken: boolean): void => {
      clearInterval(timer);
      subscription.dispose();
      resolve(isTaken);
    };
    let interrupts = 1;
    const subscription = onTaken(() => settle(true));
    const interrupt = board.run(script);
    const timer = setInterval(() => (interrupts++ === INTERRUPTS ? settle(false) : interrupt()), INTERRUPT_EVERY_MS);
  });
}
