/**
 * The simulated ESP32 of this window: one board, which a run or the wish for its prompt switches on, and which stays on
 * until it is switched off, its settings change or it breaks down. A run is a script on that board; what the board tells
 * between runs is told too. The simulator's code is loaded when the board is first needed, so that a window that only
 * edits Python pays nothing for it.
 */
import {
  BufferedEmitter,
  type BoardSession,
  type Disposable,
  Emitter,
  type Event,
  type NameAlias,
  type PinWiring,
  type RunEvent,
  type RunOptions,
  type RunResult,
  type RunSession,
  type RunTarget,
  type Script,
  type WiredPins,
  messageOf,
} from '../../shared/src';
import type { SimulatedBoard } from '../../simulator/src';

/** What a window's board offers beyond running scripts. */
export interface PromptTarget extends RunTarget {
  /** What the board tells while no script of ours runs on it. */
  readonly onIdleEvent: Event<RunEvent>;
  /** All that the board tells. */
  readonly onEvent: Event<RunEvent>;
  readonly onDidChangePower: Event<boolean>;
  /** The board was switched off, or broke down, and no other one follows at once. */
  readonly onDidSwitchOff: Event<void>;
  readonly isOn: boolean;
  /** What a terminal says when it is off. */
  readonly offText: string;
  /** Switches the board on if it is off: boot.py, main.py, prompt. Rejects with a text for the user. */
  openPrompt(options: RunOptions, folder?: string): Promise<void>;
  /** Bytes for the serial line. */
  write(bytes: Uint8Array): void;
  holdEvents(isHeld: boolean): void;
  /** Wires something to a pin, whether the board is on or off; it stays until it is wired otherwise. */
  wire(wiring: PinWiring): void;
  /** Whether the board tells how it is, when it is on. */
  watch(isWatched: boolean): void;
  reset(kind: 'soft' | 'hard'): void;
  switchOff(): void;
  /** Resolves when the board has gone, and its files are free. */
  switchOffAndWait(): Promise<void>;
}

interface PoweredBoard {
  readonly session: BoardSession;
  /** The options that it was switched on with, to see whether they have changed. */
  readonly optionsText: string;
}

export class SimulatedTarget implements PromptTarget {
  private simulator: Promise<SimulatedBoard> | undefined;
  private powered: PoweredBoard | undefined;
  private run: BoardRun | undefined;
  private isDisposed = false;
  private isWatched = false;
  private windowAliases: readonly NameAlias[] = [];
  /** What is wired to the board, the last of each kind for each pin. Replaced by each change. */
  private wires: ReadonlyMap<string, PinWiring> = new Map();
  private readonly events = new Emitter<RunEvent>();
  private readonly idleEvents = new Emitter<RunEvent>();
  private readonly powerChanged = new Emitter<boolean>();
  private readonly switchedOff = new Emitter<void>();

  readonly onEvent = this.events.event;
  readonly onIdleEvent = this.idleEvents.event;
  readonly onDidChangePower = this.powerChanged.event;
  readonly onDidSwitchOff = this.switchedOff.event;

  readonly offText = 'Simulated ESP32 is off. A run or Open REPL switches it on.';

  /** `distFolder` is the absolute path of the folder with the simulator's bundles and assets. */
  constructor(private readonly distFolder: string) {}

  describe(): string {
    return 'Simulated ESP32';
  }

  get isOn(): boolean {
    return this.powered !== undefined;
  }

  async start(script: Script, options: RunOptions): Promise<RunSession> {
    const session = await this.switchOn(options);
    const run = new BoardRun(session, script, () => {
      if (this.run === run) this.run = undefined;
    });
    this.run = run;
    return run;
  }

  async openPrompt(options: RunOptions, folder?: string): Promise<void> {
    if (this.isOn) return;
    const session = await this.switchOn(options);
    await session.boot(folder);
  }

  write(bytes: Uint8Array): void {
    this.powered?.session.write(bytes);
  }

  holdEvents(isHeld: boolean): void {
    if (isHeld) this.powered?.session.pauseEvents();
    else this.powered?.session.resumeEvents();
  }

  wire(wiring: PinWiring): void {
    this.wires = new Map([...this.wires, [`${wiring.pin} ${wiring.input.kind}`, wiring]]);
    if (this.powered) wireTo(this.powered.session, wiring);
  }

  /** Names that lead to servers of this window, whatever the settings say; for boards that are switched on from now on. */
  setAliases(aliases: readonly NameAlias[]): void {
    this.windowAliases = aliases;
  }

  watch(isWatched: boolean): void {
    this.isWatched = isWatched;
    this.powered?.session.watch(isWatched);
  }

  reset(kind: 'soft' | 'hard'): void {
    if (kind === 'hard') this.run?.endsBy('reset');
    this.powered?.session.reset(kind);
  }

