/**
 * Entries of a log that pass a test, by position. What is added to the log is looked at when it comes; what was there before is looked
 * through in slices, so that the window stays usable, and what is found so far counts at once.
 */
import type { TrafficEntry, TrafficLog } from './trafficLog';
import type { Passes } from './rowFilter';

/** A slice of looking through: half of what an extension may take of a frame. */
const SLICE_MS = 8;

export class SelectedRows {
  /** Indexes of entries that passed, ascending; unused while everything passes. */
  private found: number[] = [];
  /** Those before this position are no longer kept. */
  private start = 0;
  /** Of those that are no longer in `found`, and while everything passes the log's first index at the beginning. */
  private base: number;
  private passes: Passes | undefined;
  /** Index of the next entry to look at. */
  private next: number;
  private scan = 0;
  private isScanning = false;

  constructor(
    private readonly log: TrafficLog,
    /** More is known than before. */
    private readonly onProgress: () => void,
  ) {
    this.next = log.firstIndex;
    this.base = log.firstIndex;
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
    return this.isScanning && nextIndex > firstIndex ? Math.max(0, this.next - firstIndex) / (nextIndex - firstIndex) : 1;
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
    this.next = this.log.firstIndex;
    this.scan += 1;
    this.isScanning = false;
    if (passes) this.update();
  }

  /** The log has changed. */
  update(): void {
    this.dropForgotten();
    if (!this.passes || this.isScanning) return;
    this.next = Math.max(this.next, this.log.firstIndex);
    const deadline = performance.now() + SLICE_MS;
    while (this.next < this.log.nextIndex) {
      const entry = this.log.inMemory(this.next);
      if (!entry || performance.now() > deadline) return void this.lookThrough(this.scan);
      this.look(entry);
    }
  }

  /** What was there before, from memory and from disk, until nothing is left. */
  private async lookThrough(scan: number): Promise<void> {
    this.isScanning = true;
    while (scan === this.scan && this.next < this.log.nextIndex) {
      this.next = Math.max(this.next, this.log.firstIndex);
      const chunk = await this.log.around(this.next);
      if (scan !== this.scan) return;
      const deadline = performance.now() + SLICE_MS;
      for (const entry of chunk?.entries ?? []) {
        if (entry.index < this.next) continue;
        this.look(entry);
        if (performance.now() > deadline) break;
      }
      if (chunk && chunk.entries.length === 0) this.next = chunk.end;
      this.onProgress();
      await new Promise(setImmediate);
    }
    if (scan !== this.scan) return;
    this.isScanning = false;
    this.onProgress();
  }

  private look(entry: TrafficEntry): void {
    if (this.passes?.(entry)) this.found.push(entry.index);
    this.next = entry.index + 1;
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
