/**
 * The far end of a wire that speaks the REPLs as a board does, and misbehaves as it is told: bytes in, bytes out, over whatever wire. It
 * knows no Python: what a text that it is given "does" is a function of the test. It reads its input byte by byte, in the order of
 * MicroPython's shared/runtime/pyexec.c. While a text is pasted it has room for what it has granted, and what is beyond that is lost.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Disposable } from '../../shared/src';

export interface Behaviour {
  /** What a text does; a text that it returns, or that comes of its promise, is that of its error. */
  readonly program: (source: string, running: Running) => unknown;
  /** What it is doing when the wire is opened. */
  readonly starts: 'friendly' | 'raw' | 'pasteMode' | 'rawPaste' | 'program' | 'nothing';
  readonly prompt: string;
  /** What it tells of itself when the friendly REPL begins. */
  readonly version: string;
  readonly rawPaste: 'supported' | 'unsupported' | 'unknown';
  readonly windowBytes: number;
  /** How long the last byte of the header of raw paste comes after the others. */
  readonly headerPauseMs: number;
  /** Printed before every answer of the raw REPL, as a timer's callback would be. */
  readonly noise: string;
  /** How long what it says is on its way. */
  readonly latencyMs: number;
  /** Every byte comes alone. */
  readonly isCut: boolean;
  /** After so many bytes it says nothing more, and hears nothing. */
  readonly diesAfterBytes: number;
  /** After so many bytes the chip resets, once. */
  readonly resetsAfterBytes: number;
  /** Text that cannot be compiled: the board takes no more as soon as it has it. */
  readonly refused: RegExp | undefined;
  /** What boot.py prints after a soft reset. */
  readonly bootText: string;
}

/** What a running text can do. */
export interface Running {
  print(output: string | Uint8Array): void;
  /** Rejects at the next Ctrl-C that is not ignored; with `ms`, resolves after that time. */
  wait(ms?: number): Promise<void>;
  /** So many Ctrl-C have no effect. */
  ignoreInterrupts(count: number): void;
  /** What was sent to the text. */
  readByte(): Promise<number>;
  /** Resets the chip: what its ROM prints, then the friendly REPL. Never returns. */
  reset(romText?: string): Promise<never>;
}

export class SystemExit extends Error {}
class Interrupt extends Error {}
class Reset extends Error {}

export const ROM_TEXT =
  'ets Jul 29 2019 12:21:46\r\n\r\nrst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\nconfigsip: 0, SPIWP:0xee\r\nload:0x3fff0030,len:4892\r\nentry 0x400805b4\r\n';
export const KEYBOARD_INTERRUPT = 'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nKeyboardInterrupt: \r\n';
const SYNTAX_ERROR = 'Traceback (most recent call last):\r\n  File "<stdin>", line 1\r\nSyntaxError: invalid syntax\r\n';
const VERSION = 'MicroPython v1.29.0 on 2026-08-01; Generic ESP32 module with ESP32\r\nType "help()" for more information.\r\n';
const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n';
const [A, B, C, D, E] = [1, 2, 3, 4, 5];

const NORMAL: Behaviour = {
  program: () => undefined,
  starts: 'friendly',
  prompt: '>>> ',
  version: VERSION,
  rawPaste: 'supported',
  windowBytes: 128,
  headerPauseMs: 0,
  noise: '',
  latencyMs: 0,
  isCut: false,
  diesAfterBytes: Infinity,
  resetsAfterBytes: Infinity,
  refused: undefined,
  bootText: '',
};

export class ScriptedBoard implements Disposable {
  private readonly behaviour: Behaviour;
  private input: number[] = [];
  private look: () => void = () => undefined;
  private interruptRunning: (() => void) | undefined;
  private ignoredCount = 0;
  private roomBytes = Infinity;
  private sentBytes = 0;
  private isOver = false;
  private hasReset = false;
  /** The texts that it was given, whole, but those with which a host finds out whether it listens. */
  readonly sources: string[] = [];
  lostBytes = 0;

