/**
 * The bar between two parts: dragged with the pointer or moved with arrow keys; a double click gives the parts their usual sizes. Its
 * place is the share of the whole that one of the parts has.
 */
import { element } from './dom';

export interface SplitterOptions {
  /** Of the part that has the share, for a screen reader. */
  readonly label: string;
  /** The element that is divided. */
  readonly whole: HTMLElement;
  /** Carries the share in the style sheet. */
  readonly property: `--${string}`;
  /** Which of the two parts has the share. */
  readonly part: 'first' | 'last';
  readonly bounds: { readonly min: number; readonly max: number };
  readonly isSideBySide: () => boolean;
  /** Undefined: the style sheet decides. */
  readonly onMoved: (share: number | undefined) => void;
}

const STEP = 0.05;

export class Splitter {
  readonly root: HTMLElement;

  constructor(private readonly options: SplitterOptions) {
    const { label, bounds } = options;
    const attributes = {
      role: 'separator',
      tabindex: '0',
      'aria-label': label,
      'aria-valuemin': String(bounds.min * 100),
      'aria-valuemax': String(bounds.max * 100),
    };
    this.root = element('div', { class: 'splitter', attributes });
    this.setShare(undefined);
    this.root.addEventListener('pointerdown', (event) => {
      this.root.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.root.addEventListener('pointermove', (event) => {
      if (this.root.hasPointerCapture(event.pointerId)) this.moveTo(this.shareAt(event.clientX, event.clientY));
    });
    this.root.addEventListener('dblclick', () => this.moveTo(undefined));
    this.root.addEventListener('keydown', (event) => this.pressed(event));
    this.root.addEventListener('focus', () => this.tellShare(this.shareNow()));
  }

  /** Between 0 and 1; undefined leaves it to the style sheet. */
  setShare(share: number | undefined): void {
    const { whole, property } = this.options;
    if (share === undefined) whole.style.removeProperty(property);
    else whole.style.setProperty(property, `${(this.within(share) * 100).toFixed(2)}%`);
    this.tellShare(share ?? this.options.bounds.min);
  }

  private moveTo(share: number | undefined): void {
    const kept = share === undefined ? undefined : this.within(share);
    this.setShare(kept);
    this.options.onMoved(kept);
  }

  private tellShare(share: number): void {
    this.root.setAttribute('aria-valuenow', String(Math.round(this.within(share) * 100)));
    this.root.setAttribute('aria-orientation', this.options.isSideBySide() ? 'vertical' : 'horizontal');
  }

  private within(share: number): number {
    const { min, max } = this.options.bounds;
    return Math.min(max, Math.max(min, share));
  }

  private shareNow(): number {
    const box = this.root.getBoundingClientRect();
    return this.shareAt(box.left, box.top);
  }

  /** Share of the part if the bar were there. */
  private shareAt(x: number, y: number): number {
    const box = this.options.whole.getBoundingClientRect();
    const first = this.options.isSideBySide() ? (x - box.left) / box.width : (y - box.top) / box.height;
    return this.options.part === 'first' ? first : 1 - first;
  }

  private pressed(event: KeyboardEvent): void {
    const [back, forth] = this.options.isSideBySide() ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== back && event.key !== forth) return;
    const isLarger = (event.key === forth) === (this.options.part === 'first');
    this.moveTo(this.shareNow() + (isLarger ? STEP : -STEP));
    event.preventDefault();
  }
}
