/** The rows that the host has sent and still keeps, and which of them pass the filter. Knows nothing of the screen. */
import type { PanelRow } from '../../shared/src';
import { toPlainText } from './byteText';
import { errnoText, socketText } from './rowText';

export class RowStore {
  private rows: PanelRow[] = [];
  private shown: PanelRow[] = [];
  private filter = '';

  /** Rows in the order of their index that pass the filter. */
  get visible(): readonly PanelRow[] {
    return this.shown;
  }

  get count(): number {
    return this.rows.length;
  }

  clear(): void {
    this.rows = [];
    this.shown = [];
  }

  /** Adds rows at the end and lets go of those below `firstIndex`. Says how many visible ones came and went. */
  add(rows: readonly PanelRow[], firstIndex: number): { readonly added: number; readonly removed: number } {
    const passing = this.filter === '' ? rows : rows.filter((row) => matches(row, this.filter));
    for (const row of rows) this.rows.push(row);
    for (const row of passing) this.shown.push(row);
    const removed = dropBelow(this.shown, firstIndex);
    dropBelow(this.rows, firstIndex);
    return { added: passing.length, removed };
  }

  /** Every word must occur in the row: in the operation, the peer, `#socket`, the error or the bytes' beginning. */
  setFilter(filter: string): void {
    this.filter = filter.trim().toLowerCase();
    this.shown = this.filter === '' ? [...this.rows] : this.rows.filter((row) => matches(row, this.filter));
  }

  /** Position among the visible rows of the row with this index, or of the next one after it. */
  positionOf(index: number): number {
    let low = 0;
    let high = this.shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.shown[middle]?.index ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function dropBelow(rows: PanelRow[], firstIndex: number): number {
  let count = 0;
  while (count < rows.length && (rows[count]?.index ?? firstIndex) < firstIndex) count++;
  if (count > 0) rows.splice(0, count);
  return count;
}

function matches(row: PanelRow, filter: string): boolean {
  if (row.kind === 'gap') return true;
  const text = searchText(row);
  return filter.split(/\s+/).every((word) => text.includes(word));
}

function searchText(row: Extract<PanelRow, { kind: 'operation' }>): string {
  const { operation, peer, outcome } = row.record;
  const error = outcome.kind === 'error' ? errnoText(outcome.errno) : '';
  return `${operation} ${socketText(row)} ${peer} ${error} ${toPlainText(row.head)}`.toLowerCase();
}
