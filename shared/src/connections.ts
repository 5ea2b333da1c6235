/**
 * The sockets of one run, each as a whole, told from its records one by one. A record says what an operation did; what it means for the
 * connection (who it is with, whether it stands, who ended it) is concluded here and nowhere else.
 */
import type { ConnectionSummary } from './connection';
import { Errno, isNothingYet } from './errno';
import { direction, movedBytes, type SocketRecord, type TlsFacts } from './socketRecord';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Tracked extends Mutable<ConnectionSummary> {
  tls?: TlsFacts;
  /** Whether the transport was told, and need not be concluded from what is done. */
  readonly isTransportTold: boolean;
}

/** Errors after which there is no connection any more. */
const ENDINGS: ReadonlySet<number> = new Set([
  Errno.ECONNRESET,
  Errno.ECONNABORTED,
  Errno.ENOTCONN,
  Errno.EHOSTUNREACH,
  Errno.ECONNREFUSED,
]);

export class Connections {
  private readonly sockets = new Map<number, Tracked>();
  private readonly addresses = new Map<string, string>();

  /** In the order in which they came to be. The objects are the current state and change with the next record. */
  all(): Iterable<ConnectionSummary> {
    return this.sockets.values();
  }

  get count(): number {
    return this.sockets.size;
  }

  of(socket: number): ConnectionSummary | undefined {
    return this.sockets.get(socket);
  }

  /** What the connection's handshake agreed on. */
  tlsOf(socket: number): TlsFacts | undefined {
    return this.sockets.get(socket)?.tls;
  }

  forget(socket: number): void {
    this.sockets.delete(socket);
  }

  /** Gives the connection that has changed; undefined for an operation without a socket. */
  add(record: SocketRecord): ConnectionSummary | undefined {
    if (record.operation === 'getaddrinfo' && record.address !== undefined && record.address !== record.peer)
      this.addresses.set(record.peer, record.address);
    if (record.socket === 0) return undefined;
    const tracked = this.sockets.get(record.socket) ?? this.begin(record);
    tracked.operations += 1;
    tracked.endMs = record.timeMs;
    this.place(tracked, record);
    const way = direction(record.operation);
    if (way === 'in') tracked.receivedBytes += movedBytes(record);
    if (way === 'out') tracked.sentBytes += movedBytes(record);
    if (record.outcome.kind === 'error') failed(tracked, record, record.outcome.errno);
    else succeeded(tracked, record);
    return tracked;
  }

  private begin(record: SocketRecord): Tracked {
    const tracked: Tracked = {
      socket: record.socket,
      transport: record.transport ?? 'tcp',
      isTransportTold: record.transport !== undefined,
      role: 'none',
      state: 'open',
      peer: '',
      isTls: false,
      receivedBytes: 0,
      sentBytes: 0,
      operations: 0,
      startMs: record.timeMs - record.durationMs,
      endMs: record.timeMs,
    };
    this.sockets.set(record.socket, tracked);
    return tracked;
  }

  private place(tracked: Tracked, { peer }: SocketRecord): void {
    if (peer === '' || peer === tracked.peer) return;
    tracked.peer = peer;
    const address = this.addresses.get(peer.slice(0, peer.lastIndexOf(':')));
    if (address === undefined) delete tracked.address;
    else tracked.address = address;
  }
}

function succeeded(tracked: Tracked, record: SocketRecord): void {
  switch (record.operation) {
    case 'connect':
      tracked.role = tracked.transport === 'udp' ? 'datagram' : 'client';
      tracked.state = 'connected';
      return;
    case 'accept':
      tracked.role = 'server';
      tracked.state = 'connected';
      return;
    case 'listen':
      tracked.role = 'listener';
      tracked.state = 'listening';
      return;
    case 'handshake':
      tracked.isTls = true;
      if (record.tls) tracked.tls = record.tls;
      return;
    case 'sendto':
    case 'recvfrom':
      if (!tracked.isTransportTold) tracked.transport = 'udp';
      // A connection takes them too, as send and recv.
      return moved(tracked, record);
    case 'close':
      tracked.closedBy ??= 'script';
      if (tracked.state !== 'failed') tracked.state = 'closed';
      return;
    default:
      moved(tracked, record);
  }
}

/** A stream that gives no bytes has been closed by the other side. */
function moved(tracked: Tracked, record: SocketRecord): void {
  const way = direction(record.operation);
  if (way === 'none') return;
  if (tracked.transport === 'udp') {
    tracked.role = 'datagram';
    return;
  }
  if (tracked.state === 'open') tracked.state = 'connected';
  if (way === 'in' && movedBytes(record) === 0) tracked.closedBy ??= 'peer';
}

function failed(tracked: Tracked, { operation }: SocketRecord, errno: number): void {
  if (operation === 'connect' && tracked.role === 'none') tracked.role = 'client';
  if (isNothingYet(errno)) return;
  // How a script learns that the connection which it did not wait for stands.
  if (operation === 'connect' && errno === Errno.EISCONN) {
    tracked.state = 'connected';
    return;
  }
  tracked.errno = errno;
  if (errno === Errno.ECONNRESET && tracked.state === 'connected') tracked.closedBy ??= 'reset';
  if (operation === 'connect' || operation === 'handshake' || ENDINGS.has(errno)) tracked.state = 'failed';
}
