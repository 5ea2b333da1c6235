/**
 * An IPv4 address for every peer of a run: the one in its text, the one that a lookup gave, or one made up from the block that is
 * kept for documentation.
 */
import { isIPv4 } from 'node:net';
import type { SocketRecord } from '../../../shared/src';
import type { Endpoint } from './packets';

/** The board's own, as the simulated network gives it. */
export const BOARD_ADDRESS = ipv4('192.168.237.50');
const MADE_UP = [198, 51, 100];
const MADE_UP_COUNT = 254;

export class PeerAddresses {
  private readonly addresses = new Map<string, string>();
  private madeUpCount = 0;

  /** Takes in what a lookup has found out. */
  add({ operation, peer, address }: SocketRecord): void {
    if (operation === 'getaddrinfo' && address !== undefined && isIPv4(address) && isName(peer)) this.addresses.set(peer, address);
  }

  /** @param peer `name:port` or `address:port` */
  endpoint(peer: string): Endpoint {
    const colon = peer.lastIndexOf(':');
    return { address: ipv4(this.addressOf(colon < 0 ? peer : peer.slice(0, colon))), port: portOf(peer.slice(colon + 1)) ?? 0 };
  }

  /** All that have a name so far. */
  *named(): Generator<readonly [Uint8Array, string]> {
    for (const [name, address] of this.addresses) yield [ipv4(address), name];
  }

  private addressOf(host: string): string {
    if (isIPv4(host)) return host;
    const known = this.addresses.get(host);
    if (known !== undefined) return known;
    const madeUp = [...MADE_UP, 1 + (this.madeUpCount++ % MADE_UP_COUNT)].join('.');
    this.addresses.set(host, madeUp);
    return madeUp;
  }
}

/** The port in the text that a `bind` or `listen` has for a peer. */
export function boundPort({ operation, peer }: SocketRecord): number | undefined {
  return operation === 'bind' || operation === 'listen' ? portOf(/^port (\d+)$/.exec(peer)?.[1] ?? '') : undefined;
}

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 0xffff ? port : undefined;
}

function isName(host: string): boolean {
  return host !== '' && !isIPv4(host);
}

function ipv4(address: string): Uint8Array {
  return Uint8Array.from(address.split('.'), Number);
}
