/** Which protocol a conversation speaks, from the first bytes of each way and the port: a guess that costs little, for lists and for the decoders to begin with. */
import type { DecodedProtocol, Transport } from '../../../shared/src';
import type { Conversation } from '../conversation';
import { HEAD_BYTES } from './limits';
import { connectVersion } from './mqttConnect';
import { latin1 } from './words';

/** What is known of a connection, and how it begins. */
export interface Heads {
  readonly transport: Transport;
  readonly peer: string;
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
}

/** Ports of name servers: DNS, mDNS, LLMNR. */
const DNS_PORTS = new Set([53, 5353, 5355]);
/** Where HTTP is expected, even if what is sent is hardly HTTP. */
const HTTP_PORTS = new Set([80, 8000, 8008, 8080, 8081, 8888]);

/** Enough for the first bytes of each way, even if they come one by one. */
const MAX_TRANSFERS = 4 * HEAD_BYTES;

export function sniffProtocol(what: Conversation | Heads): DecodedProtocol {
  const heads = 'transfers' in what ? headsOf(what) : what;
  const { transport, peer, sent, received } = heads;
  const port = Number(/:(\d+)$/.exec(peer)?.[1] ?? 0);
  if (transport === 'udp') {
    if (DNS_PORTS.has(port)) return 'dns';
    return [sent, received].some(isDtlsRecord) ? 'tls' : 'unknown';
  }
  if (requestWay(heads) !== undefined) return [sent, received].some(asksForWebSocket) ? 'websocket' : 'http';
  if ([sent, received].some(isTlsRecord)) return 'tls';
  if ([sent, received].some((bytes) => connectVersion(bytes) !== undefined) || (port === 1883 && sent[0] === 0x10)) return 'mqtt';
  if (DNS_PORTS.has(port)) return 'dns';
  return HTTP_PORTS.has(port) && isPrintable(sent) && sent.length > 0 ? 'http' : 'unknown';
}

/** Which way HTTP's requests go; undefined if this is no HTTP. */
export function requestWay({ sent, received }: Pick<Heads, 'sent' | 'received'>): 'in' | 'out' | undefined {
  if (isRequest(sent) || isResponse(received)) return 'out';
  return isRequest(received) || isResponse(sent) ? 'in' : undefined;
}

/** Which way the requests of a conversation go that is HTTP, even if hardly. */
export function httpWay(conversation: Conversation): 'in' | 'out' {
  return requestWay(headsOf(conversation)) ?? (conversation.isServer ? 'in' : 'out');
}

export function headsOf({ transport, peer, transfers }: Conversation): Heads {
  return { transport, peer, sent: headOf(transfers, 'out'), received: headOf(transfers, 'in') };
}

/** Looks at the first transfers only, so that a way on which nothing goes costs little. */
function headOf(transfers: Conversation['transfers'], direction: 'in' | 'out'): Uint8Array {
  const parts: Uint8Array[] = [];
  let room = HEAD_BYTES;
  for (const transfer of transfers.slice(0, MAX_TRANSFERS)) {
    if (transfer.direction !== direction) continue;
    const part = transfer.bytes.subarray(0, room);
    parts.push(part);
    room -= part.length;
    if (room === 0 || transfer.sizeBytes > transfer.bytes.length) break;
  }
  return Buffer.concat(parts);
}

function isRequest(bytes: Uint8Array): boolean {
  const line = firstLine(bytes);
  if (/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE) ?[^ ]/.test(line) || /^[A-Za-z-]{3,20} .*HTTP\/\d/i.test(line)) return true;
  // A beginning of which no more is there.
  return line.length >= 3 && !line.includes(' ') && ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(line);
}

function isResponse(bytes: Uint8Array): boolean {
  return /^HTTP\/\d/.test(firstLine(bytes));
}

/** Lines without anything in front of a message are allowed. */
function firstLine(bytes: Uint8Array): string {
  const text = latin1(bytes.subarray(0, HEAD_BYTES));
  return /^[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '';
}

function asksForWebSocket(bytes: Uint8Array): boolean {
  return /\nupgrade:[ \t]*websocket/i.test(latin1(bytes.subarray(0, HEAD_BYTES)));
}

/** Type, version 3.x, and a length that a record can have. */
export function isTlsRecord([type = 0, major, minor = 0, high = 0]: Uint8Array): boolean {
  return type >= 20 && type <= 23 && major === 3 && minor <= 4 && high <= 0x48;
}

function isDtlsRecord([type = 0, major, minor]: Uint8Array): boolean {
  return type >= 20 && type <= 23 && major === 0xfe && (minor === 0xfd || minor === 0xff);
}

function isPrintable(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 64).every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0d || byte === 0x0a || byte === 0x09);
}
