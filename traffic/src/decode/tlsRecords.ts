/**
 * TLS as it goes over the wire, which is what a script sends that speaks it by itself, or what a server answers that was asked without it:
 * the types of the records (RFC 8446, section 5.1), and of the messages in them that are not encrypted.
 */
import type { DecodedConversation, DecodedMessage, Fact } from '../../../shared/src';
import type { Conversation } from '../conversation';
import { endingText } from '../ending';
import { ByteStream } from './byteStream';
import { clientHello } from './clientHello';
import { MAX_MESSAGES } from './limits';
import { merge } from './merge';
import type { Pace } from './pace';
import { isTlsRecord } from './sniff';
import { counted } from './words';

const HEADER_BYTES = 5;
const DTLS_HEADER_BYTES = 13;
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const HANDSHAKES: Readonly<Record<number, string>> = {
  0: 'HelloRequest',
  1: 'ClientHello',
  2: 'ServerHello',
  3: 'HelloVerifyRequest',
  4: 'NewSessionTicket',
  11: 'Certificate',
  12: 'ServerKeyExchange',
  13: 'CertificateRequest',
  14: 'ServerHelloDone',
  15: 'CertificateVerify',
  16: 'ClientKeyExchange',
  20: 'Finished',
};
const ALERTS: Readonly<Record<number, string>> = {
  0: 'close notify',
  10: 'unexpected message',
  20: 'bad record MAC',
  40: 'handshake failure',
  42: 'bad certificate',
  43: 'certificate of a kind that is not supported',
  44: 'certificate revoked',
  45: 'certificate expired',
  46: 'certificate unknown',
  47: 'illegal parameter',
  48: 'unknown authority',
  49: 'access denied',
  50: 'decode error',
  51: 'decrypt error',
  70: 'protocol version',
  71: 'insufficient security',
  80: 'internal error',
  90: 'user cancelled',
  112: 'unrecognized name',
  116: 'certificate required',
};

export async function decodeTlsRecords(conversation: Conversation, pace: Pace): Promise<DecodedConversation> {
  const isDatagrams = conversation.transport === 'udp';
  const sent = isDatagrams ? await datagrams(conversation, pace) : await records(conversation, 'out', pace);
  const received = isDatagrams ? [] : await records(conversation, 'in', pace);
  const { messages, problem } = merge(sent, received, MAX_MESSAGES);
  return { protocol: 'tls', messages, exchanges: [], ...(problem !== undefined && { problem }) };
}

/** `TLS ClientHello example.com`. */
export function tlsTitle(sent: Uint8Array, received: Uint8Array): string {
  const hello = [sent, received].map((head) => head.subarray(HEADER_BYTES)).find((handshake) => handshake[0] === 1);
  const name = hello && clientHello(hello).serverName;
  return name === undefined ? 'TLS' : `TLS ${name}`;
}

async function records({ transfers, end: ended }: Conversation, direction: 'in' | 'out', pace: Pace): Promise<DecodedMessage[]> {
  const stream = await ByteStream.of(transfers, direction, pace);
  const reader = new RecordReader();
  const messages: DecodedMessage[] = [];
  for (let at = 0; at < stream.length && messages.length <= MAX_MESSAGES;) {
    await pace.step();
    const header = stream.bytes(at, at + HEADER_BYTES);
    const isRecord = header.length < HEADER_BYTES ? undefined : isTlsRecord(header);
    const size = ((header[3] ?? 0) << 8) | (header[4] ?? 0);
    const end = isRecord === true ? Math.min(stream.length, at + HEADER_BYTES + size) : stream.length;
    const there = end - at - HEADER_BYTES;
    const described =
      isRecord === true
        ? reader.describe(header, stream.bytes(at + HEADER_BYTES, end))
        : { title: `${counted(end - at, 'byte')}`, facts: [] };
    const cut = stream.cut ?? (ended && `ends within a record: ${endingText(ended)}`);
    const problem =
      isRecord === false
        ? 'this is no TLS record; the rest is not decoded'
        : isRecord === undefined || there < size
          ? (cut ?? `${Math.max(0, there)} of ${counted(size, 'byte')} so far`)
          : undefined;
    messages.push({ protocol: 'tls', ...stream.span(at, end), ...described, ...(problem !== undefined && { problem }) });
    at = end;
  }
  return messages;
}

