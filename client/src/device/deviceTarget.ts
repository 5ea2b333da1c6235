/**
 * The board at a port that this window uses: which one, whether it is connected, and runs on it. It is connected when it is first needed
 * and stays so until the user disconnects it or it goes away; if it was unplugged it is connected again when it is back. The code for
 * boards is loaded when one is first needed. Knows VS Code as little as runs do.
 */
import { createHash } from 'node:crypto';
import type { BoardPort, ConnectedBoard, OpenOptions } from '../../../board/src';
import {
  Emitter,
  type Notice,
  type RunEvent,
  type RunOptions,
  type RunSession,
  type RunTarget,
  type Script,
  messageOf,
} from '../../../shared/src';
import type { DeviceSettings } from '../settings';
import { PortReturn } from './portReturn';

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
  /** Those of the folder in which a script is, or of the window. */
  readonly settings: (folder?: string) => DeviceSettings;
  readonly passwords: {
    get(address: string): Promise<string | undefined>;
    /** The one that was given was right. */
    accepted(address: string): Promise<void>;
  };
  /** Whether a board that does not answer may be reset by its control lines. */
  readonly mayReset: (name: string) => Promise<boolean>;
  /** Boards and ports; absent: those of this computer. */
  readonly computer?: Computer;
}

export interface Computer {
  open(address: string, options: OpenOptions): Promise<ConnectedBoard>;
  listPorts(): Promise<readonly BoardPort[]>;
}

/** A connection from when it is wished until it is given up or lost. */
interface Link {
  readonly cancellation: AbortController;
  readonly opened: Promise<ConnectedBoard>;
}

export class DeviceTarget implements RunTarget {
  private readonly events = new Emitter<RunEvent>();
  private readonly powerChanged = new Emitter<boolean>();
  private readonly choiceChanged = new Emitter<DeviceChoice | undefined>();
  private chosen: DeviceChoice | undefined;
  private link: Link | undefined;
  private connected: ConnectedBoard | undefined;
  /** Ends when the port that was used before can be opened again. */
  private closing: Promise<unknown> = Promise.resolve();
  private portReturn: PortReturn | undefined;

  /** What the board tells while no script of ours runs on it. */
  readonly onIdleEvent = this.events.event;
  /** Whether it is connected. */
  readonly onDidChangePower = this.powerChanged.event;
  readonly onDidChangeChoice = this.choiceChanged.event;

  constructor(private readonly parts: DeviceParts) {}

  get id(): string {
    const { key, address } = this.chosen ?? { address: '' };
    return `port-${createHash('sha256')
      .update(key ?? address)
      .digest('hex')
      .slice(0, 12)}`;
  }

  describe(): string {
    return this.chosen?.label ?? 'Board';
  }

  get offText(): string {
    return `${this.describe()} is disconnected. A run or Open REPL of Board connects it again.`;
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
    const isOther = !isSameBoard(choice, this.chosen);
    this.chosen = choice;
    this.choiceChanged.fire(choice);
    if (isOther) await this.disconnect();
  }

  /** Rejects with a text for the user. */
  connect(): Promise<ConnectedBoard> {
    this.stopWaiting();
    return this.openOnce();
  }

  /** Ends an attempt to connect, too. Resolves when others can have the port. */
  async disconnect(): Promise<void> {
    this.stopWaiting();
    const { link, connected, closing } = this;
    link?.cancellation.abort();
    this.forget();
    this.closing = Promise.allSettled([closing, link?.opened, connected?.close()]);
    await this.closing;
  }

  async start(script: Script, options: RunOptions): Promise<RunSession> {
    const board = await this.connect();
    const { BoardRun } = await import('../../../board/src');
    const { softReset, imports, probe } = this.parts.settings(script.folder);
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
    const { knownTrouble } = await import('../../../board/src');
    const trouble = knownTrouble(board.name, { text: board.heardLast, newLength: board.heardLast.length });
    this.tell(
      'info',
      trouble ?? 'The board shows no prompt: a program runs on it, or it does not answer. Ctrl-C here interrupts what runs.',
    );
  }

  /** Keys for the board; while its raw REPL is in use they would get into what is said there. */
  write(bytes: Uint8Array): void {
    if (this.connected?.isBusy === false) this.connected.write(bytes);
  }