  constructor(
    private readonly sendNow: (bytes: Uint8Array) => void,
    behaviour: Partial<Behaviour> = {},
  ) {
    this.behaviour = { ...NORMAL, ...behaviour };
  }

  private send(bytes: Uint8Array): void {
    const { latencyMs } = this.behaviour;
    if (latencyMs === 0) this.sendNow(bytes);
    else setTimeout(() => this.sendNow(bytes), latencyMs);
  }

  /** Lives until it is disposed of. */
  start(): void {
    void this.live();
  }

  receive(bytes: Uint8Array): void {
    if (this.isOver) return;
    for (const byte of bytes) {
      if (byte === C && this.interruptRunning) {
        if (this.ignoredCount > 0) this.ignoredCount--;
        else this.interruptRunning();
      } else if (this.input.length < this.roomBytes) this.input.push(byte);
      else this.lostBytes++;
    }
    this.look();
  }

  print(output: string | Uint8Array): void {
    const bytes = typeof output === 'string' ? Buffer.from(output) : output;
    const part = bytes.subarray(0, Math.max(0, this.behaviour.diesAfterBytes - this.sentBytes));
    this.sentBytes += bytes.length;
    if (this.isOver || part.length === 0) return;
    if (this.behaviour.isCut) for (const byte of part) this.send(Uint8Array.of(byte));
    else this.send(part);
    if (this.sentBytes >= this.behaviour.diesAfterBytes) this.isOver = true;
    if (this.sentBytes < this.behaviour.resetsAfterBytes || this.hasReset) return;
    this.hasReset = true;
    this.print(ROM_TEXT);
    throw new Reset();
  }

  dispose(): void {
    this.isOver = true;
  }

  private async live(): Promise<void> {
    let { starts } = this.behaviour;
    while (!this.isOver) {
      try {
        if (starts === 'nothing') return;
        if (starts === 'program') await this.runBare();
        if (starts === 'pasteMode') await this.pasteMode();
        if (starts === 'rawPaste') await this.rawPaste();
        if (starts === 'raw' || starts === 'rawPaste') await this.raw();
        await this.friendly();
        return;
      } catch (error) {
        if (!(error instanceof Reset)) throw error;
        this.input = [];
        this.roomBytes = Infinity;
        starts = 'friendly';
      }
    }
  }

  /** What runs by itself, as main.py does. */
  private async runBare(): Promise<void> {
    this.print(await this.run('main.py'));
  }

  private async friendly(): Promise<never> {
    for (;;) {
      this.print(this.behaviour.version + this.behaviour.prompt);
      for (let isLine = true; isLine;) {
        const byte = await this.readByte();
        if (byte === A) {
          await this.raw();
          isLine = false;
        } else if (byte === B) isLine = false;
        else if (byte === C || byte === 0x0d) this.print(`\r\n${this.behaviour.prompt}`);
        else if (byte === D) this.softReset();
        else if (byte === E) await this.pasteMode();
        else this.print(Uint8Array.of(byte));
      }
    }
  }

  private softReset(): void {
    this.print(`MPY: soft reboot\r\n${this.behaviour.bootText}`);
  }

  private async pasteMode(): Promise<void> {
    this.print('\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ');
    for (;;) {
      const byte = await this.readByte();
      if (byte === C || byte === D) return this.print(`\r\n${this.behaviour.prompt}`);
      this.print(byte === 0x0d ? '\r\n=== ' : Uint8Array.of(byte));
    }
  }

  /** Until Ctrl-B. */
  private async raw(): Promise<void> {
    this.answer(`${RAW_BANNER}>`);
    let line: number[] = [];
    for (;;) {
      const byte = await this.readByte();
      if (byte === A && line[0] === E && line[1] === 0x41) {
        line = [];
        await this.pasteRequest();
      } else if (byte === A) {
        line = [];
        this.answer(`${RAW_BANNER}>`);
      } else if (byte === B) return this.print('\r\n');
      else if (byte === C) line = [];
      else if (byte === D && line.length === 0) {
        this.answer('OK\r\n');
        this.softReset();
        this.answer(`${RAW_BANNER}>`);
      } else if (byte === D) {
        const source = Buffer.from(line).toString();
        line = [];
        this.answer('OK');
        await this.execute(source);
      } else line.push(byte);
    }
  }

