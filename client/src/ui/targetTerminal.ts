/**
 * The terminal that stands for a target's serial line: one per target, used again by the next run. It shows what the board
 * sends, a run between two dim rules, and sends keys as they are typed; the board echoes them. What is pasted at the
 * board's prompt goes through its paste mode. Closing it is up to the listener of `onDidClose`.
 */
import * as vscode from 'vscode';
import { type Disposable, Emitter, type Notice, type OutputStream, type PanelEnding } from '../../../shared/src';
import { OutputQueue } from './outputQueue';
import { keysOfPaste } from './pastedText';
import { MARK_PASTES, PasteReader } from './pasteReader';
import { PromptLine } from './promptLine';
import { TerminalText } from './terminalText';

const reset = '\x1b[0m';
const dim = '\x1b[2m';
const colours = { info: dim, warning: '\x1b[33m', error: '\x1b[31m' } as const;
const tones = { done: dim, stopped: '\x1b[33m', failed: '\x1b[31m' } as const;

export class TargetTerminal implements Disposable {
  private readonly keys = new Emitter<Uint8Array>();
  private readonly closed = new Emitter<void>();
  private readonly written = new Emitter<string>();
  private readonly pressure = new Emitter<boolean>();
  private isRunning = false;
  private opened: OpenTerminal | undefined;

  /** Keys that the user typed. */
  readonly onDidType = this.keys.event;
  readonly onDidClose = this.closed.event;
  /** Everything that the terminal shows, as it is written to it. */
  readonly onDidWrite = this.written.event;
  /** True: more waits than the terminal can show soon, so the script should wait. False: it may go on. */
  readonly onDidChangePressure = this.pressure.event;

  constructor(private readonly name: string) {}

  owns(terminal: vscode.Terminal): boolean {
    return this.opened?.terminal === terminal;
  }

  /** Opens the terminal if it is not open, and puts the cursor into it. */
  focus(): void {
    this.open().terminal.show(false);
  }

  /** Brings the terminal to the front, at its newest line; the editor keeps the focus. */
  show(): void {
    if (!this.opened) return;
    this.opened.terminal.show(true);
    // VS Code has no call for one terminal, only a command for the active one.
    if (vscode.window.activeTerminal === this.opened.terminal)
      void vscode.commands.executeCommand('workbench.action.terminal.scrollToBottom');
  }

  beginRun(title: string): void {
    const isFirst = !this.opened;
    this.open();
    this.isRunning = true;
    this.writeLine(dim, `${isFirst ? '' : '\n'}── ${title} ──`);
  }

  writeOutput(stream: OutputStream, bytes: Uint8Array): void {
    if (!this.opened) return;
    const { text, promptLine, queue } = this.opened;
    const shown = text.decode(stream, bytes);
    promptLine.take(shown);
    queue.push(shown);
  }

  writeNotice({ severity, text }: Notice): void {
    this.writeLine(colours[severity], text);
  }

  endRun(tone: PanelEnding['tone'], title: string): void {
    this.isRunning = false;
    this.writeLine(tones[tone], `── ${title} ──`);
  }

  /** What comes from the keyboard and the clipboard. */
  type(typed: string): void {
    if (!this.opened) return;
    const { pastes, promptLine } = this.opened;
    for (const { kind, text } of pastes.read(typed)) {
      // What a script asks may look like the prompt.
      const state = this.isRunning ? ({ kind: 'other' } as const) : promptLine.state;
      this.keys.fire(new TextEncoder().encode(kind === 'paste' ? keysOfPaste(text, state) : text));
    }
  }

  dispose(): void {
    this.opened?.terminal.dispose();
    for (const emitter of [this.keys, this.closed, this.written, this.pressure]) emitter.dispose();
  }

  /** A line of our own; it never continues a line of the script. Nowhere to be seen if the user closed the terminal. */
  private writeLine(style: string, line: string): void {
    if (!this.opened) return;
    const { text, queue } = this.opened;
    const rest = text.flush();
    const lead = text.isAtLineStart ? '' : '\n';
    queue.push(rest + reset + text.toTerminal(`${lead}${style}${line}${reset}\n`));
  }

  private open(): OpenTerminal {
    this.opened ??= openTerminal(this.name, {
      typed: (typed) => this.type(typed),
      written: (text) => this.written.fire(text),
      pressureChanged: (isHigh) => this.pressure.fire(isHigh),
      closed: () => {
        this.opened = undefined;
        this.closed.fire();
      },
    });
    return this.opened;
  }
}

interface OpenTerminal {
  readonly terminal: vscode.Terminal;
  readonly text: TerminalText;
  readonly queue: OutputQueue;
  readonly pastes: PasteReader;
  readonly promptLine: PromptLine;
}

interface TerminalListener {
  typed(text: string): void;
  written(text: string): void;
  pressureChanged(isHigh: boolean): void;
  closed(): void;
}

function openTerminal(name: string, listener: TerminalListener): OpenTerminal {
  const output = new vscode.EventEmitter<string>();
  // VS Code listens only once the terminal is open; what is written before that would be lost.
  let early: string[] | undefined = [];
  const queue = new OutputQueue({
    write: (text) => {
      listener.written(text);
      if (early) early.push(text);
      else output.fire(text);
    },
    pressureChanged: (isHigh) => listener.pressureChanged(isHigh),
  });
  const pty: vscode.Pseudoterminal = {
    onDidWrite: output.event,
    open: () => {
      const missed = early ?? [];
      early = undefined;
      output.fire(MARK_PASTES + missed.join(''));
    },
    close: () => {
      queue.dispose();
      output.dispose();
      listener.closed();
    },
    handleInput: (text) => listener.typed(text),
  };
  const terminal = vscode.window.createTerminal({ name, pty, iconPath: new vscode.ThemeIcon('circuit-board'), isTransient: true });
  return { terminal, text: new TerminalText(), queue, pastes: new PasteReader(), promptLine: new PromptLine() };
}
