/**
 * Addresses of the simulated network: both threads must give the script the same ones. The subnet is one that hardly any home
 * network uses, because a real device at one of these addresses could not be reached.
 */

/** What DHCP gives the board's station interface. */
export const STATION = {
  address: '192.168.237.50',
  netmask: '255.255.255.0',
  gateway: '192.168.237.1',
  dns: '192.168.237.1',
} as const;

/** The PC as the board sees it: a neighbour in its network. */
export const COMPUTER_ADDRESS = '192.168.237.2';

/** The name under which a script reaches the PC that it runs on. */
export const HOST_NAME = 'host.local';

/** Values of `WLAN.status()` of the station interface. */
export const WifiStatus = {
  idle: 1000,
  connecting: 1001,
  gotAddress: 1010,
  noAccessPointFound: 201,
  wrongPassword: 202,
} as const;
