/**
 * Paces the pictures that go to the Board view: the next one goes when the last is on the screen, and no more than 30 a second.
 * What changes meanwhile is in the next picture, so nothing waits in a queue.
 */
import type { BoardPicture, ToBoardView } from '../../../shared/src';

const INTERVAL_MS = 1000 / 30;

export class BoardFeed {
  private isOpen = false;
  private isStale = false;
  private isUnderWay = false;
  private lastMs = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly picture: () => BoardPicture,
    private readonly post: (message: ToBoardView) => void,
  ) {}

  /** There is a page, which knows nothing yet. */
  open(): void {
    this.close();
    this.isOpen = true;
    this.changed();
  }

  /** There is no page any more. */
  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isOpen = false;
    this.isUnderWay = false;
  }

  changed(): void {
    this.isStale = true;
    this.next();
  }

  /** The page has shown the last picture. */
  shown(): void {
    this.isUnderWay = false;
    this.next();
  }

  private next(): void {
    if (!this.isOpen || !this.isStale || this.isUnderWay || this.timer) return;
    const waitMs = this.lastMs + INTERVAL_MS - performance.now();
    if (waitMs <= 0) this.send();
    else this.timer = setTimeout(() => this.send(), waitMs);
  }

  private send(): void {
    this.timer = undefined;
    this.isStale = false;
    this.isUnderWay = true;
    this.lastMs = performance.now();
    this.post({ kind: 'board', board: this.picture() });
  }
}
