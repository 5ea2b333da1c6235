/**
 * MQTT 3.1.1 and 5 over one connection. Packets are told apart here and given to mqtt-packet one by one, so that one that is damaged does
 * not take those after it along, and a large payload is parsed by its beginning.
 */
import { parser as createParser, type Packet, type Parser } from 'mqtt-packet';
import { messageOf, type DecodedConversation, type DecodedMessage } from '../../../shared/src';
import type { Conversation } from '../conversation';
import { endingText } from '../ending';
import { showBody } from './body';
import { ByteStream } from './byteStream';
import { MAX_BODY_BYTES, MAX_MESSAGES } from './limits';
import { merge } from './merge';
import { connectVersion } from './mqttConnect';
import { packetWords } from './mqttPacket';
import { returnCodeText, reasonCodeText } from './mqttReasons';
import type { Pace } from './pace';
import { counted, joined, oneLine } from './words';

const CONNECT = 1;
const CONNACK = 2;
const PUBLISH = 3;
const NAMES = [
  '',
  'CONNECT',
  'CONNACK',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'SUBACK',
  'UNSUBSCRIBE',
  'UNSUBACK',
  'PINGREQ',
  'PINGRESP',
  'DISCONNECT',
  'AUTH',
];

export async function decodeMqtt({ transfers, end }: Conversation, pace: Pace): Promise<DecodedConversation> {
  const streams = [await ByteStream.of(transfers, 'out', pace), await ByteStream.of(transfers, 'in', pace)];
  const client = streams.findIndex((stream) => (stream.byte(0) ?? 0) >> 4 === CONNECT);
  const [asking, answering] = client === 1 ? streams.reverse() : streams;
  if (!asking || !answering) return { protocol: 'mqtt', messages: [], exchanges: [] };
  const version = connectVersion(asking.bytes(0, 16)) ?? 4;
  const sent = await readPackets({ stream: asking, version, isClient: true, end }, pace);
  const answered = await readPackets({ stream: answering, version, isClient: false, end }, pace);
  const { messages, problem } = merge(sent, answered, MAX_MESSAGES);
  return { protocol: 'mqtt', messages, exchanges: [], ...(problem !== undefined && { problem }) };
}

/** `MQTT CONNECT`, and what the broker said to it. */
export function mqttTitle(sent: Uint8Array, received: Uint8Array): string {
  const isClient = (sent[0] ?? 0) >> 4 === CONNECT;
  const [asked, answered] = isClient ? [sent, received] : [received, sent];
  const [type = 0, , , code] = answered;
  if (type >> 4 !== CONNACK || code === undefined) return 'MQTT CONNECT';
  return `MQTT CONNECT → ${connectVersion(asked) === 5 && code !== 0 ? `refused: ${reasonCodeText(code)}` : returnCodeText(code)}`;
}

const BEGINNING = 'the beginning of a packet';

interface Way {
  readonly stream: ByteStream;
  readonly version: number;
  readonly isClient: boolean;
  readonly end: Conversation['end'];
}

interface Place {
  readonly start: number;
  readonly contentStart: number;
  /** Of the whole packet, or of what is there. */
  readonly end: number;
  readonly contentBytes: number;
}

async function readPackets(way: Way, pace: Pace): Promise<DecodedMessage[]> {
  const { stream, version, isClient } = way;
  const parser = new PacketParser(version);
  const messages: DecodedMessage[] = [];
  for (let at = 0; at < stream.length && messages.length <= MAX_MESSAGES;) {
    await pace.step();
    const type = (stream.byte(at) ?? 0) >> 4;
    const place = placeOf(stream, at);
    if (typeof place === 'string') {
      messages.push({
        protocol: 'mqtt',
        ...stream.span(at, stream.length),
        title: NAMES[type] ?? '',
        facts: [],
        problem: place === BEGINNING ? unfinished(way, place) : place,
      });
      break;
    }
    const message = await decodedPacket(type, place, way, parser, pace);
    const isFirstWrong = at === 0 && type !== (isClient ? CONNECT : CONNACK);
    const first = isFirstWrong ? `the first packet has to be ${isClient ? 'CONNECT' : 'CONNACK'}` : undefined;
    const problem = joined([first, message.problem]);
    messages.push({ ...message, ...(problem !== undefined && { problem }) });
    at = place.end;
  }
  return messages;
}

