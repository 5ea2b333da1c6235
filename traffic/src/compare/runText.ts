/**
 * A run as text, a line for each operation, made to be compared with another run in a diff editor. So nothing is in it that differs from
 * run to run by chance: no times, no numbers of sockets as they happened to be given, and not where a stream was cut into pieces.
 */
import { direction, errnoText, isNothingYet, movedBytes, type SocketRecord } from '../../../shared/src';
import { Pace } from '../decode/pace';
import type { RecordedRun } from '../recordedRun';

export interface RunTextOptions {
  /** Whether what a socket reads until it does something else is one line. */
  readonly joinsReads: boolean;
}

const MAX_PREVIEW_CHARS = 120;
const ENTRIES_IN_A_STEP = 50;
const LINES_IN_A_STEP = 2_000;

export function runText(run: RecordedRun, { joinsReads }: RunTextOptions = { joinsReads: true }): string {
  const lines = new RunLines(joinsReads);
  for (const entry of run.entries) {
    if (entry.kind === 'gap') lines.addGap(entry.count);
    else lines.add(entry.record);
  }
  return lines.text();
}

/**
 * The same for an editor, of which a long run takes seconds: made in slices, because whoever waits may have a window to keep going, and
 * with an end.
 */
export async function runTextInSlices(run: RecordedRun, maxLines = 100_000): Promise<string> {
  const pace = new Pace();
  const lines = new RunLines(true);
  for (const [index, entry] of run.entries.entries()) {
    if (index % ENTRIES_IN_A_STEP === 0) await pace.step();
    if (lines.count >= maxLines) {
      lines.addRest(run.entries.length - index);
      break;
    }
    if (entry.kind === 'gap') lines.addGap(entry.count);
    else lines.add(entry.record);
  }
  let text = '';
  for (let at = 0; at < lines.count; at += LINES_IN_A_STEP) {
    await pace.step();
    text += lines.text(at, at + LINES_IN_A_STEP);
  }
  return text;
}

/** What a socket has read since it did something else. */
interface Reads {
  readonly line: number;
  readonly operation: string;
  sizeBytes: number;
  preview: Uint8Array;
  /** Whether bytes are missing after `preview`. */
  isPreviewCut: boolean;
}

class RunLines {
  private readonly lines: string[] = [];
  private readonly numbers = new Map<number, number>();
  private readonly reads = new Map<number, Reads>();
  /** Where each operation brings a whole datagram. */
  private readonly datagramSockets = new Set<number>();

  constructor(private readonly joinsReads: boolean) {}

  get count(): number {
    return this.lines.length;
  }

  text(from = 0, to = Infinity): string {
    return this.lines
      .slice(from, to)
      .map((line) => `${line}\n`)
      .join('');
  }

  addRest(count: number): void {
    this.lines.push(`… ${count} more operations are not shown`);
  }

  addGap(count: number): void {
    this.reads.clear();
    this.lines.push(`… ${count} ${count === 1 ? 'operation was' : 'operations were'} not recorded`);
  }

  add(record: SocketRecord): void {
    const { socket, operation, outcome, transport } = record;
    if (transport === 'udp') this.datagramSockets.add(socket);
    const isRead = this.joinsReads && direction(operation) === 'in' && operation !== 'recvfrom' && !this.datagramSockets.has(socket);
    // How often a script looks before something is there, is chance too.
    if (isRead && outcome.kind === 'error' && isNothingYet(outcome.errno)) return;
    if (isRead && movedBytes(record) > 0) return this.join(record);
    this.reads.delete(socket);
    this.lines.push(this.prefix(socket) + plainLine(record));
  }

  private join(record: SocketRecord): void {
    const { socket, operation, bytes } = record;
    const reads = this.reads.get(socket) ?? {
      line: this.lines.push('') - 1,
      operation,
      sizeBytes: 0,
      preview: new Uint8Array(0),
      isPreviewCut: false,
    };
    this.reads.set(socket, reads);
    const moved = movedBytes(record);
    reads.sizeBytes += moved;
    if (!reads.isPreviewCut && reads.preview.length <= MAX_PREVIEW_CHARS) {
      reads.preview = Buffer.concat([reads.preview, bytes.subarray(0, MAX_PREVIEW_CHARS + 1)]);
      reads.isPreviewCut = moved > bytes.length;
    }
    this.lines[reads.line] =
      `${this.prefix(socket)}${reads.operation} ${reads.sizeBytes} B in all${preview(reads.preview, reads.sizeBytes)}`;
  }

  /** Numbers in the order in which sockets are first used. */
  private prefix(socket: number): string {
    if (socket === 0) return '';
    const number = this.numbers.get(socket) ?? this.numbers.size + 1;
    this.numbers.set(socket, number);
    return `#${number} `;
  }
}

function plainLine(record: SocketRecord): string {
  const { operation, outcome } = record;
  const words = [operation, ...placeWords(record)];
  if (outcome.kind === 'error') return [...words, errnoText(outcome.errno)].join(' ');
  if (direction(operation) === 'none') return words.join(' ');
  const sizeBytes = movedBytes(record);
  return `${words.join(' ')} ${sizeBytes} B${preview(record.bytes, sizeBytes)}`;
}

function placeWords({ operation, peer, transport, address, tls }: SocketRecord): string[] {
  switch (operation) {
    case 'socket':
      return transport === undefined ? [] : [transport];
    case 'getaddrinfo':
      return [printable(peer), ...(address === undefined ? [] : [printable(address)])];
    case 'accept':
      // The port of a client is any one that was free.
      return [printable(peer.slice(0, Math.max(0, peer.lastIndexOf(':'))))].filter((word) => word !== '');
    case 'handshake':
      return tls ? [printable(tls.version), printable(tls.cipherSuite)] : [];
    case 'connect':
    case 'bind':
    case 'sendto':
    case 'recvfrom':
      return peer === '' ? [] : [printable(peer)];
    default:
      return [];
  }
}

/** The beginning of it, with escapes as Python writes them; an ellipsis stands for the rest. */
function preview(bytes: Uint8Array, sizeBytes: number): string {
  if (bytes.length === 0) return '';
  let text = '';
  let count = 0;
  for (const byte of bytes) {
    const next = escaped(byte);
    if (text.length + next.length > MAX_PREVIEW_CHARS) break;
    text += next;
    count += 1;
  }
  return ` "${text}${count < sizeBytes ? '…' : ''}"`;
}

const ESCAPES: Readonly<Record<number, string>> = { 0x09: '\\t', 0x0a: '\\n', 0x0d: '\\r', 0x22: '\\"', 0x5c: '\\\\' };

function escaped(byte: number): string {
  const known = ESCAPES[byte];
  if (known !== undefined) return known;
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** A name is anybody's, and must not make lines of its own. */
function printable(name: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is not printed
  return name.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '?');
}
