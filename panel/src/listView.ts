/**
 * The list of operations with its headings, its selection and its keys, and the button that leads back to the end.
 * Selecting a row stops following, so that it stays in view while more come in. A row is selected by its place; which row that is may be
 * known a moment later.
 */
import type { PanelExtent, PanelRow, RowWindow } from '../../shared/src';
import { button, element } from './dom';
import { countText } from './rowText';
import { menuContext, renderRow, rowElementId } from './rowView';
import { type RowView, WindowedRows } from './windowedRows';

export interface ListListener {
  readonly onSelect: (row: PanelRow | undefined) => void;
  /** Enter on a row. */
  readonly onEnter: () => void;
  /** The line of the script is wanted. */
  readonly onOpenSource: (index: number) => void;
  readonly onView: (view: RowView) => void;
  /** The end was followed, and new rows no longer come into view. */
  readonly onUnseen: () => void;
}

const columns = [
  ['time', 'Time'],
  ['since', 'Since'],
  ['socket', 'Socket'],
  ['operation', 'Operation'],
  ['peer', 'Peer'],
  ['size', 'Size'],
  ['took', 'Took'],
  ['source', 'Line'],
  ['bytes', 'Bytes'],
] as const;

const titles: Readonly<Record<string, string>> = {
  time: 'Seconds since the start of the run',
  since: 'Since the row above',
  took: 'How long the operation took',
  source: 'The line of the script',
};

export class ListView {
  readonly root: HTMLElement;
  /** What scrolls has the focus, so that every key that scrolls elsewhere does so here. Its headings stay above it. */
  private readonly grid = element('div', {
    class: 'grid',
    attributes: {
      role: 'grid',
      tabindex: '0',
      'aria-label': 'Socket operations',
      'aria-colcount': String(columns.length),
      'aria-owns': 'list-head',
    },
  });
  private readonly note = element('div', { class: 'forgotten', attributes: { role: 'note' } });
  private readonly newRows: HTMLButtonElement;
  private readonly rows: WindowedRows;
  private selectedPosition: number | undefined;
  /** Of the selected row, once it is here. */
  private selectedIndex: number | undefined;
  private unseen = 0;

  constructor(private readonly listener: ListListener) {
    this.newRows = button({ class: 'new-rows', onClick: () => this.rows.follow() });
    this.newRows.hidden = true;
    this.note.hidden = true;
    const heads = columns.map(([name, text], at) => {
      const options = { class: `cell ${name}`, text, attributes: { role: 'columnheader', 'aria-colindex': String(at + 1) } };
      const title = titles[name];
      return element('div', title === undefined ? options : { ...options, title });
    });
    const head = element('div', { class: 'row head', attributes: { role: 'row', id: 'list-head', 'aria-rowindex': '1' } }, heads);
    this.root = element('section', { class: 'traffic' }, [this.note, head, this.grid, this.newRows]);
    this.rows = new WindowedRows({
      scroller: this.grid,
      render: (position, row) => this.render(position, row),
      onView: (view) => this.listener.onView(view),
      onFollowChange: (isFollowing) => {
        if (isFollowing) this.countUnseen(0);
      },
      onResize: () => {
        if (this.selectedPosition !== undefined) this.rows.ensureVisible(this.selectedPosition);
      },
    });
    this.grid.addEventListener('click', (event) => this.clicked(event));
    this.grid.addEventListener('contextmenu', (event) => this.selectAt(event));
    this.grid.addEventListener('dblclick', () => this.openSource());
    this.grid.addEventListener('keydown', (event) => this.pressed(event));
  }

  setRowHeight(height: number): void {
    this.rows.setRowHeight(height);
  }

  /** The index of the row that is selected. */
  get selected(): number | undefined {
    return this.selectedIndex;
  }

  /** Index of the first row that is in view, to search from. */
  get firstIndex(): number {
    return this.rows.here.rows[0]?.index ?? 0;
  }

  update(extent: PanelExtent, window: RowWindow | undefined): void {
    const before = this.rows.count;
    if (this.selectedPosition !== undefined) this.selectedPosition -= extent.removed;
    this.rows.update(extent, window);
    // A board at a port does not tell lines.
    if (window)
      this.root.classList.toggle(
        'with-source',
        window.rows.some((row) => row.kind === 'operation' && row.record.place !== undefined),
      );
    this.setNote(extent);
    this.countUnseen(this.rows.isFollowing ? 0 : this.unseen + Math.max(0, extent.count - before + extent.removed));
    this.grid.setAttribute('aria-rowcount', String(extent.count + 1));
    this.resolveSelection();
  }

