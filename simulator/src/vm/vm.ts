/**
 * The machine as a native module sees it: objects, errors and arguments of the Python side, the I/O thread and waiting of
 * the board's side. Built anew after every reset of the board.
 */
import { boardKind } from '../../../shared/src';
import { FrameKind, type BoardMemory, type BoardProgram, type OutboxWriter } from '../syscall';
import { CallbackQueue } from './callbackQueue';
import { CallPlaces } from './callPlaces';
import type { Chip } from './chip';
import { Conversions } from './conversions';
import { EmergencyBuffer } from './emergencyBuffer';
import { Errors } from './errors';
import type { BoardFiles } from './files/boardFiles';
import { floatText } from './floats/floatImports';
import { FrozenModules } from './frozenModules';
import { HeapLock } from './heapLock';
import { Image } from './image';
import type { IoThread } from './ioThread';
import { Natives } from './natives';
import { Objects, type Ref } from './objects';
import { Recorder } from './recorder';
import { ReferenceTable } from './referenceTable';
import { Scheduler } from './scheduler';
import { SystemCalls } from './systemCalls';
import { SystemHeap } from './systemHeap';
import { VmConsole } from './vmConsole';

export interface VmSetup {
  readonly chip: Chip;
  readonly program: BoardProgram;
  readonly module: WebAssembly.Module;
  readonly heapSizeBytes: number;
  /** Absolute path of the folder with the board's frozen modules. */
  readonly frozenFolder: string;
}

export class Vm {
  readonly chip: Chip;
  readonly board: BoardMemory;
  readonly outbox: OutboxWriter;
  readonly console: VmConsole;
  readonly files: BoardFiles;
  readonly frozen: FrozenModules;
  readonly systemHeap: SystemHeap;
  readonly scheduler: Scheduler;
  readonly io: IoThread;
  readonly recorder: Recorder;
  readonly image: Image;
  readonly objects: Objects;
  readonly natives: Natives;
  readonly heapLock: HeapLock;
  readonly emergencyBuffer: EmergencyBuffer;
  readonly errors: Errors;
  readonly convert: Conversions;
  readonly references: ReferenceTable;
  readonly callbacks: CallbackQueue;
  /** Gives the next character of the text that is being compiled, after its end in memory; -1 at the end of all. */
  moreText: () => number = () => -1;

  constructor({ chip, program, module, heapSizeBytes, frozenFolder }: VmSetup) {
    this.chip = chip;
    this.board = chip.board;
    this.outbox = chip.outbox;
    this.files = chip.files;
    const forgets = program.start === 'script' && !chip.keepsFiles;
    this.files.boot(program.script?.folder ?? program.folder, { forgets });
    this.frozen = new FrozenModules(
      frozenFolder,
      () => this.image,
      (name) => chip.tell(`absent/${name}`, { severity: 'warning', text: absentText(name) }),
    );
    this.scheduler = new Scheduler(this.board, () => this.image);
    this.io = chip.io;
    this.io.attach(this.scheduler, () => this.console.flush());
    const places = new CallPlaces({
      image: () => this.image,
      objects: () => this.objects,
      isFirmware: (file) => this.frozen.hasLoaded(file),
      onFile: (number, name) => this.outbox.write(FrameKind.file, number, new TextEncoder().encode(name)),
    });
    this.recorder = new Recorder(this.board, this.outbox, places);
    this.console = new VmConsole(() => this.image, this.outbox, {
      isSerialLine: program.then === 'prompt',
      onFlush: () => this.io.post({ op: 'output/flush' }),
    });
    const systemCalls = new SystemCalls(
      () => this.image,
      {
        write: (stream, bytes) => this.console.writeFromVm(stream, bytes),
        read: (target) => this.io.readInput(target),
        inputReady: () => this.io.inputReady,
      },
      () => chip.uptimeMs(),
    );
    this.image = new Image(module, {
      ...systemCalls.imports(),
      host: {
        call: (number: number, a: number, b: number, c: number, d: number) => this.natives.dispatch(number, a, b, c, d),
        pending: () => this.scheduler.collectPending(),
        compared: (one: Ref, other: Ref) => this.compared(one, other),
        more: () => this.moreText(),
        ...floatText(() => this.image),
        frozen: (name: number, kindAddress: number, lexerAddress: number) => this.frozen.find(name, kindAddress, lexerAddress),
      },
    });
    this.image.initialise(heapSizeBytes + this.frozen.flashBytes);
    this.objects = new Objects(this.image);
    this.frozen.holdReserve(this.objects.roots.permanentSlot());
    this.systemHeap = new SystemHeap(this.image, {
      board: boardKind(chip.boardName),
      heapSizeBytes,
      slot: this.objects.roots.permanentSlot(),
      collectGarbage: () => this.collectGarbage(),
    });
    this.systemHeap.setWifi(this.board.wifiActive || this.board.accessPoint !== undefined);
    this.natives = new Natives(this.objects);
    this.heapLock = new HeapLock(this.objects);
    this.emergencyBuffer = new EmergencyBuffer(this.objects);
    this.errors = new Errors(this.objects, this.heapLock, this.emergencyBuffer);
    this.convert = new Conversions(this.objects, this.errors);
    this.references = new ReferenceTable(this.objects);
    this.callbacks = new CallbackQueue(this.objects, this.errors, this.references, this.natives);
  }

  collectGarbage(): void {
    this.objects.call(this.objects.moduleMember(this.objects.importModule('gc'), 'collect'));
  }

  /** Tells of a comparison that is never true, as a board does. One of the two is a string, the other is none. */
  private compared(one: Ref, other: Ref): void {
    if (this.objects.isInstance(one, 'bytes') || this.objects.isInstance(other, 'bytes'))
      this.console.print('Warning: Comparison between bytes and str\n');
  }
}

function absentText(module: string): string {
  return (
    `A board has the module ${module}, the simulated one does not: the import fails with ImportError. ` +
    `Run the script on a board, or have it go on without ${module} after ImportError.`
  );
}
