/** From the address that a user gives to an open wire: `tcp://host:port`, or the name of a serial port. */
import { openSerial } from './serialTransport';
import { openTcp } from './tcpTransport';
import type { OpenOptions, Transport } from './transport';

export async function openTransport(address: string, options: OpenOptions = {}): Promise<Transport> {
  const { host, port } = /^tcp:\/\/(?<host>\[[^\]]+\]|[^:/]+):(?<port>\d{1,5})\/?$/.exec(address)?.groups ?? {};
  if (host !== undefined && port !== undefined) return openTcp({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) }, options);
  if (/^(\/|COM\d+$|\\\\\.\\)/i.test(address)) return openSerial(address, options);
  throw new Error(`${address} is not an address of a board: use tcp://host:port.`);
}
