/**
 * One simulated board as its user has it: switched on, reset, given scripts to run, and switched off. Each time that it is
 * switched on or resets it has a new life (PoweredBoard); what it tells goes through one reporter for all of them. It ends
 * exactly once. A fault in its own code ends this board only.
 */
import { Emitter, type Event, type PinWiring, type RunEvent, type RunOptions, type RunResult, type Script } from '../../../shared/src';
import { isWoken, type BoardProgram, type RetainedState, type Wake } from '../syscall';
import type { LocalNetwork } from './localNetwork';
import { BoardImage, ImageLock, memoryPlace, type ImagePlace } from '../flash';
import { PoweredBoard, type HardReset, type PowerOn, type VmFiles } from './poweredBoard';
import { RunReporter } from './runReporter';
import { StateWatch } from './stateWatch';
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

/** What a board has on this computer as long as it is there. */
interface BoardBelongings {
  readonly traceFile: TraceFile | undefined;
  readonly flash: ImagePlace;
  readonly lock: ImageLock | undefined;
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
  /** What the board keeps over resets that leave it its power. */
  private retained: RetainedState = {};
  private sleep: NodeJS.Timeout | undefined;
  /** What of the pins wakes the board while it sleeps. */
  private wakes: readonly Wake[] = [];
  private readonly wiring: Wiring;
  private readonly stateWatch: StateWatch;
  private readonly scriptTaken = new Emitter<void>();
  /** Who wants to know how the script ended that runs, and that which is to run next. */
  private runningScript: ScriptObserver | undefined;
  private waitingScript: ScriptObserver | undefined;
  private hasEnded = false;

