/** Answers the board's name look-ups: aliases first, then the PC's resolver, within the network policy. */
import { lookup } from 'node:dns/promises';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ResolveErrno } from '../../../shared/src';
import { normalName, type NameTable } from './nameTable';

export type Resolution = { readonly errno: number } | { readonly address: string };

/** An ESP32 asks its one name server four times, which takes this long, and then gives up. */
const RESOLVE_GIVE_UP_MS = 7000;
/** What the ESP32 raises for a name whose address is given as 0.0.0.0. */
const NULL_ADDRESS_ERRNO = -2;
const FAILED: Resolution = { errno: ResolveErrno.EAI_FAIL };

/** Names that need no network: dotted quads, and the board's name for itself. */
export function resolveWithoutNetwork(host: string): Resolution | undefined {
  if (isIPv4(host)) return { address: host };
  return normalName(host) === 'localhost' ? { address: '127.0.0.1' } : undefined;
}

/** Asks the PC's resolver for an IPv4 address. Never rejects. */
export async function resolveOnNetwork(host: string, names: NameTable): Promise<Resolution> {
  let giveUp: NodeJS.Timeout | undefined;
  const deadline = new Promise<Resolution>((resolve) => {
    giveUp = setTimeout(() => resolve(FAILED), RESOLVE_GIVE_UP_MS);
  });
  const answer = lookup(host, { family: 4 }).then(
    ({ address }): Resolution => {
      if (address === '0.0.0.0') return { errno: NULL_ADDRESS_ERRNO };
      names.remember(host, address);
      return { address };
    },
    // Every failure of the resolver is one and the same to the board.
    (): Resolution => FAILED,
  );
  const resolution = await Promise.race([answer, deadline]);
  clearTimeout(giveUp);
  return resolution;
}

/** What comes of asking a name server that does not exist. */
export function silentResolver(): Promise<Resolution> {
  return new Promise((resolve) => setTimeout(() => resolve(FAILED), RESOLVE_GIVE_UP_MS).unref());
}

/** The IPv4 addresses of this PC. */
export function computerAddresses(): ReadonlySet<string> {
  const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return new Set(interfaces.filter(({ family }) => family === 'IPv4').map(({ address }) => address));
}
