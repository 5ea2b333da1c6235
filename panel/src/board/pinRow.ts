/** One pin: its number, what it is used as, its level as a lamp and as text, and what can be wired to it. */
import type { BoardPin } from '../../../shared/src';
import { element } from '../dom';
import type { Send } from './boardHost';
import { brightness, modeText, roleText, valueText } from './boardText';
import { setText, type Item } from './keyed';
import { wireControls } from './wireControls';

/** Pins are shown by the same row as long as they offer the same controls. */
export function pinKey({ pin, mode }: BoardPin): string {
  return `${pin} ${['adc', 'touch'].includes(mode) ? mode : ['in', 'openDrain'].includes(mode) ? 'level' : ''}`;
}

export class PinRow implements Item<BoardPin> {
  readonly root: HTMLElement;
  private readonly lamp = element('span', { class: 'lamp', attributes: { 'aria-hidden': 'true' } });
  private readonly mode = element('span', { class: 'mode' });
  private readonly value = element('span', { class: 'value' });
  private readonly controls: Item<BoardPin> | undefined;

  constructor(pin: BoardPin, send: Send) {
    this.controls = wireControls(pin, send);
    const role = roleText(pin.pin);
    const facts = element('div', { class: 'facts' }, [
      this.lamp,
      element('span', { class: 'number', text: `GPIO${pin.pin}` }),
      ...(role === '' ? [] : [element('span', { class: 'role', text: role })]),
      this.mode,
      this.value,
    ]);
    this.root = element('li', { class: 'pin' }, this.controls ? [facts, this.controls.root] : [facts]);
  }

  update(pin: BoardPin): void {
    const isAnalog = pin.mode === 'adc' || pin.mode === 'touch';
    this.root.dataset['mode'] = pin.mode;
    this.lamp.classList.toggle('absent', isAnalog);
    this.lamp.classList.toggle('on', !isAnalog && brightness(pin) > 0);
    this.lamp.style.setProperty('--brightness', brightness(pin).toFixed(3));
    setText(this.mode, modeText(pin));
    setText(this.value, valueText(pin));
    this.controls?.update(pin);
  }

  dispose(): void {
    this.controls?.dispose?.();
  }
}
