/**
 * The bytes of the selected row in full: as text with its line breaks, and as a hex dump. Side by side where there is
 * room, otherwise one at a time.
 */
import { BytePane } from './bytePane';
import { button, element } from './dom';
import { toLines, toPlainText } from './byteText';
import { hexDump, hexDumpText } from './hexDump';
import { bytesText, durationText, type OperationRow, remarkOf, socketText, timeText, toneOf } from './rowText';
import { pieceNodes } from './rowView';

export type DetailMode = 'text' | 'hex';

export interface DetailListener {
  readonly onClose: () => void;
  readonly onCopy: (text: string) => void;
  readonly onMode: (mode: DetailMode) => void;
}

const wideEnoughForBoth = 700;

export class DetailView {
  readonly root: HTMLElement;
  private readonly nothing = element('div', { class: 'no-bytes', text: 'No bytes went over the socket with this operation.' });
  private readonly heading = element('div', { class: 'detail-heading' });
  private readonly textPane = new BytePane('text', 'Bytes as text', textNodes, endOfLine);
  private readonly hexPane = new BytePane('hex', 'Bytes in hexadecimal', (bytes, from, to) => hexNodes(bytes, from, to, this.columns));
  private readonly modeButtons: ReadonlyMap<DetailMode, HTMLButtonElement>;
  private mode: DetailMode = 'text';
  private columns = 16;
  private shownBytes: Uint8Array | undefined;

  constructor(private readonly listener: DetailListener) {
    this.modeButtons = new Map([this.modeButton('text', 'Text'), this.modeButton('hex', 'Hex')]);
    const actions = element('div', { class: 'detail-actions' }, [
      element('div', { class: 'modes', attributes: { role: 'group', 'aria-label': 'Show bytes as' } }, [...this.modeButtons.values()]),
      button({ class: 'plain copy-text', text: 'Copy', title: 'Copy the bytes as text', onClick: () => this.copy('text') }),
      button({ class: 'plain copy-hex', text: 'Copy hex', title: 'Copy the hex dump', onClick: () => this.copy('hex') }),
      button({
        class: 'plain close',
        text: '✕',
        title: 'Close (Escape)',
        attributes: { 'aria-label': 'Close' },
        onClick: () => this.listener.onClose(),
      }),
    ]);
    const bar = element('div', { class: 'detail-bar' }, [this.heading, actions]);
    const panes = element('div', { class: 'panes' }, [this.textPane.root, this.hexPane.root]);
    const label = { 'aria-label': 'Bytes of the selected operation' };
    this.root = element('section', { class: 'detail', attributes: label }, [bar, panes, this.nothing]);
    new ResizeObserver(() => this.layOut()).observe(this.root);
    this.setMode('text');
  }

  setMode(mode: DetailMode): void {
    this.mode = mode;
    this.root.dataset['mode'] = mode;
    for (const [each, node] of this.modeButtons) node.setAttribute('aria-pressed', String(each === mode));
  }

  /** Shows the row's head at once; `showBytes` follows with the rest if there is more. */
  showRow(row: OperationRow): void {
    const { record } = row;
    const place = [socketText(row), record.peer].filter((part) => part !== '').join(' ');
    const remark = remarkOf(row);
    this.heading.className = `detail-heading tone-${toneOf(row)}`;
    this.heading.replaceChildren(
      element('span', { class: 'name', text: record.operation }),
      ...(row.sizeBytes > 0 ? [element('span', { text: bytesText(row.sizeBytes) })] : []),
      ...(remark === '' ? [] : [element('span', { class: 'remark', text: remark })]),
      element('span', {
        class: 'facts',
        text: [place, `took ${durationText(record.durationMs)}`, `at ${timeText(record.timeMs)} s`].join(' · '),
      }),
    );
    this.root.classList.toggle('without-bytes', row.sizeBytes === 0);
    this.showBytes(row.head);
  }

  showBytes(bytes: Uint8Array): void {
    this.shownBytes = bytes;
    this.textPane.show(bytes);
    this.hexPane.show(bytes);
  }

  focus(): void {
    (this.mode === 'text' || this.isWide ? this.textPane : this.hexPane).root.focus();
  }

  private get isWide(): boolean {
    return this.root.clientWidth >= wideEnoughForBoth;
  }

  private layOut(): void {
    this.root.classList.toggle('wide', this.isWide);
    const columns = columnsThatFit(this.isWide ? this.root.clientWidth / 2 : this.root.clientWidth, this.hexPane.characterWidth());
    if (columns === this.columns) return;
    this.columns = columns;
    if (this.shownBytes) this.hexPane.show(this.shownBytes);
  }

  private modeButton(mode: DetailMode, text: string): [DetailMode, HTMLButtonElement] {
    const onClick = (): void => {
      this.setMode(mode);
      this.listener.onMode(mode);
    };
    return [mode, button({ class: 'mode', text, onClick })];
  }

  private copy(mode: DetailMode): void {
    if (this.shownBytes) this.listener.onCopy(mode === 'text' ? toPlainText(this.shownBytes) : hexDumpText(this.shownBytes));
  }
}

/** After the last line feed, so that no line is cut; without one, at least no character is. */
function endOfLine(bytes: Uint8Array, from: number, to: number): number {
  const feed = bytes.lastIndexOf(0x0a, to - 1);
  if (feed >= from) return feed + 1;
  let end = to;
  while (end > to - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

function textNodes(bytes: Uint8Array, from: number, to: number): Node[] {
  return toLines(bytes.subarray(from, to)).map((pieces) => element('div', { class: 'text-line' }, pieceNodes(pieces)));
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
