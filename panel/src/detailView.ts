/**
 * What is selected, in full: the bytes of a row as text and as a hex dump, side by side where there is room; what its connection says
 * in its protocol; or what its error means.
 */
import { type ConnectionKey, type DecodedConversation, type PanelConnection, durationText } from '../../shared/src';
import { BytePane } from './bytePane';
import { toPlainText } from './byteText';
import { connectionFacts } from './connectionText';
import { DecodedView, protocolName } from './decodedView';
import { button, element } from './dom';
import { type Encoding, ENCODINGS, TextReader } from './encodings';
import { errorExplanation } from './errorView';
import { hexDump, hexDumpText } from './hexDump';
import { icon } from './icons';
import { bytesText, type OperationRow, remarkOf, socketText, timeText, toneOf } from './rowText';
import { pieceNodes } from './rowView';

export type DetailMode = 'text' | 'hex' | 'decoded';

export interface DetailListener {
  readonly onClose: () => void;
  readonly onCopy: (text: string) => void;
  readonly onMode: (mode: DetailMode) => void;
  readonly onEncoding: (encoding: Encoding) => void;
  readonly onOpenSource: (index: number) => void;
  readonly onOpenText: (text: string, language: string) => void;
  readonly onGoToRow: (index: number) => void;
  /** The meaning of this connection is wanted, or of none. */
  readonly onDecode: (key: ConnectionKey | undefined) => void;
}

const wideEnoughForBoth = 700;

export class DetailView {
  readonly root: HTMLElement;
  private readonly nothing = element('div', { class: 'no-bytes', text: 'No bytes went over the socket with this operation.' });
  private readonly explanation = element('div', { class: 'explanations' });
  private readonly heading = element('div', { class: 'detail-heading' });
  private readonly textPane = new BytePane('text', 'Bytes as text', (bytes, from, to) => this.textNodes(bytes, from, to), endOfLine);
  private readonly hexPane = new BytePane('hex', 'Bytes in hexadecimal', (bytes, from, to) => hexNodes(bytes, from, to, this.columns));
  private readonly decoded: DecodedView;
  private readonly encodings: HTMLSelectElement;
  private readonly modeButtons: ReadonlyMap<DetailMode, HTMLButtonElement>;
  private mode: DetailMode = 'text';
  private columns = 16;
  private encoding: Encoding = 'utf-8';
  private reader = new TextReader('utf-8');
  private shownBytes: Uint8Array | undefined;
  private connection: ConnectionKey | undefined;
  /** What the host was asked to decode. */
  private wantedKey: ConnectionKey | undefined;
  private row: OperationRow | undefined;

  constructor(private readonly listener: DetailListener) {
    this.decoded = new DecodedView(listener);
    this.modeButtons = new Map([this.modeButton('text', 'Text'), this.modeButton('hex', 'Hex'), this.modeButton('decoded', 'Decoded')]);
    this.encodings = element('select', { class: 'encoding', title: 'Encoding of the text', attributes: { 'aria-label': 'Encoding' } }, [
      ...ENCODINGS.map(([name, label]) => element('option', { text: label, attributes: { value: name } })),
    ]);
    this.encodings.addEventListener('change', () => this.listener.onEncoding(this.setEncoding(this.encodings.value)));
    const actions = element('div', { class: 'detail-actions' }, [
      this.encodings,
      element('div', { class: 'modes', attributes: { role: 'group', 'aria-label': 'Show as' } }, [...this.modeButtons.values()]),
      button({ class: 'plain copy-text', text: 'Copy', title: 'Copy the bytes as text', onClick: () => this.copy('text') }),
      button({ class: 'plain copy-hex', text: 'Copy hex', title: 'Copy the hex dump', onClick: () => this.copy('hex') }),
    ]);
    const closing = {
      class: 'tool close',
      title: 'Close (Escape)',
      attributes: { 'aria-label': 'Close' },
      onClick: () => listener.onClose(),
    };
    const bar = element('div', { class: 'detail-bar' }, [this.heading, actions, button(closing, [icon('close')])]);
    const panes = element('div', { class: 'panes' }, [this.textPane.root, this.hexPane.root]);
    const label = { 'aria-label': 'What is selected' };
    const parts = [bar, this.explanation, panes, this.nothing, this.decoded.root];
    this.root = element('section', { class: 'detail', attributes: label }, parts);
    new ResizeObserver(() => this.layOut()).observe(this.root);
    this.setMode('text');
  }