  /** Everything begins anew, and the end is followed. */
  restart(): void {
    this.deselect();
    this.rows.restart();
    this.countUnseen(0);
  }

  focus(): void {
    this.grid.focus();
  }

  deselect(): void {
    this.select(undefined);
  }

  /** Selects the row with this index, which is at this position. */
  go(index: number, position: number): void {
    this.select(position);
    this.selectedIndex = index;
    this.resolveSelection();
  }

  private select(position: number | undefined): void {
    const before = this.selectedPosition;
    const last = this.rows.count - 1;
    this.selectedPosition = position === undefined || last < 0 ? undefined : Math.max(0, Math.min(last, position));
    this.selectedIndex = undefined;
    if (before !== undefined) this.rows.redrawRow(before);
    if (this.selectedPosition === undefined) {
      this.grid.removeAttribute('aria-activedescendant');
      delete this.grid.dataset['vscodeContext'];
      return this.listener.onSelect(undefined);
    }
    if (this.selectedPosition < last) this.rows.stopFollowing();
    this.rows.ensureVisible(this.selectedPosition);
    this.resolveSelection();
  }

  /** Tells which row is selected, if it is here and was not told before. */
  private resolveSelection(): void {
    const position = this.selectedPosition;
    const row = position === undefined ? undefined : this.rows.at(position);
    if (position === undefined || !row) return;
    const id = rowElementId(row.index);
    if (this.selectedIndex === row.index && this.grid.getAttribute('aria-activedescendant') === id) return;
    this.selectedIndex = row.index;
    this.rows.redrawRow(position);
    this.grid.setAttribute('aria-activedescendant', id);
    // The menu that a key opens is of the element that has the focus.
    if (row.kind === 'operation') this.grid.dataset['vscodeContext'] = menuContext(row);
    else delete this.grid.dataset['vscodeContext'];
    this.listener.onSelect(row);
  }

  private setNote({ forgottenCount, scanned }: PanelExtent): void {
    const notes = [
      ...(scanned < 1 ? [`Looking through the rows: ${Math.floor(scanned * 100)} %.`] : []),
      ...(forgottenCount > 0
        ? [`${countText(forgottenCount)} earlier ${forgottenCount === 1 ? 'row is' : 'rows are'} no longer kept.`]
        : []),
    ];
    this.note.hidden = notes.length === 0;
    this.note.textContent = notes.join(' ');
  }

  private render(position: number, row: PanelRow | undefined): HTMLElement {
    if (!row) return element('div', { class: 'row coming', attributes: { role: 'row', 'aria-rowindex': String(position + 2) } });
    return renderRow(row, { position, isSelected: position === this.selectedPosition });
  }

  private countUnseen(count: number): void {
    if (this.unseen === 0 && count > 0) this.listener.onUnseen();
    this.unseen = count;
    this.newRows.hidden = count === 0;
    this.newRows.textContent = `↓ ${countText(count)} new`;
  }

  private clicked(event: MouseEvent): void {
    this.selectAt(event);
    if (event.target instanceof Element && event.target.closest('.source .link')) this.openSource();
  }

  /** Selects the row under the pointer, if there is one. */
  private selectAt({ target }: MouseEvent): void {
    const row = target instanceof Element ? target.closest('.canvas .row') : null;
    if (row) this.select(Number(row.getAttribute('aria-rowindex')) - 2);
  }

  private openSource(): void {
    if (this.selectedIndex !== undefined) this.listener.onOpenSource(this.selectedIndex);
  }

  private pressed(event: KeyboardEvent): void {
    const position = this.nextPosition(event.key);
    if (position !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.select(position);
      if (event.key === 'End') this.rows.follow();
    } else if (event.key === 'Enter' && this.selectedPosition !== undefined) {
      this.listener.onEnter();
    } else if (event.key === 'F12') {
      this.openSource();
    } else if (event.key === 'Escape') {
      this.deselect();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Where a key leads; from no selection the first key leads to the newest row, Home to the oldest. */
  private nextPosition(key: string): number | undefined {
    const last = this.rows.count - 1;
    const here = this.selectedPosition;
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
