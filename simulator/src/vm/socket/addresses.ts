/** Host, port and address tuples as the ESP32's socket module takes them, and name resolution with its errors. */
import { ResolveErrno } from '../../../../shared/src';
import type { BoardMemory } from '../../syscall';
import type { Conversions } from '../conversions';
import type { Errors } from '../errors';
import type { IoThread } from '../ioThread';
import type { Objects, Ref } from '../objects';

const AI_NUMERICHOST = 4;
const AF_INET6 = 10;
const EMPTY_ANSWER = -2;

export interface Endpoint {
  /** The host as the script wrote it. */
  readonly host: string;
  /** Dotted quad. */
  readonly address: string;
  readonly port: number;
}

export class Addresses {
  /** Names by the address that was given for them, so that records can show both. */
  private readonly names = new Map<string, string>();

  constructor(
    private readonly objects: Objects,
    private readonly convert: Conversions,
    private readonly errors: Errors,
    private readonly board: BoardMemory,
    private readonly io: IoThread,
  ) {}

  /** The host and port of an address tuple, resolved. Raises OSError with a negative number if that fails. */
  endpoint(tuple: Ref): Endpoint {
    const { host, port } = this.hostAndPort(tuple);
    const address = this.resolve(host);
    return typeof address === 'number' ? this.errors.os(address) : { host, address, port };
  }

  /** How a record names an endpoint: with the name, also when the script connects to an address that it looked up. */
  label({ host, port }: { readonly host: string; readonly port: number }): string {
    return `${this.names.get(host) ?? host}:${port}`;
  }

  hostAndPort(tuple: Ref): { readonly host: string; readonly port: number } {
    const [host, port] = this.pair(tuple);
    return { host: this.convert.str(host), port: this.port(port) };
  }

  /** A port as int or str. MicroPython makes a str of an int, and lwIP reads the number at its beginning with `atoi`. */
  port(ref: Ref): number {
    const text = this.objects.isInteger(ref) ? this.objects.text(this.objects.make('str', ref)) : this.convert.str(ref);
    const port = Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? -1);
    return port >= 0 && port <= 0xffff ? port : this.errors.os(ResolveErrno.EAI_SERVICE);
  }

  /** The address of a host, or the negative number that getaddrinfo raises. No host has an IPv6 address here. */
  resolve(host: string, { flags = 0, family = 0 }: { readonly flags?: number; readonly family?: number } = {}): string | number {
    const isNumericOnly = (flags & AI_NUMERICHOST) !== 0;
    if (family === AF_INET6) return isNumericOnly ? ResolveErrno.EAI_NONAME : ResolveErrno.EAI_FAIL;
    if (host === '') return '0.0.0.0';
    if (isDottedQuad(host)) return host;
    if (isNumericOnly) return ResolveErrno.EAI_NONAME;
    if (host === 'localhost') return '127.0.0.1';
    if (!this.board.wifiHasAddress) return ResolveErrno.EAI_FAIL;
    const reply = this.io.call<'resolve'>({ op: 'resolve', host });
    if ('errno' in reply) return reply.errno;
    if (reply.address === '0.0.0.0') return EMPTY_ANSWER;
    this.names.set(reply.address, host);
    return reply.address;
  }

  /** `sendto` takes dotted quads only: MicroPython's netutils parses them, without the resolver. */
  quadAndPort(tuple: Ref): { readonly host: string; readonly port: number } {
    const [host, port] = this.pair(tuple);
    const quad = parseQuad(this.convert.str(host)) ?? this.errors.value('invalid arguments');
    return { host: quad, port: this.convert.int(port) & 0xffff };
  }

  private pair(tuple: Ref): readonly [Ref, Ref] {
    const items = this.convert.sequence(tuple);
    const [first, second] = items;
    if (items.length === 2 && first !== undefined && second !== undefined) return [first, second];
    return this.errors.value(`requested length 2 but object has length ${items.length}`);
  }
}

/** The address at the beginning of a text, as MicroPython's netutils reads it: empty is 0.0.0.0, text after the quad is ignored. */
export function parseQuad(text: string): string | undefined {
  if (text === '') return '0.0.0.0';
  const quad = /^(?:\d*\.){3}\d*(?![\d.])/.exec(text)?.[0];
  return quad
    ?.split('.')
    .map((part) => Number(part) & 0xff)
    .join('.');
}

export function isDottedQuad(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) && host.split('.').every((part) => Number(part) <= 255);
}
