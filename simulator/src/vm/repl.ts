/**
 * The board at its prompt: the friendly REPL, the raw REPL and raw paste. Lines, history, completion and the execution of
 * what was typed are the VM's own code, which takes one character at a time. Only raw paste is here, because that code
 * would have to wait for its characters; it follows MicroPython's shared/runtime/pyexec.c.
 */
import type { Script } from '../../../shared/src';
import type { Execution } from './execution';
import type { Vm } from './vm';

export type ReplMode = 'friendly' | 'raw';

/** Why the prompt was left. */
export type PromptEnd = { readonly kind: 'softReset'; readonly mode: ReplMode } | { readonly kind: 'run'; readonly script: Script };

const Control = { a: 0x01, b: 0x02, c: 0x03, d: 0x04, e: 0x05 } as const;
const RAW_PASTE = 'A'.charCodeAt(0);
const PROMPT = '>>> ';
const RAW_BANNER = 'raw REPL';
/** Set in what the VM returns when the board is to reset softly. */
const FORCED_EXIT = 0x100;
/** Bytes that the sender may send for each 0x01 that it gets. */
const PASTE_WINDOW_BYTES = 128;

export class Repl {
  private mode: ReplMode = 'friendly';
  /** How the line in raw mode begins: as much as a request for raw paste has, and a byte more. */
  private rawLine: number[] = [];

  constructor(
    private readonly vm: Vm,
    private readonly execution: Execution,
  ) {}

  /** Serves the prompt until the board is to reset softly or to run something. */
  serve({ mode, hasBanner }: { readonly mode: ReplMode; readonly hasBanner: boolean }): PromptEnd {
    const banner = this.begin(mode);
    this.vm.console.print(hasBanner ? banner : PROMPT);
    for (;;) {
      // A heap that stayed locked would leave no way out but a reset.
      if (this.mode === 'friendly') this.vm.heapLock.release();
      const input = this.vm.io.readAtPrompt();
      if (input.kind === 'run') return input;
      if (this.take(input.character)) return { kind: 'softReset', mode: this.mode };
    }
  }

  /** As if the board had been in that mode: the VM begins in the friendly one, and each banner as after a key, on a new line. */
  private begin(mode: ReplMode): string {
    const { console, image } = this.vm;
    let banner = console.capture(() => image.exports.mp_js_repl_init());
    if (mode === 'raw') banner = console.capture(() => this.take(Control.a));
    return banner.replaceAll('\r\n', '\n').trimStart();
  }

  /** Returns whether the board is to reset softly. */
  private take(character: number): boolean {
    const { exports } = this.vm.image;
    if (this.mode === 'friendly') {
      const isExit = (): boolean => (exports.mp_js_repl_process_char(character) & FORCED_EXIT) !== 0;
      return character === Control.a ? this.enterRawMode(isExit) : isExit();
    }
    if (character === Control.a && this.isRawPasteRequest) return this.paste();
    this.followRawLine(character);
    return (exports.mp_js_repl_process_char(character) & FORCED_EXIT) !== 0;
  }

  /** Ctrl-A is a request only on an empty line, otherwise a key of the line editor: which of the two shows in what is printed. */
  private enterRawMode(process: () => boolean): boolean {
    let isExit = false;
    const printed = this.vm.console.tee('stdout', () => {
      isExit = process();
    });
    if (printed.includes(RAW_BANNER)) this.mode = 'raw';
    this.rawLine = [];
    return isExit;
  }

  private followRawLine(character: number): void {
    if (character === Control.b) this.mode = 'friendly';
    if (character >= Control.a && character <= Control.d) this.rawLine = [];
    else if (this.rawLine.length <= 2) this.rawLine.push(character);
  }

  private get isRawPasteRequest(): boolean {
    return this.rawLine.length === 2 && this.rawLine[0] === Control.e && this.rawLine[1] === RAW_PASTE;
  }

  /** Returns whether the board is to reset softly. */
  private paste(): boolean {
    const { console, image, objects } = this.vm;
    // The request is the VM's line so far: it forgets it.
    image.exports.mp_js_repl_process_char(Control.c);
    this.rawLine = [];
    console.print('R\x01');
    sendBytes(this.vm, PASTE_WINDOW_BYTES & 0xff, PASTE_WINDOW_BYTES >> 8, 1);
    const text = new PastedText(this.vm, this.execution);
    const { exception, isExit } = this.execution.runStream(() => text.read());
    const kept = objects.roots.count;
    if (exception !== undefined) objects.keep(exception);
    text.close();
    sendBytes(this.vm, Control.d);
    if (exception !== undefined) this.execution.printException(exception, 'stdout');
    objects.roots.release(kept);
    sendBytes(this.vm, Control.d);
    if (!isExit) console.print('>');
    return isExit;
  }
}

/** What is pasted, read as the compiler asks for it; each window that was read is told to the sender. */
class PastedText {
  private windowLeft = PASTE_WINDOW_BYTES;
  private isOver = false;

  constructor(
    private readonly vm: Vm,
    private readonly execution: Execution,
  ) {}

  /** The next character, -1 at the end; raises KeyboardInterrupt at Ctrl-C. */
  read(): number {
    if (this.isOver) return -1;
    const character = this.vm.io.readPasted();
    if (isPasteEnd(character)) {
      this.isOver = true;
      sendBytes(this.vm, Control.d);
      if (character === Control.c) this.execution.raiseInterrupt();
      return -1;
    }
    if (--this.windowLeft === 0) {
      sendBytes(this.vm, 1);
      this.windowLeft = PASTE_WINDOW_BYTES;
    }
    return character;
  }

  /** If the compiler has seen enough, the sender is told to stop, and what it had sent is dropped. */
  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    sendBytes(this.vm, Control.d);
    while (!isPasteEnd(this.vm.io.readPasted()));
  }
}

function isPasteEnd(character: number): boolean {
  return character === Control.c || character === Control.d;
}

function sendBytes({ console }: Vm, ...bytes: readonly number[]): void {
  console.writeRaw('stdout', Uint8Array.from(bytes));
}
