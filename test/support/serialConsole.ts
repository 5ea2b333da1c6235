/** A board that stays on, seen from the other end of its serial line: what it has sent, and waiting for more. */
import type { BoardSession, RunEvent, RunOptions } from '../../shared/src';
import { DEFAULT_HEAP_BYTES, type SimulatedBoard } from '../../simulator/src';

const DEADLINE_MS = 40_000;

export class SerialConsole {
  /** What came over the line and no `until` has taken yet. */
  private text = '';
  readonly events: RunEvent[] = [];
  private readonly lookers = new Set<() => void>();

  private constructor(readonly board: BoardSession) {
    board.onEvent((event) => {
      if (event.kind === 'output') this.text += Buffer.from(event.bytes).toString('latin1');
      else this.events.push(event);
      for (const look of [...this.lookers]) look();
    });
  }

  static async open(simulator: SimulatedBoard, options: Partial<RunOptions> = {}): Promise<SerialConsole> {
    const defaults: RunOptions = { network: 'all', aliases: [], heapSizeBytes: DEFAULT_HEAP_BYTES, recordSockets: false };
    return new SerialConsole(await simulator.open({ ...defaults, ...options }));
  }

  /** Sends characters, one byte each. */
  send(text: string): void {
    this.board.write(Buffer.from(text, 'latin1'));
  }

  /** What came up to and including `end`; rejects if that does not come. */
  until(end: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${JSON.stringify(end)} did not come: ${JSON.stringify(this.text)}`))),
        DEADLINE_MS,
      );
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.lookers.delete(look);
        settle();
      };
      const look = (): void => {
        const index = this.text.indexOf(end);
        if (index < 0) return;
        const taken = this.text.slice(0, index + end.length);
        this.text = this.text.slice(index + end.length);
        finish(() => resolve(taken));
      };
      this.lookers.add(look);
      look();
    });
  }

  /** Sends characters and returns what comes up to and including `end`. */
  async exchange(text: string, end: string): Promise<string> {
    this.send(text);
    return this.until(end);
  }
}
