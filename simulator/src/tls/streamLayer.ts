/**
 * TLS records over a stream, and the handshake messages in them. A record is read as Mbed TLS does, first its five header
 * bytes, then exactly its content, so that the stream underneath is never ahead of what the script has seen.
 */
import { Errno, TlsError } from '../../../shared/src';
import type { Bio } from './configuration';
import { Alert, TlsFailure } from './failure';
import { ContentType, Version, type Incoming, type MessageLayer } from './messages';
import type { Protection } from './protection';

const HEADER_BYTES = 5;
const MESSAGE_HEADER_BYTES = 4;
const MAX_CONTENT_BYTES = 16384;
/** What protection may add to a content. */
const MAX_EXPANSION_BYTES = 2048;

export class StreamLayer implements MessageLayer {
  readonly version = Version.tls12;
  readonly deadlineMs = Infinity;
  private readonly input = Buffer.alloc(HEADER_BYTES + MAX_CONTENT_BYTES + MAX_EXPANSION_BYTES);
  private received = 0;
  private wanted = HEADER_BYTES;
  /** Handshake bytes that make no whole message yet, or more than one. */
  private handshake: Buffer = Buffer.alloc(0);
  private queue: Buffer[] = [];
  private sending: Direction = { count: 0, protection: undefined };
  private receiving: Direction = { count: 0, protection: undefined };

  constructor(
    private readonly bio: Bio,
    private readonly endpoint: 'client' | 'server',
  ) {}

  get hasQueued(): boolean {
    return this.queue.length > 0;
  }

  get hasPending(): boolean {
    return this.handshake.length > 0;
  }

  take(): Incoming | undefined {
    for (;;) {
      const message = this.takeMessage();
      if (message) return message;
      if (this.received < this.wanted) return undefined;
      if (this.wanted === HEADER_BYTES) {
        this.wanted += this.contentLength(this.input);
        return undefined;
      }
      const incoming = this.sort(this.takeRecord());
      if (incoming) return incoming;
    }
  }

  fetch(): number {
    while (this.received < this.wanted) {
      const count = this.bio.read(this.input.subarray(this.received, this.wanted));
      if (count === 0) return TlsError.SSL_CONN_EOF;
      if (count < 0) return isWouldBlock(count) ? TlsError.SSL_WANT_READ : count;
      this.received += count;
    }
    return 0;
  }

  send(type: number, body: Uint8Array): Buffer {
    const header = Buffer.alloc(MESSAGE_HEADER_BYTES);
    header.writeUInt32BE((type << 24) | body.length, 0);
    const whole = Buffer.concat([header, body]);
    this.queueRecord(ContentType.handshake, whole);
    return whole;
  }

  sendChangeCipherSpec(): void {
    this.queueRecord(ContentType.changeCipherSpec, Buffer.of(1));
  }

  sendAlert(level: number, description: number): void {
    this.queueRecord(ContentType.alert, Buffer.of(level, description));
  }

  sendData(content: Uint8Array): void {
    this.queueRecord(ContentType.applicationData, content);
  }

  flush(): number {
    // What is said in one go is sent in one go: small pieces would wait for each other in TCP.
    if (this.queue.length > 1) this.queue = [Buffer.concat(this.queue)];
    for (;;) {
      const [first] = this.queue;
      if (!first) return 0;
      const written = this.bio.write(first);
      if (written < 0) return isWouldBlock(written) ? TlsError.SSL_WANT_WRITE : written;
      this.queue = written >= first.length ? [] : [first.subarray(written)];
    }
  }

  protectSending(protection: Protection): void {
    this.sending = { count: 0, protection };
  }

  protectReceiving(protection: Protection): void {
    this.receiving = { count: 0, protection };
  }

  finish(): void {
    this.handshake = Buffer.alloc(0);
  }

  private takeRecord(): { readonly type: number; readonly content: Buffer } {
    const payload = this.input.subarray(HEADER_BYTES, this.wanted);
    this.received = 0;
    this.wanted = HEADER_BYTES;
    const type = this.input.readUInt8(0);
    return { type, content: this.open(type, payload) };
  }

