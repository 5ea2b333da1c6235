/** Runs a script on a simulated board and collects what it tells, for tests. */
import type { Notice, RunEvent, RunOptions, RunResult, Script, SocketRecord } from '../../shared/src';
import { DEFAULT_HEAP_BYTES, type SimulatedBoard, type SimulatedRun } from '../../simulator/src';

export const DEFAULT_OPTIONS: RunOptions = { network: 'all', aliases: [], heapSizeBytes: DEFAULT_HEAP_BYTES, recordSockets: true };

export class ObservedRun {
  /** Both streams, in the order in which they came. */
  console = '';
  stdout = '';
  stderr = '';
  readonly notices: Notice[] = [];
  readonly records: SocketRecord[] = [];
  droppedRecords = 0;
  readonly events: RunEvent[] = [];
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  private readonly waiting = new Set<() => void>();

  private constructor(readonly run: SimulatedRun) {
    run.onEvent((event) => {
      this.take(event);
      for (const look of this.waiting) look();
    });
  }

  static async start(board: SimulatedBoard, source: string, options: Partial<RunOptions> = {}): Promise<ObservedRun> {
    return ObservedRun.startScript(board, { name: 'test.py', source }, options);
  }

  static async startScript(board: SimulatedBoard, script: Script, options: Partial<RunOptions> = {}): Promise<ObservedRun> {
    return new ObservedRun(await board.start(script, { ...DEFAULT_OPTIONS, ...options }));
  }

  get done(): Promise<RunResult> {
    return this.run.done;
  }

  /** Resolves as soon as the condition holds; it is looked at after every event. */
  until(condition: (run: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition(this)) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  /** Resolves when nothing has been told for a while. */
  quiet(forMs = 300): Promise<void> {
    return new Promise((resolve) => {
      let timer = setTimeout(done, forMs);
      const again = (): void => {
        clearTimeout(timer);
        timer = setTimeout(done, forMs);
      };
      const { waiting } = this;
      waiting.add(again);
      function done(): void {
        waiting.delete(again);
        resolve();
      }
    });
  }

  private take(event: RunEvent): void {
    if (event.kind === 'output') {
      const text = this.decoders[event.stream].decode(event.bytes, { stream: true });
      this[event.stream] += text;
      this.console += text;
    } else if (event.kind === 'notice') this.notices.push(event.notice);
    else if (event.kind === 'records') {
      this.records.push(...event.records);
      this.droppedRecords += event.droppedCount;
    } else this.events.push(event);
  }
}

/** Runs a script to its end. */
export async function runToEnd(
  board: SimulatedBoard,
  source: string,
  options: Partial<RunOptions> = {},
): Promise<ObservedRun & { result: RunResult }> {
  const observed = await ObservedRun.start(board, source, options);
  const result = await observed.done;
  return Object.assign(observed, { result });
}
