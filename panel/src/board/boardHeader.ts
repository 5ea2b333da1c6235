/** The top of the Board view: the board's name, what it does, its LED, and its switches. */
import type { BoardCommand, BoardPicture } from '../../../shared/src';
import { button, element } from '../dom';
import { activityText, brightness, LED_PIN } from './boardText';
import { setText } from './keyed';

const switches: readonly { readonly command: BoardCommand; readonly text: string; readonly title: string }[] = [
  { command: 'stop', text: 'Stop', title: 'Stop the script' },
  { command: 'openPrompt', text: 'REPL', title: 'Show the board’s prompt in the terminal' },
  { command: 'reset', text: 'Reset', title: 'Press the board’s reset button' },
  { command: 'switchOff', text: 'Off', title: 'Switch the board off' },
];

export class BoardHeader {
  readonly root: HTMLElement;
  private readonly led = element('div', { class: 'board-led', attributes: { role: 'img' } });
  private readonly name = element('h1');
  private readonly activity = element('div', { class: 'activity', attributes: { role: 'status' } });
  private readonly buttons: readonly { readonly command: BoardCommand; readonly node: HTMLButtonElement }[];

  constructor(onCommand: (command: BoardCommand) => void) {
    this.buttons = switches.map(({ command, text, title }) => ({
      command,
      node: button({ class: 'secondary', text, title, onClick: () => onCommand(command) }),
    }));
    this.root = element('header', { class: 'board' }, [
      this.led,
      element('div', { class: 'names' }, [this.name, this.activity]),
      element(
        'div',
        { class: 'switches' },
        this.buttons.map(({ node }) => node),
      ),
    ]);
  }

  update({ name, activity, pins }: BoardPicture): void {
    this.root.dataset['activity'] = activity.kind;
    setText(this.name, name);
    setText(this.activity, activityText(activity));
    const pin = pins.find((each) => each.pin === LED_PIN && (each.mode === 'out' || each.mode === 'openDrain' || each.mode === 'pwm'));
    const light = pin ? brightness(pin) : 0;
    this.led.classList.toggle('on', light > 0);
    this.led.style.setProperty('--brightness', light.toFixed(3));
    const label = `LED on the board (GPIO${LED_PIN}): ${light > 0 ? 'on' : 'off'}`;
    if (this.led.title !== label) {
      this.led.title = label;
      this.led.setAttribute('aria-label', label);
    }
    for (const { command, node } of this.buttons) node.hidden = command === 'stop' && !('script' in activity);
  }
}