  /** Also says whether these are the first bytes of a record at all. */
  private contentLength(header: Buffer): number {
    const type = header.readUInt8(0);
    const length = header.readUInt16BE(3);
    // A server looks at the first record with other eyes: it expects a ClientHello.
    if (this.isFirst && this.endpoint === 'server') {
      if (type !== ContentType.handshake) throw new TlsFailure(TlsError.SSL_UNEXPECTED_MESSAGE);
      if (length > MAX_CONTENT_BYTES) throw new TlsFailure(TlsError.SSL_ILLEGAL_PARAMETER);
      return length;
    }
    const isKnownType = Object.values<number>(ContentType).includes(type);
    // An older version is put up with, because some begin with it.
    const isKnownVersion = header.readUInt16BE(1) <= Version.tls12;
    if (!isKnownType || !isKnownVersion || length === 0 || length > MAX_CONTENT_BYTES + MAX_EXPANSION_BYTES) {
      throw new TlsFailure(TlsError.SSL_INVALID_RECORD);
    }
    return length;
  }

  private get isFirst(): boolean {
    return this.receiving.count === 0 && !this.receiving.protection;
  }

  /** The content of a payload; a copy where the payload is not protected. */
  private open(type: number, payload: Buffer): Buffer {
    const { protection } = this.receiving;
    const identity = { sequence: sequenceBytes(this.receiving.count++), type, version: Version.tls12 };
    const content = protection ? protection.open(identity, payload) : Buffer.from(payload);
    if (!content) throw new TlsFailure(TlsError.SSL_INVALID_MAC, Alert.badRecordMac);
    if (content.length > MAX_CONTENT_BYTES) throw new TlsFailure(TlsError.SSL_INVALID_RECORD);
    return content;
  }

  private sort({ type, content }: { readonly type: number; readonly content: Buffer }): Incoming | undefined {
    if (this.handshake.length > 0 && type !== ContentType.handshake) throw new TlsFailure(TlsError.SSL_UNEXPECTED_MESSAGE);
    switch (type) {
      case ContentType.handshake:
        this.handshake = Buffer.concat([this.handshake, content]);
        return undefined;
      case ContentType.changeCipherSpec:
        if (content.length !== 1 || content[0] !== 1) throw new TlsFailure(TlsError.SSL_INVALID_RECORD);
        return { kind: 'changeCipherSpec' };
      case ContentType.alert:
        if (content.length !== 2) throw new TlsFailure(TlsError.SSL_INVALID_RECORD);
        return { kind: 'alert', level: content.readUInt8(0), description: content.readUInt8(1) };
      default:
        return { kind: 'data', content };
    }
  }

  private takeMessage(): Incoming | undefined {
    if (this.handshake.length < MESSAGE_HEADER_BYTES) return undefined;
    const length = MESSAGE_HEADER_BYTES + this.handshake.readUIntBE(1, 3);
    if (length > MAX_CONTENT_BYTES) throw new TlsFailure(TlsError.SSL_INVALID_RECORD);
    if (this.handshake.length < length) return undefined;
    const whole = this.handshake.subarray(0, length);
    this.handshake = this.handshake.subarray(length);
    return { kind: 'handshake', type: whole.readUInt8(0), body: whole.subarray(MESSAGE_HEADER_BYTES), whole };
  }

  private queueRecord(type: number, content: Uint8Array): void {
    const identity = { sequence: sequenceBytes(this.sending.count++), type, version: Version.tls12 };
    const payload = this.sending.protection?.seal(identity, content) ?? content;
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(type, 0);
    header.writeUInt16BE(Version.tls12, 1);
    header.writeUInt16BE(payload.length, 3);
    this.queue.push(Buffer.concat([header, payload]));
  }
}

interface Direction {
  /** Records so far. */
  count: number;
  readonly protection: Protection | undefined;
}

export function isWouldBlock(outcome: number): boolean {
  return outcome === -Errno.EAGAIN || outcome === -Errno.EINPROGRESS;
}

function sequenceBytes(count: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(Math.floor(count / 2 ** 32), 0);
  bytes.writeUInt32BE(count % 2 ** 32, 4);
  return bytes;
}
