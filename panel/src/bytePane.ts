/**
 * A scrolling pane that shows bytes in some form. Long contents are drawn a portion at a time, the next one when the
 * user comes near the end of what is there, so that megabytes open as fast as a line.
 */
import { element } from './dom';

/** Bytes drawn at a time; a multiple of every number of columns. */
const portion = 16_384;

/** Nodes for the bytes from `from` to `to`. */
export type DrawPortion = (bytes: Uint8Array, from: number, to: number) => Node[];

export class BytePane {
  readonly root: HTMLElement;
  private bytes: Uint8Array = new Uint8Array();
  private drawn = 0;

  constructor(
    name: string,
    label: string,
    private readonly draw: DrawPortion,
    private readonly endOfPortion = (_bytes: Uint8Array, _from: number, to: number): number => to,
  ) {
    this.root = element('div', { class: `pane ${name}`, attributes: { tabindex: '0', role: 'region', 'aria-label': label } });
    this.root.addEventListener('scroll', () => this.drawMore(), { passive: true });
  }

  show(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.drawn = 0;
    this.root.replaceChildren();
    this.root.scrollTop = 0;
    this.drawPortion();
  }

  /** Width of one character of the pane's font, in pixels. */
  characterWidth(): number {
    const probe = element('span', { class: 'probe', text: '0'.repeat(100) });
    this.root.append(probe);
    const { width } = probe.getBoundingClientRect();
    probe.remove();
    return width / 100 || 8;
  }

  private drawMore(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.root;
    if (this.drawn < this.bytes.length && scrollHeight - scrollTop - clientHeight < clientHeight) this.drawPortion();
  }

  private drawPortion(): void {
    const limit = this.drawn + portion;
    const end = limit < this.bytes.length ? this.endOfPortion(this.bytes, this.drawn, limit) : this.bytes.length;
    this.root.append(...this.draw(this.bytes, this.drawn, end));
    this.drawn = end;
  }
}
