/**
 * The truth about the traffic of the latest run: every record in order, bounded in number and in bytes. When a bound
 * is reached the oldest go first, and the log says how many it forgot. Readers pull from it by index, so nobody else
 * needs a queue.
 */
import { direction, Emitter, movedBytes, type SocketRecord } from '../../../shared/src';

export interface TrafficLogLimits {
  readonly entries: number;
  readonly bytes: number;
}

export const defaultLimits: TrafficLogLimits = { entries: 20_000, bytes: 16 * 1024 * 1024 };

export type TrafficEntry =
  | { readonly kind: 'operation'; readonly index: number; readonly record: SocketRecord }
  /** Operations that the target could not record in time. */
  | { readonly kind: 'gap'; readonly index: number; readonly count: number };

export interface TrafficTotals {
  readonly operations: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

const noTraffic: TrafficTotals = { operations: 0, receivedBytes: 0, sentBytes: 0 };

export class TrafficLog {
  private readonly changed = new Emitter<'added' | 'cleared'>();
  private entries: TrafficEntry[] = [];
  /** Position in `entries` of the oldest entry that is still kept; what lies before it is let go in bulk. */
  private start = 0;
  private oldestIndex = 0;
  private keptBytes = 0;
  private counted = noTraffic;
  private forgotten = 0;
  private lastSequence = 0;

  readonly onDidChange = this.changed.event;

  constructor(private readonly limits: TrafficLogLimits = defaultLimits) {}

  /** Index of the oldest entry kept. */
  get firstIndex(): number {
    return this.oldestIndex;
  }

  /** Index that the next entry will get. */
  get nextIndex(): number {
    return this.oldestIndex + this.entries.length - this.start;
  }

  get totals(): TrafficTotals {
    return this.counted;
  }

  /** How many entries had to go since the log was cleared. */
  get forgottenCount(): number {
    return this.forgotten;
  }

  /**
   * Adds records. Where their sequence jumps there is a gap; what is left of `droppedCount`, the number that the target
   * had to drop among or after them, is a gap at the end.
   */
  append(records: readonly SocketRecord[], droppedCount = 0): void {
    let missing = droppedCount;
    for (const record of records) {
      const jump = Math.max(0, record.sequence - this.lastSequence - 1);
      this.addGap(Math.min(jump, missing));
      missing -= Math.min(jump, missing);
      this.add({ kind: 'operation', index: this.nextIndex, record: this.bounded(record) });
      this.lastSequence = record.sequence;
    }
    this.addGap(missing);
    this.lastSequence += missing;
    this.count(records);
    this.forgetOldest();
    if (records.length > 0 || droppedCount > 0) this.changed.fire('added');
  }

  clear(): void {
    this.oldestIndex = this.nextIndex;
    this.entries = [];
    this.start = 0;
    this.keptBytes = 0;
    this.counted = noTraffic;
    this.forgotten = 0;
    this.lastSequence = 0;
    this.changed.fire('cleared');
  }

  /** Up to `maxCount` entries from `index` on; from the oldest kept if `index` is older. */
  from(index: number, maxCount = Number.POSITIVE_INFINITY): readonly TrafficEntry[] {
    const begin = this.start + Math.max(0, index - this.oldestIndex);
    return this.entries.slice(begin, Math.min(this.entries.length, begin + maxCount));
  }

  at(index: number): TrafficEntry | undefined {
    return index < this.oldestIndex ? undefined : this.entries[this.start + index - this.oldestIndex];
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** A single record may not exceed the whole budget; its head is worth more than nothing. */
  private bounded(record: SocketRecord): SocketRecord {
    return record.bytes.length <= this.limits.bytes ? record : { ...record, bytes: record.bytes.slice(0, this.limits.bytes) };
  }

  private addGap(count: number): void {
    if (count > 0) this.add({ kind: 'gap', index: this.nextIndex, count });
  }

  private add(entry: TrafficEntry): void {
    this.entries.push(entry);
    this.keptBytes += sizeOf(entry);
  }

  private count(records: readonly SocketRecord[]): void {
    let { operations, receivedBytes, sentBytes } = this.counted;
    for (const record of records) {
      operations += 1;
      const way = direction(record.operation);
      if (way === 'in') receivedBytes += movedBytes(record);
      if (way === 'out') sentBytes += movedBytes(record);
    }
    this.counted = { operations, receivedBytes, sentBytes };
  }

  private forgetOldest(): void {
    while (this.entries.length - this.start > this.limits.entries || this.keptBytes > this.limits.bytes) {
      const oldest = this.entries[this.start];
      if (!oldest) break;
      this.keptBytes -= sizeOf(oldest);
      this.start += 1;
      this.oldestIndex += 1;
      this.forgotten += 1;
    }
    // Shifting an array of thousands for every record would cost more than the records themselves.
    if (this.start > 1024 && this.start * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.start);
      this.start = 0;
    }
  }
}

function sizeOf(entry: TrafficEntry): number {
  return entry.kind === 'operation' ? entry.record.bytes.length : 0;
}
