/**
 * Takes the probe's records out of what a board sends. A record is a beginning that no text has, base64 with the highest bit
 * of each byte set, and an end byte. So whatever else comes while a record is open, as the chip's words at a reset, shows that
 * it was cut and is output again from its first byte. Lines of tracebacks that name the probe are taken out as well: the script
 * would not have them.
 */
import type { SocketRecord } from '../../../shared/src';
import { probeFileName, recordStart } from './probe';
import { MAX_RECORDED_BYTES, RECORD_END } from './probeSource';
import { RecordReader } from './recordReader';

/** A record with the longest peer and all the bytes that one can have. */
const MAX_RECORD_LENGTH = Math.ceil((18 + 255 + MAX_RECORDED_BYTES) / 3) * 4;
/** Names of functions are short, but what a terminal was sent may look like the beginning of such a line and go on for ever. */
const MAX_TRACEBACK_LINE_LENGTH = 200;
const NEWLINE = 0x0a;
const HIGH_BIT = 0x80;
/** So much of a record's beginning is not met by chance. */
const CERTAIN_LENGTH = 3;

/** What follows when a board was reset, or stopped, in the middle of something. */
const INTERRUPTIONS = [
  'ets ',
  'ESP-ROM:',
  'rst:0x',
  'MPY: soft reboot',
  'Guru Meditation',
  'Brownout detector',
  'abort() was called',
  'Traceback (most',
].flatMap((text) => [Buffer.from(text), Buffer.from(`\r\n${text}`)]);

/** Letters, digits, `+`, `/` and `=`, with their highest bit set. */
const BODY = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=').map((byte) => byte | HIGH_BIT));

type State =
  /** `held` may become the beginning of a record or of a traceback line. */
  | { readonly kind: 'text'; readonly held: number[] }
  | { readonly kind: 'record'; readonly body: number[] }
  | { readonly kind: 'tracebackLine'; readonly line: number[] };

export interface Filtered {
  readonly output: Uint8Array;
  readonly records: readonly SocketRecord[];
  /** Records that were cut or never came. */
  readonly droppedCount: number;
}

export class ProbeFilter {
  private readonly start: Uint8Array;
  private readonly tracebackLine: Uint8Array;
  private readonly reader = new RecordReader();
  private state: State = { kind: 'text', held: [] };
  /** Only there a traceback's line can begin. A blank elsewhere, as after a prompt, is not held. */
  private isLineStart = true;
  private output: number[] = [];
  private records: SocketRecord[] = [];
  private droppedCount = 0;

  /** `nonce` is what `probeStartCode` was given. */
  constructor(nonce: string) {
    this.start = recordStart(nonce);
    this.tracebackLine = Buffer.from(`  File "${probeFileName(nonce)}"`, 'latin1');
  }

  /** Whether the probe has said that it is in place. */
  get hasStarted(): boolean {
    return this.reader.hasStarted;
  }

  push(bytes: Uint8Array): Filtered {
    for (const byte of bytes) this.take(byte);
    const filtered = { output: Uint8Array.from(this.output), records: this.records, droppedCount: this.droppedCount };
    this.output = [];
    this.records = [];
    this.droppedCount = 0;
    return filtered;
  }

  /** What was held and is output after all, because nothing more comes. */
  end(): Uint8Array {
    const held = this.state.kind === 'text' ? this.state.held : [];
    this.state = { kind: 'text', held: [] };
    return Uint8Array.from(held);
  }

  private take(byte: number): void {
    switch (this.state.kind) {
      case 'text':
        return this.takeText(this.state.held, byte);
      case 'record':
        return this.takeRecord(this.state.body, byte);
      case 'tracebackLine':
        return this.takeTracebackLine(this.state.line, byte);
    }
  }

  private takeText(held: number[], byte: number): void {
    // Most bytes, by far.
    if (held.length === 0 && byte !== this.start[0] && !(byte === this.tracebackLine[0] && this.isLineStart)) return this.put(byte);
    const met = commonLength(held, this.start);
    held.push(byte);
    if (commonLength(held, this.start) === held.length) {
      if (held.length === this.start.length) this.state = { kind: 'record', body: [] };
      return;
    }
    if (commonLength(held, this.tracebackLine) === held.length) {
      if (held.length === this.tracebackLine.length) this.state = { kind: 'tracebackLine', line: [] };
      return;
    }
    if (met > 0) {
      const after = held.slice(met);
      const interruption = INTERRUPTIONS.find((text) => commonLength(after, text) === after.length);
      if (met >= CERTAIN_LENGTH || interruption?.length === after.length) return this.again(after, { isCut: true });
      if (interruption) return;
    }
    // The first byte is output; what comes after it may still be a beginning.
    this.put(held[0] ?? byte);
    this.again(held.slice(1));
  }

  private takeRecord(body: number[], byte: number): void {
    if (byte === RECORD_END) {
      this.state = { kind: 'text', held: [] };
      const { record, missed } = this.reader.read(Buffer.from(body).toString('latin1'));
      this.droppedCount += missed;
      if (record) this.records.push(record);
    } else if (BODY.has(byte) && body.length < MAX_RECORD_LENGTH) {
      body.push(byte & ~HIGH_BIT);
    } else {
      this.again([byte], { isCut: true });
    }
  }

  private takeTracebackLine(line: number[], byte: number): void {
    line.push(byte);
    if (byte === NEWLINE || line.length > MAX_TRACEBACK_LINE_LENGTH) {
      this.state = { kind: 'text', held: [] };
      return;
    }
    const interruption = INTERRUPTIONS.find((text) => endsWith(line, text));
    if (interruption) this.again([...interruption]);
  }

  private put(byte: number): void {
    this.output.push(byte);
    this.isLineStart = byte === NEWLINE;
  }

  /** Looks at bytes anew, as text. */
  private again(bytes: readonly number[], { isCut = false } = {}): void {
    this.state = { kind: 'text', held: [] };
    // The sequence shows that a record is missing, if one more comes; after a reset none does.
    if (isCut) this.droppedCount += this.reader.cut();
    for (const byte of bytes) this.take(byte);
  }
}

/** How many bytes at their beginning two texts have in common. */
function commonLength(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let length = 0;
  while (length < first.length && length < second.length && first[length] === second[length]) length++;
  return length;
}

function endsWith(bytes: readonly number[], text: Uint8Array): boolean {
  return bytes.length >= text.length && text.every((byte, index) => byte === bytes[bytes.length - text.length + index]);
}
