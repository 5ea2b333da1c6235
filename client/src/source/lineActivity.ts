/**
 * What each line of a run's files has done with sockets, from the records of the log: the latest operation of each kind, how often, and
 * how much. It keeps the latest run alone and a bounded number of lines, and looks at no record before somebody wants to know; then it
 * goes through what the log has of the run. How that is shown is not its business.
 */
import { direction, Emitter, movedBytes, type Disposable, type SocketOperation, type SocketRecord } from '../../../shared/src';
import { LogScan, type ScannedLog } from '../panel/logScan';
import type { TrafficEntry, TrafficLog } from '../panel/trafficLog';

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

export type ActivityLog = ScannedLog & Pick<TrafficLog, 'onDidChange' | 'onDidBeginRun' | 'runs'>;

export class LineActivities implements Disposable {
  private readonly changed = new Emitter<void>();
  private readonly files = new Map<string, Map<number, Map<SocketOperation, OperationActivity>>>();
  private readonly scan: LogScan;
  private subscriptions: readonly Disposable[] = [];
  private lineCount = 0;
  private hasChanged = false;

  readonly onDidChange = this.changed.event;

  constructor(private readonly log: ActivityLog) {
    this.scan = new LogScan(
      log,
      (entry) => this.look(entry),
      () => this.tell(),
    );
  }

  get isFollowing(): boolean {
    return this.subscriptions.length > 0;
  }

  /** The names of the files as records have them. */
  get fileNames(): Iterable<string> {
    return this.files.keys();
  }

  in(file: string): readonly LineActivity[] {
    return [...(this.files.get(file) ?? [])].map(([line, operations]) => ({ line, operations: [...operations.values()] }));
  }

  /** Tells what the latest run has done, and does, from now on. */
  follow(): void {
    if (this.isFollowing) return;
    this.subscriptions = [this.log.onDidBeginRun(() => this.begin()), this.log.onDidChange(() => this.update())];
    this.begin();
    this.update();
  }

  /** Knows nothing any more, until it follows again. */
  rest(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.subscriptions = [];
    this.forget();
    this.scan.stop();
  }

  dispose(): void {
    this.rest();
    this.changed.dispose();
  }

  private begin(): void {
    this.forget();
    this.scan.from(this.log.runs.at(-1)?.firstIndex ?? this.log.nextIndex);
  }

  private forget(): void {
    this.files.clear();
    this.lineCount = 0;
    this.hasChanged = true;
  }

  private update(): void {
    this.scan.update();
    this.tell();
  }

  private tell(): void {
    if (!this.hasChanged) return;
    this.hasChanged = false;
    this.changed.fire();
  }

  private look(entry: TrafficEntry): void {
    if (entry.kind === 'operation' && this.take(entry.record, entry.index)) this.hasChanged = true;
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
