/**
 * A long list of rows of equal height, of which only those in view are in the document, and only a few around them in memory: the list
 * says which rows it needs, and is given them. It follows the end until the user scrolls up, and keeps what is in view where it is when
 * rows leave at the start.
 */
import type { PanelExtent, PanelRow, RowWindow } from '../../shared/src';
import { element } from './dom';

export interface RowView {
  readonly first: number;
  readonly count: number;
  readonly follows: boolean;
}

export interface WindowedRowsOptions {
  /** The element that scrolls; the rows are put into it. */
  readonly scroller: HTMLElement;
  /** Makes the row at `position` anew. A row that has not come yet is undefined. */
  readonly render: (position: number, row: PanelRow | undefined) => HTMLElement;
  /** Other rows are needed. */
  readonly onView: (view: RowView) => void;
  readonly onFollowChange: (isFollowing: boolean) => void;
  /** The view has another height now. */
  readonly onResize: () => void;
}

/** Rows kept ready above and below what is in view, in screens. */
const SCREENS_AROUND = 1.5;
/** Browsers draw nothing beyond some 33 million pixels; a longer list is scrolled in proportion. */
const MAX_HEIGHT = 20_000_000;

export class WindowedRows {
  private readonly canvas = element('div', { class: 'canvas', attributes: { role: 'presentation' } });
  private readonly drawn = new Map<number, { readonly node: HTMLElement; readonly row: PanelRow | undefined }>();
  private window: RowWindow = { first: 0, rows: [] };
  private asked: RowView | undefined;
  private rowHeight = 22;
  private rowCount = 0;
  private isFollowingEnd = true;
  /** In pixels, from where a row would be in a list that is not scrolled in proportion. */
  private offset = 0;
  private frame = 0;

  constructor(private readonly options: WindowedRowsOptions) {
    options.scroller.append(this.canvas);
    options.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(options.scroller);
  }

  get isFollowing(): boolean {
    return this.isFollowingEnd;
  }

  get count(): number {
    return this.rowCount;
  }

  /** How many whole rows fit into view. */
  get pageSize(): number {
    return Math.max(1, Math.floor(this.options.scroller.clientHeight / this.rowHeight) - 1);
  }

  /** The row at a position, if it is here. */
  at(position: number): PanelRow | undefined {
    return this.window.rows[position - this.window.first];
  }

  /** Positions whose rows are here. */
  get here(): RowWindow {
    return this.window;
  }

  setRowHeight(height: number): void {
    this.rowHeight = height;
    this.redraw();
    this.fit();
  }

  /** The list is as long as `extent` says; the rows in `window`, if there is one, are the ones that are here now. */
  update({ count, removed }: PanelExtent, window: RowWindow | undefined): void {
    const { scroller } = this.options;
    this.rowCount = count;
    if (removed > 0) this.redraw();
    if (window) this.window = window;
    else if (removed > 0) this.window = { ...this.window, first: this.window.first - removed };
    this.fit();
    if (!this.isFollowingEnd && removed > 0 && !this.isScaled)
      scroller.scrollTop = Math.max(0, scroller.scrollTop - removed * this.rowHeight);
    this.schedule();
  }

  /** Forgets all rows: others come. */
  restart(): void {
    this.window = { first: 0, rows: [] };
    this.rowCount = 0;
    this.asked = undefined;
    this.redraw();
    this.follow();
  }

  /** Draws every row in view again. */
  redraw(): void {
    this.canvas.replaceChildren();
    this.drawn.clear();
    this.schedule();
  }

  /** Draws one row again if it is in view. */
  redrawRow(position: number): void {
    const old = this.drawn.get(position);
    if (old) old.node.replaceWith(this.draw(position));
  }

  follow(): void {
    this.setFollowing(true);
    this.fit();
    this.schedule();
  }

  stopFollowing(): void {
    this.setFollowing(false);
  }

  ensureVisible(position: number): void {
    const { scroller } = this.options;
    const top = this.topPosition();
    const visible = scroller.clientHeight / this.rowHeight;
    if (position < top) this.scrollTo(position);
    else if (position + 1 > top + visible) this.scrollTo(position + 1 - visible);
    this.drawVisible();
  }

