/** One row of the list. Incoming bytes carry an accent, a failure its number and name; the rest stays quiet. */
import { durationText, type PanelRow } from '../../shared/src';
import { type Piece, toPieces } from './byteText';
import { element } from './dom';
import {
  gapText,
  type OperationRow,
  remarkOf,
  type RowTone,
  runText,
  sinceText,
  sizeText,
  socketText,
  spokenText,
  timeText,
  toneOf,
} from './rowText';

/** More than this does not fit on the widest screen. */
const previewCharacters = 400;

const arrows: Record<RowTone, string> = { in: '↓', out: '↑', quiet: '', waiting: '', failed: '' };

export function rowElementId(index: number): string {
  return `row-${index}`;
}

export interface RowPlace {
  readonly position: number;
  readonly isSelected: boolean;
}

export function renderRow(row: PanelRow, { position, isSelected }: RowPlace): HTMLElement {
  const attributes = { role: 'row', 'aria-rowindex': String(position + 2), 'aria-selected': String(isSelected) };
  const selected = isSelected ? ' selected' : '';
  if (row.kind !== 'operation') {
    const text = row.kind === 'gap' ? gapText(row) : runText(row);
    const options = { class: `row ${row.kind}${selected}`, attributes: { ...attributes, id: rowElementId(row.index) } };
    return element('div', options, [cell(`${row.kind}-text`, text, text)]);
  }
  const tone = toneOf(row);
  const cells = [
    cell('time', timeText(row.record.timeMs)),
    cell('since', sinceText(row)),
    cell('socket', socketText(row)),
    element('div', { class: 'cell operation', attributes: { role: 'gridcell' } }, [
      element('span', { class: 'arrow', text: arrows[tone], attributes: { 'aria-hidden': 'true' } }),
      element('span', { class: 'name', text: row.record.operation }),
    ]),
    cell('peer', row.record.peer, row.record.peer),
    cell('size', sizeText(row)),
    cell('took', durationText(row.record.durationMs)),
    sourceCell(row),
    bytesCell(row),
  ];
  // Which column a cell belongs to, because some are hidden where there is little room.
  cells.forEach((each, at) => each.setAttribute('aria-colindex', String(at + 1)));
  const options = {
    class: `row tone-${tone}${selected}${row.isFound ? ' found' : ''}`,
    attributes: { ...attributes, id: rowElementId(row.index), 'aria-label': spokenText(row), 'data-vscode-context': menuContext(row) },
  };
  return element('div', options, cells);
}

/** What the items of the context menu look at (`webview/context` in the manifest). */
export function menuContext({ sizeBytes, record: { place, socket } }: OperationRow): string {
  return JSON.stringify({
    webviewSection: 'row',
    hasBytes: sizeBytes > 0,
    hasLine: place !== undefined,
    hasConnection: socket !== 0,
    preventDefaultContextMenuItems: true,
  });
}

/** Spans for the pieces; text needs none of its own. */
export function pieceNodes(pieces: readonly Piece[]): Node[] {
  return pieces.map(({ kind, text }) => (kind === 'text' ? document.createTextNode(text) : element('span', { class: kind, text })));
}

function cell(name: string, text: string, title?: string): HTMLElement {
  const options = { class: `cell ${name}`, text, attributes: { role: 'gridcell' } };
  return element('div', title === undefined || title === '' ? options : { ...options, title });
}

function sourceCell({ record: { place } }: OperationRow): HTMLElement {
  if (!place) return cell('source', '');
  const title = `${place.file}, line ${place.line}: go there (F12)`;
  const link = element('span', { class: 'link', text: `${place.file.slice(place.file.lastIndexOf('/') + 1)}:${place.line}` });
  return element('div', { class: 'cell source', title, attributes: { role: 'gridcell' } }, [link]);
}

function bytesCell(row: OperationRow): HTMLElement {
  const remark = remarkOf(row);
  if (remark !== '') return cell('bytes remark', remark, remark);
  // Where there is no room for the column of peers, the row of a connect would say nothing without it.
  const content = row.sizeBytes > 0 ? pieceNodes(toPieces(row.head, previewCharacters)) : [inlinePeer(row)];
  return element('div', { class: 'cell bytes', attributes: { role: 'gridcell' } }, content);
}

function inlinePeer(row: OperationRow): HTMLElement {
  return element('span', { class: 'inline-peer', text: row.record.peer, attributes: { 'aria-hidden': 'true' } });
}
