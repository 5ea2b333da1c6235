/** Entry of the Board view: puts the parts together and shows each picture of the board that the host sends. */
import type { BoardPicture, BoardPin, LedStrip, ToBoardView } from '../../../shared/src';
import { button, element } from '../dom';
import { BoardHeader } from './boardHeader';
import { BoardHost, type Send } from './boardHost';
import { KeyedList } from './keyed';
import { pinKey, PinRow } from './pinRow';
import { Resources } from './resources';
import { StripRow } from './stripRow';

class BoardPage {
  private readonly host = new BoardHost();
  private readonly send: Send = (message) => this.host.send(message);
  private readonly header = new BoardHeader((command) => this.send({ kind: 'command', command }));
  private readonly resources = new Resources(this.send);
  private readonly pins = element('ul', { class: 'pins', attributes: { 'aria-label': 'Pins' } });
  private readonly strips = element('ul', { class: 'strips', attributes: { 'aria-label': 'LED strips' } });
  private readonly noPins = element('p', { class: 'none', text: 'No pin is in use.' });
  private readonly pinList = new KeyedList<BoardPin>(this.pins, pinKey, (pin) => new PinRow(pin, this.send));
  private readonly stripList = new KeyedList<LedStrip>(
    this.strips,
    ({ pin }) => String(pin),
    (strip) => new StripRow(strip),
  );
  private readonly body = element('main', {}, [this.header.root, this.strips, this.pins, this.noPins, this.resources.root]);
  private readonly empty = element('div', { class: 'empty' }, [
    element('p', { text: 'Run a MicroPython script, and the board’s LED, pins, Wi-Fi, memory and sockets appear here as they change.' }),
    element('div', { class: 'buttons' }, [
      button({ class: 'primary', text: 'Run', onClick: () => this.send({ kind: 'command', command: 'run' }) }),
      button({ class: 'secondary', text: 'Open REPL', onClick: () => this.send({ kind: 'command', command: 'openPrompt' }) }),
    ]),
  ]);

  constructor(root: HTMLElement) {
    this.body.hidden = true;
    this.empty.hidden = true;
    root.append(this.body, this.empty);
    window.addEventListener('message', ({ data }: MessageEvent<ToBoardView>) => {
      this.show(data.board);
      requestAnimationFrame(() => this.send({ kind: 'shown' }));
    });
    this.send({ kind: 'ready' });
  }

  private show(board: BoardPicture): void {
    const isOff = board.activity.kind === 'off';
    this.body.hidden = isOff;
    this.empty.hidden = !isOff;
    this.header.update(board);
    this.stripList.update(board.strips);
    this.strips.hidden = board.strips.length === 0;
    const pins = board.pins.filter((pin) => !isDataLine(pin, board.strips));
    this.pinList.update(pins);
    this.pins.hidden = pins.length === 0;
    this.noPins.hidden = pins.length + board.strips.length > 0;
    this.resources.update(board);
  }
}

/** Whether all there is to say of the pin is what it sends to a strip. */
function isDataLine({ pin, mode }: BoardPin, strips: readonly LedStrip[]): boolean {
  return mode === 'out' && strips.some((strip) => strip.pin === pin);
}

const root = document.getElementById('app');
if (root) new BoardPage(root);