  private async pasteRequest(): Promise<void> {
    const { rawPaste } = this.behaviour;
    if (rawPaste === 'unknown') return this.answer(`${RAW_BANNER}>`);
    this.answer(rawPaste === 'supported' ? 'R\x01' : 'R\x00');
    if (rawPaste !== 'supported') return;
    await this.rawPaste();
  }

  private async rawPaste(): Promise<void> {
    const source = await this.pasted();
    this.roomBytes = Infinity;
    if (source !== undefined) await this.execute(source);
  }

  /** undefined: it was cancelled, or refused. */
  private async pasted(): Promise<string | undefined> {
    const { windowBytes, headerPauseMs, refused } = this.behaviour;
    // The byte that ends the text is beyond the windows.
    this.roomBytes = windowBytes + 1;
    this.print(Uint8Array.of(windowBytes & 0xff, windowBytes >> 8));
    if (headerPauseMs > 0) await sleep(headerPauseMs);
    this.roomBytes += windowBytes;
    this.print('\x01');
    const taken: number[] = [];
    for (let remaining = windowBytes; ;) {
      const byte = await this.readByte();
      if (byte === C) {
        this.print('\x04\x04KeyboardInterrupt: \r\n\x04>');
        return undefined;
      }
      if (byte === D) break;
      taken.push(byte);
      if (--remaining === 0) {
        remaining = windowBytes;
        this.print('\x01');
      }
      if (refused?.test(Buffer.from(taken).toString()) !== true) continue;
      this.print('\x04');
      while (![C, D].includes(await this.readByte()));
      this.print(`\x04${SYNTAX_ERROR}\x04>`);
      return undefined;
    }
    this.print('\x04');
    return Buffer.from(taken).toString();
  }

  private async execute(source: string): Promise<void> {
    if (source === 'pass') return this.print('\x04\x04>');
    this.sources.push(source);
    let error: string;
    try {
      error = await this.run(source);
    } catch (cause) {
      if (!(cause instanceof SystemExit)) throw cause;
      this.print('\x04\x04');
      this.softReset();
      return this.answer(`${RAW_BANNER}>`);
    }
    this.print(`\x04${error}\x04>`);
  }

  /** Returns the text of its error. */
  private async run(source: string): Promise<string> {
    let interrupt!: () => void;
    const interrupted = new Promise<never>((_, reject) => (interrupt = () => reject(new Interrupt())));
    interrupted.catch(() => undefined);
    this.interruptRunning = interrupt;
    const running: Running = {
      print: (output) => this.print(output),
      wait: (ms) => Promise.race([interrupted, ms === undefined ? new Promise<void>(() => undefined) : sleep(ms)]),
      ignoreInterrupts: (count) => (this.ignoredCount = count),
      readByte: () => Promise.race([interrupted, this.readByte()]),
      reset: (romText = ROM_TEXT) => {
        this.print(romText);
        return Promise.reject(new Reset());
      },
    };
    try {
      const error = await this.behaviour.program(source, running);
      return typeof error === 'string' ? error : '';
    } catch (error) {
      if (error instanceof Interrupt) return KEYBOARD_INTERRUPT;
      throw error;
    } finally {
      this.interruptRunning = undefined;
      this.ignoredCount = 0;
    }
  }

  private answer(text: string): void {
    this.print(this.behaviour.noise + text);
  }

  private async readByte(): Promise<number> {
    while (this.input.length === 0) await new Promise<void>((resolve) => (this.look = resolve));
    return this.input.shift() ?? 0;
  }
}
