/**
 * A button that does something as long as it is held, with the pointer or with the space bar or Enter. A screen reader only
 * clicks; that is a short press.
 */
import { element } from '../dom';

const SHORT_PRESS_MS = 150;

export interface HoldButtonOptions {
  readonly text: string;
  readonly label: string;
  readonly onHold: () => void;
  readonly onLetGo: () => void;
}

export class HoldButton {
  readonly root: HTMLButtonElement;
  private isHeld = false;

  constructor(private readonly options: HoldButtonOptions) {
    this.root = element('button', {
      class: 'secondary hold',
      text: options.text,
      title: 'Hold it as long as the button is to be pressed',
      attributes: { type: 'button', 'aria-label': options.label, 'aria-pressed': 'false' },
    });
    this.listen();
  }

  letGo(): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    this.show();
    this.options.onLetGo();
  }

  private listen(): void {
    const { root } = this;
    root.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      root.setPointerCapture(event.pointerId);
      this.hold();
    });
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture', 'blur'] as const)
      root.addEventListener(name, () => this.letGo());
    root.addEventListener('keydown', (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      if (!event.repeat) this.hold();
    });
    root.addEventListener('keyup', (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      this.letGo();
    });
    root.addEventListener('click', (event) => {
      // Counts clicks of the pointer, which has pressed and let go already.
      if (event.detail !== 0) return;
      this.hold();
      setTimeout(() => this.letGo(), SHORT_PRESS_MS);
    });
  }

  private hold(): void {
    if (this.isHeld) return;
    this.isHeld = true;
    this.show();
    this.options.onHold();
  }

  private show(): void {
    this.root.setAttribute('aria-pressed', String(this.isHeld));
  }
}
