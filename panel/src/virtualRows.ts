/**
 * A long list of rows of equal height of which only the visible ones are in the document. It follows the end until the
 * user scrolls up, and keeps what is in view where it is when rows leave at the start.
 */
import { element } from './dom';

export interface VirtualRowsOptions {
  /** The element that scrolls; the rows are put into it. */
  readonly scroller: HTMLElement;
  /** Makes the row at `position` anew. */
  readonly render: (position: number) => HTMLElement;
  readonly onFollowChange: (isFollowing: boolean) => void;
  /** The view has another height now. */
  readonly onResize: () => void;
}

/** Rows kept ready above and below what is visible. */
const overscan = 8;

export class VirtualRows {
  private readonly canvas = element('div', { class: 'canvas', attributes: { role: 'presentation' } });
  private readonly drawn = new Map<number, HTMLElement>();
  private rowHeight = 22;
  private count = 0;
  private isFollowingEnd = true;
  private frame = 0;

  constructor(private readonly options: VirtualRowsOptions) {
    options.scroller.append(this.canvas);
    options.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(options.scroller);
  }

  get isFollowing(): boolean {
    return this.isFollowingEnd;
  }

  /** How many whole rows fit into view. */
  get pageSize(): number {
    return Math.max(1, Math.floor(this.options.scroller.clientHeight / this.rowHeight) - 1);
  }

  setRowHeight(height: number): void {
    this.rowHeight = height;
    this.redraw();
  }

  /** The list has `count` rows now, after `removed` of the earlier ones left at the start. */
  setCount(count: number, removed = 0): void {
    const { scroller } = this.options;
    this.count = count;
    if (removed > 0) this.forgetDrawn();
    this.canvas.style.height = `${count * this.rowHeight}px`;
    if (this.isFollowingEnd) scroller.scrollTop = scroller.scrollHeight;
    else if (removed > 0) scroller.scrollTop = Math.max(0, scroller.scrollTop - removed * this.rowHeight);
    this.schedule();
  }

  /** Draws every visible row again, because what they show has changed. */
  redraw(): void {
    this.forgetDrawn();
    this.setCount(this.count);
  }

  /** Draws one row again if it is in view. */
  redrawRow(position: number): void {
    const old = this.drawn.get(position);
    if (old) old.replaceWith(this.draw(position));
  }

  follow(): void {
    this.setFollowing(true);
    this.options.scroller.scrollTop = this.options.scroller.scrollHeight;
    this.schedule();
  }

  stopFollowing(): void {
    this.setFollowing(false);
  }

  ensureVisible(position: number): void {
    const { scroller } = this.options;
    const top = position * this.rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + this.rowHeight > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = top + this.rowHeight - scroller.clientHeight;
    this.drawVisible();
  }

  private scrolled(): void {
    const { scroller } = this.options;
    const distance = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    this.setFollowing(distance < this.rowHeight / 2);
    this.schedule();
  }

  /** A smaller view cuts rows off at the end; who follows wants to see the end still. */
  private resized(): void {
    if (this.isFollowingEnd) this.options.scroller.scrollTop = this.options.scroller.scrollHeight;
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
    const first = Math.max(0, Math.floor(scroller.scrollTop / this.rowHeight) - overscan);
    const last = Math.min(this.count, Math.ceil((scroller.scrollTop + scroller.clientHeight) / this.rowHeight) + overscan);
    for (const [position, row] of this.drawn) {
      if (position >= first && position < last) continue;
      row.remove();
      this.drawn.delete(position);
    }
    for (let position = first; position < last; position++) {
      if (!this.drawn.has(position)) this.canvas.append(this.draw(position));
    }
  }

  private draw(position: number): HTMLElement {
    const row = this.options.render(position);
    row.style.transform = `translateY(${position * this.rowHeight}px)`;
    this.drawn.set(position, row);
    return row;
  }

  private forgetDrawn(): void {
    this.canvas.replaceChildren();
    this.drawn.clear();
  }
}
