/**
 * What is of the board and not of the MicroPython VM on it: the line to the I/O thread, the console, the clock, and what
 * a soft reset leaves as it is. One chip lives from power-on or a hard reset to the next; VMs come and go on it.
 */
import type { MessagePort } from 'node:worker_threads';
import { messageOf, type BoardName, type Notice, type ResetCause } from '../../../shared/src';
import { BoardMemory, commonNowMs, FrameKind, OutboxWriter, type DeepSleep, type RetainedState, type VmStart } from '../syscall';
import { BoardImage, memoryPlace, type Change } from '../flash';
import { Clock } from './clock';
import { Gpio } from './gpio/gpio';
import { PulseUnits } from './gpio/pulseUnits';
import { BoardFiles } from './files/boardFiles';
import { IoThread } from './ioThread';

export class Chip {
  readonly board: BoardMemory;
  readonly outbox: OutboxWriter;
  readonly io: IoThread;
  readonly gpio: Gpio;
  readonly pulseUnits: PulseUnits;
  /** Which board it is on. */
  readonly boardName: BoardName;
  /** MAC address of the station. */
  readonly mac: Uint8Array;
  readonly clock: Clock;
  /** The flash: what programs write to it outlives the chip's life. */
  readonly files: BoardFiles;
  private readonly image: BoardImage;
  /** Whether the flash is kept beyond the board's being there. */
  readonly keepsFiles: boolean;
  /** What the chip keeps over a hard reset; change it with `retain`. */
  retained: RetainedState;
  /** Why the VM that runs was started. */
  resetCause: ResetCause;
  /** When the board was switched on, on the clock of `performance.now()`. */
  private readonly startMs = performance.now();
  /** Whether this life began when a deep sleep ended. */
  readonly isAwakeFromDeepSleep: boolean;
  private readonly moduleStates = new Map<string, unknown>();

  constructor(start: VmStart, port: MessagePort) {
    this.board = new BoardMemory(start.board);
    this.boardName = start.boardName;
    this.mac = start.mac;
    this.outbox = new OutboxWriter(start.outbox, () => this.io.post({ op: 'kick' }));
    this.io = new IoThread(port, this.board);
    this.gpio = new Gpio(this.board.pins, this.outbox);
    this.pulseUnits = new PulseUnits(this.gpio);
    this.resetCause = start.resetCause;
    this.retained = start.retained;
    const clockStartMs = start.retained.clockStartMs ?? commonNowMs();
    this.clock = new Clock(clockStartMs, (startMs) => this.retain({ clockStartMs: startMs }));
    this.retain({ clockStartMs });
    this.isAwakeFromDeepSleep = start.resetCause === 'deepSleep';
    this.keepsFiles = start.flash?.kind === 'file';
    this.image = BoardImage.open(start.flash ?? memoryPlace());
    this.files = new BoardFiles({
      image: this.image,
      nowMs: () => this.clock.nowMs,
      onFailure: (error) => this.tellFlashFailure(error),
    });
  }

  /** What the flash holds beside files. */
  get storage(): BoardImage['own']['storage'] {
    return this.image.own.storage;
  }

  /** Changes what the flash holds beside files. False if it cannot be kept. */
  store(changes: readonly Change[]): boolean {
    try {
      this.image.commit(changes);
      return true;
    } catch (error) {
      this.tellFlashFailure(error);
      return false;
    }
  }

  private tellFlashFailure(error: unknown): void {
    this.io.post({ op: 'flash/failed', reason: messageOf(error) });
  }

  /** Changes what the chip keeps over a hard reset, which a watchdog may bring at any moment. */
  retain(changed: RetainedState): void {
    this.retained = { ...this.retained, ...changed };
    this.io.post({ op: 'retain', changed });
  }

  /** Tells the user something, at most once for each key. */
  tell(key: string, notice: Notice): void {
    this.io.post({ op: 'notice', key, notice });
  }

  /** Milliseconds since the board was switched on. */
  uptimeMs(): number {
    return performance.now() - this.startMs;
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
    this.pulseUnits.begin();
  }

  /** Resets the chip, after a sleep if there is one. Does not return: this thread is ended. */
  hardReset(cause: ResetCause, sleep?: DeepSleep): never {
    this.io.post({ op: 'reset/hard', cause, ...(sleep ? { sleep } : {}) });
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
