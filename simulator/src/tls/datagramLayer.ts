/**
 * DTLS records over datagrams, and the handshake messages in them: in order, put together from fragments, and sent again
 * when no answer comes. Whoever reads says how time passes, because nobody else looks at the clock: as with Mbed TLS, a
 * transport that blocks for ever never sees a retransmission.
 */
import { TlsError } from '../../../shared/src';
import type { Bio } from './configuration';
import { Alert, TlsFailure } from './failure';
import { Fragments, MESSAGE_HEADER_BYTES, messageHeader } from './fragments';
import { ContentType, MessageType, Version, type Incoming, type MessageLayer } from './messages';
import type { Protection } from './protection';
import { ReplayWindow } from './replayWindow';
import { isWouldBlock } from './streamLayer';

const HEADER_BYTES = 13;
const MAX_DATAGRAM_BYTES = 16384 + 2048;
/** What fits into the firmware's output buffer goes out as one datagram. */
const MAX_FLIGHT_DATAGRAM_BYTES = 4096;
const FIRST_TIMEOUT_MS = 1000;
const MAX_TIMEOUT_MS = 60_000;

interface Epoch {
  readonly number: number;
  readonly protection: Protection | undefined;
  count: number;
}

/** A record of a flight, before it is protected, so that it can be sent again under a new number. */
interface FlightRecord {
  readonly epoch: Epoch;
  readonly type: number;
  readonly content: Buffer;
}

export class DatagramLayer implements MessageLayer {
  readonly version = Version.dtls12;
  deadlineMs = Infinity;
  private datagram: Buffer = Buffer.alloc(0);
  private readonly input = Buffer.alloc(MAX_DATAGRAM_BYTES);
  private queue: Buffer[] = [];
  private flight: FlightRecord[] = [];
  /** The next flight begins with the next message that is sent. */
  private isAnswered = false;
  private sending: Epoch = { number: 0, protection: undefined, count: 0 };
  private receiving: Epoch = { number: 0, protection: undefined, count: 0 };
  private readonly fragments = new Fragments();
  private readonly replays = new ReplayWindow();
  private nextMessage = 0;
  /** A ChangeCipherSpec, and a record of the epoch after it, that came before their time. */
  private earlyChange = false;
  private earlyRecord: Buffer | undefined;
  private timeoutMs = FIRST_TIMEOUT_MS;
  private isFinished = false;

  constructor(
    private readonly bio: Bio,
    private readonly endpoint: 'client' | 'server',
    private readonly nowMs: () => number,
  ) {}

  get hasQueued(): boolean {
    return this.queue.length > 0;
  }

  get hasPending(): boolean {
    return this.datagram.length > 0;
  }

  take(): Incoming | undefined {
    for (;;) {
      const message = this.fragments.take();
      if (message) {
        this.answered();
        return message;
      }
      if (this.earlyChange && !this.fragments.hasGap) {
        this.earlyChange = false;
        return { kind: 'changeCipherSpec' };
      }
      if (this.datagram.length === 0) return undefined;
      const incoming = this.takeRecord();
      if (incoming) return incoming;
    }
  }

  fetch(): number {
    if (this.nowMs() >= this.deadlineMs) return this.resendAfterTimeout();
    const count = this.bio.read(this.input);
    if (count === 0) return TlsError.SSL_CONN_EOF;
    if (count < 0) return isWouldBlock(count) ? TlsError.SSL_WANT_READ : count;
    this.datagram = Buffer.from(this.input.subarray(0, count));
    return 0;
  }

  send(type: number, body: Uint8Array): Buffer {
    this.beginFlight();
    const header = messageHeader({ type, sequence: this.nextMessage++, length: body.length });
    const whole = Buffer.concat([header, body]);
    this.addToFlight(ContentType.handshake, whole);
    return whole;
  }

  sendChangeCipherSpec(): void {
    this.beginFlight();
    this.addToFlight(ContentType.changeCipherSpec, Buffer.of(1));
  }

  sendAlert(level: number, description: number): void {
    this.queue.push(this.seal({ epoch: this.sending, type: ContentType.alert, content: Buffer.of(level, description) }));
  }

  sendData(content: Uint8Array): void {
    this.queue.push(this.seal({ epoch: this.sending, type: ContentType.applicationData, content: Buffer.from(content) }));
  }

  flush(): number {
    for (;;) {
      const [first] = this.queue;
      if (!first) return 0;
      const written = this.bio.write(first);
      if (written < 0) return isWouldBlock(written) ? TlsError.SSL_WANT_WRITE : written;
      this.queue.shift();
    }
  }

  protectSending(protection: Protection): void {
    this.sending = { number: this.sending.number + 1, protection, count: 0 };
  }

  protectReceiving(protection: Protection): void {
    this.receiving = { number: this.receiving.number + 1, protection, count: 0 };
    this.replays.reset();
    if (!this.earlyRecord) return;
    this.datagram = Buffer.concat([this.earlyRecord, this.datagram]);
    this.earlyRecord = undefined;
  }

  finish(): void {
    this.isFinished = true;
    this.deadlineMs = Infinity;
  }

  // --- receiving ---

