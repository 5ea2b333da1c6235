/**
 * Feeds a page with the rows of the log, as fast as the page can show them: one message is under way at a time, what is
 * added meanwhile waits in the log, and what the log has to forget in the meantime is never sent.
 */
import { movedBytes, type PanelRow, ROW_HEAD_BYTES, type ToPanel } from '../../../shared/src';
import type { TrafficEntry, TrafficLog } from './trafficLog';

const rowsPerMessage = 1000;

export class RowFeed {
  /** Index of the next entry to send; undefined while no page listens. */
  private next: number | undefined;
  private isShowing = false;

  constructor(
    private readonly log: TrafficLog,
    private readonly post: (message: ToPanel) => void,
  ) {}

  get isOpen(): boolean {
    return this.next !== undefined;
  }

  /** A page listens and has no rows. */
  open(): void {
    this.next = this.log.firstIndex;
    this.isShowing = false;
    this.send();
  }

  close(): void {
    this.next = undefined;
  }

  /** The page has shown what it was sent last. */
  shown(): void {
    this.isShowing = false;
    this.send();
  }

  /** Sends what there is, unless the page is still busy. */
  send(): void {
    if (this.isShowing || this.next === undefined || this.next >= this.log.nextIndex) return;
    const { firstIndex, forgottenCount, totals } = this.log;
    const entries = this.log.from(this.next, rowsPerMessage);
    this.next = Math.max(this.next, firstIndex) + entries.length;
    this.isShowing = true;
    this.post({ kind: 'rows', rows: entries.map(toRow), firstIndex, forgottenCount, totals });
  }
}

/** The copy has a buffer of its own: VS Code sends the whole buffer behind an array, not only the part in view. */
function toRow(entry: TrafficEntry): PanelRow {
  if (entry.kind === 'gap') return entry;
  const { bytes, ...record } = entry.record;
  const head = new Uint8Array(bytes.subarray(0, ROW_HEAD_BYTES));
  return { kind: 'operation', index: entry.index, record, sizeBytes: movedBytes(entry.record), head };
}
