/**
 * Looks at each entry of a log once, from an index on. What is added is looked at when it comes; what was there before, and what comes
 * faster than it can be looked at, is gone through in slices, from memory and from disk, so that the window stays usable.
 */
import type { TrafficEntry, TrafficLog } from './trafficLog';

/** Half of what an extension may take of a frame. */
const SLICE_MS = 8;

export type ScannedLog = Pick<TrafficLog, 'firstIndex' | 'nextIndex' | 'inMemory' | 'around'>;

export class LogScan {
  private nextIndex: number;
  private turn = 0;
  private isGoingThrough = false;

  constructor(
    private readonly log: ScannedLog,
    private readonly look: (entry: TrafficEntry) => void,
    /** More has been looked at than before; of what was added it is told by who calls `update`. */
    private readonly onProgress: () => void,
  ) {
    this.nextIndex = log.nextIndex;
  }

  /** Index of the next entry to look at. */
  get next(): number {
    return this.nextIndex;
  }

  /** Whether slices are still to come. */
  get isBehind(): boolean {
    return this.isGoingThrough;
  }

  /** Begins anew. Nothing is looked at before `update`. */
  from(index: number): void {
    this.turn += 1;
    this.isGoingThrough = false;
    this.nextIndex = index;
  }

  /** Looks at nothing more of what is there. */
  stop(): void {
    this.from(this.log.nextIndex);
  }

  /** The log has changed. */
  update(): void {
    if (this.isGoingThrough) return;
    this.nextIndex = Math.max(this.nextIndex, this.log.firstIndex);
    const deadline = performance.now() + SLICE_MS;
    while (this.nextIndex < this.log.nextIndex) {
      const entry = this.log.inMemory(this.nextIndex);
      if (!entry || performance.now() > deadline) return void this.goThrough(this.turn);
      this.take(entry);
    }
  }

  private async goThrough(turn: number): Promise<void> {
    this.isGoingThrough = true;
    while (turn === this.turn && this.nextIndex < this.log.nextIndex) {
      this.nextIndex = Math.max(this.nextIndex, this.log.firstIndex);
      const chunk = await this.log.around(this.nextIndex);
      // What was read from the disk has taken its own time to be made entries of.
      await new Promise(setImmediate);
      if (turn !== this.turn) return;
      const deadline = performance.now() + SLICE_MS;
      for (const entry of chunk?.entries ?? []) {
        if (entry.index < this.nextIndex) continue;
        this.take(entry);
        if (performance.now() > deadline) break;
      }
      if (chunk && chunk.entries.length === 0) this.nextIndex = chunk.end;
      this.onProgress();
    }
    if (turn !== this.turn) return;
    this.isGoingThrough = false;
    this.onProgress();
  }

  private take(entry: TrafficEntry): void {
    this.nextIndex = entry.index + 1;
    this.look(entry);
  }
}
