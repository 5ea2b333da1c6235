/**
 * One simulated board from power-on or a hard reset to the next: the VM worker, what it shares with this thread, and the
 * world around it. Commands of the VM are carried out here; failures are errnos in shared memory. It takes everything that
 * it made with it. What it has to tell goes to the board that it is a life of.
 */
import type { Worker } from 'node:worker_threads';
import {
  DEFAULT_BOARD,
  type BoardState,
  type ListeningPort,
  type Notice,
  type PinWiring,
  type ResetCause,
  type RunOptions,
  type RunResult,
  type Script,
  messageOf,
} from '../../../shared/src';
import type { ImagePlace } from '../flash';
import {
  BoardMemory,
  createOutbox,
  decodePin,
  FrameKind,
  OutboxReader,
  SchedulerPoke,
  type BoardProgram,
  type Call,
  type Command,
  type Frame,
  type FromVm,
  type RetainedState,
  type ToVm,
  type VmStart,
} from '../syscall';
import { BoardWorld } from './boardWorld';
import { containment } from './containment';
import { ConsoleInput } from './consoleInput';
import { HeapGauge } from './heapGauge';
import { Watchdog } from './watchdog';
import type { LocalNetwork } from './localNetwork';
import type { RunReporter } from './runReporter';
import type { VmThreads } from './vmThreads';

export interface VmFiles {
  /** Absolute path of the VM worker's script. */
  readonly workerPath: string;
  /** Absolute path of the relinked VM. */
  readonly wasmPath: string;
  readonly module: WebAssembly.Module;
}

/** What begins a life. */
export interface PowerOn {
  readonly program: BoardProgram;
  readonly cause: ResetCause;
  readonly retained: RetainedState;
  /** Whether the board was on before. */
  readonly wasOn: boolean;
}

export type HardReset = Extract<Command, { op: 'reset/hard' }>;

export interface PoweredBoardSetup extends PowerOn {
  readonly options: RunOptions;
  readonly isRecording: boolean;
  /** The network that the board is in. */
  readonly local: LocalNetwork;
  readonly vm: VmFiles;
  /** Where the board keeps its own files. */
  readonly flash: ImagePlace;
  readonly threads: VmThreads;
  readonly reporter: RunReporter;
  /** What is wired to the pins when the board is switched on. */
  readonly wiring: readonly PinWiring[];
  /** The board has taken the script that it was given with `run`. */
  readonly onScriptTaken: () => void;
  readonly onScriptEnded: (result: RunResult) => void;
  readonly onHardReset: (reset: HardReset) => void;
  readonly onRetained: (changed: RetainedState) => void;
  /** The program is over, or the board broke down; called once, and not after `dispose`. */
  readonly onEnded: (result: RunResult) => void;
}

/** What the worker itself reports, in line with its messages. */
type WorkerFate = { readonly op: 'worker/failed'; readonly error: Error } | { readonly op: 'worker/exited'; readonly exitCode: number };

const CTRL_C = 0x03;
/** How much of a flood of output is looked at before other boards have their turn. */
const DRAIN_LIMIT_BYTES = 256 * 1024;

/** When the VM is poked again if it has not taken what is due, and at most how long after the time before. */
const WAKE_AGAIN_MS = 5;
const MAX_WAKE_AGAIN_MS = 100;

export class PoweredBoard {
  private readonly memory = new BoardMemory();
  private readonly contain = containment((error) => this.crash(error));
  private readonly input: ConsoleInput;
  private readonly world: BoardWorld;
  private readonly outbox: OutboxReader;
  private readonly watchdog: Watchdog;
  private readonly worker: Worker;
  private readonly inbox: (FromVm | WorkerFate)[] = [];
  private scheduler: SchedulerPoke | undefined;
  private heap: HeapGauge | undefined;
  private isOver = false;
  private again: NodeJS.Timeout | undefined;

