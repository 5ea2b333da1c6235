/**
 * What one page of the Sockets panel sees of the log: a filter, a search, a part of the list, perhaps a pause. One message with rows is
 * under way at a time; what is added meanwhile waits in the log, so that a page is never behind by more than what it shows.
 */
import {
  type FromPanel,
  movedBytes,
  NO_FILTER,
  type PanelExtent,
  type PanelRow,
  ROW_HEAD_BYTES,
  type RowFilter,
  type ToPanel,
} from '../../../shared/src';
import { compileFilter, compileSearch, type Passes } from './rowFilter';
import { SelectedRows } from './selectedRows';
import type { TrafficEntry, TrafficLog } from './trafficLog';

/** More rows than any screen has. */
const MAX_ROWS = 500;

export type SessionMessage = Extract<FromPanel, { kind: 'view' | 'shown' | 'filter' | 'search' | 'locate' | 'pause' | 'select' }>;

export class PanelSession {
  private readonly rows: SelectedRows;
  private readonly matches: SelectedRows;
  private filterNow: RowFilter = NO_FILTER;
  private passes: Passes | undefined;
  private isMatch: Passes | undefined;
  private searchText = '';
  /** Index of the match that was gone to. */
  private current: number | undefined;
  /** A search that has found nothing yet goes to the first that it finds from here on. */
  private wantsMatchFrom: number | undefined;
  private view = { first: 0, count: 60, follows: true };
  /** The list ends before this index. */
  private pausedAt: number | undefined;
  private isOpen = false;
  private isShowing = false;
  private isDirty = false;
  private toldDropped = 0;
  private generation = 0;
  /** What tells the window that was sent last from any other. */
  private sentWindow = '';

  constructor(
    private readonly log: TrafficLog,
    private readonly post: (message: ToPanel) => void,
  ) {
    this.rows = new SelectedRows(log, () => this.changed());
    this.matches = new SelectedRows(log, () => this.searched());
  }

  get filter(): RowFilter {
    return this.filterNow;
  }

  get isPaused(): boolean {
    return this.pausedAt !== undefined;
  }

  /** A page listens and has been told to forget everything. */
  open(): void {
    this.isOpen = true;
    this.isShowing = false;
    this.toldDropped = this.rows.droppedCount;
    this.sentWindow = '';
    this.changed();
    this.tellSearch();
  }

  close(): void {
    this.isOpen = false;
  }

  /** The log has more entries. */
  grew(): void {
    this.rows.update();
    if (this.searchText !== '') this.matches.update();
    this.changed();
    if (this.searchText !== '') this.searched();
  }

  /** The log was cleared: nothing is paused any more, and a connection that is gone filters nothing. */
  cleared(): void {
    this.pausedAt = undefined;
    const { connection: _gone, ...filter } = this.filterNow;
    this.setFilter(filter);
  }

  /** Its rows are what is wanted now: the connection of an earlier run no longer hides them. */
  runBegan(): void {
    const { connection, ...filter } = this.filterNow;
    if (!connection) return;
    this.setFilter(filter);
    this.post({ kind: 'filter', filter });
  }

  setFilter(filter: RowFilter): void {
    this.filterNow = filter;
    this.passes = compileFilter(filter);
    this.rows.select(this.passes);
    this.toldDropped = this.rows.droppedCount;
    this.generation += 1;
    if (this.searchText !== '') this.search(this.searchText, this.current ?? 0, 0);
    this.changed();
  }

  receive(message: SessionMessage): void {
    switch (message.kind) {
      case 'view':
        this.view = { first: message.first, count: Math.min(MAX_ROWS, message.count), follows: message.follows };
        return this.changed();
      case 'shown':
        this.isShowing = false;
        return void this.send();
      case 'filter':
        return this.setFilter(message.filter);
      case 'search':
        return this.search(message.text, message.from, message.step);
      case 'locate':
        return this.go(message.index);
      case 'pause':
        this.pausedAt = message.isPaused ? this.log.nextIndex : undefined;
        this.post({ kind: 'paused', isPaused: message.isPaused });
        return this.changed();
      case 'select':
        return void this.sendBytes(message.index);
    }
  }

  /** Brings the row into view and selects it; one that the filter hides takes the filter away. */
  reveal(index: number): void {
    if (index < this.log.firstIndex || index >= this.log.nextIndex) return;
    if (!this.rows.has(index)) {
      this.setFilter(NO_FILTER);
      this.post({ kind: 'filter', filter: NO_FILTER });
    }
    this.go(index);
  }

  private go(index: number): void {
    const position = this.rows.positionOf(index);
    this.post(this.rows.indexAt(position) === index ? { kind: 'go', index, position } : { kind: 'go', index });
  }

  private search(text: string, from: number, step: -1 | 0 | 1): void {
    const { passes } = this;
    if (text !== this.searchText || step === 0) {
      this.searchText = text;
      this.current = undefined;
      const isMatch = text.trim() === '' ? undefined : compileSearch(text);
      this.isMatch = isMatch;
      this.matches.select(isMatch && ((entry) => isMatch(entry) && (passes?.(entry) ?? true)));
    }
    if (!this.isMatch) {
      this.searchText = '';
      this.wantsMatchFrom = undefined;
    } else if (step === 0 || this.matches.count === 0) {
      this.wantsMatchFrom = from;
    } else {
      this.goToMatch(this.nextMatch(from, step));
    }
    this.searched();
    this.changed();
  }

