/**
 * The board at a port that this window uses: which one, whether it is connected, and runs on it. It is connected when it is first needed
 * and stays so until the user disconnects it or it goes away; if it was unplugged it is connected again when it is back. The code for
 * boards is loaded when one is first needed.
 */
import type { BoardPort, ConnectedBoard } from '../../../board/src';
import {
  type Disposable,
  Emitter,
  type RunEvent,
  type RunOptions,
  type RunSession,
  type RunTarget,
  type Script,
} from '../../../shared/src';
import type { DeviceSettings } from '../settings';

/** What a user chose. */
export interface DeviceChoice {
  /** A serial port's path, or an address with a scheme. */
  readonly address: string;
  /** For the user, e.g. `CP2102 on /dev/ttyUSB0`. */
  readonly label: string;
  /** What a serial port is remembered by when it has another path. */
  readonly key?: string;
}

export interface DeviceParts {
  readonly settings: () => DeviceSettings;
  readonly password: (address: string) => Promise<string | undefined>;
  /** Whether a board that does not answer may be reset by its control lines. */
  readonly mayReset: (name: string) => Promise<boolean>;
}

export class DeviceTarget implements RunTarget {
  private readonly events = new Emitter<RunEvent>();
  private readonly powerChanged = new Emitter<boolean>();
  private readonly choiceChanged = new Emitter<DeviceChoice | undefined>();
  private chosen: DeviceChoice | undefined;
  private connection: Promise<ConnectedBoard> | undefined;
  private connected: ConnectedBoard | undefined;
  private watcher: Disposable | undefined;

  /** What the board tells while no script of ours runs on it. */
  readonly onIdleEvent = this.events.event;
  /** Whether it is connected. */
  readonly onDidChangePower = this.powerChanged.event;
  readonly onDidChangeChoice = this.choiceChanged.event;

  constructor(private readonly parts: DeviceParts) {}

  describe(): string {
    return this.chosen?.label ?? 'Board';
  }

  get offText(): string {
    return `${this.describe()} is disconnected. A run or Open REPL connects it again.`;
  }

  get choice(): DeviceChoice | undefined {
    return this.chosen;
  }

  get isOn(): boolean {
    return this.connected !== undefined;
  }

  get board(): ConnectedBoard | undefined {
    return this.connected;
  }

  /** Another board than before is disconnected. */
  async choose(choice: DeviceChoice | undefined): Promise<void> {
    const isSame = choice?.address === this.chosen?.address;
    this.chosen = choice;
    this.choiceChanged.fire(choice);
    if (!isSame) await this.disconnect();
  }

  /** Rejects with a text for the user. */
  connect(): Promise<ConnectedBoard> {
    this.stopWatching();
    this.connection ??= this.open().catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }

  async disconnect(): Promise<void> {
    this.stopWatching();
    const { connected } = this;
    this.forget();
    await connected?.close();
  }

  async start(script: Script, options: RunOptions): Promise<RunSession> {
    const board = await this.connect();
    const { BoardRun } = await import('../../../board/src');
    const { softReset, imports, probe } = this.parts.settings();
    return new BoardRun(board, script, {
      softReset: softReset && options.keepsState !== true,
      imports,
      probe: probe && options.recordSockets,
      mayReset: () => this.parts.mayReset(this.describe()),
    });
  }

  /** Connects, and has the prompt show itself; a program that runs takes no notice, and the terminal says so. */
  async openPrompt(): Promise<void> {
    const board = await this.connect();
    if (board.isBusy || (await board.isAtPrompt())) return;
    const { whyUnreachable } = await import('../../../board/src');
    const hint = /waiting for download|rst:0x|invalid header|CircuitPython/i.test(board.heardLast);
    const text = hint
      ? whyUnreachable(board.transport, { text: board.heardLast, newLength: board.heardLast.length })
      : 'The board shows no prompt: a program runs on it, or it does not answer. Ctrl-C here interrupts what runs.';
    this.events.fire({ kind: 'notice', notice: { severity: 'info', text } });
  }

  /** Keys for the board; while its raw REPL is in use they would get into what is said there. */
  write(bytes: Uint8Array): void {
    if (this.connected?.isBusy === false) this.connected.write(bytes);
  }

  async reset(kind: 'soft' | 'hard'): Promise<void> {
    await (await this.connect()).reset(kind);
  }

  dispose(): void {
    void this.disconnect();
    for (const emitter of [this.events, this.powerChanged, this.choiceChanged]) emitter.dispose();
  }

  private async open(): Promise<ConnectedBoard> {
    const { chosen } = this;
    if (!chosen) throw new Error('No board is chosen. Use "Choose Board…" first.');
    const { ConnectedBoard } = await import('../../../board/src');
    const { baudRate, controlLines } = this.parts.settings();
    const address = await currentAddress(chosen);
    const board = await ConnectedBoard.open(address, { baudRate, controlLines, password: this.parts.password });
    board.onOutput((bytes) => this.events.fire({ kind: 'output', stream: 'stdout', bytes }));
    board.onNotice((notice) => this.events.fire({ kind: 'notice', notice }));
    board.onDidClose((reason) => this.lost(board, reason));
    this.connected = board;
    this.powerChanged.fire(true);
    return board;
  }

  /** It went by itself. */
  private lost(board: ConnectedBoard, reason: string): void {
    if (this.connected !== board) return;
    this.events.fire({ kind: 'notice', notice: { severity: 'warning', text: reason } });
    this.forget();
    board.dispose();
    if (this.chosen?.key !== undefined && this.parts.settings().reconnect) void this.awaitReturn(this.chosen.key);
  }

  private forget(): void {
    const wasOn = this.isOn;
    this.connection = undefined;
    this.connected = undefined;
    if (wasOn) this.powerChanged.fire(false);
  }

  /** Looks at the ports until the one with the key is there. */
  private async awaitReturn(key: string): Promise<void> {
    const { findPort, PortWatcher } = await import('../../../board/src');
    if (this.watcher || this.connected) return;
    const watcher = new PortWatcher();
    const look = (ports: readonly BoardPort[]): void => {
      if (!findPort(key, ports)) return;
      this.connect().then(
        () => this.events.fire({ kind: 'notice', notice: { severity: 'info', text: `${this.describe()} is connected again.` } }),
        () => void this.awaitReturn(key), // It was there, but could not be opened yet.
      );
    };
    this.watcher = watcher.onDidChange(({ ports }) => look(ports));
  }

  private stopWatching(): void {
    this.watcher?.dispose();
    this.watcher = undefined;
  }
}

/** Where the chosen port is now; a device keeps its serial number and not its path. */
async function currentAddress({ address, key }: DeviceChoice): Promise<string> {
  if (key === undefined) return address;
  const { findPort, listPorts } = await import('../../../board/src');
  // Without a list the path that it had must do.
  const ports = await listPorts().catch(() => []);
  return findPort(key, ports)?.path ?? address;
}
