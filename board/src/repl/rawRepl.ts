/**
 * The host's side of a board's raw REPL over a wire: getting in and out, running a text, resetting. One thing is done at a time; whoever
 * calls waits for it. Raw paste is tried first; a board that does not know it gets the text in pieces with pauses, which is all that the
 * plain raw REPL offers against overrun. Source: MicroPython's shared/runtime/pyexec.c and docs/reference/repl.rst.
 */
import { DisposableStore, type Disposable } from '../../../shared/src';
import { after, inTime } from '../timing';
import type { Transport } from '../transport/transport';
import { type Expected, RawReplParser, type RawToken } from './rawReplParser';
import { NoAnswerError, type Patience, TokenQueue, UnreachableError } from './tokenQueue';

/** How long a board may take with an answer of the protocol itself. */
const ANSWER_MS = 3000;
const RESET_MS = 10_000;
const PLAIN_CHUNK_BYTES = 256;
const PLAIN_PAUSE_MS = 10;

/** A line of 1200 baud. */
const SLOW_MS_PER_BYTE = 10;
const BLOCKED_TEXT =
  'The board takes nothing of what it is sent. Press its EN or RST button, or unplug it and plug it in again, then try again.';
const ENDLESS_TEXT = 'The board takes longer than it may, and goes on printing.';

const CTRL = { A: '\x01', B: '\x02', C: '\x03', D: '\x04' } as const;
const PASTE_REQUEST = '\x05A\x01';

export interface ExecOptions extends Patience {
  /** What the text prints, as it comes. Without it, it is collected. */
  readonly onOutput?: (bytes: Uint8Array) => void;
  /** How long nothing may come from the text while it runs, in milliseconds; absent: as long as it likes. */
  readonly silenceMs?: number;
  /** The board has the whole text; from now on what is written goes to the script. */
  readonly onStarted?: () => void;
}

export interface ExecResult {
  /** What was printed, unless `onOutput` had it. */
  readonly output: Uint8Array;
  /** The traceback, empty if the text came to its end. */
  readonly error: string;
}

/** The chip began anew while a text ran on it. */
export class BoardResetError extends Error {
  readonly code = 'BOARD_RESET';
}

export class RawRepl implements Disposable {
  private readonly store = new DisposableStore();
  private readonly parser = new RawReplParser();
  private readonly queue = new TokenQueue();
  private isPasteKnown = true;

  /** `onStray` hears what the board says that belongs to no answer. */
  constructor(
    private readonly transport: Transport,
    private readonly onStray: (bytes: Uint8Array) => void = () => undefined,
  ) {
    this.store.add(transport.onData((bytes) => this.take(this.parser.push(bytes))));
    this.store.add(transport.onDidClose((reason) => this.queue.fail(new Error(reason))));
  }

  /** Whether the text goes in pieces, because this board does not know raw paste. */
  get isPlain(): boolean {
    return !this.isPasteKnown;
  }

  /**
   * Asks for the raw REPL once: interrupts what runs, and clears the line. Rejects with NoAnswerError. `prelude` are further keys
   * before it.
   */
  async ask(prelude: string, patience: Patience): Promise<void> {
    this.expect('banner');
    await this.send(`${prelude}\r${CTRL.A}`);
    await this.until('banner', patience);
  }

  /** Within the raw REPL: what was asked before has been answered when this resolves. */
  async synchronise(patience: Patience = {}): Promise<void> {
    this.expect('plainAnswer');
    await this.send(`pass${CTRL.D}`);
    const limit = { deadlineMs: ANSWER_MS, ...patience };
    await this.until('accepted', limit);
    await this.until('finished', limit);
  }

  /** Back to the friendly REPL; resolves when its prompt is there. */
  async leave(patience: Patience = {}): Promise<void> {
    this.expect('prompt');
    await this.send(`\r${CTRL.B}`);
    await this.until('prompt', { deadlineMs: ANSWER_MS, ...patience });
  }

  /** A soft reset within the raw REPL: boot.py runs, main.py does not. */
  async softReset(patience: Patience = {}): Promise<void> {
    this.expect('softReset');
    await this.send(CTRL.D);
    const limit = { deadlineMs: RESET_MS, ...patience };
    await this.until('softReset', limit);
    await this.until('banner', limit);
  }

  /** Runs a text to its end. Rejects if the board breaks the protocol, resets, or is gone. */
  async exec(code: string | Uint8Array, options: ExecOptions = {}): Promise<ExecResult> {
    const bytes = typeof code === 'string' ? Buffer.from(code) : code;
    const isPasted = this.isPasteKnown && (await this.paste(bytes, options.signal));
    if (!isPasted) await this.sendPlain(bytes, options.signal);
    options.onStarted?.();
    return this.follow(options);
  }

  /** Bytes for the standard input of the text that runs. */
  async feed(bytes: Uint8Array): Promise<void> {
    await this.transport.write(bytes);
  }

