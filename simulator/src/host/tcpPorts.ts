/** The TCP sockets of one board: the connections that it opens and accepts, and the ports on which it listens. */
import { Errno, type Disposable, type ListeningPort, type OpenSocket as SeenSocket } from '../../../shared/src';
import { Connection, isLoopback, NO_ADDRESS, SocketMemory, type Call, type Command, type SocketNumber } from '../syscall';
import type { Contain } from './containment';
import { LOOPBACK } from './hostPort';
import type { LocalNetwork, Neighbour, OutgoingConnection } from './localNetwork';
import { ReadBuffers } from './readBuffers';
import { TcpConnection, type TcpConnectionSetup } from './tcpConnection';
import { TcpListener } from './tcpListener';

type ConnectRequest = Extract<Command, { op: 'tcp/connect' }>;
type ListenRequest = Extract<Call, { op: 'tcp/listen' }>;
type AcceptRequest = Extract<Call, { op: 'tcp/accept' }>;

/** Where a connection leads. */
export type TcpRoute =
  | { readonly kind: 'listener'; readonly listener: TcpListener }
  | { readonly kind: 'place'; readonly host: string; readonly port: number; readonly isAlias: boolean }
  /** It fails at once. */
  | { readonly kind: 'refused'; readonly errno: number }
  /** Nobody has the address, so nothing answers. */
  | { readonly kind: 'silence' };

export interface TcpPortsSetup {
  readonly board: Neighbour;
  readonly local: LocalNetwork;
  readonly route: (address: string, port: number) => TcpRoute;
  /** Whether an address is one of the board's. */
  readonly isOwnAddress: (address: string) => boolean;
  /** The board's address from which a packet to another goes out. */
  readonly sourceTo: (address: string) => string | undefined;
  /** How the board sees a program on the PC that connects to what is bound to an address. */
  readonly computerFor: (boundAddress: string) => string;
  /** How a peer is written. */
  readonly label: (address: string, port: number) => string;
  readonly ring: () => void;
  readonly contain: Contain;
  readonly announce: (port: ListeningPort) => void;
}

interface OpenSocket {
  readonly memory: SocketMemory;
  /** Absent when the connection was not even tried, and for a listener. */
  readonly connection?: TcpConnection;
  /** The board's address in the connection. */
  readonly ownAddress?: string | undefined;
  /** Absent for a connection that the other side opened. */
  readonly outgoing?: OutgoingConnection;
  /** The board's port, and the other side. */
  readonly localPort: number;
  readonly peer?: { readonly address: string; readonly port: number };
}

const FIRST_EPHEMERAL_PORT = 49152;
const EPHEMERAL_PORTS = 65536 - FIRST_EPHEMERAL_PORT;

export class TcpPorts implements Disposable {
  private readonly sockets = new Map<SocketNumber, OpenSocket>();
  private readonly listeners = new Map<SocketNumber, TcpListener>();
  private readonly buffers = new ReadBuffers();
  private connectionCount = 0;

  constructor(private readonly setup: TcpPortsSetup) {}

  connect({ socket, memory: buffer, address, port, from }: ConnectRequest): void {
    const memory = new SocketMemory(buffer);
    const route = this.setup.route(address, port);
    if (route.kind === 'refused') {
      this.sockets.set(socket, { memory, localPort: from, peer: { address, port } });
      memory.fail(route.errno);
      memory.connection = Connection.failed;
      this.setup.ring();
      return;
    }
    const boardPort = from === 0 ? FIRST_EPHEMERAL_PORT + (this.connectionCount++ % EPHEMERAL_PORTS) : from;
    const connection = this.open(socket, memory, route.kind === 'place' ? route : undefined, {
      ownAddress: this.setup.sourceTo(address),
      outgoing: { boardPort, target: address },
      localPort: boardPort,
      peer: { address, port },
    });
    if (route.kind !== 'listener') return;
    const { listener } = route;
    listener.admit(() => connection.dial({ host: LOOPBACK, port: listener.port, isAlias: false }));
  }