  setMode(mode: DetailMode): void {
    this.mode = mode;
    this.root.dataset['mode'] = mode;
    this.showPressed();
    this.wantDecoded();
  }

  /** Gives the encoding, or UTF-8 for a name that is none. */
  setEncoding(name: string): Encoding {
    this.encoding = ENCODINGS.find(([each]) => each === name)?.[0] ?? 'utf-8';
    this.encodings.value = this.encoding;
    if (this.shownBytes) this.showBytes(this.shownBytes);
    return this.encoding;
  }

  /** Shows the row's head at once; `showBytes` follows with the rest if there is more. */
  showRow(row: OperationRow): void {
    const { record } = row;
    this.row = row;
    const place = [socketText(row), record.peer].filter((part) => part !== '').join(' ');
    const remark = remarkOf(row);
    const size = row.sizeBytes > 0 ? [element('span', { text: bytesText(row.sizeBytes) })] : [];
    this.setHeading(`tone-${toneOf(row)}`, record.operation, [
      ...size,
      ...(remark === '' ? [] : [element('span', { class: 'remark', text: remark })]),
      ...this.sourceLink(row),
      factsNode([place, `took ${durationText(record.durationMs)}`, `at ${timeText(record.timeMs)} s`]),
    ]);
    const explanation = errorExplanation(row);
    this.explanation.replaceChildren(...(explanation ? [explanation] : []));
    this.root.classList.toggle('without-bytes', row.sizeBytes === 0);
    this.root.classList.toggle('explained', explanation !== undefined);
    this.root.classList.remove('of-connection');
    this.showBytes(row.head);
    this.setConnection(record.socket === 0 ? undefined : { run: row.run, socket: record.socket });
    this.decoded.goToRow(row.index);
  }

  /** Shows a connection as a whole: what it says in its protocol. */
  showConnection(connection: PanelConnection): void {
    this.row = undefined;
    const { run, socket, peer } = connection;
    this.setHeading('tone-quiet', `#${socket} ${peer}`, [factsNode(connectionFacts(connection))]);
    this.explanation.replaceChildren();
    this.root.classList.remove('without-bytes', 'explained');
    this.root.classList.add('of-connection');
    this.shownBytes = undefined;
    this.setConnection({ run, socket });
    this.decoded.goToRow(undefined);
  }

  /** Nothing is selected any more. */
  clear(): void {
    this.row = undefined;
    this.setConnection(undefined);
  }

  showBytes(bytes: Uint8Array): void {
    this.shownBytes = bytes;
    this.reader = new TextReader(this.encoding);
    this.textPane.show(bytes);
    this.hexPane.show(bytes);
  }

  /** The row that is shown. */
  get shownRow(): OperationRow | undefined {
    return this.row;
  }

  showDecoded({ run, socket }: ConnectionKey, conversation: DecodedConversation): void {
    if (this.connection?.run !== run || this.connection.socket !== socket) return;
    const decoded = this.modeButtons.get('decoded');
    if (decoded) decoded.textContent = conversation.messages.length > 0 ? protocolName(conversation) : 'Decoded';
    this.decoded.show(conversation);
  }

  focus(): void {
    if (this.isDecoded) this.decoded.root.focus();
    else (this.mode === 'text' || this.isWide ? this.textPane : this.hexPane).root.focus();
  }

  private get isDecoded(): boolean {
    return this.mode === 'decoded' || this.root.classList.contains('of-connection');
  }

  private get isWide(): boolean {
    return this.root.clientWidth >= wideEnoughForBoth;
  }