/** A record of DTLS does not go beyond its datagram, but there may be several in one. */
async function datagrams({ transfers }: Conversation, pace: Pace): Promise<DecodedMessage[]> {
  const readers = { in: new RecordReader(), out: new RecordReader() };
  const messages: DecodedMessage[] = [];
  for (const { direction, row, timeMs, bytes, sizeBytes } of transfers) {
    await pace.step();
    if (messages.length > MAX_MESSAGES) break;
    const titles: string[] = [];
    for (let at = 0; at + DTLS_HEADER_BYTES <= bytes.length;) {
      const header = bytes.subarray(at, at + DTLS_HEADER_BYTES);
      const end = at + DTLS_HEADER_BYTES + (((header[11] ?? 0) << 8) | (header[12] ?? 0));
      titles.push(readers[direction].describe(header, bytes.subarray(at + DTLS_HEADER_BYTES, end), true).title);
      at = end;
    }
    const title = titles.length === 0 ? counted(sizeBytes, 'byte') : `DTLS ${titles.join(', ')}`;
    messages.push({ protocol: 'tls', direction, rows: [row, row], timeMs: [timeMs, timeMs], sizeBytes, title, facts: [] });
  }
  return messages;
}

/** What is in records, one after another, of one way. */
class RecordReader {
  private isEncrypted = false;
  /** Bytes of a handshake message that go on in the next record. */
  private left = 0;

  describe(header: Uint8Array, content: Uint8Array, isDatagram = false): Pick<DecodedMessage, 'title' | 'facts'> {
    const [type, major = 0, minor = 0] = header;
    const facts: Fact[] = [['Version of the record', versionText(major, minor)]];
    const size = counted(content.length, 'byte');
    switch (type) {
      case CHANGE_CIPHER_SPEC:
        this.isEncrypted = true;
        return { title: 'ChangeCipherSpec: encrypted from here', facts };
      case ALERT:
        return { title: content.length === 2 ? alertText(content) : `alert, encrypted, ${size}`, facts };
      case HANDSHAKE: {
        if (this.isEncrypted) return { title: `handshake, encrypted, ${size}`, facts };
        const hello = content[0] === 1 && this.left === 0 && !isDatagram ? clientHello(content) : {};
        if (hello.serverName !== undefined) facts.push(['Server name', hello.serverName]);
        if (hello.protocols !== undefined) facts.push(['Protocols offered', hello.protocols]);
        return { title: `${this.handshakes(content, isDatagram).join(', ') || 'handshake'}, ${size}`, facts };
      }
      default:
        return { title: `application data, encrypted, ${size}`, facts };
    }
  }

  private handshakes(content: Uint8Array, isDatagram: boolean): string[] {
    const names: string[] = [];
    if (this.left > 0) names.push('continued');
    let at = Math.min(this.left, content.length);
    this.left -= at;
    while (at < content.length && names.length < 20) {
      const [type = 0, high = 0, middle = 0, low = 0] = content.subarray(at, at + 4);
      names.push(HANDSHAKES[type] ?? `handshake ${type}`);
      const end = at + (isDatagram ? 12 : 4) + ((high << 16) | (middle << 8) | low);
      this.left = isDatagram ? 0 : Math.max(0, end - content.length);
      at = end;
    }
    return names;
  }
}

function versionText(major: number, minor: number): string {
  if (major === 0xfe) return minor === 0xfd ? 'DTLS 1.2' : 'DTLS 1.0';
  return minor === 0 ? 'SSL 3.0' : `TLS 1.${minor - 1}`;
}

function alertText([level, code = 0]: Uint8Array): string {
  return `alert: ${ALERTS[code] ?? `number ${code}`}${level === 2 ? ' (fatal)' : ''}`;
}
