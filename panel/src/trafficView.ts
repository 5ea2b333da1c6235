/**
 * The list of operations with its headings, its selection and its keys, and the button that leads back to the end.
 * Selecting a row stops following, so that it stays in view while more come in.
 */
import type { PanelRow } from '../../shared/src';
import { button, element } from './dom';
import type { RowStore } from './rowStore';
import { countText } from './rowText';
import { renderRow, rowElementId } from './rowView';
import { VirtualRows } from './virtualRows';

export interface TrafficViewListener {
  readonly onSelect: (row: PanelRow | undefined) => void;
  /** Enter on a row. */
  readonly onEnter: () => void;
}

const columns = [
  ['time', 'Time'],
  ['socket', 'Socket'],
  ['operation', 'Operation'],
  ['peer', 'Peer'],
  ['size', 'Size'],
  ['took', 'Took'],
  ['bytes', 'Bytes'],
] as const;

export class TrafficView {
  readonly root: HTMLElement;
  private readonly scroller = element('div', { class: 'scroller', attributes: { role: 'rowgroup' } });
  private readonly grid = element('div', {
    class: 'grid',
    attributes: { role: 'grid', tabindex: '0', 'aria-label': 'Socket operations', 'aria-colcount': String(columns.length) },
  });
  private readonly forgotten = element('div', { class: 'forgotten', attributes: { role: 'note' } });
  private readonly newRows: HTMLButtonElement;
  private readonly rows: VirtualRows;
  private selectedIndex: number | undefined;
  private unseen = 0;

  constructor(
    private readonly store: RowStore,
    private readonly listener: TrafficViewListener,
  ) {
    this.newRows = button({ class: 'new-rows', onClick: () => this.rows.follow() });
    this.newRows.hidden = true;
    this.forgotten.hidden = true;
    const heads = columns.map(([name, title]) =>
      element('div', { class: `cell ${name}`, text: title, attributes: { role: 'columnheader' } }),
    );
    const head = element('div', { class: 'row head', attributes: { role: 'row' } }, heads);
    this.grid.append(head, this.scroller);
    this.root = element('section', { class: 'traffic' }, [this.forgotten, this.grid, this.newRows]);
    this.rows = new VirtualRows({
      scroller: this.scroller,
      render: (position) => this.renderAt(position),
      onFollowChange: (isFollowing) => {
        if (isFollowing) this.countUnseen(0);
      },
      onResize: () => {
        if (this.selectedIndex !== undefined) this.rows.ensureVisible(this.store.positionOf(this.selectedIndex));
      },
    });
    this.grid.addEventListener('click', (event) => this.clicked(event));
    this.grid.addEventListener('keydown', (event) => this.pressed(event));
  }

  setRowHeight(height: number): void {
    this.rows.setRowHeight(height);
  }

  /** The store has grown by `added` visible rows and lost `removed` at the start. */
  grew({ added, removed }: { readonly added: number; readonly removed: number }): void {
    this.setCount(removed);
    this.countUnseen(this.rows.isFollowing ? 0 : this.unseen + added);
  }

  /** A new run begins: nothing is selected, and its end is followed. */
  restart(): void {
    this.select(undefined);
    this.setForgotten(0);
    this.refilter();
    this.rows.follow();
  }

  /** Other rows of the store pass its filter now. */
  refilter(): void {
    this.countUnseen(0);
    this.setCount(0);
    this.rows.redraw();
  }

  setForgotten(count: number): void {
    this.forgotten.hidden = count === 0;
    this.forgotten.textContent = `${countText(count)} earlier ${count === 1 ? 'row is' : 'rows are'} no longer kept.`;
  }

  focus(): void {
    this.grid.focus();
  }

  /** Selects the row with this index, if there is one. */
  select(index: number | undefined): void {
    const before = this.selectedIndex;
    const row = index === undefined ? undefined : this.store.visible[this.store.positionOf(index)];
    this.selectedIndex = row?.index === index ? index : undefined;
    if (before !== undefined) this.rows.redrawRow(this.store.positionOf(before));
    if (this.selectedIndex === undefined) {
      this.grid.removeAttribute('aria-activedescendant');
    } else {
      const position = this.store.positionOf(this.selectedIndex);
      if (position < this.store.visible.length - 1) this.rows.stopFollowing();
      this.rows.redrawRow(position);
      this.rows.ensureVisible(position);
      this.grid.setAttribute('aria-activedescendant', rowElementId(this.selectedIndex));
    }
    this.listener.onSelect(this.selectedIndex === undefined ? undefined : row);
  }

  /** The headings count as the first row. */
  private setCount(removed: number): void {
    this.rows.setCount(this.store.visible.length, removed);
    this.grid.setAttribute('aria-rowcount', String(this.store.visible.length + 1));
  }

  private renderAt(position: number): HTMLElement {
    const row = this.store.visible[position];
    return row ? renderRow(row, { position, isSelected: row.index === this.selectedIndex }) : element('div', { class: 'row' });
  }

  private countUnseen(count: number): void {
    this.unseen = count;
    this.newRows.hidden = count === 0;
    this.newRows.textContent = `↓ ${countText(count)} new`;
  }

  private clicked(event: MouseEvent): void {
    const id = event.target instanceof Element ? event.target.closest('.row')?.id : undefined;
    if (id !== undefined && id.startsWith('row-')) this.select(Number(id.slice('row-'.length)));
  }

  private pressed(event: KeyboardEvent): void {
    const position = this.nextPosition(event.key);
    if (position !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const row = this.store.visible[Math.max(0, Math.min(this.store.visible.length - 1, position))];
      if (row) this.select(row.index);
      if (event.key === 'End') this.rows.follow();
    } else if (event.key === 'Enter' && this.selectedIndex !== undefined) {
      this.listener.onEnter();
    } else if (event.key === 'Escape') {
      this.select(undefined);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Where a key leads; from no selection the first key leads to the newest row, Home to the oldest. */
  private nextPosition(key: string): number | undefined {
    const last = this.store.visible.length - 1;
    const here = this.selectedIndex === undefined ? undefined : this.store.positionOf(this.selectedIndex);
    switch (key) {
      case 'ArrowDown':
        return here === undefined ? last : here + 1;
      case 'ArrowUp':
        return here === undefined ? last : here - 1;
      case 'PageDown':
        return (here ?? last) + this.rows.pageSize;
      case 'PageUp':
        return (here ?? last) - this.rows.pageSize;
      case 'Home':
        return 0;
      case 'End':
        return last;
      default:
        return undefined;
    }
  }
}
