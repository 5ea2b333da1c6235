/** DNS and mDNS: one message in each datagram, or one after another with their lengths over TCP. */
import { decode, type Answer, type DecodedPacket } from 'dns-packet';
import type { DecodedConversation, DecodedMessage, Fact, Transport } from '../../../shared/src';
import type { Conversation } from '../conversation';
import { ByteStream, type Span } from './byteStream';
import { MAX_FACTS, MAX_MESSAGES } from './limits';
import { merge } from './merge';
import type { Pace } from './pace';
import { counted, oneLine } from './words';

/** Names in a message may point to each other, so that a long one can take long. */
const MAX_MESSAGE_BYTES = 16 * 1024;
const MAX_RECORDS = MAX_FACTS;
const HEADER_BYTES = 12;

export async function decodeDns(conversation: Conversation, pace: Pace): Promise<DecodedConversation> {
  const { transport } = conversation;
  const { messages, problem } =
    transport === 'udp'
      ? merge(await datagrams(conversation, pace), [], MAX_MESSAGES)
      : merge(await overStream(conversation, 'out', pace), await overStream(conversation, 'in', pace), MAX_MESSAGES);
  return { protocol: 'dns', messages, exchanges: [], ...(problem !== undefined && { problem }) };
}

/** `DNS example.com A`: of the first question; `DNS` if it cannot be read. */
export function dnsTitle(sent: Uint8Array, received: Uint8Array, transport: Transport): string {
  for (const head of [sent, received]) {
    const bytes = transport === 'udp' ? head : head.subarray(2);
    const packet = decoded(bytes) ?? decoded(questionsOnly(bytes));
    const question = packet?.questions?.[0] ?? packet?.answers?.[0];
    if (question) return oneLine(`DNS ${question.name} ${question.type}`, 120);
  }
  return 'DNS';
}

async function datagrams({ transfers, peer }: Conversation, pace: Pace): Promise<DecodedMessage[]> {
  const messages: DecodedMessage[] = [];
  for (const transfer of transfers) {
    await pace.step();
    if (messages.length > MAX_MESSAGES) break;
    const { direction, row, timeMs, bytes, sizeBytes } = transfer;
    const span: Span = { direction, rows: [row, row], timeMs: [timeMs, timeMs], sizeBytes };
    const cut = sizeBytes > bytes.length ? `only ${bytes.length} of its ${sizeBytes} bytes are recorded` : undefined;
    const other: Fact[] = transfer.peer === peer || transfer.peer === '' ? [] : [[direction === 'in' ? 'From' : 'To', transfer.peer]];
    messages.push(messageOf(bytes, span, { cut, other }));
  }
  return messages;
}

async function overStream({ transfers }: Conversation, direction: 'in' | 'out', pace: Pace): Promise<DecodedMessage[]> {
  const stream = await ByteStream.of(transfers, direction, pace);
  const messages: DecodedMessage[] = [];
  for (let at = 0; at < stream.length && messages.length <= MAX_MESSAGES;) {
    await pace.step();
    const [high = 0, low = 0] = stream.bytes(at, at + 2);
    const size = (high << 8) | low;
    const end = Math.min(stream.length, at + 2 + size);
    const missing = at + 2 + size - stream.length;
    const cut = missing > 0 ? (stream.cut ?? `${counted(missing, 'byte')} of it are not there yet`) : undefined;
    messages.push(messageOf(stream.bytes(at + 2, end), stream.span(at, end), { cut, other: [] }));
    at = end;
  }
  return messages;
}

function messageOf(bytes: Uint8Array, span: Span, { cut, other }: { cut: string | undefined; other: readonly Fact[] }): DecodedMessage {
  const packet = decoded(bytes);
  const head = { protocol: 'dns' as const, ...span };
  if (!packet) {
    const problem = cut ?? whyNot(bytes);
    return { ...head, title: `${counted(span.sizeBytes, 'byte')} that are no DNS message`, facts: other, problem };
  }
  return { ...head, title: titleOf(packet), facts: [...other, ...factsOf(packet)], ...(cut !== undefined && { problem: cut }) };
}

