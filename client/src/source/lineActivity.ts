/**
 * What each line of a run's files has done with sockets, from the records of the log: the latest operation of each kind, how often, and
 * how much. It keeps the latest run alone and a bounded number of lines. How that is shown is not its business.
 */
import { direction, Emitter, movedBytes, type Disposable, type SocketOperation, type SocketRecord } from '../../../shared/src';
import type { TrafficLog } from '../panel/trafficLog';

export interface OperationActivity {
  readonly operation: SocketOperation;
  readonly count: number;
  /** Of all of them together. */
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly durationMs: number;
  /** Without its bytes, which the log keeps. */
  readonly last: SocketRecord;
  /** How many they were. */
  readonly lastBytes: number;
  /** Of the last one, in the log. */
  readonly lastIndex: number;
}

export interface LineActivity {
  /** From 1. */
  readonly line: number;
  /** The one that was used last is the last. */
  readonly operations: readonly OperationActivity[];
}

export const MAX_LINES = 2000;
const NO_BYTES = new Uint8Array(0);

export type ActivityLog = Pick<TrafficLog, 'onDidChange' | 'firstIndex' | 'nextIndex' | 'inMemory' | 'runs'>;

export class LineActivities implements Disposable {
  private readonly changed = new Emitter<void>();
  private readonly begun = new Emitter<void>();
  private readonly files = new Map<string, Map<number, Map<SocketOperation, OperationActivity>>>();
  private readonly subscription: Disposable;
  private lineCount = 0;
  private run: number | undefined;
  private nextIndex: number;

  readonly onDidChange = this.changed.event;
  /** A run begins, and nothing is known of it yet. */
  readonly onDidBegin = this.begun.event;

  constructor(private readonly log: ActivityLog) {
    this.nextIndex = log.nextIndex;
    this.run = log.runs.at(-1)?.number;
    this.subscription = log.onDidChange(() => this.takeNew());
  }

  /** The names of the files as records have them. */
  get fileNames(): Iterable<string> {
    return this.files.keys();
  }

  /** The name of the script that ran. */
  get script(): string | undefined {
    return this.log.runs.at(-1)?.facts.script;
  }

  in(file: string): readonly LineActivity[] {
    return [...(this.files.get(file) ?? [])].map(([line, operations]) => ({ line, operations: [...operations.values()] }));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    this.begun.dispose();
  }

  private takeNew(): void {
    const latest = this.log.runs.at(-1)?.number;
    if (latest !== this.run) {
      this.run = latest;
      this.files.clear();
      this.lineCount = 0;
      this.begun.fire();
    }
    let hasChanged = false;
    for (let index = Math.max(this.nextIndex, this.log.firstIndex); index < this.log.nextIndex; index++) {
      const entry = this.log.inMemory(index);
      if (entry?.kind === 'operation' && entry.run === latest) hasChanged = this.take(entry.record, index) || hasChanged;
    }
    this.nextIndex = this.log.nextIndex;
    if (hasChanged) this.changed.fire();
  }

  /** Returns whether the record is one of a line that is kept. */
  private take(record: SocketRecord, index: number): boolean {
    if (!record.place) return false;
    const { file, line } = record.place;
    const lines = this.files.get(file) ?? new Map<number, Map<SocketOperation, OperationActivity>>();
    let operations = lines.get(line);
    if (!operations) {
      if (this.lineCount >= MAX_LINES) return false;
      this.lineCount++;
      operations = new Map();
      lines.set(line, operations);
      this.files.set(file, lines);
    }
    const before = operations.get(record.operation);
    const way = direction(record.operation);
    operations.delete(record.operation);
    operations.set(record.operation, {
      operation: record.operation,
      count: (before?.count ?? 0) + 1,
      receivedBytes: (before?.receivedBytes ?? 0) + (way === 'in' ? movedBytes(record) : 0),
      sentBytes: (before?.sentBytes ?? 0) + (way === 'out' ? movedBytes(record) : 0),
      durationMs: (before?.durationMs ?? 0) + record.durationMs,
      last: { ...record, bytes: NO_BYTES },
      lastBytes: movedBytes(record),
      lastIndex: index,
    });
    return true;
  }
}
