/**
 * Entries of a log that pass a test, by position. What was in the log before the test was chosen is looked through bit by bit, and what is
 * found so far counts at once.
 */
import { LogScan } from './logScan';
import type { Passes } from './rowFilter';
import type { TrafficLog } from './trafficLog';

export class SelectedRows {
  /** Indexes of entries that passed, ascending; unused while everything passes. */
  private found: number[] = [];
  /** Those before this position are no longer kept. */
  private start = 0;
  /** Of those that are no longer in `found`, and while everything passes the log's first index at the beginning. */
  private base: number;
  private passes: Passes | undefined;
  private readonly scan: LogScan;

  constructor(
    private readonly log: TrafficLog,
    /** More is known than before. */
    onProgress: () => void,
  ) {
    this.base = log.firstIndex;
    this.scan = new LogScan(log, (entry) => this.passes?.(entry) === true && this.found.push(entry.index), onProgress);
  }

  /** How many rows left at the start since the test was chosen. */
  get droppedCount(): number {
    return this.passes ? this.base + this.start : this.log.firstIndex - this.base;
  }

  get count(): number {
    return this.passes ? this.found.length - this.start : this.log.nextIndex - this.log.firstIndex;
  }

  /** The share of the log that was looked at. */
  get scanned(): number {
    const { firstIndex, nextIndex } = this.log;
    return this.scan.isBehind && nextIndex > firstIndex ? Math.max(0, this.scan.next - firstIndex) / (nextIndex - firstIndex) : 1;
  }

  indexAt(position: number): number | undefined {
    if (position < 0 || position >= this.count) return undefined;
    return this.passes ? this.found[this.start + position] : this.log.firstIndex + position;
  }

  /** Position of the entry with this index, or of the next one after it; `count` if there is none. */
  positionOf(index: number): number {
    if (!this.passes) return Math.min(this.count, Math.max(0, index - this.log.firstIndex));
    let low = this.start;
    let high = this.found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.found[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low - this.start;
  }

  has(index: number): boolean {
    return this.indexAt(this.positionOf(index)) === index;
  }

  /** Begins anew, with another test; undefined lets everything pass. */
  select(passes: Passes | undefined): void {
    this.passes = passes;
    this.found = [];
    this.start = 0;
    this.base = passes ? 0 : this.log.firstIndex;
    this.scan.from(this.log.firstIndex);
    if (passes) this.update();
  }

  /** The log has changed. */
  update(): void {
    this.dropForgotten();
    if (this.passes) this.scan.update();
  }

  private dropForgotten(): void {
    const { firstIndex } = this.log;
    while (this.start < this.found.length && (this.found[this.start] ?? firstIndex) < firstIndex) this.start += 1;
    // Shifting an array for every entry would cost more than the entries.
    if (this.start > 10_000 && this.start * 2 > this.found.length) {
      this.found = this.found.slice(this.start);
      this.base += this.start;
      this.start = 0;
    }
  }
}