  constructor(private readonly setup: PoweredBoardSetup) {
    const { options, vm, program, reporter, cause, retained, wasOn } = setup;
    const { memory } = this;
    memory.recording = setup.isRecording;
    for (const wiring of setup.wiring) memory.pins.wire(wiring);
    this.input = new ConsoleInput({
      // While the VM starts, Ctrl-C is for the script that it is started for.
      isInterrupt: (character) => this.scheduler?.isInterrupting(character) ?? (program.start === 'script' && character === CTRL_C),
      interrupt: () => this.interrupt(),
      post: (bytes) => this.postToVm({ kind: 'input', bytes }),
      takenBytes: () => memory.inputTaken,
      onDropped: (count) => reporter.tellOnce('input', { severity: 'warning', text: droppedInputText(count) }),
    });
    this.world = new BoardWorld({
      options,
      local: setup.local,
      memory,
      wake: () => this.wake(),
      tellOnce: (key: string, notice: Notice) => reporter.tellOnce(key, notice),
      contain: this.contain,
      announce: (port: ListeningPort) => reporter.listening(port),
    });
    this.watchdog = new Watchdog(
      memory,
      this.contain(() => this.reset({ op: 'reset/hard', cause: 'watchdog' })),
    );
    const outbox = createOutbox();
    this.outbox = new OutboxReader(outbox, (frame) => this.handleFrame(frame));
    const start: VmStart = {
      program,
      resetCause: cause,
      retained,
      wasOn,
      mac: this.world.mac,
      boardName: options.board ?? DEFAULT_BOARD,
      heapSizeBytes: options.heapSizeBytes,
      wasmPath: vm.wasmPath,
      module: vm.module,
      board: memory.buffer,
      outbox,
      flash: setup.flash,
    };
    this.worker = setup.threads.start({ workerPath: vm.workerPath, start });
    this.worker.on('message', (message: FromVm) => this.receive(message));
    this.worker.on('error', (error) => this.receive({ op: 'worker/failed', error }));
    this.worker.on('exit', (exitCode) => this.receive({ op: 'worker/exited', exitCode }));
  }

  /** How the board is at this moment, as its surroundings see it. */
  get state(): BoardState {
    const { radio, network } = this.world;
    return { radio, sockets: network.openSockets, isAtPrompt: this.memory.atPrompt, ...(this.heap ? { heap: this.heap.read() } : {}) };
  }

  /** Raises KeyboardInterrupt in what runs; at the prompt it is as if Ctrl-C had been typed. */
  interrupt(): void {
    this.memory.requestInterrupt();
    this.wake();
  }

  write(bytes: Uint8Array): void {
    if (!this.isOver) this.input.write(bytes);
  }

  /** Wires something to a pin: the script sees it at once, and interrupts of the pin come. */
  wirePin(wiring: PinWiring): void {
    this.memory.pins.wire(wiring);
    this.wake();
  }

  /**
   * Runs a script after a soft reset, as soon as the board is at its prompt. Returns how to interrupt what is in the way:
   * the script itself is never meant.
   */
  run(script: Script): () => void {
    const { memory } = this;
    const before = memory.scriptsTaken;
    const makeWay = (): void => {
      memory.requestWay(before);
      this.wake();
    };
    this.postToVm({ kind: 'run', script });
    makeWay();
    return makeWay;
  }

  /**
   * Takes what the VM has written, in its order: frames before the message that followed them. Stops while the parent
   * is behind, so that in the end the script waits for the reader of its output.
   */
  readonly pump = this.contain((): void => {
    const { reporter } = this.setup;
    while (!this.isOver && !reporter.isFull) {
      if (!this.outbox.drain(DRAIN_LIMIT_BYTES)) {
        setImmediate(this.pump);
        break;
      }
      const message = this.inbox.shift();
      if (!message) break;
      this.handle(message);
      if (message.op === 'script/ended') {
        // Whoever waits for the script hears of its end before the prompt that follows.
        setImmediate(this.pump);
        break;
      }
    }
    if (!this.isOver) reporter.settle();
  });

  /** Switches the board off. Resolves when its thread has ended and its last output was taken. */
  async dispose(): Promise<void> {
    if (!this.isOver) this.world.dispose();
    this.watchdog.dispose();
    clearTimeout(this.again);
    this.isOver = true;
    await this.worker.terminate();
    // A worker that was stopped from outside may have left output behind.
    this.outbox.drain();
  }

  private receive(message: FromVm | WorkerFate): void {
    if (message.op !== 'kick') this.inbox.push(message);
    this.pump();
  }

