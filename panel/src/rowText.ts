/** The words and numbers of one row, as pure functions of the record. */
import { direction, durationText, errnoText, isNothingYet, type PanelRow } from '../../shared/src';

export type OperationRow = Extract<PanelRow, { kind: 'operation' }>;
export type GapRow = Extract<PanelRow, { kind: 'gap' }>;
export type RunRow = Extract<PanelRow, { kind: 'run' }>;

/** What a row looks like: incoming bytes stand out, a failure more so. */
export type RowTone = 'in' | 'out' | 'quiet' | 'waiting' | 'failed';

export function toneOf({ record }: OperationRow): RowTone {
  if (record.outcome.kind === 'error') return isNothingYet(record.outcome.errno) ? 'waiting' : 'failed';
  const way = direction(record.operation);
  return way === 'none' ? 'quiet' : way;
}

/** Seconds since the start of the run, e.g. `0.412`. */
export function timeText(timeMs: number): string {
  return (timeMs / 1000).toFixed(3);
}

/** `+12.3 ms`; empty in the first row of a run. */
export function sinceText({ sinceMs }: OperationRow): string {
  return sinceMs === undefined ? '' : `+${durationText(Math.max(0, sinceMs))}`;
}

/** `12 345`, with a space that does not break. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

export function bytesText(count: number): string {
  return `${countText(count)} ${count === 1 ? 'byte' : 'bytes'}`;
}

/** For a column: `512 B`. Empty for an operation that carries no bytes by nature, or that failed. */
export function sizeText({ record, sizeBytes }: OperationRow): string {
  const isAboutBytes = direction(record.operation) !== 'none';
  return sizeBytes > 0 || (isAboutBytes && record.outcome.kind === 'ok') ? `${countText(sizeBytes)} B` : '';
}

export function socketText({ record }: OperationRow): string {
  return record.socket === 0 ? '' : `#${record.socket}`;
}

/** What stands in place of bytes when there are none; empty if nothing needs saying. */
export function remarkOf(row: OperationRow): string {
  const { outcome, operation } = row.record;
  if (outcome.kind === 'error') return errnoText(outcome.errno);
  if (row.sizeBytes > 0) return '';
  switch (operation) {
    case 'recv':
    case 'read':
    case 'readinto':
    case 'readline':
      return 'end of data: the other side has closed';
    default:
      return '';
  }
}

/** One sentence for a screen reader. */
export function spokenText(row: OperationRow): string {
  const { record } = row;
  const parts = [
    record.operation,
    record.socket === 0 ? '' : `socket ${record.socket}`,
    record.peer,
    row.sizeBytes > 0 ? bytesText(row.sizeBytes) : remarkOf(row),
    `${timeText(record.timeMs)} seconds`,
    record.place ? `${record.place.file} line ${record.place.line}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** For the clipboard: the columns, whether they are shown or not. */
export function copiedRow(row: OperationRow): string {
  const { record } = row;
  const place = record.place ? `${record.place.file}:${record.place.line}` : '';
  const parts = [timeText(record.timeMs), sinceText(row), socketText(row), record.operation, record.peer, sizeText(row)];
  return [...parts, durationText(record.durationMs), place, remarkOf(row)].join('\t').trimEnd();
}

export function gapText({ count }: GapRow): string {
  return `${countText(count)} ${count === 1 ? 'operation' : 'operations'} not recorded: they came too fast`;
}

export function runText({ script, target, startedAt }: RunRow): string {
  return [script === '' ? 'Another run' : script, target === '' ? '' : `on ${target}`, `· ${new Date(startedAt).toLocaleTimeString()}`]
    .filter((part) => part !== '')
    .join(' ');
}