  /** Runs a text that does not come to an end, because it resets the board. */
  async tell(code: string): Promise<void> {
    await this.sendPlain(Buffer.from(code), undefined);
  }

  /** Nothing is expected any more: all that comes is a stray. */
  release(): void {
    this.expect('nothing');
  }

  dispose(): void {
    this.store.dispose();
  }

  /** `deadlineMs` is for all of it, `silenceMs` for each piece. */
  private async follow({ onOutput, silenceMs, deadlineMs, signal }: ExecOptions): Promise<ExecResult> {
    const output: Uint8Array[] = [];
    const endsAt = performance.now() + (deadlineMs ?? Infinity);
    for (;;) {
      const limitMs = Math.min(silenceMs ?? Infinity, endsAt - performance.now());
      const token = await this.queue.next({ deadlineMs: limitMs === Infinity ? undefined : limitMs, signal });
      switch (token.kind) {
        case 'output':
          if (limitMs < 0) throw new NoAnswerError(ENDLESS_TEXT);
          if (onOutput) onOutput(token.bytes);
          else output.push(token.bytes);
          break;
        case 'finished':
          if (token.isReset) await this.until('banner', { deadlineMs: RESET_MS, signal });
          return { output: Buffer.concat(output), error: Buffer.from(token.error).toString('utf8') };
        case 'hardReset':
          throw new BoardResetError('The board was reset while the script ran.');
        default:
          break;
      }
    }
  }

  /** Whether the board has the whole text; false: it does not know raw paste, and waits for the text in plain form. */
  private async paste(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<boolean> {
    this.expect('pasteAnswer');
    await this.send(PASTE_REQUEST);
    const patience = { deadlineMs: ANSWER_MS, signal };
    const { answer } = await this.until('paste', patience);
    if (answer !== 'supported') {
      this.isPasteKnown = false;
      return false;
    }
    const { sizeBytes } = await this.until('window', patience);
    if (sizeBytes === 0) throw new NoAnswerError('The board offers no room for the script. Reset it, then try again.');
    if (await this.pour(bytes, sizeBytes, signal)) {
      this.expect('pasteEnd');
      await this.send(CTRL.D);
      await this.until('accepted', patience);
    } else await this.send(CTRL.D);
    return true;
  }

  /** Sends as the board takes it; false: it takes no more. */
  private async pour(bytes: Uint8Array, windowBytes: number, signal: AbortSignal | undefined): Promise<boolean> {
    let room = windowBytes;
    let sent = 0;
    for (;;) {
      const token = room === 0 && sent < bytes.length ? await this.queue.next({ deadlineMs: ANSWER_MS, signal }) : this.queue.poll();
      if (token?.kind === 'credit') room += windowBytes;
      else if (token?.kind === 'aborted') return false;
      else if (token) continue;
      else if (sent === bytes.length) return true;
      else {
        const piece = bytes.subarray(sent, sent + room);
        await this.write(piece);
        sent += piece.length;
        room -= piece.length;
      }
    }
  }

  /** The whole text at once is more than a board's buffer holds; nothing tells when it has room. */
  private async sendPlain(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    this.expect('plainAnswer');
    for (let at = 0; at < bytes.length; at += PLAIN_CHUNK_BYTES) {
      signal?.throwIfAborted();
      await this.write(bytes.subarray(at, at + PLAIN_CHUNK_BYTES));
      await after(PLAIN_PAUSE_MS);
    }
    await this.send(CTRL.D);
    await this.until('accepted', { deadlineMs: ANSWER_MS, signal });
  }

  /** The next token of a kind; others belong to what was asked before. The deadline is for all of it. */
  private async until<Kind extends RawToken['kind']>(kind: Kind, { deadlineMs, signal }: Patience): Promise<RawToken & { kind: Kind }> {
    const endsAt = deadlineMs === undefined ? undefined : performance.now() + deadlineMs;
    for (;;) {
      const token = await this.queue.next({ deadlineMs: endsAt === undefined ? undefined : endsAt - performance.now(), signal });
      if (token.kind === kind) return token as RawToken & { kind: Kind };
    }
  }

  private expect(expected: Expected): void {
    // What came too late for the answer before is not of this one.
    this.queue.clear();
    this.take(this.parser.expect(expected));
  }

  private take(tokens: readonly RawToken[]): void {
    for (const token of tokens)
      if (token.kind === 'stray') this.onStray(token.bytes);
      else this.queue.push(token);
  }

  private async send(keys: string): Promise<void> {
    await this.write(Buffer.from(keys, 'latin1'));
  }

  /** A board that hangs may take no bytes at all: then the system keeps them, and its promise. */
  private write(bytes: Uint8Array): Promise<void> {
    const limitMs = ANSWER_MS + bytes.length * SLOW_MS_PER_BYTE;
    return inTime(this.transport.write(bytes), limitMs, () => new UnreachableError(BLOCKED_TEXT));
  }
}
