/**
 * A board at its raw REPL, with the probe's filter on its serial line: executes texts there, and keeps beside each other what
 * the probe told and what the simulator itself recorded.
 */
import type { BoardSession, RunEvent, RunOptions, SocketRecord } from '../../shared/src';
import { DEFAULT_HEAP_BYTES, type SimulatedBoard } from '../../simulator/src';
import { ProbeFilter } from '../../board/src/probe/probeFilter';

const DEADLINE_MS = 60_000;
const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';

export interface Executed {
  readonly output: string;
  readonly error: string;
}

export class ProbedBoard {
  readonly events: RunEvent[] = [];
  /** What the simulator recorded, and what the probe did. */
  readonly recorded: SocketRecord[] = [];
  readonly probed: SocketRecord[] = [];
  droppedCount = 0;
  /** Everything that was on the wire, records and all. */
  wireBytes = 0;
  /** What came and `until` has not taken, after the filter. */
  text = '';
  private readonly filter: ProbeFilter;
  private readonly lookers = new Set<() => void>();

  private constructor(
    readonly board: BoardSession,
    nonce: string,
  ) {
    this.filter = new ProbeFilter(nonce);
    board.onEvent((event) => {
      if (event.kind === 'output') this.take(event.bytes);
      else if (event.kind === 'records') this.recorded.push(...event.records);
      else this.events.push(event);
      for (const look of [...this.lookers]) look();
    });
  }

  static async open(simulator: SimulatedBoard, nonce: string, options: Partial<RunOptions> = {}, folder?: string): Promise<ProbedBoard> {
    const defaults: RunOptions = { network: 'all', aliases: [], heapSizeBytes: DEFAULT_HEAP_BYTES, recordSockets: true };
    const probed = new ProbedBoard(await simulator.open({ ...defaults, ...options }), nonce);
    await probed.board.boot(folder);
    await probed.until(() => probed.text.includes('>>> '));
    probed.send('\r\x01');
    await probed.until(() => probed.text.includes(RAW_BANNER));
    probed.text = '';
    return probed;
  }

  get hasStarted(): boolean {
    return this.filter.hasStarted;
  }

  send(text: string): void {
    this.board.write(Buffer.from(text, 'latin1'));
  }

  /** Executes a text by raw paste, which unlike the plain raw REPL leaves no buffer of its length behind. */
  async execute(code: string): Promise<Executed> {
    this.send('\x05A\x01');
    const windowBytes = Buffer.from((await this.taken(4)).slice(2), 'latin1').readUInt16LE();
    const bytes = Buffer.from(code);
    for (let start = 0; start < bytes.length; start += windowBytes) {
      // The first window is open from the beginning; each further one is told by one byte.
      if (start > 0) await this.taken(1);
      this.board.write(bytes.subarray(start, start + windowBytes));
    }
    this.send('\x04');
    // Acknowledged, the output, the traceback, the prompt.
    await this.until(() => this.text.split('\x04').length === 4 && this.text.endsWith('\x04>'));
    const [, output = '', error = ''] = this.text.split('\x04');
    this.text = '';
    return { output, error };
  }

  private async taken(count: number): Promise<string> {
    await this.until(() => this.text.length >= count);
    const taken = this.text.slice(0, count);
    this.text = this.text.slice(count);
    return taken;
  }

  /** Executes an expression and returns its value as JSON gives it. */
  async value(expression: string): Promise<unknown> {
    const { output, error } = await this.execute(`print(__import__('json').dumps(${expression}))`);
    if (error !== '') throw new Error(error);
    return JSON.parse(output);
  }

  until(isThere: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.lookers.delete(look);
        settle();
      };
      const look = (): void => {
        if (isThere()) finish(resolve);
      };
      const timer = setTimeout(() => finish(() => reject(new Error(`It did not come: ${JSON.stringify(this.text)}`))), DEADLINE_MS);
      this.lookers.add(look);
      look();
    });
  }

  private take(bytes: Uint8Array): void {
    this.wireBytes += bytes.length;
    const { output, records, droppedCount } = this.filter.push(bytes);
    this.text += Buffer.from(output).toString('latin1');
    this.probed.push(...records);
    this.droppedCount += droppedCount;
  }
}
