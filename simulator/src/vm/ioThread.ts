/**
 * The VM's line to the I/O thread: commands that go without an answer, calls that wait for one, and what was typed.
 * Waiting is the scheduler's, so that interrupts and timers are seen meanwhile.
 */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { RunResult, Script } from '../../../shared/src';
import type { BoardMemory, Call, CallReplies, Command, FromVm, ToVm } from '../syscall';
import type { Scheduler } from './scheduler';

const CTRL_C = 0x03;

/** What the board's prompt gets next: a character that was typed, or a script to run. */
export type PromptInput = { readonly kind: 'character'; readonly character: number } | { readonly kind: 'run'; readonly script: Script };

export class IoThread {
  private nextCall = 1;
  private readonly character = new Uint8Array(1);
  /** The calls that wait, with their answers: a callback that runs while one waits may make another. */
  private readonly replies = new Map<number, CallReplies[keyof CallReplies] | undefined>();
  private input: Uint8Array = new Uint8Array(0);
  private scriptToRun: Script | undefined;
  private scheduler!: Scheduler;
  private onInputMissing: () => void = () => undefined;

  constructor(
    private readonly port: MessagePort,
    private readonly board: BoardMemory,
  ) {}

  /** From now on it is this VM that waits. `onInputMissing` is called when it looks for input and there is none. */
  attach(scheduler: Scheduler, onInputMissing: () => void): void {
    this.scheduler = scheduler;
    this.onInputMissing = onInputMissing;
    this.replies.clear();
  }

  post(command: Command): void {
    this.send(command);
  }

  /** Asks and waits for the answer. An interrupt unwinds from here; the late answer is then dropped. */
  call<O extends Call['op']>(call: Extract<Call, { op: O }>): CallReplies[O] {
    const id = this.nextCall++;
    this.replies.set(id, undefined);
    try {
      this.send({ op: 'call', id, call });
      this.scheduler.waitWithinCall(() => {
        this.receive();
        return this.replies.get(id) !== undefined;
      });
      return this.replies.get(id) as CallReplies[O];
    } finally {
      this.replies.delete(id);
    }
  }

  get inputReady(): boolean {
    this.receive();
    if (this.input.length > 0) return true;
    this.onInputMissing();
    return false;
  }

  /** Takes up to `target.length` bytes of what was typed, waiting for at least one. */
  readInput(target: Uint8Array): number {
    this.scheduler.waitUntil(() => this.inputReady);
    const count = Math.min(target.length, this.input.length);
    target.set(this.input.subarray(0, count));
    this.input = this.input.subarray(count);
    this.board.addInputTaken(count);
    return count;
  }

  /** Waits until all of `target` was typed. */
  readAllInput(target: Uint8Array): void {
    for (let count = 0; count < target.length;) count += this.readInput(target.subarray(count));
  }

  readCharacter(): number {
    this.readInput(this.character);
    return this.character[0] ?? 0;
  }

  /** Waits at the prompt, where an interrupt is the character Ctrl-C. Callbacks run meanwhile. */
  readAtPrompt(): PromptInput {
    const character = this.waitAtPrompt();
    // An interrupt that came with a script was to bring the board here.
    return this.scriptToRun ? this.takeScript(this.scriptToRun) : { kind: 'character', character: character ?? this.readCharacter() };
  }

  /** Waits for a character of what is pasted; a script that is to run cancels the paste, and waits for the prompt. */
  readPasted(): number {
    const character = this.waitAtPrompt();
    return this.scriptToRun ? CTRL_C : (character ?? this.readCharacter());
  }

  /** Returns Ctrl-C if it was an interrupt that ended the wait. */
  private waitAtPrompt(): number | undefined {
    this.board.atPrompt = true;
    try {
      let isInterrupted = false;
      this.scheduler.waitUntil(() => {
        isInterrupted ||= this.board.takeInterruptKey();
        return this.inputReady || isInterrupted || this.scriptToRun !== undefined;
      });
      return isInterrupted ? CTRL_C : undefined;
    } finally {
      this.board.atPrompt = false;
    }
  }

  /** Waits until it has been heard, as at the prompt: nothing runs that could be interrupted. */
  tellScriptEnd(result: RunResult): void {
    this.board.atPrompt = true;
    try {
      this.post({ op: 'script/ended', result });
      this.call<'settle'>({ op: 'settle' });
    } finally {
      this.board.atPrompt = false;
    }
  }

  private takeScript(script: Script): PromptInput {
    this.scriptToRun = undefined;
    this.board.countScriptTaken();
    this.post({ op: 'script/taken' });
    return { kind: 'run', script };
  }

  private send(message: FromVm): void {
    this.port.postMessage(message);
  }

  private receive(): void {
    for (let received = receiveMessageOnPort(this.port); received; received = receiveMessageOnPort(this.port)) {
      const message = received.message as ToVm;
      if (message.kind === 'reply') {
        if (this.replies.has(message.id)) this.replies.set(message.id, message.reply);
      } else if (message.kind === 'run') {
        this.scriptToRun = message.script;
      } else {
        this.input = Buffer.concat([this.input, message.bytes]);
      }
    }
  }
}