  private get isScaled(): boolean {
    return this.rowCount * this.rowHeight > MAX_HEIGHT;
  }

  /** The canvas is as high as the list, and who follows is at its end. */
  private fit(): void {
    this.canvas.style.height = `${Math.min(MAX_HEIGHT, this.rowCount * this.rowHeight)}px`;
    if (this.isFollowingEnd) this.options.scroller.scrollTop = this.options.scroller.scrollHeight;
  }

  /** Position at the upper edge of the view; with a fraction. */
  private topPosition(): number {
    const { scrollTop, clientHeight } = this.options.scroller;
    if (!this.isScaled) return scrollTop / this.rowHeight;
    return (scrollTop / (MAX_HEIGHT - clientHeight)) * Math.max(0, this.rowCount - clientHeight / this.rowHeight);
  }

  private scrollTo(position: number): void {
    const { scroller } = this.options;
    if (!this.isScaled) scroller.scrollTop = position * this.rowHeight;
    else scroller.scrollTop = (position / (this.rowCount - scroller.clientHeight / this.rowHeight)) * (MAX_HEIGHT - scroller.clientHeight);
  }

  private scrolled(): void {
    const { scroller } = this.options;
    const distance = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    this.setFollowing(distance < this.rowHeight / 2);
    this.schedule();
  }

  /** A smaller view cuts rows off at the end; who follows wants to see the end still. */
  private resized(): void {
    this.fit();
    this.schedule();
    this.options.onResize();
  }

  private setFollowing(isFollowing: boolean): void {
    if (this.isFollowingEnd === isFollowing) return;
    this.isFollowingEnd = isFollowing;
    this.options.onFollowChange(isFollowing);
  }

  private schedule(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.drawVisible();
    });
  }

  private drawVisible(): void {
    const { scroller } = this.options;
    const top = this.topPosition();
    const visible = scroller.clientHeight / this.rowHeight;
    const first = Math.max(0, Math.floor(top));
    const last = Math.min(this.rowCount, Math.ceil(top + visible) + 1);
    this.offset = this.isScaled ? scroller.scrollTop - top * this.rowHeight : 0;
    for (const [position, { node, row }] of this.drawn) {
      if (position >= first && position < last && looksSame(row, this.at(position))) continue;
      node.remove();
      this.drawn.delete(position);
    }
    for (let position = first; position < last; position++) if (!this.drawn.has(position)) this.canvas.append(this.draw(position));
    for (const [position, { node }] of this.drawn) this.place(node, position);
    this.ask(first, Math.ceil(visible) + 1);
  }

  /** Asks for rows if those in view are not all here, or if the end is to be followed in another way. */
  private ask(first: number, visibleCount: number): void {
    const around = Math.ceil(visibleCount * SCREENS_AROUND);
    const follows = this.isFollowingEnd;
    const view = follows
      ? { first: 0, count: visibleCount + 8, follows }
      : { first: Math.max(0, first - around), count: visibleCount + 2 * around, follows };
    const { asked } = this;
    const isCovered =
      asked?.follows === follows &&
      asked.count === view.count &&
      (follows || (asked.first <= first && asked.first + asked.count >= Math.min(this.rowCount, first + visibleCount)));
    if (isCovered) return;
    this.asked = view;
    this.options.onView(view);
  }

  private draw(position: number): HTMLElement {
    const row = this.at(position);
    const node = this.options.render(position, row);
    this.place(node, position);
    this.drawn.set(position, { node, row });
    return node;
  }

  private place(node: HTMLElement, position: number): void {
    node.style.transform = `translateY(${this.offset + position * this.rowHeight}px)`;
  }
}

/** A row that is drawn again loses the pointer that is on it. */
function looksSame(a: PanelRow | undefined, b: PanelRow | undefined): boolean {
  if (a === b) return true;
  if (a?.index !== b?.index || a?.kind !== 'operation' || b?.kind !== 'operation') return a !== undefined && a.index === b?.index;
  return a.isFound === b.isFound && a.sinceMs === b.sinceMs;
}