async function decodedPacket(type: number, place: Place, way: Way, parser: PacketParser, pace: Pace): Promise<DecodedMessage> {
  const { stream } = way;
  const head = { protocol: 'mqtt' as const, ...stream.span(place.start, place.end) };
  const there = place.end - place.contentStart;
  const missing = there < place.contentBytes ? unfinished(way, `${there} of ${counted(place.contentBytes, 'byte')}`) : undefined;
  // Only of a PUBLISH the beginning can be read alone: what comes last in it is the payload.
  const isReadable = missing === undefined || type === PUBLISH;
  const content = stream.bytes(place.contentStart, Math.min(place.end, place.contentStart + MAX_BODY_BYTES));
  const parsed = isReadable ? parser.parse(stream.byte(place.start) ?? 0, content) : (missing ?? '');
  if (typeof parsed === 'string')
    return { ...head, title: NAMES[type] === '' ? 'no packet' : (NAMES[type] ?? ''), facts: [], problem: missing ?? parsed };
  const { payload, mediaType, problem, ...words } = packetWords(parsed);
  const isCut = content.length < there;
  const shown = payload
    ? await showBody(
        { bytes: payload, totalBytes: payload.length + (there - content.length), isTruncated: missing !== undefined || isCut, mediaType },
        pace,
      )
    : {};
  const all = joined([problem, missing, shown.problem]);
  return { ...head, ...words, ...(shown.body && { body: shown.body }), ...(all !== undefined && { problem: all }) };
}

/** A string tells what is wrong, if not even its length is there, or cannot be right. */
function placeOf(stream: ByteStream, start: number): Place | string {
  let contentBytes = 0;
  for (let count = 0; count < 4; count += 1) {
    const byte = stream.byte(start + 1 + count);
    if (byte === undefined) return BEGINNING;
    contentBytes += (byte & 0x7f) * 128 ** count;
    if (byte >= 0x80) continue;
    const contentStart = start + 2 + count;
    return { start, contentStart, end: Math.min(stream.length, contentStart + contentBytes), contentBytes };
  }
  return 'the length of the packet does not end within four bytes; the rest is not decoded';
}

function unfinished({ stream, end }: Way, what: string): string {
  if (stream.cut !== undefined) return stream.cut;
  if (end !== undefined) return `ends after ${what}: ${endingText(end)}`;
  return `${stream.direction === 'out' ? 'the script' : 'the other side'} has sent ${what} so far`;
}

/** Parses one whole packet at a time. */
class PacketParser {
  private parser: Parser;
  private packet: Packet | undefined;
  private error: string | undefined;

  constructor(private readonly version: number) {
    this.parser = this.begin();
  }

  /** The packet, or what is wrong with it. */
  parse(firstByte: number, content: Uint8Array): Packet | string {
    this.packet = undefined;
    this.error = undefined;
    try {
      this.parser.parse(Buffer.concat([Buffer.from([firstByte, ...lengthBytes(content.length)]), content]));
    } catch {
      this.error = 'the packet is damaged: one of its fields goes beyond its end';
    }
    if (this.packet && this.error === undefined) return this.packet;
    // What the parser holds of the packet would be taken for the beginning of the next one.
    this.parser = this.begin();
    return this.error ?? 'the packet is not what its first byte says';
  }

  private begin(): Parser {
    const parser = createParser({ protocolVersion: this.version });
    parser.on('packet', (packet) => (this.packet = packet));
    parser.on('error', (error: unknown) => (this.error ??= `the packet is wrong: ${oneLine(messageOf(error))}`));
    return parser;
  }
}

function lengthBytes(length: number): number[] {
  return length < 128 ? [length] : [(length & 0x7f) | 0x80, ...lengthBytes(length >> 7)];
}
