/** The connections of the log, the newest at the end; choosing one leaves only its rows in the list. */
import type { ConnectionKey, PanelConnection } from '../../shared/src';
import { element } from './dom';
import { connectionFacts, connectionTone, stateText } from './connectionText';
import { icon } from './icons';
import { countText } from './rowText';

/** More than anybody reads; the rest is found with the filter. */
const MAX_SHOWN = 500;

export interface ConnectionsListener {
  /** Undefined: all of them. */
  readonly onChoose: (key: ConnectionKey | undefined) => void;
}

export class ConnectionsView {
  readonly root: HTMLElement;
  private readonly list = element('div', {
    class: 'connection-list',
    attributes: { role: 'listbox', tabindex: '0', 'aria-label': 'Connections' },
  });
  private connections: readonly PanelConnection[] = [];
  private forgottenCount = 0;
  private chosen: ConnectionKey | undefined;

  constructor(private readonly listener: ConnectionsListener) {
    this.root = element('nav', { class: 'connections', attributes: { 'aria-label': 'Connections' } }, [this.list]);
    this.list.addEventListener('click', (event) => {
      const node = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null;
      if (node) this.chooseAt(Number(node.dataset['at']));
    });
    this.list.addEventListener('keydown', (event) => this.pressed(event));
  }

  setConnections(connections: readonly PanelConnection[], forgottenCount: number): void {
    this.connections = connections;
    this.forgottenCount = forgottenCount;
    this.draw();
  }

  setChosen(key: ConnectionKey | undefined): void {
    this.chosen = key;
    this.draw();
  }

  find(key: ConnectionKey): PanelConnection | undefined {
    return this.connections.find((connection) => isSame(connection, key));
  }

  private get shown(): readonly PanelConnection[] {
    return this.connections.slice(-MAX_SHOWN);
  }

  private draw(): void {
    const { shown } = this;
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    const isAtEnd = scrollHeight - clientHeight - scrollTop < 8;
    const older = this.connections.length - shown.length + this.forgottenCount;
    this.list.replaceChildren(
      this.allOption(),
      ...(older > 0 ? [element('div', { class: 'older', text: `${countText(older)} older ones are not listed.` })] : []),
      ...shown.flatMap((connection, at) => [
        ...(connection.run !== (shown[at - 1]?.run ?? shown[0]?.run) ? [element('hr', { attributes: { role: 'presentation' } })] : []),
        this.option(connection, at),
      ]),
    );
    const active = this.list.querySelector('[aria-selected=true]');
    this.list.setAttribute('aria-activedescendant', active?.id ?? '');
    this.list.scrollTop = isAtEnd ? this.list.scrollHeight : scrollTop;
  }

  private allOption(): HTMLElement {
    const isChosen = this.chosen === undefined;
    const attributes = { role: 'option', id: 'connection-all', 'aria-selected': String(isChosen), 'data-at': '-1' };
    const count = this.connections.length + this.forgottenCount;
    return element('div', { class: 'connection all', attributes }, [
      element('span', { class: 'peer-name', text: 'All connections' }),
      element('span', { class: 'moved', text: countText(count) }),
    ]);
  }

  private option(connection: PanelConnection, at: number): HTMLElement {
    const { socket, peer, title, isTls, receivedBytes, sentBytes, role } = connection;
    const facts = connectionFacts(connection).join(', ');
    const attributes = {
      role: 'option',
      id: `connection-${connection.run}-${socket}`,
      'aria-selected': String(this.chosen !== undefined && isSame(connection, this.chosen)),
      'data-at': String(at),
    };
    const about = title === '' ? (role === 'listener' ? 'listens' : stateText(connection)) : title;
    const head = element('div', { class: 'line' }, [
      element('span', { class: 'dot', attributes: { 'aria-hidden': 'true' } }),
      element('span', { class: 'number', text: `#${socket}` }),
      ...(isTls ? [icon('lock')] : []),
      element('span', { class: 'peer-name', text: peer === '' ? 'no peer' : peer }),
    ]);
    const moved = [
      ...(receivedBytes > 0 ? [`↓ ${countText(receivedBytes)}`] : []),
      ...(sentBytes > 0 ? [`↑ ${countText(sentBytes)}`] : []),
    ].join(' ');
    const foot = element('div', { class: 'line' }, [
      element('span', { class: 'about' }, aboutNodes(about)),
      element('span', { class: 'moved', text: moved }),
    ]);
    const tooltip = [peer, title, facts].filter((text) => text !== '').join('\n');
    const options = { class: `connection ${connectionTone(connection)}`, title: tooltip, attributes };
    return element('div', options, [head, foot]);
  }

  private chooseAt(at: number): void {
    const connection = this.shown[at];
    this.listener.onChoose(connection && { run: connection.run, socket: connection.socket });
  }

  private pressed(event: KeyboardEvent): void {
    const { chosen, shown } = this;
    const here = chosen === undefined ? -1 : shown.findIndex((connection) => isSame(connection, chosen));
    const steps: Readonly<Record<string, number>> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: -1, End: shown.length - 1 };
    const to = steps[event.key];
    if (to === undefined) return;
    this.chooseAt(Math.max(-1, Math.min(shown.length - 1, to)));
    this.list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    event.preventDefault();
  }
}

/** `GET /a/long/path → 200 OK`: where there is no room for all of it, the question is cut and not the answer. */
function aboutNodes(about: string): HTMLElement[] {
  const at = about.lastIndexOf(' → ');
  if (at < 0) return [element('span', { text: about })];
  return [element('span', { text: about.slice(0, at) }), element('span', { class: 'answer', text: about.slice(at) })];
}

function isSame(a: ConnectionKey, b: ConnectionKey): boolean {
  return a.run === b.run && a.socket === b.socket;
}
