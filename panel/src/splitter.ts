/** The bar between list and bytes: dragged with the pointer or moved with arrow keys. Its place is a share of the whole. */
import { element } from './dom';

export interface SplitterOptions {
  /** The element that is divided; carries the share as `--detail-share`. */
  readonly whole: HTMLElement;
  readonly isSideBySide: () => boolean;
  readonly onMoved: (share: number) => void;
}

const bounds = { min: 0.15, max: 0.85 };

export class Splitter {
  readonly root = element('div', { class: 'splitter', attributes: { role: 'separator', tabindex: '0', 'aria-label': 'Resize the bytes' } });
  private share = 0.5;

  constructor(private readonly options: SplitterOptions) {
    this.root.addEventListener('pointerdown', (event) => {
      this.root.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.root.addEventListener('pointermove', (event) => {
      if (this.root.hasPointerCapture(event.pointerId)) this.moveTo(this.shareAt(event));
    });
    this.root.addEventListener('keydown', (event) => this.pressed(event));
  }

  /** Share of the detail, between 0 and 1. */
  setShare(share: number): void {
    this.share = Math.min(bounds.max, Math.max(bounds.min, share));
    this.options.whole.style.setProperty('--detail-share', `${(this.share * 100).toFixed(2)}%`);
    this.root.setAttribute('aria-valuenow', String(Math.round(this.share * 100)));
  }

  private moveTo(share: number): void {
    this.setShare(share);
    this.options.onMoved(this.share);
  }

  private shareAt(event: PointerEvent): number {
    const box = this.options.whole.getBoundingClientRect();
    return this.options.isSideBySide() ? (box.right - event.clientX) / box.width : (box.bottom - event.clientY) / box.height;
  }

  private pressed(event: KeyboardEvent): void {
    const larger = this.options.isSideBySide() ? 'ArrowLeft' : 'ArrowUp';
    const smaller = this.options.isSideBySide() ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== larger && event.key !== smaller) return;
    this.moveTo(this.share + (event.key === larger ? 0.05 : -0.05));
    event.preventDefault();
  }
}