  private handleFrame({ kind, subject, payload }: Frame): void {
    const { reporter } = this.setup;
    switch (kind) {
      case FrameKind.stdout:
        return reporter.write('stdout', payload);
      case FrameKind.stderr:
        return reporter.write('stderr', payload);
      case FrameKind.send:
        return this.world.network.tcp.send(subject, payload);
      case FrameKind.datagram:
        return this.world.network.udp.send(subject, payload);
      case FrameKind.bitstream:
        return reporter.bitstream(subject, payload);
      case FrameKind.record:
        return reporter.record(payload);
      case FrameKind.file:
        return reporter.file(subject, Buffer.from(payload).toString());
      case FrameKind.pin:
        return reporter.pin(decodePin(subject, payload));
    }
  }

  private handle(message: FromVm | WorkerFate): void {
    switch (message.op) {
      case 'call':
        return void this.answer(message.id, message.call);
      case 'worker/failed':
        return this.crash(message.error);
      case 'worker/exited':
        return this.crash(new Error(`its thread ended with exit code ${message.exitCode}`));
      default:
        return this.carryOut(message);
    }
  }

  private carryOut(command: Command): void {
    switch (command.op) {
      case 'kick':
        return;
      case 'ready':
        this.scheduler = new SchedulerPoke(command);
        this.heap = new HeapGauge(command);
        this.wake();
        return this.setup.reporter.state('running');
      case 'output/flush':
        return this.setup.reporter.flushOutput();
      case 'reset/soft':
        this.world.carryOut(command);
        return this.setup.reporter.reset('soft');
      case 'flash/failed':
        return this.setup.reporter.tellOnce('flash', { severity: 'error', text: flashFailureText(this.setup.flash, command.reason) });
      case 'script/taken':
        return this.setup.onScriptTaken();
      case 'script/ended':
        return this.setup.onScriptEnded(command.result);
      case 'reset/hard':
        return this.reset(command);
      case 'retain':
        return this.setup.onRetained(command.changed);
      case 'watchdog/start':
        return this.watchdog.start(command.timeoutMs);
      case 'notice':
        return this.setup.reporter.tellOnce(command.key, command.notice);
      case 'ended':
        return this.end(command.result);
      default:
        return this.world.carryOut(command);
    }
  }

  /** The chip resets by itself. What it does is over. */
  private reset(reset: HardReset): void {
    if (this.isOver) return;
    this.watchdog.dispose();
    this.setup.onHardReset(reset);
  }

  private async answer(id: number, call: Call): Promise<void> {
    try {
      this.postToVm({ kind: 'reply', id, reply: await this.world.answer(call) });
    } catch (error) {
      this.crash(error);
    }
  }

  private postToVm(message: ToVm): void {
    if (this.isOver) return;
    this.worker.postMessage(message);
    this.memory.ringDoorbell();
  }

  /** Makes the VM look at what is due, whether it computes or waits. */
  private wake(): void {
    this.poke();
    this.again ??= setTimeout(() => this.wakeAgain(WAKE_AGAIN_MS), WAKE_AGAIN_MS);
  }

  /**
   * A VM that is just about to end a look does not see what comes now, and then writes over the poke. So it is poked until it has taken
   * what is due; it may take its time, as while the script has disabled interrupts.
   */
  private wakeAgain(afterMs: number): void {
    this.again = undefined;
    if (this.isOver || !this.memory.isAnythingDue) return;
    this.poke();
    const nextMs = Math.min(2 * afterMs, MAX_WAKE_AGAIN_MS);
    this.again = setTimeout(() => this.wakeAgain(nextMs), nextMs);
  }

  private poke(): void {
    this.scheduler?.poke();
    this.memory.ringDoorbell();
  }

  private crash(error: unknown): void {
    const reason = messageOf(error);
    this.end({
      kind: 'crashed',
      reason: `The simulated board broke down: ${reason}. This is a fault of the simulator, not of your script.`,
    });
  }

  private end(result: RunResult): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.again);
    this.world.dispose();
    this.watchdog.dispose();
    this.setup.onEnded(result);
  }
}

function droppedInputText(sizeBytes: number): string {
  return `The script does not read its input: ${sizeBytes} bytes were dropped because more than 64 KB were waiting.`;
}

function flashFailureText(flash: ImagePlace, reason: string): string {
  const place = flash.kind === 'file' ? flash.path : 'memory';
  return `What the script wrote could not be kept in ${place}: ${reason}. Make room or allow it to be written; until then such a call fails with errno 5.`;
}
