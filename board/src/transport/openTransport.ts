/** From the address that a user gives to an open wire. What an address looks like is decided here, and nowhere else. */
import { openRfc2217 } from './rfc2217Transport';
import { openSerial } from './serialTransport';
import { openTcp, type TcpAddress } from './tcpTransport';
import { openWebRepl } from './webReplTransport';
import type { OpenOptions, Transport } from './transport';

const WEBREPL_PORT = 8266;

export type BoardAddress =
  | { readonly kind: 'serial'; readonly path: string }
  | ({ readonly kind: 'tcp' | 'rfc2217' | 'webrepl' } & TcpAddress)
  /** A text for the user. */
  | { readonly kind: 'wrong'; readonly problem: string };

/** Rejects with a text for the user. */
export async function openTransport(text: string, options: OpenOptions = {}): Promise<Transport> {
  const address = readAddress(text);
  switch (address.kind) {
    case 'serial':
      return openSerial(address.path, options);
    case 'tcp':
      return openTcp(address, options);
    case 'rfc2217':
      return openRfc2217(address, options);
    case 'webrepl':
      return openWebRepl(address, options);
    case 'wrong':
      throw new Error(address.problem);
  }
}

const KINDS = { tcp: 'tcp', rfc2217: 'rfc2217', ws: 'webrepl' } as const;
const FORMS = 'a serial port such as /dev/ttyUSB0 or COM3, tcp://host:port, rfc2217://host:port or ws://host';

export function readAddress(given: string): BoardAddress {
  const text = given.trim();
  if (text === '') return { kind: 'wrong', problem: `The address of the board is missing: ${FORMS}.` };
  if (/^(\/|COM\d+$)/i.test(text)) return { kind: 'serial', path: /^com/i.test(text) ? text.toUpperCase() : text };
  // How Windows writes ports above COM9; the serial library puts it before every name itself.
  const { port: windowsPort } = /^\\\\\.\\(?<port>COM\d+)$/i.exec(text)?.groups ?? {};
  if (windowsPort !== undefined) return { kind: 'serial', path: windowsPort.toUpperCase() };
  const { scheme, rest } = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<rest>.*)$/i.exec(text)?.groups ?? {};
  if (scheme !== undefined && rest !== undefined) return readUrl(text, scheme.toLowerCase(), rest);
  return { kind: 'wrong', problem: bareProblem(text) };
}

function readUrl(text: string, scheme: string, rest: string): BoardAddress {
  if (!isKnown(scheme)) return { kind: 'wrong', problem: schemeProblem(text, scheme, rest) };
  const { host, port } = /^(?<host>\[[0-9a-f:.]+\]|[^:/[\]\s]+)(?::(?<port>\d{1,5}))?\/?$/i.exec(rest)?.groups ?? {};
  if (host === undefined) return { kind: 'wrong', problem: `${text} is not an address of a board: ${scheme}://host:port is meant.` };
  if (port === undefined && scheme !== 'ws')
    return { kind: 'wrong', problem: `${text} has no port: ${scheme}://${host}:4000, for example.` };
  const number = Number(port ?? WEBREPL_PORT);
  if (number < 1 || number > 65_535) return { kind: 'wrong', problem: `${text}: a port is a number from 1 to 65535.` };
  return { kind: KINDS[scheme], host: host.replace(/^\[|\]$/g, ''), port: number };
}

function isKnown(scheme: string): scheme is keyof typeof KINDS {
  return Object.hasOwn(KINDS, scheme);
}

function schemeProblem(text: string, scheme: string, rest: string): string {
  if (scheme === 'http' || scheme === 'https' || scheme === 'wss')
    return `A board is not reached by ${scheme}: for its WebREPL use ws://${rest}.`;
  if (scheme === 'socket') return `Write tcp in place of socket: tcp://${rest}.`;
  return `${text} is not an address of a board. It is ${FORMS}.`;
}

function bareProblem(text: string): string {
  if (/^\[?[\w.:-]+\]?:\d{1,5}$/.test(text))
    return `${text} does not say what speaks there: use tcp://${text} for a serial line, or ws://${text} for a WebREPL.`;
  if (/^(tty|cu)[\w.-]*$/.test(text)) return `Write the whole path of the port: /dev/${text}.`;
  return `${text} is not an address of a board. It is ${FORMS}.`;
}
