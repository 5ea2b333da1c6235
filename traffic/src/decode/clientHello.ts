/** What a TLS client says at first that is worth knowing: the name of the server that it wants, and the protocols that it offers. */
import { latin1, oneLine } from './words';

export interface ClientHello {
  readonly serverName?: string;
  /** E.g. `h2, http/1.1`. */
  readonly protocols?: string;
}

const SERVER_NAME = 0;
const APPLICATION_PROTOCOLS = 16;

/** `handshake`: the message with its head, perhaps only its beginning. */
export function clientHello(handshake: Uint8Array): ClientHello {
  const number = (at: number, size: number): number => [...handshake.subarray(at, at + size)].reduce((sum, byte) => sum * 256 + byte, 0);
  // Head, version, random; then the session, the suites and the compressions, each with its length.
  let at = 4 + 2 + 32;
  at += 1 + number(at, 1);
  at += 2 + number(at, 2);
  at += 1 + number(at, 1);
  const end = Math.min(handshake.length, at + 2 + number(at, 2));
  let found: ClientHello = {};
  for (at += 2; at + 4 <= end; at += 4 + number(at + 2, 2)) {
    const type = number(at, 2);
    const content = handshake.subarray(at + 4, at + 4 + number(at + 2, 2));
    if (type === SERVER_NAME && content.length > 5) found = { ...found, serverName: oneLine(latin1(content.subarray(5)), 255) };
    if (type === APPLICATION_PROTOCOLS) found = { ...found, protocols: oneLine(names(content.subarray(2)).join(', ')) };
  }
  return found;
}

/** Each with its length in front. */
function names(list: Uint8Array): string[] {
  const found: string[] = [];
  for (let at = 0; at < list.length; at += 1 + (list[at] ?? 0)) found.push(latin1(list.subarray(at + 1, at + 1 + (list[at] ?? 0))));
  return found;
}
