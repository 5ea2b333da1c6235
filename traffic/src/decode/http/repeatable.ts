/** A recorded request as it can be sent once more: where to, and with what, so that curl and a script say the same. */
import type { Fact } from '../../../../shared/src';
import type { Conversation } from '../../conversation';
import { MAX_LITERAL_BYTES } from '../limits';
import { listOf, valuesOf } from './head';
import type { HttpMessage } from './message';

export interface Repeatable {
  readonly isTls: boolean;
  /** Where the connection goes. */
  readonly host: string;
  readonly port: number;
  readonly method: string;
  /** As it stands in the request line: each character is a byte. */
  readonly target: string;
  readonly version: string;
  /** What stands after `Host:`; undefined if the request has none. */
  readonly hostHeader?: string | undefined;
  /** Each character of a value is a byte. Without those that follow from the rest: Host, Content-Length, Transfer-Encoding, Expect. */
  readonly headers: readonly Fact[];
  readonly hasUpgrade: boolean;
  /** Undefined for none; only the size if it is too large to be written down, or was not recorded whole. */
  readonly body?: { readonly bytes?: Uint8Array; readonly sizeBytes: number } | undefined;
}

const FOLLOWING = new Set(['host', 'content-length', 'transfer-encoding', 'expect']);
/** Stands where the address of the board belongs, which does not know by which one it was reached. */
const BOARD = 'BOARD_ADDRESS';

export function repeatable(request: HttpMessage, conversation: Conversation): Repeatable {
  const { head, body } = request;
  const { isTls } = conversation;
  const [hostHeader] = valuesOf(head.rawHeaders, 'host');
  const hasBody =
    body.totalBytes > 0 || valuesOf(head.headers, 'content-length').length > 0 || listOf(head.headers, 'transfer-encoding').length > 0;
  const isWritten = body.isComplete && body.totalBytes <= MAX_LITERAL_BYTES && body.bytes.length === body.totalBytes;
  return {
    isTls,
    ...destination(conversation, hostHeader),
    method: head.method,
    target: head.url,
    version: head.version === '' ? '1.1' : head.version,
    hostHeader,
    headers: head.rawHeaders.filter(([name]) => !FOLLOWING.has(name.toLowerCase()) && isToken(name)),
    hasUpgrade: listOf(head.headers, 'upgrade').length > 0,
    body: hasBody ? { sizeBytes: body.totalBytes, ...(isWritten && { bytes: body.bytes }) } : undefined,
  };
}

function destination(
  { isTls, isServer, peer, tls }: Conversation,
  hostHeader: string | undefined,
): { readonly host: string; readonly port: number } {
  const usual = isTls ? 443 : 80;
  const named = placeOf(hostHeader ?? '', usual);
  if (isServer) return named ?? { host: BOARD, port: usual };
  const reached = placeOf(peer, usual);
  if (!reached) return named ?? { host: BOARD, port: usual };
  if (tls?.serverName !== undefined && isAddress(reached.host) && isHost(tls.serverName))
    return { host: tls.serverName, port: reached.port };
  // A name says more than the address that it has, unless it may be one that only the program knows.
  const isNamed = named && named.port === reached.port && isAddress(reached.host) && !isPrivate(reached.host);
  return isNamed ? named : reached;
}

function placeOf(text: string, usualPort: number): { readonly host: string; readonly port: number } | undefined {
  const [, host = '', port] = /^([^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  return isHost(host) ? { host, port: port === undefined ? usualPort : Number(port) } : undefined;
}

function isHost(text: string): boolean {
  return /^[\w.-]{1,253}$/.test(text) && !text.startsWith('-');
}

export function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

function isPrivate(address: string): boolean {
  return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(address);
}

function isToken(name: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
}