  async listen({ socket, memory: buffer, address, port, backlog }: ListenRequest): Promise<{ readonly errno: number }> {
    const { announce, isOwnAddress, ring, contain } = this.setup;
    const memory = new SocketMemory(buffer);
    // What is bound to another address than the board's gets no traffic, and the loopback address is the board's own affair.
    const isPublic = address === NO_ADDRESS || (isOwnAddress(address) && !isLoopback(address));
    const listener = await TcpListener.open({ boundAddress: address, port, backlog, isPublic, memory, ring, contain }).catch(
      () => undefined,
    );
    if (!listener) return { errno: Errno.ENOBUFS };
    this.sockets.set(socket, { memory, localPort: port });
    this.listeners.set(socket, listener);
    if (isPublic) announce({ protocol: 'tcp', boardPort: port, address: listener.address });
    return { errno: 0 };
  }

  accept({ listener, socket, memory }: AcceptRequest): { errno: number } | { address: string; port: number } {
    const open = this.listeners.get(listener);
    const client = open?.accept();
    if (!open || !client) return { errno: Errno.EAGAIN };
    // lwIP asks a connection that is gone for the address of the other side.
    if (client.isReset) return { errno: Errno.ENOTCONN };
    const { remotePort: port = 0 } = client.socket;
    const { board, local, computerFor, sourceTo } = this.setup;
    const computer = computerFor(open.boundAddress);
    const peer = local.connectionOn(port);
    const ownAddress = peer?.connection.target ?? sourceTo(computer);
    const source = peer?.board === board ? peer.connection.target : peer && local.sourceFor(peer.board, board);
    const seen = { address: source ?? computer, port: peer?.connection.boardPort ?? port };
    this.open(socket, new SocketMemory(memory), client, { ownAddress, localPort: open.boardPort, peer: seen });
    return seen;
  }

  turnAway(listener: SocketNumber): void {
    this.listeners.get(listener)?.accept()?.turnAway();
  }

  send(socket: SocketNumber, bytes: Uint8Array): void {
    this.sockets.get(socket)?.connection?.send(bytes);
  }

  resume(socket: SocketNumber): void {
    this.sockets.get(socket)?.connection?.resume();
  }

  close(socket: SocketNumber, options: { readonly reset: boolean }): void {
    const open = this.sockets.get(socket);
    open?.connection?.close(options);
    open?.memory.release();
    this.sockets.delete(socket);
    this.listeners.get(socket)?.dispose();
    this.listeners.delete(socket);
  }

  /** The board has lost one of its addresses: lwIP ends the connections that have it, and leaves listeners alone. */
  loseAddress(address: string): void {
    for (const { connection, ownAddress } of this.sockets.values()) if (ownAddress === address) connection?.abort();
  }

  closeAll(): void {
    for (const socket of [...this.sockets.keys()]) this.close(socket, { reset: false });
  }

  /** What somebody who watches the board sees of them. */
  get seen(): readonly SeenSocket[] {
    return [...this.sockets].map(([socket, { memory, localPort, peer }]) => ({
      socket,
      protocol: 'tcp',
      state: this.listeners.has(socket) ? 'listening' : stateOf(memory),
      localPort,
      ...(peer ? { peer: this.setup.label(peer.address, peer.port) } : {}),
    }));
  }

  listenerAt(address: string, port: number): TcpListener | undefined {
    return [...this.listeners.values()].find((listener) => listener.boardPort === port && listener.answersAt(address));
  }

  /** The outgoing connection that stands on a port of the PC. */
  connectionOn(hostPort: number): OutgoingConnection | undefined {
    return [...this.sockets.values()].find(({ connection, outgoing }) => outgoing && connection?.localPort === hostPort)?.outgoing;
  }

  dispose(): void {
    for (const { connection } of this.sockets.values()) connection?.dispose();
    this.sockets.clear();
    for (const listener of this.listeners.values()) listener.dispose();
    this.listeners.clear();
  }

  private open(
    socket: SocketNumber,
    memory: SocketMemory,
    peer: TcpConnectionSetup['peer'],
    ends: Omit<OpenSocket, 'memory' | 'connection'>,
  ): TcpConnection {
    const { ring, contain } = this.setup;
    const connection = new TcpConnection({ peer, memory, buffers: this.buffers, ring, contain });
    this.sockets.set(socket, { memory, connection, ...ends });
    return connection;
  }
}

function stateOf(memory: SocketMemory): SeenSocket['state'] {
  if (memory.connection === Connection.failed || memory.error !== 0) return 'failed';
  if (!memory.isConnected) return 'connecting';
  return memory.receiveEnded ? 'ended' : 'connected';
}
