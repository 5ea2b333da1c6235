/**
 * The machine as a native module sees it: objects, errors and arguments of the Python side, the I/O thread and waiting of
 * the board's side. Built once for a run.
 */
import { dirname, join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { BoardMemory, FrameKind, OutboxWriter, type VmStart } from '../syscall';
import { BoardFiles } from './boardFiles';
import { Clock } from './clock';
import { Conversions } from './conversions';
import { Errors } from './errors';
import { FrozenModules } from './frozenModules';
import { Image } from './image';
import { IoThread } from './ioThread';
import { Natives } from './natives';
import { Objects, type Ref } from './objects';
import { Recorder } from './recorder';
import { Scheduler } from './scheduler';
import { SystemCalls, type Console } from './systemCalls';

export interface VmSetup {
  readonly start: VmStart;
  readonly module: WebAssembly.Module;
  readonly port: MessagePort;
}

export class Vm {
  readonly board: BoardMemory;
  readonly outbox: OutboxWriter;
  readonly files: BoardFiles;
  readonly frozen: FrozenModules;
  readonly scheduler: Scheduler;
  readonly io: IoThread;
  readonly recorder: Recorder;
  readonly image: Image;
  readonly objects: Objects;
  readonly natives: Natives;
  readonly errors: Errors;
  readonly convert: Conversions;
  /** MAC address of the station. */
  readonly mac: Uint8Array;
  /** When the board was switched on, on the clock of `performance.now()`. */
  readonly startMs = performance.now();
  readonly clock = new Clock(() => this.uptimeMs());
  private stderrCopy: Uint8Array[] | undefined;

  constructor({ start, module, port }: VmSetup) {
    this.board = new BoardMemory(start.board);
    this.mac = start.mac;
    this.outbox = new OutboxWriter(start.outbox, () => this.io.post({ op: 'kick' }));
    this.files = new BoardFiles(start.script.folder);
    this.frozen = new FrozenModules(join(dirname(start.wasmPath), 'modules'), () => this.image);
    this.scheduler = new Scheduler(this.board, () => this.image);
    this.io = new IoThread(port, this.scheduler, this.board);
    this.recorder = new Recorder(this.board, this.outbox, this.startMs);
    const console: Console = {
      write: (stream, bytes) => this.writeConsole(stream, bytes),
      read: (target) => this.io.readInput(target),
      inputReady: () => this.io.inputReady,
    };
    const systemCalls = new SystemCalls(
      () => this.image,
      this.files,
      console,
      () => this.uptimeMs(),
    );
    this.image = new Image(module, {
      ...systemCalls.imports(),
      host: {
        call: (number: number, a: number, b: number, c: number, d: number) => this.natives.dispatch(number, a, b, c, d),
        pending: () => this.scheduler.collectPending(),
        compared: (one: Ref, other: Ref) => this.compared(one, other),
        frozen: (name: number, kindAddress: number, lexerAddress: number) => this.frozen.find(name, kindAddress, lexerAddress),
      },
    });
    this.image.initialise(start.heapSizeBytes + this.frozen.flashBytes);
    this.objects = new Objects(this.image);
    this.frozen.holdReserve(this.objects.roots.permanentSlot());
    this.natives = new Natives(this.objects);
    this.errors = new Errors(this.objects);
    this.convert = new Conversions(this.objects, this.errors);
  }

  /** Returns what `action` writes to standard error, which is also written. */
  teeStderr(action: () => void): string {
    this.stderrCopy = [];
    try {
      action();
      return Buffer.concat(this.stderrCopy).toString();
    } finally {
      this.stderrCopy = undefined;
    }
  }

  /** Prints on the board's console. */
  print(text: string): void {
    this.writeConsole('stdout', new TextEncoder().encode(text));
  }

  collectGarbage(): void {
    this.objects.call(this.objects.moduleMember(this.objects.importModule('gc'), 'collect'));
  }

  /** Milliseconds since the board was switched on. */
  uptimeMs(): number {
    return performance.now() - this.startMs;
  }

  /** Tells of a comparison that is never true, as a board does. One of the two is a string, the other is none. */
  private compared(one: Ref, other: Ref): void {
    if (this.objects.isInstance(one, 'bytes') || this.objects.isInstance(other, 'bytes'))
      this.print('Warning: Comparison between bytes and str\n');
  }

  private writeConsole(stream: 'stdout' | 'stderr', written: Uint8Array): void {
    const bytes = this.isConsoleNewline(written) ? written.subarray(1) : written;
    if (stream === 'stderr') this.stderrCopy?.push(bytes.slice());
    this.outbox.write(stream === 'stdout' ? FrameKind.stdout : FrameKind.stderr, 0, bytes);
  }

  /**
   * What the VM prints on its own account (the traceback of a callback, `help()`) ends its lines with a constant of its own,
   * CR LF, as for a serial line; what a script prints does not. A script's own CR LF lies in the heap.
   */
  private isConsoleNewline(written: Uint8Array): boolean {
    const isConstant = written.buffer === this.image.buffer && written.byteOffset < this.image.schedulerStateAddress;
    return isConstant && written.length === 2 && written[0] === 0x0d && written[1] === 0x0a;
  }
}