  /** Rejects with a text for the user if the board cannot be had. */
  static async open(setup: BoardSetup): Promise<Board> {
    const { traceFile, flashImage } = setup.options;
    const lock = flashImage === undefined ? undefined : ImageLock.take(flashImage);
    try {
      const flash: ImagePlace = flashImage === undefined ? memoryPlace() : { kind: 'file', path: flashImage };
      // Whether it can be read is told before the board is switched on.
      BoardImage.open(flash);
      return new Board(setup, { traceFile: traceFile === undefined ? undefined : await TraceFile.open(traceFile), flash, lock });
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  private constructor(
    private readonly setup: BoardSetup,
    private readonly own: BoardBelongings,
  ) {
    const { recordSockets, wiring } = setup.options;
    const { traceFile } = own;
    this.wiring = new Wiring(wiring ?? []);
    this.reporter = new RunReporter({
      post: setup.post,
      onRoom: () => this.life?.pump(),
      recordSockets,
      traceFile,
      scriptName: () => this.program?.script?.name ?? '',
    });
    this.stateWatch = new StateWatch({
      look: () => this.life?.state,
      tell: (event) => this.reporter.watched(event),
      isBehind: () => this.reporter.isFull,
    });
  }

  /** Switches the board on with a program, off and on again if it is on. */
  async start(program: BoardProgram): Promise<void> {
    await this.begin({ program, cause: 'powerOn', retained: {}, wasOn: false });
  }

  /** Runs a script on a board that goes on to its prompt, after a reset. Resolves with how it ended. */
  async run(script: Script, reset: 'soft' | 'hard'): Promise<RunResult> {
    const ended = new Promise<RunResult>((resolve) => {
      this.waitingScript = resolve;
    });
    const isTaken = reset === 'soft' && this.life !== undefined && (await handOver(this.life, script, this.scriptTaken.event));
    if (!isTaken) await this.start({ start: 'script', then: 'prompt', script });
    return ended;
  }

  /** Resets the board as its button does, or as Ctrl-D at the prompt. */
  async reset(kind: 'soft' | 'hard'): Promise<void> {
    if (kind === 'hard') await this.pressReset(this.programAfterReset());
    else this.life?.write(Uint8Array.of(CTRL_C, CTRL_C, CTRL_B, CTRL_D));
  }

  interrupt(): void {
    this.life?.interrupt();
  }

  /** Ends what runs without its consent. A board that goes on to its prompt is then there. */
  async kill(): Promise<void> {
    if (this.program?.then !== 'prompt') return this.end({ kind: 'interrupted', killed: true });
    await this.pressReset({ ...this.program, start: 'prompt' });
  }

  /** The button is wired to the chip's enable pin: for the chip it is as if the power had come on. */
  private async pressReset(program: BoardProgram): Promise<void> {
    await this.begin({ program, cause: 'powerOn', retained: {}, wasOn: true });
  }

  write(bytes: Uint8Array): void {
    this.life?.write(bytes);
  }

  /** Wires something to a pin, whether the board is on or off. */
  wirePin(wiring: PinWiring): void {
    this.wiring.set(wiring);
    this.life?.wirePin(wiring);
    this.wakeByPin();
  }

  /** Somebody begins or ceases to look at the board. */
  watch(isWatched: boolean): void {
    if (this.hasEnded) return;
    this.stateWatch.watch(isWatched);
    if (isWatched) this.reporter.tellPins();
  }

  acknowledge(eventCount: number): void {
    this.reporter.acknowledge(eventCount);
  }

  /** Switches the board off for good. */
  close(): void {
    this.end({ kind: 'interrupted', killed: true });
  }

  private async begin(powerOn: PowerOn): Promise<void> {
    await this.endLife();
    if (this.hasEnded) return;
    this.endScript({ kind: 'interrupted', killed: true });
    if (powerOn.wasOn) this.reporter.reset(powerOn.cause);
    else this.reporter.state('starting');
    this.stateWatch.restart();
    this.program = powerOn.program;
    this.retained = powerOn.retained;
    const { setup, reporter } = this;
    this.life = new PoweredBoard({
      ...setup,
      ...powerOn,
      reporter,
      wiring: this.wiring.all,
      flash: this.own.flash,
      isRecording: setup.options.recordSockets || this.own.traceFile !== undefined,
      onScriptTaken: () => {
        this.beginScript();
        this.scriptTaken.fire();
      },
      onScriptEnded: (result) => this.endScript(result),
      onHardReset: (reset) => void this.resetItself(reset),
      onRetained: (changed) => {
        this.retained = { ...this.retained, ...changed };
      },
      onEnded: (result) => this.end(result),
    });
    if (powerOn.program.start === 'script') this.beginScript();
    setup.threads.prepare();
  }

  private beginScript(): void {
    this.runningScript = this.waitingScript;
    this.waitingScript = undefined;
  }

  /** The chip resets by itself: its script asked for it, or its watchdog was not fed. */
  private async resetItself({ cause, sleep }: HardReset): Promise<void> {
    const begin = async (): Promise<void> => this.begin({ program: this.programAfterReset(), cause, retained: this.retained, wasOn: true });
    if (cause === 'watchdog') this.reporter.tellOnce('watchdog', { severity: 'warning', text: WATCHDOG_TEXT });
    this.tellThatScriptIsOver();
    if (!sleep) {
      // A script that resets its board is over.
      this.endScript({ kind: 'completed' });
      return begin();
    }
    // Whoever was connected to the board loses it now, not when it wakes.
    await this.endLife();
    if (this.hasEnded || this.life) return;
    this.endScript({ kind: 'completed' });
    this.wakes = sleep.wakes;
    this.wakeByPin();
    if (sleep.forMs !== undefined) this.sleep = setTimeout(() => void begin(), Math.min(sleep.forMs, LONGEST_SLEEP_MS));
    else if (sleep.wakes.length === 0) this.reporter.tellOnce('sleep', { severity: 'info', text: ENDLESS_SLEEP_TEXT });
  }

  /** Wakes the board if it sleeps, and what is wired to its pins now is what it waits for. */
  private wakeByPin(): void {
    const wokenBy = this.wakes.find((wake) => isWoken(wake, this.wiring));
    if (!wokenBy) return;
    this.wakes = [];
    void this.begin({ program: this.programAfterReset(), cause: 'deepSleep', retained: { ...this.retained, wokenBy }, wasOn: true });
  }

  private tellThatScriptIsOver(): void {
    const { then, script } = this.program ?? {};
    if (then !== 'end' || !script || script.name === MAIN) return;
    this.reporter.tellOnce('reset', { severity: 'info', text: resetText(script.name) });
  }

  /** Ends what runs; the board is off, or asleep. */
  private async endLife(): Promise<void> {
    clearTimeout(this.sleep);
    this.wakes = [];
    const before = this.life;
    this.life = undefined;
    await before?.dispose();
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
    this.stateWatch.dispose();
    void this.closeDown(result);
  }

  private async closeDown(result: RunResult): Promise<void> {
    await this.life?.dispose();
    this.own.lock?.release();
    await this.reporter.close();
    this.endScript(result);
    this.beginScript();
    this.endScript(result);
    this.setup.onEnded(result);
  }
}

const MAIN = 'main.py';

function resetText(script: string): string {
  return (
    `${script} has reset the board. A board then runs boot.py and main.py, so ${script} is not run again. ` +
    'Save it as main.py to have it run after every reset.'
  );
}

const WATCHDOG_TEXT =
  'The watchdog was not fed in time and has reset the board. Call feed() of the WDT more often, or give it a longer timeout.';

/** What Node's timers can wait at most. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;
const ENDLESS_SLEEP_TEXT =
  'The board is in deep sleep, and no timer wakes it. Reset it, or run a script on it: both switch it on. ' +
  'To have it wake by itself, give machine.deepsleep a time in milliseconds.';

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
