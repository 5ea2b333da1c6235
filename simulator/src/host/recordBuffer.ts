/**
 * Collects socket records for the parent: at most 30 batches a second, each bounded; what does not fit is counted, not
 * kept. While the parent is behind, batches wait and the bound holds.
 */
import type { Disposable, RunEvent, SocketRecord } from '../../../shared/src';
import { Batcher } from './batcher';

const INTERVAL_MS = 1000 / 30;
export const BATCH_LIMITS = { recordCount: 5000, sizeBytes: 2 << 20 } as const;

export interface RecordBufferSetup {
  readonly onEvent: (event: RunEvent) => void;
  /** Whether the parent is behind. */
  readonly isFull: () => boolean;
}

export class RecordBuffer implements Disposable {
  private records: SocketRecord[] = [];
  private sizeBytes = 0;
  private droppedCount = 0;
  private readonly batcher = new Batcher(INTERVAL_MS, () => {
    if (this.setup.isFull()) this.batcher.request();
    else this.send();
  });

  constructor(private readonly setup: RecordBufferSetup) {}

  add(record: SocketRecord): void {
    if (this.records.length >= BATCH_LIMITS.recordCount || this.sizeBytes + record.bytes.length > BATCH_LIMITS.sizeBytes) {
      this.droppedCount++;
    } else {
      this.records.push(record);
      this.sizeBytes += record.bytes.length;
    }
  }

  /** Call it when what came together has been added: it may go out now. */
  settle(): void {
    if (this.records.length > 0 || this.droppedCount > 0) this.batcher.request();
  }

  /** Sends what there is, however far behind the parent is; for the end of a run. */
  flush(): void {
    this.batcher.dispose();
    this.send();
  }

  dispose(): void {
    this.batcher.dispose();
  }

  private send(): void {
    const { records, droppedCount } = this;
    if (records.length === 0 && droppedCount === 0) return;
    this.records = [];
    this.sizeBytes = 0;
    this.droppedCount = 0;
    this.setup.onEvent({ kind: 'records', records, droppedCount });
  }
}