  private takeRecord(): Incoming | undefined {
    const record = this.cutRecord();
    if (!record) return undefined;
    const type = record.readUInt8(0);
    const epoch = record.readUInt16BE(3);
    if (epoch === this.receiving.number + 1 && !this.isFinished) this.earlyRecord = Buffer.from(record);
    if (epoch !== this.receiving.number) return undefined;
    const sequence = record.readUIntBE(5, 6);
    if (!this.replays.isNew(sequence)) return undefined;
    const payload = record.subarray(HEADER_BYTES);
    const identity = { sequence: Buffer.from(record.subarray(3, 11)), type, version: record.readUInt16BE(1) };
    const content = this.receiving.protection ? this.receiving.protection.open(identity, payload) : payload;
    if (!content) {
      // Forged or damaged datagrams are passed over, but not where the secret itself may be wrong.
      if (!this.isFinished && this.receiving.protection) throw new TlsFailure(TlsError.SSL_INVALID_MAC, Alert.badRecordMac);
      this.datagram = Buffer.alloc(0);
      return undefined;
    }
    this.replays.add(sequence);
    this.adoptNumbers(sequence);
    return this.sort(type, content);
  }

  /** Takes one record off the datagram; a datagram that makes no sense is thrown away. */
  private cutRecord(): Buffer | undefined {
    const { datagram } = this;
    const length = datagram.length < HEADER_BYTES ? Infinity : HEADER_BYTES + datagram.readUInt16BE(11);
    const isSound = length <= datagram.length && length > HEADER_BYTES && datagram.readUInt8(1) === Version.dtls12 >> 8;
    this.datagram = isSound ? datagram.subarray(length) : Buffer.alloc(0);
    return isSound ? datagram.subarray(0, length) : undefined;
  }

  /** A server that does not know its client yet answers with the numbers of the question. */
  private adoptNumbers(sequence: number): void {
    if (this.endpoint !== 'server' || this.flight.length > 0 || this.isFinished || this.sending.number > 0) return;
    this.sending.count = sequence;
  }

  private sort(type: number, content: Buffer): Incoming | undefined {
    switch (type) {
      case ContentType.handshake:
        return this.sortMessages(content);
      case ContentType.changeCipherSpec:
        if (!this.isFinished) this.earlyChange = true;
        return undefined;
      case ContentType.alert:
        if (content.length !== 2) throw new TlsFailure(TlsError.SSL_INVALID_RECORD);
        return { kind: 'alert', level: content.readUInt8(0), description: content.readUInt8(1) };
      case ContentType.applicationData:
        return this.isFinished ? { kind: 'data', content } : undefined;
      default:
        return undefined;
    }
  }

  private sortMessages(content: Buffer): undefined {
    for (let rest = content; rest.length >= MESSAGE_HEADER_BYTES;) {
      const first = rest.readUInt8(0);
      if (this.endpoint === 'server' && first === MessageType.clientHello && this.flight.length === 0) this.adoptMessage(rest);
      const { size, isRepeated } = this.fragments.add(rest);
      rest = rest.subarray(size);
      // The other side says its last words again: ours have not arrived.
      if (isRepeated && first !== MessageType.helloVerifyRequest) this.resend();
    }
    return undefined;
  }

  private adoptMessage(message: Buffer): void {
    const sequence = message.readUInt16BE(4);
    this.fragments.expect(sequence);
    this.nextMessage = sequence;
  }

  // --- sending ---

  private answered(): void {
    this.isAnswered = true;
    this.deadlineMs = Infinity;
    this.timeoutMs = FIRST_TIMEOUT_MS;
  }

  private beginFlight(): void {
    if (!this.isAnswered) return;
    this.isAnswered = false;
    this.flight = [];
    this.fragments.beginFlight();
  }

  private addToFlight(type: number, content: Buffer): void {
    const record = { epoch: this.sending, type, content };
    this.flight.push(record);
    this.enqueue(this.seal(record));
    this.deadlineMs = this.nowMs() + this.timeoutMs;
  }

  /** Records that follow each other share datagrams. */
  private enqueue(record: Buffer): void {
    const last = this.queue.at(-1);
    if (last && last.length + record.length <= MAX_FLIGHT_DATAGRAM_BYTES) this.queue[this.queue.length - 1] = Buffer.concat([last, record]);
    else this.queue.push(record);
  }

  private resend(): void {
    for (const record of this.flight) this.enqueue(this.seal(record));
    this.deadlineMs = this.isFinished ? Infinity : this.nowMs() + this.timeoutMs;
    this.flush();
  }

  private resendAfterTimeout(): number {
    this.deadlineMs = Infinity;
    if (this.timeoutMs >= MAX_TIMEOUT_MS) return TlsError.SSL_TIMEOUT;
    this.timeoutMs = Math.min(2 * this.timeoutMs, MAX_TIMEOUT_MS);
    this.resend();
    return TlsError.SSL_WANT_READ;
  }

  private seal({ epoch, type, content }: FlightRecord): Buffer {
    const sequence = Buffer.alloc(8);
    sequence.writeUInt16BE(epoch.number, 0);
    sequence.writeUIntBE(epoch.count++, 2, 6);
    const payload = epoch.protection?.seal({ sequence, type, version: Version.dtls12 }, content) ?? content;
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(type, 0);
    header.writeUInt16BE(Version.dtls12, 1);
    sequence.copy(header, 3);
    header.writeUInt16BE(payload.length, 11);
    return Buffer.concat([header, payload]);
  }
}