  /** Position among the matches of the next one before or after a row; round at the ends. */
  private nextMatch(from: number, step: -1 | 1): number {
    const { matches } = this;
    const here = matches.positionOf(from);
    const next = step === 1 ? here + (matches.has(from) ? 1 : 0) : here - 1;
    return (next + matches.count) % matches.count;
  }

  private goToMatch(position: number): void {
    this.current = this.matches.indexAt(position);
    this.wantsMatchFrom = undefined;
    if (this.current !== undefined) this.go(this.current);
  }

  /** More is known of the search. */
  private searched(): void {
    const { wantsMatchFrom } = this;
    if (wantsMatchFrom !== undefined && this.matches.count > 0) {
      const position = this.matches.positionOf(wantsMatchFrom);
      if (position < this.matches.count) this.goToMatch(position);
      else if (this.matches.scanned === 1) this.goToMatch(0);
    }
    this.tellSearch();
  }

  private tellSearch(): void {
    if (!this.isOpen) return;
    const current = this.current === undefined ? 0 : this.matches.positionOf(this.current) + 1;
    this.post({ kind: 'search', search: { text: this.searchText, count: this.isMatch ? this.matches.count : 0, current } });
  }

  private changed(): void {
    this.isDirty = true;
    void this.send();
  }

  private async send(): Promise<void> {
    if (!this.isOpen || this.isShowing || !this.isDirty) return;
    this.isShowing = true;
    let shown;
    let generation;
    do {
      this.isDirty = false;
      generation = this.generation;
      shown = await this.readRows();
    } while (generation !== this.generation);
    if (!this.isOpen) return;
    const { droppedCount } = this.rows;
    const extent = { ...this.extent(), removed: droppedCount - this.toldDropped };
    this.toldDropped = droppedCount;
    // Rows may have left while these were read.
    const left = droppedCount - shown.droppedCount;
    const windowNow = [generation, droppedCount, this.searchText, shown.first, shown.rows[0]?.index, shown.rows.at(-1)?.index].join();
    if (windowNow === this.sentWindow) return this.post({ kind: 'list', extent });
    this.sentWindow = windowNow;
    const window = { first: Math.max(0, shown.first - left), rows: shown.rows.slice(Math.max(0, left - shown.first)) };
    this.post({ kind: 'list', extent, window });
  }

  private extent(): Omit<PanelExtent, 'removed'> {
    const { log, rows } = this;
    return {
      count: this.shownCount(),
      keptCount: log.nextIndex - log.firstIndex,
      forgottenCount: log.forgottenCount,
      scanned: rows.scanned,
      ...(this.isPaused && { heldCount: rows.count - this.shownCount() }),
      totals: log.totals,
    };
  }

  private shownCount(): number {
    return this.pausedAt === undefined ? this.rows.count : this.rows.positionOf(this.pausedAt);
  }

  /** The rows in view; and how many had left at the start of the list when `first` was the position of the first of them. */
  private async readRows(): Promise<{ first: number; droppedCount: number; rows: PanelRow[] }> {
    const count = this.shownCount();
    const { droppedCount } = this.rows;
    const wanted = this.view.follows ? count - this.view.count : this.view.first - (droppedCount - this.toldDropped);
    const first = Math.max(0, Math.min(wanted, count - 1));
    const indexes: number[] = [];
    for (let position = first; position < Math.min(count, first + this.view.count); position++)
      indexes.push(this.rows.indexAt(position) ?? 0);
    let before = await this.timeAt(this.rows.indexAt(first - 1));
    const rows: PanelRow[] = [];
    for (const index of indexes) {
      const entry = await this.log.at(index);
      if (!entry) continue;
      rows.push(this.toRow(entry, before));
      before = timeOf(entry);
    }
    return { first, droppedCount, rows };
  }

  private async timeAt(index: number | undefined): Promise<EntryTime | undefined> {
    const entry = index === undefined ? undefined : await this.log.at(index);
    return entry && timeOf(entry);
  }

  /** The copy has a buffer of its own: VS Code sends the whole buffer behind an array, not only the part in view. */
  private toRow(entry: TrafficEntry, before: EntryTime | undefined): PanelRow {
    const { index } = entry;
    if (entry.kind === 'gap') return { kind: 'gap', index, count: entry.count };
    if (entry.kind === 'run')
      return { kind: 'run', index, ...(this.log.run(entry.run)?.facts ?? { script: '', target: '', startedAt: 0 }) };
    const { bytes, tls: _facts, ...record } = entry.record;
    const sinceMs = before?.run === entry.run ? record.timeMs - before.timeMs : undefined;
    return {
      kind: 'operation',
      index,
      run: entry.run,
      record,
      sizeBytes: movedBytes(entry.record),
      head: new Uint8Array(bytes.subarray(0, ROW_HEAD_BYTES)),
      ...(sinceMs !== undefined && { sinceMs }),
      isFound: this.isMatch?.(entry) ?? false,
    };
  }

  private async sendBytes(index: number): Promise<void> {
    const entry = await this.log.at(index);
    if (entry?.kind === 'operation') this.post({ kind: 'bytes', index, bytes: new Uint8Array(entry.record.bytes) });
  }
}

interface EntryTime {
  readonly run: number;
  readonly timeMs: number;
}

function timeOf(entry: TrafficEntry): EntryTime | undefined {
  return entry.kind === 'operation' ? { run: entry.run, timeMs: entry.record.timeMs } : undefined;
}