  switchOff(): void {
    this.run?.endsBy('switchOff');
    if (this.cutPower()) this.switchedOff.fire();
  }

  async switchOffAndWait(): Promise<void> {
    const gone = this.powered?.session.done;
    this.switchOff();
    await gone;
  }

  /** Returns whether the board was on. */
  private cutPower(): boolean {
    const { powered } = this;
    this.powered = undefined;
    powered?.session.dispose();
    if (powered) this.powerChanged.fire(false);
    return powered !== undefined;
  }

  dispose(): void {
    this.isDisposed = true;
    this.switchOff();
    void this.simulator?.then(
      (simulator) => simulator.dispose(),
      () => undefined, // It was never there.
    );
    this.events.dispose();
    this.idleEvents.dispose();
    this.powerChanged.dispose();
    this.switchedOff.dispose();
  }

  /** The board, on; one with other options is switched off for it. */
  private async switchOn(wanted: RunOptions): Promise<BoardSession> {
    const options = { ...wanted, aliases: [...wanted.aliases, ...this.windowAliases] };
    const optionsText = JSON.stringify(options);
    if (this.powered?.optionsText === optionsText) return this.powered.session;
    // Ports and files of the old board are free only when it has gone.
    const gone = this.powered?.session.done;
    this.cutPower();
    await gone;
    const { wires } = this;
    const session = await (await this.load()).open({ ...options, wiring: [...wires.values()] });
    session.onEvent((event) => {
      this.events.fire(event);
      if (this.run) this.run.deliver(event);
      else this.idleEvents.fire(event);
    });
    this.powered = { session, optionsText };
    if (this.wires !== wires) for (const wiring of this.wires.values()) wireTo(session, wiring);
    if (this.isWatched) session.watch(true);
    void session.done.then((result) => {
      if (this.powered?.session !== session) return;
      // The end of a run tells it.
      if (!this.run && 'reason' in result) this.idleEvents.fire({ kind: 'notice', notice: { severity: 'error', text: result.reason } });
      this.switchOff();
    });
    this.powerChanged.fire(true);
    return session;
  }

  private load(): Promise<SimulatedBoard> {
    this.simulator ??= import('../../simulator/src').then(({ SimulatedBoard }) => {
      if (this.isDisposed) throw new Error('The window is closing.');
      return new SimulatedBoard({ distFolder: this.distFolder });
    });
    this.simulator.catch(() => {
      this.simulator = undefined; // The next run tries again.
    });
    return this.simulator;
  }
}

/** One script on the board. Disposing it ends the script if it still runs, and leaves the board on. */
class BoardRun implements RunSession, Disposable {
  private readonly emitter = new BufferedEmitter<RunEvent>();
  readonly onEvent = this.emitter.event;
  readonly done: Promise<RunResult>;
  private isOver = false;
  private endedBy: 'reset' | 'switchOff' | undefined;

  constructor(
    private readonly session: BoardSession,
    script: Script,
    private readonly onOver: () => void,
  ) {
    this.done = session.runScript(script, 'hard').then(
      (result) => this.finish(result),
      (error: unknown) => this.finish({ kind: 'crashed', reason: messageOf(error) }),
    );
  }

  deliver(event: RunEvent): void {
    this.emitter.fire(event);
  }

  /** What the user does to the board now ends the script with it. */
  endsBy(what: 'reset' | 'switchOff'): void {
    this.endedBy ??= what;
  }

  interrupt(): void {
    if (!this.isOver) this.session.interrupt();
  }

  kill(): void {
    if (!this.isOver) this.session.kill();
  }

  write(bytes: Uint8Array): void {
    this.session.write(bytes);
  }

  setPin(pin: number, level: 0 | 1 | undefined): void {
    this.session.setPin(pin, level);
  }

  setAnalog(pin: number, millivolts: number | undefined): void {
    this.session.setAnalog(pin, millivolts);
  }

  setTouch(pin: number, reading: number | undefined): void {
    this.session.setTouch(pin, reading);
  }

  watch(isWatched: boolean): void {
    this.session.watch(isWatched);
  }

  pauseEvents(): void {
    this.session.pauseEvents();
  }

  resumeEvents(): void {
    this.session.resumeEvents();
  }

  dispose(): void {
    this.kill();
  }

  private finish(result: RunResult): RunResult {
    this.isOver = true;
    this.onOver();
    const isKilled = result.kind === 'interrupted' && result.killed;
    return isKilled && this.endedBy ? { ...result, by: this.endedBy } : result;
  }
}

function wireTo(session: WiredPins, { pin, input }: PinWiring): void {
  switch (input.kind) {
    case 'level':
      return session.setPin(pin, input.level);
    case 'analog':
      return session.setAnalog(pin, input.millivolts);
    case 'touch':
      return session.setTouch(pin, input.reading);
  }
}