  private setConnection(key: ConnectionKey | undefined): void {
    if (this.connection?.run === key?.run && this.connection?.socket === key?.socket) return this.wantDecoded();
    this.connection = key;
    const decoded = this.modeButtons.get('decoded');
    if (decoded) decoded.textContent = 'Decoded';
    this.decoded.begin();
    this.wantDecoded();
  }

  /** Decoding costs something: it is done for what is looked at only. */
  private wantDecoded(): void {
    const key = this.isDecoded ? this.connection : undefined;
    if (this.wantedKey === key) return;
    this.wantedKey = key;
    this.listener.onDecode(key);
  }

  private setHeading(tone: string, name: string, rest: readonly Node[]): void {
    this.heading.className = `detail-heading ${tone}`;
    this.heading.replaceChildren(element('span', { class: 'name', text: name }), ...rest);
  }

  private sourceLink({ index, record: { place } }: OperationRow): HTMLElement[] {
    if (!place) return [];
    const text = `${place.file}:${place.line}`;
    return [button({ class: 'link', text, title: 'Go to this line (F12)', onClick: () => this.listener.onOpenSource(index) })];
  }

  private layOut(): void {
    this.root.classList.toggle('wide', this.isWide);
    const text = this.modeButtons.get('text');
    if (text) text.textContent = this.isWide ? 'Bytes' : 'Text';
    this.showPressed();
    const columns = columnsThatFit(this.isWide ? this.root.clientWidth / 2 : this.root.clientWidth, this.hexPane.characterWidth());
    if (columns === this.columns) return;
    this.columns = columns;
    if (this.shownBytes) this.hexPane.show(this.shownBytes);
  }

  /** Where there is room for both, text and hex are one. */
  private showPressed(): void {
    const shown = this.isWide && this.mode === 'hex' ? 'text' : this.mode;
    for (const [mode, node] of this.modeButtons) node.setAttribute('aria-pressed', String(mode === shown));
  }

  private modeButton(mode: DetailMode, text: string): [DetailMode, HTMLButtonElement] {
    const onClick = (): void => {
      this.setMode(mode);
      this.listener.onMode(mode);
    };
    return [mode, button({ class: `mode mode-${mode}`, text, onClick })];
  }

  /** The bytes of the row, all of them as soon as they are here. */
  copy(mode: 'text' | 'hex'): void {
    if (this.shownBytes) this.listener.onCopy(mode === 'text' ? this.plainText(this.shownBytes) : hexDumpText(this.shownBytes));
  }

  private plainText(bytes: Uint8Array): string {
    return this.encoding === 'utf-8' ? toPlainText(bytes) : new TextDecoder(this.encoding).decode(bytes);
  }

  private textNodes(bytes: Uint8Array, from: number, to: number): Node[] {
    const lines = this.reader.lines(bytes.subarray(from, to));
    return lines.map((pieces) => element('div', { class: 'text-line' }, pieceNodes(pieces)));
  }
}

function factsNode(facts: readonly string[]): HTMLElement {
  const text = facts.filter((fact) => fact !== '').join(' · ');
  return element('span', { class: 'facts', text, title: text });
}

/** After the last line feed, so that no line is cut; without one, at least no character is. */
function endOfLine(bytes: Uint8Array, from: number, to: number): number {
  const feed = bytes.lastIndexOf(0x0a, to - 1);
  if (feed >= from) return feed + 1;
  let end = to;
  while (end > to - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

function hexNodes(bytes: Uint8Array, from: number, to: number, columns: number): Node[] {
  return hexDump(bytes, columns, from, to).map(({ offset, hex, ascii }) =>
    element('div', { class: 'hex-line' }, [
      element('span', { class: 'offset', text: offset }),
      element('span', { class: 'hex-bytes', text: hex }),
      element('span', { class: 'ascii', text: ascii }),
    ]),
  );
}

/** A dump of n columns is 4n + 10 characters wide, plus the padding. */
function columnsThatFit(width: number, characterWidth: number): number {
  return (width - 32) / characterWidth >= 4 * 16 + 12 ? 16 : 8;
}
