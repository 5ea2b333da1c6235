/**
 * Decides what a script may connect to. Pure: addresses in, a verdict out. The board's own addresses are no way to the
 * PC: on a real ESP32 they are the ESP32 itself.
 */
import type { NetworkPolicy } from '../../../shared/src';
import { isLoopback, NO_ADDRESS } from '../syscall';

export type Place =
  /** The simulated board itself. */
  | 'board'
  /** The PC that the simulation runs on. */
  | 'computer'
  | 'elsewhere';

/** The addresses of the PC's interfaces. To ask the system takes longer than most of what depends on it, so it is asked when it must be. */
export type ComputerAddresses = () => ReadonlySet<string>;

/** Where an address leads that the script wrote itself; the board's own addresses have been sorted out before. */
export function placeOfAddress(address: string, computerAddresses: ComputerAddresses): Place {
  if (isLoopback(address) || address === NO_ADDRESS) return 'board';
  return computerAddresses().has(address) ? 'computer' : 'elsewhere';
}

/** Where the target of an alias leads; an alias is the user's, so loopback means the PC. */
export function placeOfAliasTarget(host: string, computerAddresses: ComputerAddresses): Place {
  return isLoopback(host) || host.toLowerCase() === 'localhost' || computerAddresses().has(host) ? 'computer' : 'elsewhere';
}

export function isAllowed(place: Place, policy: NetworkPolicy): boolean {
  switch (policy) {
    case 'all':
      return true;
    case 'local':
      return place !== 'elsewhere';
    case 'none':
      return place === 'board';
  }
}

/** Says what was blocked, why, and what to change. `target` is as the script wrote it. */
export function blockedText(target: string, policy: NetworkPolicy): string {
  const allowed = policy === 'none' ? 'no network access at all' : 'only connections to this computer';
  return (
    `${target} was blocked: the network policy "${policy}" allows ${allowed}. ` +
    'To allow it, set the network policy to "all" (setting micropythonSockets.simulator.network, or --net all on the command line).'
  );
}
