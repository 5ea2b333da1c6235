/** A strip of addressable LEDs, as coloured squares. */
import type { LedStrip } from '../../../shared/src';
import { element } from '../dom';
import { colorText, screenColor } from './boardText';
import { setText, type Item } from './keyed';

/** More squares than this say no more. */
const MAX_SHOWN = 256;

export class StripRow implements Item<LedStrip> {
  readonly root: HTMLElement;
  private readonly leds = element('div', { class: 'leds', attributes: { role: 'img' } });
  private readonly count = element('span', { class: 'mode' });
  private shown: readonly number[] = [];

  constructor({ pin }: LedStrip) {
    const facts = element('div', { class: 'facts' }, [element('span', { class: 'number', text: `GPIO${pin}` }), this.count]);
    this.root = element('li', { class: 'strip' }, [facts, this.leds]);
  }

  update({ pin, colors }: LedStrip): void {
    const shown = colors.slice(0, MAX_SHOWN);
    while (this.leds.childElementCount > shown.length) this.leds.lastElementChild?.remove();
    while (this.leds.childElementCount < shown.length) this.leds.append(element('span', { class: 'led' }));
    shown.forEach((color, i) => {
      const led = this.leds.children[i];
      if (color === this.shown[i] || !(led instanceof HTMLElement)) return;
      led.style.backgroundColor = color === 0 ? '' : screenColor(color);
      led.title = `${i}: ${colorText(color)}`;
    });
    this.shown = shown;
    const rest = colors.length > shown.length ? `, ${shown.length} shown` : '';
    setText(this.count, `${colors.length} ${colors.length === 1 ? 'LED' : 'LEDs'}${rest}`);
    const lit = colors.filter((color) => color !== 0).length;
    this.leds.setAttribute('aria-label', `LEDs at GPIO${pin}: ${lit} of ${colors.length} are lit`);
  }
}
