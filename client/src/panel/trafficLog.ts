/**
 * The truth about the traffic: every record in order, of the latest run or of several that are kept. It is bounded in memory and on
 * disk; when a bound is reached the oldest go first, and the log says how many. Readers pull from it by index, so nobody needs a queue.
 */
import os from 'node:os';
import { direction, Emitter, movedBytes, type PanelTotals, type RunFacts, type SocketRecord } from '../../../shared/src';
import { ConnectionBook } from './connectionBook';
import { type Chunk, SegmentStore, type StoreLimits } from './segmentStore';

const MB = 1024 * 1024;
export const defaultLimits: StoreLimits = { memoryBytes: 32 * MB, diskBytes: 1024 * MB };

/** A single record may not have more; its head is worth more than nothing. */
const MAX_RECORD_BYTES = 16 * MB;

export type TrafficEntry =
  | { readonly kind: 'operation'; readonly index: number; readonly run: number; readonly record: SocketRecord }
  /** Operations that the target could not record in time. */
  | { readonly kind: 'gap'; readonly index: number; readonly run: number; readonly count: number }
  /** A run begins, and what was before it was kept. */
  | { readonly kind: 'run'; readonly index: number; readonly run: number };

export interface LoggedRun {
  /** From 1; goes on when the log is cleared. */
  readonly number: number;
  readonly facts: RunFacts;
  /** Index of its first entry. */
  readonly firstIndex: number;
  readonly connections: ConnectionBook;
}

const noTraffic: PanelTotals = { operations: 0, receivedBytes: 0, sentBytes: 0 };

export class TrafficLog {
  private readonly changed = new Emitter<'added' | 'cleared'>();
  private readonly begun = new Emitter<LoggedRun>();
  private readonly failed = new Emitter<string>();
  private readonly store: SegmentStore<TrafficEntry>;
  private keptRuns: LoggedRun[] = [];
  private runCount = 0;
  private counted = noTraffic;
  private lastSequence = 0;
  private clearedAt = 0;

  readonly onDidChange = this.changed.event;
  /** Comes before the change that it is. */
  readonly onDidBeginRun = this.begun.event;
  /** Older entries can only be forgotten from now on, because the disk failed; with the reason. */
  readonly onDiskFailure = this.failed.event;

  constructor(limits = defaultLimits, folder = os.tmpdir()) {
    this.store = new SegmentStore(folder, limits, carriedBytes, {
      onForgotten: () => this.dropRuns(),
      onDiskFailure: (reason) => this.failed.fire(reason),
    });
  }

  /** Index of the oldest entry kept. */
  get firstIndex(): number {
    return this.store.firstIndex;
  }

  /** Index that the next entry will get. */
  get nextIndex(): number {
    return this.store.nextIndex;
  }

  get totals(): PanelTotals {
    return this.counted;
  }

  /** How many entries had to go since the log was cleared. */
  get forgottenCount(): number {
    return this.firstIndex - this.clearedAt;
  }

  /** Runs of which there are entries, and the latest; the oldest first. */
  get runs(): readonly LoggedRun[] {
    return this.keptRuns;
  }

  run(number: number): LoggedRun | undefined {
    return this.keptRuns.find((run) => run.number === number);
  }

  /** What follows is of a new run. What is there is kept, and a line is drawn below it. */
  beginRun(facts: RunFacts): void {
    const hasEntries = this.nextIndex > this.firstIndex;
    const run = { number: ++this.runCount, facts, firstIndex: this.nextIndex, connections: new ConnectionBook() };
    this.keptRuns = [...(hasEntries ? this.keptRuns : []), run];
    this.lastSequence = 0;
    if (hasEntries) this.store.add({ kind: 'run', index: this.nextIndex, run: run.number });
    this.begun.fire(run);
    this.changed.fire('added');
  }

  /**
   * Adds records. Where their sequence jumps there is a gap; what is left of `droppedCount`, the number that the target
   * had to drop among or after them, is a gap at the end.
   */
  append(records: readonly SocketRecord[], droppedCount = 0): void {
    if (records.length === 0 && droppedCount === 0) return;
    const run = this.keptRuns.at(-1) ?? this.unnamedRun();
    let missing = droppedCount;
    for (const record of records) {
      const jump = Math.max(0, record.sequence - this.lastSequence - 1);
      this.addGap(run, Math.min(jump, missing));
      missing -= Math.min(jump, missing);
      run.connections.add(record, this.nextIndex);
      this.store.add({ kind: 'operation', index: this.nextIndex, run: run.number, record: bounded(record) });
      this.lastSequence = record.sequence;
    }
    this.addGap(run, missing);
    this.lastSequence += missing;
    this.count(records);
    this.changed.fire('added');
  }

  /** Resolves when the disk has caught up. */
  settled(): Promise<void> {
    return this.store.settled();
  }

  /** Forgets everything but that there is a run, which may go on. */
  clear(): void {
    const last = this.keptRuns.at(-1);
    this.store.clear();
    this.clearedAt = this.nextIndex;
    this.keptRuns = last ? [{ ...last, firstIndex: this.nextIndex, connections: new ConnectionBook() }] : [];
    this.counted = noTraffic;
    this.changed.fire('cleared');
  }

  /** The entry with this index, if it is in memory. */
  inMemory(index: number): TrafficEntry | undefined {
    return this.store.inMemory(index);
  }

  async at(index: number): Promise<TrafficEntry | undefined> {
    return this.inMemory(index) ?? this.chunkEntry(await this.store.around(index), index);
  }

  /** The entries that lie together with this one; undefined if it is not kept. */
  around(index: number): Promise<Chunk<TrafficEntry> | undefined> {
    return this.store.around(index);
  }

  /** All entries from `index` on that are kept now, in pieces. */
  async *from(index: number): AsyncGenerator<readonly TrafficEntry[]> {
    const end = this.nextIndex;
    for (let next = Math.max(index, this.firstIndex); next < end;) {
      const chunk = await this.store.around(next);
      if (chunk) yield chunk.entries.slice(next - chunk.first, end - chunk.first);
      next = Math.max(chunk?.end ?? next + 1, this.firstIndex);
    }
  }

  dispose(): void {
    this.changed.dispose();
    this.begun.dispose();
    this.failed.dispose();
    this.store.dispose();
  }

  private chunkEntry(chunk: Chunk<TrafficEntry> | undefined, index: number): TrafficEntry | undefined {
    return chunk?.entries[index - chunk.first];
  }

  /** Something may use sockets that nobody ran: at the prompt, say. */
  private unnamedRun(): LoggedRun {
    const run = {
      number: ++this.runCount,
      facts: { script: '', target: '', startedAt: Date.now() },
      firstIndex: this.nextIndex,
      connections: new ConnectionBook(),
    };
    this.keptRuns = [run];
    return run;
  }

  /** Runs whose entries are all gone go too. */
  private dropRuns(): void {
    this.keptRuns = this.keptRuns.filter((_, position) => (this.keptRuns[position + 1]?.firstIndex ?? Infinity) > this.firstIndex);
  }

  private addGap(run: LoggedRun, count: number): void {
    if (count > 0) this.store.add({ kind: 'gap', index: this.nextIndex, run: run.number, count });
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
}

function bounded(record: SocketRecord): SocketRecord {
  return record.bytes.length <= MAX_RECORD_BYTES ? record : { ...record, bytes: record.bytes.slice(0, MAX_RECORD_BYTES) };
}

function carriedBytes(entry: TrafficEntry): number {
  return entry.kind === 'operation' ? entry.record.bytes.length : 0;
}
