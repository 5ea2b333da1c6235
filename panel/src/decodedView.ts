/**
 * What a connection's bytes mean: requests with what answered them, frames, packets, certificates. Everything in it came over a socket,
 * so it is put into the document as text and as pictures, never as markup.
 */
import { durationText, type DecodedConversation, type DecodedMessage, type Fact, type HttpExchange } from '../../shared/src';
import { type BodyListener, BodyView } from './bodyView';
import { button, element } from './dom';
import { bytesText } from './rowText';

export interface DecodedListener extends BodyListener {
  /** A message's first row is wanted in the list. */
  readonly onGoToRow: (index: number) => void;
}

/** More messages than anybody reads in one piece; a longer conversation is drawn as far as the user asks. */
const PORTION = 200;

const protocolNames = { http: 'HTTP', websocket: 'WebSocket', mqtt: 'MQTT', dns: 'DNS', tls: 'TLS', unknown: 'Bytes' } as const;

export function protocolName(conversation: DecodedConversation): string {
  return protocolNames[conversation.protocol];
}

export class DecodedView {
  readonly root = element('div', { class: 'decoded', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Decoded connection' } });
  private conversation: DecodedConversation | undefined;
  private shownMessages = PORTION;
  private row: number | undefined;
  /** What the user has opened or closed stays so when more has come. */
  private readonly folds = new Map<string, boolean>();
  private readonly bodies: BodyView;

  constructor(private readonly listener: DecodedListener) {
    this.bodies = new BodyView(listener);
  }

  /** A connection that was not looked at before. */
  begin(): void {
    this.conversation = undefined;
    this.shownMessages = PORTION;
    this.folds.clear();
    this.root.replaceChildren(element('p', { class: 'quiet', text: 'Decoding…' }));
  }

  show(conversation: DecodedConversation): void {
    this.conversation = conversation;
    const { scrollTop } = this.root;
    this.draw(conversation);
    this.root.scrollTop = scrollTop;
  }

  /** The message that this row is part of is brought into view. */
  goToRow(row: number | undefined): void {
    this.row = row;
    for (const node of this.root.querySelectorAll('.message.current')) node.classList.remove('current');
    if (row === undefined || !this.conversation) return;
    const at = this.conversation.messages.findIndex(({ rows: [first, last] }) => first <= row && row <= last);
    if (at >= this.shownMessages) {
      this.shownMessages = at + PORTION;
      this.draw(this.conversation);
    }
    const node = this.root.querySelector(`[data-message="${at}"]`);
    node?.classList.add('current');
    node?.scrollIntoView({ block: 'nearest' });
  }

  private draw(conversation: DecodedConversation): void {
    this.bodies.begin();
    const { messages, exchanges, problem, tls } = conversation;
    const requests = new Map(exchanges.map((exchange) => [exchange.request, exchange]));
    const answered = new Set(exchanges.map(({ response }) => response));
    const parts: Node[] = [];
    if (problem !== undefined) parts.push(element('p', { class: 'problem', text: problem }));
    if (tls) parts.push(this.tlsPart(tls));
    messages.slice(0, this.shownMessages).forEach((message, at) => {
      const exchange = requests.get(at);
      if (exchange) parts.push(this.exchangePart(exchange, message, at, messages));
      else if (!answered.has(at)) parts.push(this.messagePart(message, at));
    });
    if (messages.length > this.shownMessages) parts.push(this.moreButton(messages.length - this.shownMessages));
    if (messages.length === 0 && problem === undefined) {
      const text = tls
        ? 'What was said over it is in no protocol that is decoded here.'
        : 'These bytes are in no protocol that is decoded here: HTTP, WebSocket, MQTT, DNS.';
      parts.push(element('p', { class: 'quiet', text }));
    }
    this.root.replaceChildren(...parts);
    this.goToRow(this.row);
  }

  private moreButton(count: number): HTMLElement {
    const onClick = (): void => {
      this.shownMessages += PORTION;
      if (this.conversation) this.draw(this.conversation);
    };
    return button({ class: 'secondary', text: `Show more of the ${count} that follow`, onClick });
  }

  private tlsPart({ facts, certificates }: NonNullable<DecodedConversation['tls']>): HTMLElement {
    const chain = certificates.map((certificate, at) =>
      this.fold(`certificate ${at}`, `Certificate ${at + 1}: ${certificate[0]?.[1] ?? ''}`, [factTable(certificate)]),
    );
    return this.fold('tls', `TLS: ${facts.map(([, value]) => value).join(', ')}`, [factTable(facts), ...chain]);
  }

  private exchangePart(exchange: HttpExchange, request: DecodedMessage, at: number, messages: readonly DecodedMessage[]): HTMLElement {
    const response = exchange.response === undefined ? undefined : messages[exchange.response];
    const { status, reason, method, url, curl, micropython } = exchange;
    const tone = status === undefined ? 'waiting' : status >= 400 ? 'failed' : 'in';
    const title = element('div', { class: 'exchange-title' }, [
      element('span', { class: 'method', text: method }),
      element('span', { class: 'url', text: url, title: url }),
      element('span', { class: 'status-code', text: status === undefined ? 'no answer' : `${status} ${reason ?? ''}`.trim() }),
    ]);
    const actions = element('div', { class: 'exchange-actions' }, [
      button({ class: 'plain', text: 'Copy as curl', onClick: () => this.listener.onCopy(curl) }),
      button({ class: 'plain', text: 'Copy as MicroPython', onClick: () => this.listener.onCopy(micropython) }),
    ]);
    const parts: Node[] = [title, element('div', { class: 'exchange-facts', text: exchangeFacts(exchange).join(' · ') }), actions];
    parts.push(this.messageBody(request, at, 'Request'));
    if (response && exchange.response !== undefined) parts.push(this.messageBody(response, exchange.response, 'Response'));
    return element('article', { class: `exchange tone-${tone}` }, parts);
  }

  private messagePart(message: DecodedMessage, at: number): HTMLElement {
    return element('article', { class: `exchange tone-${message.direction}` }, [this.messageBody(message, at)]);
  }

  /** `label` says which part of an exchange it is. */
  private messageBody(message: DecodedMessage, at: number, label?: string): HTMLElement {
    const { facts, body, problem, rows, title, direction, timeMs, sizeBytes } = message;
    const arrow = direction === 'in' ? '↓' : '↑';
    const went = button({
      class: 'link',
      text: `${arrow} ${(timeMs[0] / 1000).toFixed(3)} s`,
      title: 'Go to its row',
      onClick: () => this.listener.onGoToRow(rows[0]),
    });
    const parts: Node[] = [];
    const heading = label === undefined ? title : `${label} · ${title}`;
    const line = element('div', { class: 'message-title' }, [
      went,
      element('span', { class: 'name', text: heading, title: heading }),
      element('span', { class: 'quiet', text: bytesText(sizeBytes) }),
    ]);
    parts.push(line);
    if (problem !== undefined) parts.push(element('p', { class: 'problem', text: problem }));
    if (facts.length > 0) parts.push(this.fold(`facts ${at}`, factsTitle(message), [factTable(facts)]));
    if (body) parts.push(this.bodies.draw(body));
    return element('section', { class: 'message', attributes: { 'data-message': String(at) } }, parts);
  }

  private fold(key: string, title: string, children: readonly Node[]): HTMLElement {
    const node = element('details', {}, [element('summary', { text: title }), ...children]);
    node.open = this.folds.get(key) ?? false;
    node.addEventListener('toggle', () => this.folds.set(key, node.open));
    return node;
  }
}

function factsTitle({ protocol, facts }: DecodedMessage): string {
  const noun = protocol === 'http' ? 'header' : 'field';
  return `${facts.length} ${noun}${facts.length === 1 ? '' : 's'}`;
}

function factTable(facts: readonly Fact[]): HTMLElement {
  const rows = facts.map(([name, value]) => element('tr', {}, [element('th', { text: name }), element('td', { text: value })]));
  return element('table', { class: 'facts' }, [element('tbody', {}, rows)]);
}

/** Time to the first byte, total, size. */
function exchangeFacts({ firstByteMs, totalMs, bodyBytes }: HttpExchange): string[] {
  return [
    ...(firstByteMs === undefined ? [] : [`first byte after ${durationText(firstByteMs)}`]),
    ...(totalMs === undefined ? [] : [`${durationText(totalMs)} in all`]),
    ...(bodyBytes === undefined ? [] : [`body ${bytesText(bodyBytes)}`]),
  ];
}
