/**
 * What is of the board and not of the MicroPython VM on it: the line to the I/O thread, the console, the clock, and what
 * a soft reset leaves as it is. One chip lives from power-on or a hard reset to the next; VMs come and go on it.
 */
import type { MessagePort } from 'node:worker_threads';
import type { ResetCause } from '../../../shared/src';
import { BoardMemory, FrameKind, OutboxWriter, type RetainedState, type VmStart } from '../syscall';
import { BoardFiles } from './boardFiles';
import { Clock } from './clock';
import { Gpio } from './gpio/gpio';
import { IoThread } from './ioThread';

export class Chip {
  readonly board: BoardMemory;
  readonly outbox: OutboxWriter;
  readonly io: IoThread;
  readonly gpio: Gpio;
  /** MAC address of the station. */
  readonly mac: Uint8Array;
  readonly clock = new Clock(() => this.uptimeMs());
  /** Bytes that programs keep with `RTC.memory`. */
  rtcMemory: Uint8Array;
  /** Why the VM that runs was started. */
  resetCause: ResetCause;
  /** When the board was switched on, on the clock of `performance.now()`. */
  private readonly startMs = performance.now();
  private fileSystem: { readonly folder: string | undefined; readonly files: BoardFiles } | undefined;
  private readonly moduleStates = new Map<string, unknown>();

  constructor(start: VmStart, port: MessagePort) {
    this.board = new BoardMemory(start.board);
    this.mac = start.mac;
    this.outbox = new OutboxWriter(start.outbox, () => this.io.post({ op: 'kick' }));
    this.io = new IoThread(port, this.board);
    this.gpio = new Gpio(this.board.pins, this.outbox);
    this.resetCause = start.resetCause;
    this.rtcMemory = start.retained.rtcMemory ?? new Uint8Array(0);
    if (start.retained.clockMs !== undefined) this.clock.nowMs = start.retained.clockMs;
  }

  /** Milliseconds since the board was switched on. */
  uptimeMs(): number {
    return performance.now() - this.startMs;
  }

  /** The board's file system over a folder of this computer; what programs wrote is lost when the folder changes. */
  files(folder: string | undefined): BoardFiles {
    if (!this.fileSystem || this.fileSystem.folder !== folder) this.fileSystem = { folder, files: new BoardFiles(folder) };
    return this.fileSystem.files;
  }

  /** The state of a module that a soft reset leaves as it is; made when the first VM asks for it. */
  state<T>(module: string, make: () => T): T {
    if (!this.moduleStates.has(module)) this.moduleStates.set(module, make());
    return this.moduleStates.get(module) as T;
  }

  /** Prints on the board's console past the VM, as the chip's own programs do. */
  print(text: string): void {
    this.outbox.write(FrameKind.stdout, 0, new TextEncoder().encode(text));
  }

  /** Ends what the VM that has gone left running. */
  softReset(): void {
    this.io.post({ op: 'reset/soft' });
    this.resetCause = 'soft';
    this.gpio.begin();
  }

  /** Resets the chip, `afterMs` later if it sleeps until then. Does not return: this thread is ended. */
  hardReset(cause: ResetCause, { afterMs = 0, keepsClock = true } = {}): never {
    const retained: RetainedState = { rtcMemory: this.rtcMemory, ...(keepsClock ? { clockMs: this.clock.nowMs + afterMs } : {}) };
    this.io.post({ op: 'reset/hard', cause, afterMs, retained });
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
