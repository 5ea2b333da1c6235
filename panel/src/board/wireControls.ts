/** What is wired to a pin, and how the user changes it: a button and fixed levels, a voltage, or a finger on a touch pad. */
import type { BoardPin } from '../../../shared/src';
import { button, element } from '../dom';
import type { Send } from './boardHost';
import { pressedLevel, SUPPLY_MILLIVOLTS, TOUCHED_READING } from './boardText';
import { HoldButton } from './holdButton';
import type { Item } from './keyed';

/** Nothing for what the board alone decides. */
export function wireControls(pin: BoardPin, send: Send): Item<BoardPin> | undefined {
  switch (pin.mode) {
    case 'in':
    case 'openDrain':
      return new LevelControls(pin, send);
    case 'adc':
      return new VoltageControls(pin, send);
    case 'touch':
      return new TouchControls(pin, send);
    default:
      return undefined;
  }
}

const levels = [
  { level: undefined, text: 'open', title: 'Nothing is wired to it: its pull decides' },
  { level: 0, text: '0', title: 'Wired to ground' },
  { level: 1, text: '1', title: 'Wired to 3.3 V' },
] as const;

class LevelControls implements Item<BoardPin> {
  readonly root: HTMLElement;
  private readonly press: HoldButton;
  private readonly choices: readonly { readonly level: 0 | 1 | undefined; readonly node: HTMLButtonElement }[];
  private pin: BoardPin;

  constructor(pin: BoardPin, send: Send) {
    this.pin = pin;
    this.press = new HoldButton({
      text: 'Press',
      label: `Press the button at GPIO${pin.pin}`,
      onHold: () => send({ kind: 'hold', pin: pin.pin, input: { kind: 'level', level: pressedLevel(this.pin) } }),
      onLetGo: () => send({ kind: 'letGo', pin: pin.pin }),
    });
    this.choices = levels.map(({ level, text, title }) => ({
      level,
      node: button({ text, title, onClick: () => send({ kind: 'wire', pin: pin.pin, input: { kind: 'level', level } }) }),
    }));
    const choices = element(
      'div',
      { class: 'choices', attributes: { role: 'group', 'aria-label': `Wired to GPIO${pin.pin}` } },
      this.choices.map(({ node }) => node),
    );
    this.root = element('div', { class: 'controls' }, [this.press.root, choices]);
  }

  update(pin: BoardPin): void {
    this.pin = pin;
    for (const { level, node } of this.choices) node.setAttribute('aria-pressed', String(level === pin.wired.level));
  }

  dispose(): void {
    this.press.letGo();
  }
}

class VoltageControls implements Item<BoardPin> {
  readonly root: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly unwire: HTMLButtonElement;
  private frame: number | undefined;
  private isDragged = false;

  constructor({ pin }: BoardPin, send: Send) {
    this.slider = element('input', {
      attributes: {
        type: 'range',
        min: '0',
        max: String(SUPPLY_MILLIVOLTS),
        step: '10',
        'aria-label': `Voltage at GPIO${pin} in millivolts`,
      },
    });
    this.unwire = button({
      class: 'plain',
      text: '✕',
      title: 'Wire nothing to it',
      attributes: { 'aria-label': `Wire nothing to GPIO${pin}` },
      onClick: () => send({ kind: 'wire', pin, input: { kind: 'analog', millivolts: undefined } }),
    });
    this.slider.addEventListener('input', () => {
      this.isDragged = true;
      this.showShare();
      this.frame ??= requestAnimationFrame(() => {
        this.frame = undefined;
        send({ kind: 'wire', pin, input: { kind: 'analog', millivolts: this.slider.valueAsNumber } });
      });
    });
    this.slider.addEventListener('change', () => (this.isDragged = false));
    this.root = element('div', { class: 'controls voltage' }, [this.slider, this.unwire]);
  }

  update({ wired: { millivolts } }: BoardPin): void {
    // While the user drags it, and until that is told, it is ahead of what the host has heard.
    if (!this.isDragged && this.frame === undefined) this.slider.valueAsNumber = millivolts ?? 0;
    this.showShare();
    this.slider.classList.toggle('unwired', millivolts === undefined);
    this.slider.setAttribute('aria-valuetext', millivolts === undefined ? 'not wired' : `${millivolts} millivolts`);
    this.unwire.disabled = millivolts === undefined;
  }

  /** How far the track is filled. */
  private showShare(): void {
    this.slider.style.setProperty('--share', `${(100 * this.slider.valueAsNumber) / SUPPLY_MILLIVOLTS}%`);
  }
}

class TouchControls implements Item<BoardPin> {
  readonly root: HTMLElement;
  private readonly press: HoldButton;

  constructor({ pin }: BoardPin, send: Send) {
    this.press = new HoldButton({
      text: 'Touch',
      label: `Touch the pad at GPIO${pin}`,
      onHold: () => send({ kind: 'hold', pin, input: { kind: 'touch', reading: TOUCHED_READING } }),
      onLetGo: () => send({ kind: 'letGo', pin }),
    });
    this.root = element('div', { class: 'controls' }, [this.press.root]);
  }

  update(): void {
    // What it looks like is the press's own affair.
  }

  dispose(): void {
    this.press.letGo();
  }
}
