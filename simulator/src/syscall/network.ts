/** Addresses of the simulated network: both threads must give the script the same ones. */

/** What DHCP gives the board's station interface. */
export const STATION = {
  address: '192.168.1.50',
  netmask: '255.255.255.0',
  gateway: '192.168.1.1',
  dns: '192.168.1.1',
} as const;

/** The PC as a client of the board sees it: a neighbour in the board's network. */
export const COMPUTER_ADDRESS = '192.168.1.2';

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
