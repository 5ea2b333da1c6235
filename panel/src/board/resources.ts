/** What the board uses besides its pins: Wi-Fi, the heap, open sockets. */
import type { BoardPicture, HeapState, OpenSocket, RadioState } from '../../../shared/src';
import { button, element } from '../dom';
import type { Send } from './boardHost';
import { accessPointText, heapText, resetText, socketText, stationText } from './boardText';
import { KeyedList, setText, type Item } from './keyed';

/** From here on little is left. */
const NEARLY_FULL = 0.9;

export class Resources {
  readonly root: HTMLElement;
  private readonly station = new Fact('Wi-Fi');
  private readonly accessPoint = new Fact('Access point');
  private readonly heap = new Fact('Heap');
  private readonly level = element('div', { class: 'level' });
  private readonly meter = element('div', { class: 'meter', attributes: { role: 'meter', 'aria-label': 'Heap', 'aria-valuemin': '0' } }, [
    this.level,
  ]);
  private readonly reset = new Fact('Last reset');
  private readonly noSocket = new Fact('Sockets');
  private readonly sockets = element('ul', { attributes: { 'aria-label': 'Open sockets' } });
  private readonly socketList: KeyedList<OpenSocket>;

  constructor(send: Send) {
    this.socketList = new KeyedList(
      this.sockets,
      ({ socket }) => String(socket),
      ({ socket }) => new SocketRow(socket, () => send({ kind: 'showSocket', socket })),
    );
    this.root = element('section', { class: 'resources', attributes: { 'aria-label': 'Wi-Fi, memory and sockets' } }, [
      this.station.root,
      this.accessPoint.root,
      this.heap.root,
      this.meter,
      this.reset.root,
      this.noSocket.root,
      this.sockets,
    ]);
  }

  update({ radio, heap, resetCause, sockets }: BoardPicture): void {
    this.showRadio(radio);
    this.showHeap(heap);
    this.reset.show(resetText(resetCause));
    this.noSocket.show(sockets.length === 0 ? 'none open' : `${sockets.length} open`);
    this.sockets.hidden = sockets.length === 0;
    this.socketList.update(sockets);
  }

  private showRadio({ station, accessPoint }: RadioState): void {
    this.station.show(stationText(station));
    this.station.root.dataset['state'] = station.kind;
    this.accessPoint.root.hidden = accessPoint === undefined;
    if (accessPoint) this.accessPoint.show(accessPointText(accessPoint));
  }

  private showHeap(heap: HeapState | undefined): void {
    this.meter.hidden = heap === undefined;
    this.heap.show(heap ? heapText(heap) : 'not known yet');
    if (!heap) return;
    const share = heap.totalBytes === 0 ? 0 : heap.usedBytes / heap.totalBytes;
    this.level.style.width = `${(share * 100).toFixed(1)}%`;
    this.meter.classList.toggle('nearly-full', share > NEARLY_FULL);
    this.meter.setAttribute('aria-valuenow', String(heap.usedBytes));
    this.meter.setAttribute('aria-valuemax', String(heap.totalBytes));
    this.meter.setAttribute('aria-valuetext', heapText(heap));
  }
}

class Fact {
  readonly root: HTMLElement;
  private readonly value = element('span', { class: 'value' });

  constructor(name: string) {
    this.root = element('div', { class: 'fact' }, [element('span', { class: 'name', text: name }), this.value]);
  }

  show(text: string): void {
    setText(this.value, text);
    this.value.title = text;
  }
}

class SocketRow implements Item<OpenSocket> {
  readonly root: HTMLElement;
  private readonly text = element('span', { class: 'text' });

  constructor(number: number, onClick: () => void) {
    const title = 'Show what went over this socket';
    const row = button({ class: 'socket', title, onClick }, [element('span', { class: 'number', text: `#${number}` }), this.text]);
    this.root = element('li', {}, [row]);
  }

  update(socket: OpenSocket): void {
    this.root.dataset['state'] = socket.state;
    setText(this.text, socketText(socket));
  }
}
