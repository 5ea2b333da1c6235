/**
 * One simulated board for one run: the VM worker, what it shares with this thread, and the world around it. Commands
 * of the VM are carried out here; failures are errnos in shared memory. A board ends exactly once, and takes everything
 * that it made with it. A fault in its own code ends this board only.
 */
import type { Worker } from 'node:worker_threads';
import type { RunEvent, RunOptions, RunResult, Script } from '../../../shared/src';
import {
  BoardMemory,
  createOutbox,
  FrameKind,
  OutboxReader,
  SchedulerPoke,
  type Call,
  type Command,
  type Frame,
  type FromVm,
  type ToVm,
  type VmStart,
} from '../syscall';
import { BoardWorld } from './boardWorld';
import { containment } from './containment';
import { ConsoleInput } from './consoleInput';
import type { LocalNetwork } from './localNetwork';
import { RunReporter } from './runReporter';
import { TraceFile } from './traceFile';
import type { VmThreads } from './vmThreads';

export interface VmFiles {
  /** Absolute path of the VM worker's script. */
  readonly workerPath: string;
  /** Absolute path of the relinked VM. */
  readonly wasmPath: string;
  readonly module: WebAssembly.Module;
}

export interface BoardSetup {
  readonly script: Script;
  readonly options: RunOptions;
  /** The network that the board is in. */
  readonly local: LocalNetwork;
  readonly vm: VmFiles;
  readonly threads: VmThreads;
  readonly post: (event: RunEvent) => void;
  /** Called once, after the last event. */
  readonly onEnded: (result: RunResult) => void;
}

/** What the worker itself reports, in line with its messages. */
type WorkerFate = { readonly op: 'worker/failed'; readonly error: Error } | { readonly op: 'worker/exited'; readonly exitCode: number };

/** How much of a flood of output is looked at before other boards have their turn. */
const DRAIN_LIMIT_BYTES = 256 * 1024;

export class Board {
  private readonly memory = new BoardMemory();
  private readonly contain = containment((error) => this.crash(error));
  private readonly reporter: RunReporter;
  private readonly input: ConsoleInput;
  private readonly world: BoardWorld;
  private readonly outbox: OutboxReader;
  private readonly worker: Worker;
  private readonly inbox: (FromVm | WorkerFate)[] = [];
  private scheduler: SchedulerPoke | undefined;
  private hasEnded = false;

  /** Rejects with a text for the user if the run cannot begin. */
  static async start(setup: BoardSetup): Promise<Board> {
    const { traceFile } = setup.options;
    return new Board(setup, traceFile === undefined ? undefined : await TraceFile.open(traceFile));
  }

  private constructor(
    private readonly setup: BoardSetup,
    traceFile: TraceFile | undefined,
  ) {
    const { options, vm, script } = setup;
    const { memory } = this;
    this.reporter = new RunReporter({ post: setup.post, onRoom: () => this.pump(), recordSockets: options.recordSockets, traceFile });
    memory.recording = options.recordSockets || traceFile !== undefined;
    this.input = new ConsoleInput({
      interrupt: () => this.interrupt(),
      post: (bytes) => this.postToVm({ kind: 'input', bytes }),
      takenBytes: () => memory.inputTaken,
      onDropped: (count) => this.reporter.tellOnce('input', { severity: 'warning', text: droppedInputText(count) }),
    });
    this.world = new BoardWorld({
      options,
      local: setup.local,
      memory,
      wake: () => this.wake(),
      tellOnce: (key, notice) => this.reporter.tellOnce(key, notice),
      contain: this.contain,
      announce: (port) => this.reporter.listening(port),
    });
    const outbox = createOutbox();
    this.outbox = new OutboxReader(outbox, (frame) => this.handleFrame(frame));
    this.reporter.state('starting');
    const start: VmStart = {
      script,
      mac: this.world.mac,
      heapSizeBytes: options.heapSizeBytes,
      wasmPath: vm.wasmPath,
      module: vm.module,
      board: memory.buffer,
      outbox,
    };
    this.worker = setup.threads.start({ workerPath: vm.workerPath, start });
    this.worker.on('message', (message: FromVm) => this.receive(message));
    this.worker.on('error', (error) => this.receive({ op: 'worker/failed', error }));
    this.worker.on('exit', (exitCode) => this.receive({ op: 'worker/exited', exitCode }));
  }

  interrupt(): void {
    this.memory.requestInterrupt();
    this.wake();
  }

  kill(): void {
    this.end({ kind: 'interrupted', killed: true });
  }

  write(bytes: Uint8Array): void {
    if (!this.hasEnded) this.input.write(bytes);
  }

  acknowledge(eventCount: number): void {
    this.reporter.acknowledge(eventCount);
  }

  private receive(message: FromVm | WorkerFate): void {
    if (message.op !== 'kick') this.inbox.push(message);
    this.pump();
  }

  /**
   * Takes what the VM has written, in its order: frames before the message that followed them. Stops while the parent
   * is behind, so that in the end the script waits for the reader of its output.
   */
  private readonly pump = this.contain((): void => {
    while (!this.hasEnded && !this.reporter.isFull) {
      if (!this.outbox.drain(DRAIN_LIMIT_BYTES)) {
        setImmediate(this.pump);
        break;
      }
      const message = this.inbox.shift();
      if (!message) break;
      this.handle(message);
    }
    if (!this.hasEnded) this.reporter.settle();
  });

  private handleFrame({ kind, subject, payload }: Frame): void {
    switch (kind) {
      case FrameKind.stdout:
        return this.reporter.write('stdout', payload);
      case FrameKind.stderr:
        return this.reporter.write('stderr', payload);
      case FrameKind.send:
        return this.world.network.tcp.send(subject, payload);
      case FrameKind.datagram:
        return this.world.network.udp.send(subject, payload);
      case FrameKind.record:
        return this.reporter.record(payload);
      case FrameKind.pin:
        return this.reporter.pin(subject, payload[0] === 1 ? 1 : 0);
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
        this.scheduler = new SchedulerPoke(command.heap, command.schedulerState);
        this.wake();
        return this.reporter.state('running');
      case 'ended':
        return this.end(command.result);
      default:
        return this.world.carryOut(command);
    }
  }

  private async answer(id: number, call: Call): Promise<void> {
    try {
      this.postToVm({ kind: 'reply', id, reply: await this.world.answer(call) });
    } catch (error) {
      this.crash(error);
    }
  }

  private postToVm(message: ToVm): void {
    if (this.hasEnded) return;
    this.worker.postMessage(message);
    this.memory.ringDoorbell();
  }

  /** Makes the VM look at what is due, whether it computes or waits. */
  private wake(): void {
    this.scheduler?.poke();
    this.memory.ringDoorbell();
  }

  private crash(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.end({
      kind: 'crashed',
      reason: `The simulated board broke down: ${reason}. This is a fault of the simulator, not of your script.`,
    });
  }

  private end(result: RunResult): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.world.dispose();
    void this.close(result);
  }

  private async close(result: RunResult): Promise<void> {
    await this.worker.terminate();
    // A worker that was stopped from outside may have left output behind.
    this.outbox.drain();
    await this.reporter.close();
    this.setup.onEnded(result);
  }
}

function droppedInputText(sizeBytes: number): string {
  return `The script does not read its input: ${sizeBytes} bytes were dropped because more than 64 KB were waiting.`;
}
