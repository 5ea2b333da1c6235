/**
 * Addresses of the simulated network: both threads must give the script the same ones. The subnet is one that hardly any home
 * network uses, because a real device at one of these addresses could not be reached.
 */

/** What an interface of the board has; all zeros before it has anything. */
export interface InterfaceAddresses {
  /** Dotted quad, like the others. */
  readonly address: string;
  readonly netmask: string;
  readonly gateway: string;
}

export const NO_ADDRESS = '0.0.0.0';
export const NO_ADDRESSES: InterfaceAddresses = { address: NO_ADDRESS, netmask: NO_ADDRESS, gateway: NO_ADDRESS };

/** The subnet that every access point but a board's own leads to; its gateway is its name server as well. */
export const HOME_SUBNET = { netmask: '255.255.255.0', gateway: '192.168.237.1' } as const;

/** What DHCP gives the station of the first board in the network; those of others follow. */
export function homeAddress(boardIndex: number): string {
  return addressOfWord(wordOfAddress('192.168.237.50') + boardIndex);
}

/** A board's own access point, as long as its program does not change it. */
export const ACCESS_POINT_ADDRESSES: InterfaceAddresses = {
  address: '192.168.4.1',
  netmask: '255.255.255.0',
  gateway: '192.168.4.1',
};

/** The PC as a board at home sees it: a neighbour in its network. */
export const COMPUTER_ADDRESS = '192.168.237.2';

/** The PC in the network that a board's access point makes: the last address there, which DHCP would come to last. */
export function computerAddressIn({ address, netmask }: InterfaceAddresses): string {
  const mask = wordOfAddress(netmask);
  return addressOfWord(((wordOfAddress(address) & mask) | ~mask) - 1);
}

/** The name under which a script reaches the PC that it runs on. */
export const HOST_NAME = 'host.local';

/** Values of `WLAN.status()` of the station interface that are none of the driver's reasons. */
export const WifiStatus = {
  idle: 1000,
  connecting: 1001,
  gotAddress: 1010,
} as const;

/** Why the driver lost or did not get a connection (wifi_err_reason_t of ESP-IDF); 0 is MicroPython's for none. */
export const WifiReason = {
  none: 0,
  associationLeave: 8,
  handshakeTimeout: 15,
  beaconTimeout: 200,
  noAccessPointFound: 201,
  wrongPassword: 202,
  noCompatibleSecurity: 210,
  belowSecurityThreshold: 211,
} as const;

/** The interfaces that are up, with what they have. */
export interface Interfaces {
  readonly station: InterfaceAddresses | undefined;
  readonly accessPoint: InterfaceAddresses | undefined;
}

/**
 * How a packet leaves the board: not at all because the address is the board's own, through one of the interfaces, or
 * `none`: there is no route. A gateway outside the station's subnet is none.
 */
export type Way = 'self' | 'station' | 'accessPoint' | 'none';

export function wayTo(address: string, { station, accessPoint }: Interfaces): Way {
  if (isLoopback(address) || address === NO_ADDRESS || address === station?.address || address === accessPoint?.address) return 'self';
  if (accessPoint && isInSubnet(address, accessPoint)) return 'accessPoint';
  if (!station) return accessPoint ? 'accessPoint' : 'none';
  const isNear = isInSubnet(address, station) || isMulticast(address) || address === BROADCAST_ADDRESS;
  return isNear || (station.gateway !== NO_ADDRESS && isInSubnet(station.gateway, station)) ? 'station' : 'none';
}

/** The board's address that a packet to another address comes from; undefined if there is no route. */
export function sourceTo(address: string, interfaces: Interfaces): string | undefined {
  const way = wayTo(address, interfaces);
  if (way === 'self') return address;
  return way === 'none' ? undefined : interfaces[way]?.address;
}

export const BROADCAST_ADDRESS = '255.255.255.255';

export function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}

/** 224.0.0.0 to 239.255.255.255 */
export function isMulticast(address: string): boolean {
  return wordOfAddress(address) >>> 28 === 0b1110;
}

export function isInSubnet(address: string, { address: own, netmask }: InterfaceAddresses): boolean {
  return ((wordOfAddress(address) ^ wordOfAddress(own)) & wordOfAddress(netmask)) === 0;
}

/** Whether an address reaches every neighbour in the subnet. */
export function isBroadcast(address: string, { address: own, netmask }: InterfaceAddresses): boolean {
  const mask = wordOfAddress(netmask);
  return address === BROADCAST_ADDRESS || wordOfAddress(address) === ((wordOfAddress(own) & mask) | ~mask);
}

const ZERO = 0x30;

/** A dotted quad as a signed 32-bit number, its first part in the highest byte. */
export function wordOfAddress(address: string): number {
  let word = 0;
  let part = 0;
  for (let i = 0; i < address.length; i++) {
    const digit = address.charCodeAt(i) - ZERO;
    if (digit >= 0) part = 10 * part + digit;
    else {
      word = (word << 8) | part;
      part = 0;
    }
  }
  return (word << 8) | part;
}

export function addressOfWord(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 0xff}.${(word >>> 8) & 0xff}.${word & 0xff}`;
}
