/**
 * One observed socket operation, as the panel shows it and the trace file keeps it. Recording observes only:
 * a record is made after the operation has ended and holds copies.
 */

/** Where records travel as bytes an operation is its index. */
export const SOCKET_OPERATIONS = [
  'socket',
  'getaddrinfo',
  'connect',
  'bind',
  'listen',
  'accept',
  /** Of TLS, over a socket that is connected; what follows is recorded as the script sees it, not as it is sent. */
  'handshake',
  'send',
  'sendall',
  'sendto',
  'write',
  'recv',
  'recvfrom',
  'read',
  'readinto',
  'readline',
  'close',
] as const;

export type SocketOperation = (typeof SOCKET_OPERATIONS)[number];

/** A connection's bytes, or datagrams. */
export type Transport = 'tcp' | 'udp';

export type SocketOutcome =
  /** `value` is what the operation returned where that is a number (bytes sent or received, descriptor). */
  | { readonly kind: 'ok'; readonly value?: number }
  /** `errno` as `OSError.errno` on an ESP32; negative for name resolution and for TLS. */
  | { readonly kind: 'error'; readonly errno: number };

/** A line of the script, or of a module that it imported, by the name that a traceback would print. */
export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What a TLS handshake has agreed on. */
export interface TlsFacts {
  /** E.g. `TLSv1.2`. */
  readonly version: string;
  /** The suite's IANA name. */
  readonly cipherSuite: string;
  /** The name that the client asked for (SNI). */
  readonly serverName?: string;
  /** The other side's certificates in DER, its own first; empty if it showed none. */
  readonly chain: readonly Uint8Array[];
}

export interface SocketRecord {
  /** Counts from 1 within a run. */
  readonly sequence: number;
  /** Monotonic time at which the operation ended, in milliseconds since the run started. */
  readonly timeMs: number;
  /** How long the operation took, in milliseconds. */
  readonly durationMs: number;
  /** Number of the socket within the run, from 1 and never reused; 0 for an operation without a socket. */
  readonly socket: number;
  readonly operation: SocketOperation;
  /** The other side, `address:port` or `name:port`; for getaddrinfo the name asked for. Empty if there is none. */
  readonly peer: string;
  /** The bytes that went over the socket; empty when none did. Of a board with a probe only the first ones: see `movedBytes`. */
  readonly bytes: Uint8Array;
  readonly outcome: SocketOutcome;
  /** The line that called, where the target can tell. */
  readonly place?: SourcePlace;
  /** Of `socket` and `accept`: what is carried. */
  readonly transport?: Transport;
  /** Of `getaddrinfo`: the address that the name has. */
  readonly address?: string;
  /** Of a `handshake` that succeeded. */
  readonly tls?: TlsFacts;
}

/** Whether the operation brings bytes to the script, takes bytes from it, or neither. */
export function direction(operation: SocketOperation): 'in' | 'out' | 'none' {
  switch (operation) {
    case 'recv':
    case 'recvfrom':
    case 'read':
    case 'readinto':
    case 'readline':
      return 'in';
    case 'send':
    case 'sendall':
    case 'sendto':
    case 'write':
      return 'out';
    default:
      return 'none';
  }
}

/** How many bytes went over the socket, also where a record holds only the first of them. */
export function movedBytes({ operation, outcome, bytes }: Pick<SocketRecord, 'operation' | 'outcome' | 'bytes'>): number {
  const told = outcome.kind === 'ok' && direction(operation) !== 'none' ? (outcome.value ?? 0) : 0;
  return Math.max(told, bytes.length);
}