function whyNot(bytes: Uint8Array): string {
  if (bytes.length < HEADER_BYTES) return `${counted(bytes.length, 'byte')} are too few: the header alone has ${HEADER_BYTES}`;
  if (bytes.length > MAX_MESSAGE_BYTES || recordCount(bytes) > MAX_RECORDS) return 'too large to be decoded';
  return 'the message is not complete, or is damaged: a name or a record goes beyond its end';
}

/** Undefined if it is none. The parser throws at what it does not understand. */
function decoded(bytes: Uint8Array): DecodedPacket | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length > MAX_MESSAGE_BYTES || recordCount(bytes) > MAX_RECORDS) return undefined;
  try {
    return decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch {
    return undefined;
  }
}

function recordCount(bytes: Uint8Array): number {
  return [4, 6, 8, 10].reduce((sum, at) => sum + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)), 0);
}

/** For the beginning of a message of which the rest is missing. */
function questionsOnly(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index >= 6 && index < HEADER_BYTES ? 0 : byte));
}

function titleOf(packet: DecodedPacket): string {
  const [question] = packet.questions ?? [];
  const answers = packet.answers ?? [];
  const asked = question ? `${question.name} ${question.type}` : '';
  if (packet.type !== 'response') return oneLine(`query ${asked}`.trimEnd());
  const code = responseCode(packet);
  if (code !== 'NOERROR') return oneLine(`${asked} → ${code}`.trimStart());
  const last = answers.at(-1);
  const more = answers.length > 1 ? ` (${counted(answers.length, 'record')})` : '';
  const subject = asked === '' && last ? `${last.name} ${last.type}` : asked;
  return oneLine(`${subject} → ${last ? answerText(last) : 'no answer'}${more}`.trimStart());
}

function factsOf(packet: DecodedPacket): Fact[] {
  const isResponse = packet.type === 'response';
  const flags = [
    packet.flag_rd && 'recursion desired',
    packet.flag_ra && 'recursion available',
    packet.flag_aa && 'authoritative',
    packet.flag_tc && 'cut short',
  ];
  const records = (what: string, answers: readonly Answer[] = []): Fact[] =>
    answers.map((answer) => [`${what} ${answer.type}`, `${oneLine(answer.name)} → ${answerText(answer)}`]);
  return [
    ['Identifier', String(packet.id ?? 0)],
    ...(isResponse ? [['Result', responseText(responseCode(packet))] as const] : []),
    ['Flags', flags.filter((flag) => typeof flag === 'string').join(', ') || 'none'],
    ...(packet.questions ?? []).map(({ name, type, class: klass }): Fact => [
      'Question',
      oneLine(`${name} ${type}${klass === 'IN' ? '' : ` ${String(klass)}`}`),
    ]),
    ...records('Answer', packet.answers),
    ...records('Authority', packet.authorities),
    ...records('Additional', packet.additionals),
  ];
}

/** The types of the package do not name it. */
function responseCode(packet: DecodedPacket): string {
  return 'rcode' in packet && typeof packet.rcode === 'string' ? packet.rcode : 'NOERROR';
}

function responseText(code: string): string {
  const meaning: Readonly<Record<string, string>> = {
    NOERROR: 'no error',
    NXDOMAIN: 'there is no such name',
    SERVFAIL: 'the server failed',
    REFUSED: 'the server refuses',
    FORMERR: 'the server does not understand the question',
  };
  return code in meaning ? `${code} (${meaning[code]})` : code;
}

function answerText(answer: Answer): string {
  const lasts = 'ttl' in answer && answer.ttl !== undefined ? `, for ${answer.ttl} s` : '';
  if (answer.type === 'OPT') return `EDNS, up to ${answer.udpPayloadSize} bytes`;
  return `${oneLine(dataText(answer.data))}${lasts}`;
}

function dataText(data: unknown): string {
  if (typeof data === 'string' || typeof data === 'number') return String(data);
  if (data instanceof Uint8Array) return bytesText(data);
  if (Array.isArray(data)) return data.slice(0, 50).map(dataText).join(' ');
  if (typeof data !== 'object' || data === null) return '';
  return Object.entries(data)
    .map(([name, value]) => `${name} ${dataText(value)}`)
    .join(', ');
}

/** Texts are bytes in DNS. */
function bytesText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return /^[\x20-\x7e]*$/.test(text) ? JSON.stringify(text) : Buffer.from(bytes.subarray(0, 60)).toString('hex');
}
