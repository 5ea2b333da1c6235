/**
 * A board at the other end of a wire that is open. It is at its friendly prompt, or runs what it has, unless something is done to it
 * through its raw REPL: then one thing at a time, and afterwards it is at its friendly prompt again, or the user is told that it is not.
 */
import { BufferedEmitter, type Disposable, DisposableStore, Emitter, type Notice } from '../../shared/src';
import { BoardResetError, RawRepl } from './repl/rawRepl';
import { reachRawRepl, type ReachOptions } from './repl/reachRawRepl';
import { openTransport } from './transport/openTransport';
import type { OpenOptions, Transport } from './transport/transport';

/** As much of what the board has said as it takes to tell why it cannot be reached. */
const HEARD_BYTES = 4096;
const PROMPT = '>>> ';
/** How long a board may take to show its prompt after Enter. */
const PROMPT_MS = 700;
const CTRL_C = '\x03';
const SOFT_RESET = '\r\x03\x03\x04';

export interface RawOptions extends Pick<ReachOptions, 'signal' | 'onStage' | 'mayReset'> {
  /** What the board says meanwhile that belongs to no answer. Absent: nobody wants it. */
  readonly onStray?: (bytes: Uint8Array) => void;
}

export class ConnectedBoard implements Disposable {
  private readonly store = new DisposableStore();
  private readonly output = this.store.add(new BufferedEmitter<Uint8Array>());
  private readonly notices = this.store.add(new BufferedEmitter<Notice>());
  private readonly closed = this.store.add(new Emitter<string>());
  private readonly busyChanged = this.store.add(new Emitter<boolean>());
  private readonly raw: RawRepl;
  private heardText = '';
  private last: Promise<unknown> = Promise.resolve();
  private waitingCount = 0;
  /** Who hears what the board says while something is done to it. */
  private strayListener: ((bytes: Uint8Array) => void) | undefined;
  private goneReason: string | undefined;

  /** What the board says at its prompt, or runs by itself. */
  readonly onOutput = this.output.event;
  readonly onNotice = this.notices.event;
  /** The wire is gone, with a text for the user. */
  readonly onDidClose = this.closed.event;
  /** Whether its raw REPL is in use, so that keys do not reach its prompt. */
  readonly onDidChangeBusy = this.busyChanged.event;

  /** Rejects with a text for the user. */
  static async open(address: string, options: OpenOptions = {}): Promise<ConnectedBoard> {
    return new ConnectedBoard(await openTransport(address, options));
  }

  constructor(readonly transport: Transport) {
    this.raw = this.store.add(new RawRepl(transport, (bytes) => this.heard(bytes)));
    this.store.add(transport.onDidClose((reason) => this.gone(reason)));
  }

  get name(): string {
    return this.transport.name;
  }

  get isBusy(): boolean {
    return this.waitingCount > 0;
  }

  /** What it has said last, in characters of one byte each. */
  get heardLast(): string {
    return this.heardText;
  }

  /** Whether it waits at its prompt, as far as can be told without disturbing it: Enter is all that it is sent. */
  async isAtPrompt(): Promise<boolean> {
    if (this.heardText.endsWith(PROMPT)) return true;
    return new Promise((resolve) => {
      const settle = (isThere: boolean): void => {
        clearTimeout(timer);
        subscription.dispose();
        resolve(isThere);
      };
      const timer = setTimeout(() => settle(false), PROMPT_MS);
      const subscription = this.output.event(() => this.heardText.endsWith(PROMPT) && settle(true));
      this.write(Buffer.from('\r', 'latin1'));
    });
  }

  /** Keys for its prompt, or for the script that runs. */
  write(bytes: Uint8Array): void {
    // That the wire is gone is told by its end.
    this.transport.write(bytes).catch(() => undefined);
  }

  /** KeyboardInterrupt in what runs. */
  interrupt(): void {
    this.write(Buffer.from(CTRL_C, 'latin1'));
  }

  /** Through the prompt, or by the wire's control lines; a wire without them has the board reset itself. */
  async reset(kind: 'soft' | 'hard'): Promise<void> {
    if (kind === 'soft') return this.transport.write(Buffer.from(SOFT_RESET, 'latin1'));
    if (this.transport.hardReset) return this.transport.hardReset();
    await this.withRaw((raw) => raw.tell('import machine\nmachine.reset()'), { isFinal: true });
  }

  /**
   * Does something through the raw REPL, after all that was asked for before. What runs on the board is interrupted for it. Rejects
   * with a text for the user, or with the reason of the signal.
   */
  async withRaw<T>(action: (raw: RawRepl) => Promise<T>, options: RawOptions & { readonly isFinal?: boolean } = {}): Promise<T> {
    this.count(1);
    const turn = this.last.then(() => this.perform(action, options));
    this.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.count(-1);
    }
  }

  /** Leaves the board as it is, and frees the wire. */
  async close(): Promise<void> {
    this.gone(`${this.name} was disconnected.`);
    await this.transport.close();
    this.dispose();
  }

  dispose(): void {
    this.store.dispose();
    this.transport.dispose();
  }

  private async perform<T>(action: (raw: RawRepl) => Promise<T>, options: RawOptions & { readonly isFinal?: boolean }): Promise<T> {
    if (this.goneReason !== undefined) throw new Error(this.goneReason);
    options.signal?.throwIfAborted();
    const { onStray = () => undefined, isFinal = false, ...reach } = options;
    this.strayListener = onStray;
    let hasSucceeded = false;
    let isBooting = false;
    try {
      await reachRawRepl(this.raw, this.transport, { ...reach, heard: () => this.heardText });
      const result = await action(this.raw);
      hasSucceeded = true;
      return result;
    } catch (error) {
      // It runs its boot.py and main.py, as it does when it is switched on.
      isBooting = error instanceof BoardResetError;
      throw error;
    } finally {
      if (!isFinal && !isBooting && this.goneReason === undefined) await this.restorePrompt(hasSucceeded);
      this.strayListener = undefined;
    }
  }

  /** Whatever happened, the board is to be at its prompt; what was left unfinished is ended first. */
  private async restorePrompt(isInRawRepl: boolean): Promise<void> {
    const prompt: Uint8Array[] = [];
    try {
      if (!isInRawRepl) await reachRawRepl(this.raw, this.transport, { heard: () => this.heardText });
      this.strayListener = (bytes) => prompt.push(bytes);
      await this.raw.leave();
    } catch (error) {
      if (this.goneReason !== undefined) return;
      const cause = error instanceof Error ? error.message : String(error);
      this.notices.fire({ severity: 'warning', text: `The board is not at its prompt. ${cause}` });
    }
    // Those who wait for what was done come first, the prompt after it.
    setImmediate(() => prompt.forEach((bytes) => this.output.fire(bytes)));
  }

  private heard(bytes: Uint8Array): void {
    this.heardText = (this.heardText + Buffer.from(bytes).toString('latin1')).slice(-HEARD_BYTES);
    if (this.strayListener) this.strayListener(bytes);
    else this.output.fire(bytes);
  }

  private gone(reason: string): void {
    if (this.goneReason !== undefined) return;
    this.goneReason = reason;
    this.closed.fire(reason);
  }

  private count(change: 1 | -1): void {
    const wasBusy = this.isBusy;
    this.waitingCount += change;
    if (this.isBusy !== wasBusy) this.busyChanged.fire(this.isBusy);
  }
}