  /** The reset line works whatever the board does; other ways would get into what is said in the raw REPL, or wait for its end. */
  async reset(kind: 'soft' | 'hard'): Promise<void> {
    const board = await this.connect();
    const isByLine = kind === 'hard' && board.transport.hardReset !== undefined;
    if (board.isBusy && !isByLine)
      throw new Error(`${this.describe()} runs a script, or transfers files. Stop that, or wait for its end; then reset the board.`);
    await board.reset(kind);
  }

  dispose(): void {
    void this.disconnect();
    for (const emitter of [this.events, this.powerChanged, this.choiceChanged]) emitter.dispose();
  }

  private openOnce(): Promise<ConnectedBoard> {
    if (!this.link) {
      const cancellation = new AbortController();
      this.link = { cancellation, opened: this.open(cancellation.signal) };
    }
    return this.link.opened;
  }

  private async open(signal: AbortSignal): Promise<ConnectedBoard> {
    try {
      // A port can be had once: also by the one who has it.
      await this.closing;
      const board = await this.openChosen(signal);
      if (signal.aborted) {
        await board.close();
        throw new Error(`Opening ${board.name} was cancelled.`);
      }
      this.attend(board);
      return board;
    } catch (error) {
      if (!signal.aborted) this.forget();
      throw error;
    }
  }

  private async openChosen(signal: AbortSignal): Promise<ConnectedBoard> {
    const { chosen } = this;
    if (!chosen) throw new Error('No board is chosen. Use "Choose Board…" first.');
    const { passwords, settings } = this.parts;
    const computer = await this.computer();
    const address = await currentAddress(chosen, computer);
    const { baudRate, controlLines } = settings();
    const board = await computer.open(address, { baudRate, controlLines, password: (name) => passwords.get(name), signal });
    await passwords.accepted(board.name);
    return board;
  }

  private attend(board: ConnectedBoard): void {
    this.stopWaiting();
    board.onOutput((bytes) => this.events.fire({ kind: 'output', stream: 'stdout', bytes }));
    board.onNotice((notice) => this.events.fire({ kind: 'notice', notice }));
    board.onDidClose((reason) => this.lost(board, reason));
    this.connected = board;
    this.powerChanged.fire(true);
  }

  /** It went by itself. */
  private lost(board: ConnectedBoard, reason: string): void {
    if (this.connected !== board) return;
    this.tell('warning', reason);
    this.forget();
    board.dispose();
    if (this.chosen?.key !== undefined && this.parts.settings().reconnect) this.awaitReturn(this.chosen.key);
  }

  private forget(): void {
    const wasOn = this.isOn;
    this.link = undefined;
    this.connected = undefined;
    if (wasOn) this.powerChanged.fire(false);
  }

  private awaitReturn(key: string): void {
    this.portReturn = new PortReturn(key, {
      listPorts: async () => (await this.computer()).listPorts(),
      connect: async () => {
        await this.openOnce();
        this.tell('info', `${this.describe()} is connected again.`);
      },
      onFailure: (error) => this.tell('warning', `${this.describe()} is back, but was not connected. ${messageOf(error)}`),
    });
  }

  private stopWaiting(): void {
    this.portReturn?.dispose();
    this.portReturn = undefined;
  }

  private async computer(): Promise<Computer> {
    if (this.parts.computer) return this.parts.computer;
    const { ConnectedBoard, listPorts } = await import('../../../board/src');
    return { open: (address, options) => ConnectedBoard.open(address, options), listPorts: () => listPorts() };
  }

  private tell(severity: Notice['severity'], text: string): void {
    this.events.fire({ kind: 'notice', notice: { severity, text } });
  }
}

export function isSameBoard(one: DeviceChoice | undefined, other: DeviceChoice | undefined): boolean {
  return one?.address === other?.address && one?.key === other?.key;
}

/** Where the chosen port is now; a device keeps its serial number and not its path, which another device may have by now. */
async function currentAddress({ address, key, label }: DeviceChoice, computer: Computer): Promise<string> {
  if (key === undefined) return address;
  const { findPort } = await import('../../../board/src');
  const ports = await computer.listPorts().catch(() => undefined);
  // Without a list the path that it had must do; of a device without a serial number it is all that is known.
  if (!ports || key === address) return address;
  const port = findPort(key, ports);
  if (!port) throw new Error(`${label} is not plugged in. Plug it in and try again, or use "Choose Board…".`);
  return port.path;
}
