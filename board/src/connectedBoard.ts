/**
 * A board at the other end of a wire that is open. It is at its friendly prompt, or runs what it has, unless something is done to it
 * through its raw REPL: then one thing at a time, and afterwards it is at its friendly prompt again, or the user is told that it is not.
 */
import { BufferedEmitter, type Disposable, DisposableStore, Emitter, type Notice, messageOf } from '../../shared/src';
import { BoardResetError, RawRepl } from './repl/rawRepl';
import { type Heard, reachRawRepl, type ReachOptions } from './repl/reachRawRepl';
import { NoAnswerError, UnreachableError } from './repl/tokenQueue';
import { settlesWithin } from './timing';
import { openTransport } from './transport/openTransport';
import type { OpenOptions, Transport } from './transport/transport';

/** As much of what the board has said as it takes to tell why it cannot be reached. */
const HEARD_BYTES = 4096;
/** How long the board may take to come to its prompt before the wire is freed. */
const CLOSE_MS = 2000;
const PROMPT = '>>> ';
/** How long a board may take to show its prompt after Enter: one that has just been switched on still boots. */
const PROMPT_MS = 2000;
const CTRL_C = '\x03';
const SOFT_RESET = '\r\x03\x03\x04';

export interface RawOptions extends Pick<ReachOptions, 'signal' | 'onStage' | 'mayReset'> {
  /** What the board says meanwhile that belongs to no answer. Absent: nobody wants it. */
  readonly onStray?: (bytes: Uint8Array) => void;
  /** Takes out what was put on the board, in the raw REPL, however the action ended; not after a reset, which takes it out as well. */
  readonly cleanUp?: (raw: RawRepl) => Promise<void>;
  /** The board does not come back to its prompt from it, but by itself. */
  readonly isFinal?: boolean;
  /** What is done shows nothing: a prompt that is seen already is not shown again. */
  readonly isQuiet?: boolean;
}

/** The board is to be left as it is: it cannot be had, begins anew, or was not touched. */
export class LeftAsItIs extends Error {}

export class ConnectedBoard implements Disposable {
  private readonly store = new DisposableStore();
  private readonly output = this.store.add(new BufferedEmitter<Uint8Array>());
  private readonly notices = this.store.add(new BufferedEmitter<Notice>());
  private readonly closed = this.store.add(new Emitter<string>());
  private readonly busyChanged = this.store.add(new Emitter<boolean>());
  private readonly raw: RawRepl;
  private heardText = '';
  private heardBytes = 0;
  private last: Promise<void> = Promise.resolve();
  private waitingCount = 0;
  /** Before what is done to it now. */
  private wasAtPrompt = false;
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

  /** Why the wire is gone; undefined: it is not. */
  get endReason(): string | undefined {
    return this.goneReason;
  }

  /** What it has said last, in characters of one byte each. */
  get heardLast(): string {
    return this.heardText;
  }

  /** Whether it waits at its prompt, as far as can be told without disturbing it: Enter is all that it is sent. */
  async isAtPrompt(): Promise<boolean> {
    if (this.isBusy) return false;
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
   * with a text for the user, or at once with the reason of the signal: then the board comes back to its prompt afterwards.
   */
  async withRaw<T>(action: (raw: RawRepl) => Promise<T>, options: RawOptions = {}): Promise<T> {
    const { signal } = options;
    this.count(1);
    const result = this.last.then(() => this.perform(action, options));
    const restored = result.then(
      () => this.restore({ isInRawRepl: true }, options),
      (error: unknown) => this.restore({ isInRawRepl: false, error }, options),
    );
    this.last = restored;
    void restored.then(() => this.count(-1));
    try {
      return await unlessAborted(result, signal);
    } finally {
      if (signal?.aborted !== true) await restored;
    }
  }

  /** Leaves the board as it is, after what was begun with it was brought to an end, and frees the wire. */
  async close(): Promise<void> {
    await settlesWithin(this.last, CLOSE_MS);
    this.gone(`${this.name} was disconnected.`);
    await this.transport.close();
    this.dispose();
  }

  dispose(): void {
    this.store.dispose();
    this.transport.dispose();
  }

  private async perform<T>(action: (raw: RawRepl) => Promise<T>, { onStray = () => undefined, ...reach }: RawOptions): Promise<T> {
    if (this.goneReason !== undefined) throw new LeftAsItIs(this.goneReason);
    if (reach.signal?.aborted === true) throw new LeftAsItIs('It was given up before it began.', { cause: reach.signal.reason });
    this.wasAtPrompt = this.heardText.endsWith(PROMPT);
    this.strayListener = onStray;
    await reachRawRepl(this.raw, this.transport, { ...reach, heard: this.listenAnew() });
    return action(this.raw);
  }

  /** Whatever happened, the board is to be at its prompt; what was left unfinished is ended first. Never rejects. */
  private async restore({ isInRawRepl, error }: { isInRawRepl: boolean; error?: unknown }, options: RawOptions): Promise<void> {
    const prompt: Uint8Array[] = [];
    if (options.isFinal !== true && !isToBeLeft(error) && this.goneReason === undefined)
      try {
        await this.cleanUp(isInRawRepl, options);
        this.strayListener = (bytes) => prompt.push(bytes);
        await this.raw.leave();
      } catch (cause) {
        this.noPrompt(cause);
      }
    this.raw.release();
    this.strayListener = undefined;
    // Those who wait for what was done come first, the prompt after it.
    if (options.isQuiet !== true || !this.wasAtPrompt) setImmediate(() => prompt.forEach((bytes) => this.output.fire(bytes)));
  }

  /** In the raw REPL, again if it is not known whether the board is there. */
  private async cleanUp(isInRawRepl: boolean, { cleanUp = () => Promise.resolve() }: RawOptions): Promise<void> {
    const reach = (): Promise<void> => reachRawRepl(this.raw, this.transport, { heard: this.listenAnew() });
    if (!isInRawRepl) await reach();
    try {
      await cleanUp(this.raw);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      await reach();
    }
  }

  private noPrompt(cause: unknown): void {
    if (this.goneReason !== undefined) return;
    const text = messageOf(cause);
    this.notices.fire({ severity: 'warning', text: `The board is not at its prompt. ${text}` });
  }

  /** Tells what the board has said last, and what of it from now on. */
  private listenAnew(): () => Heard {
    const before = this.heardBytes;
    return () => ({ text: this.heardText, newLength: Math.min(this.heardText.length, this.heardBytes - before) });
  }

  private heard(bytes: Uint8Array): void {
    this.heardBytes += bytes.length;
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

function isToBeLeft(error: unknown): boolean {
  return [LeftAsItIs, BoardResetError, UnreachableError].some((kind) => error instanceof kind);
}

function unlessAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return result;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
