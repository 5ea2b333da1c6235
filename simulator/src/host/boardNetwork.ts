/**
 * The board's way to the network: its sockets, by number, and its name look-ups. Applies aliases and the network policy,
 * and tells the user once what was blocked and why. Without a Wi-Fi address there is no route and no resolver.
 */
import { isIPv4 } from 'node:net';
import { Errno, ResolveErrno, type Disposable, type ListeningPort, type Notice } from '../../../shared/src';
import {
  COMPUTER_ADDRESS,
  Connection,
  HOST_NAME,
  SocketMemory,
  type BoardMemory,
  type Call,
  type NetworkConfiguration,
  type SocketNumber,
} from '../syscall';
import type { Contain } from './containment';
import { NameTable, peerLabel } from './nameTable';
import { computerAddresses, resolveOnNetwork, resolveWithoutNetwork, type Resolution } from './nameResolver';
import { blockedText, isAllowed, placeOfAddress, placeOfAliasTarget, type Place } from './reach';
import { TcpConnection, type TcpConnectionSetup } from './tcpConnection';
import { LOOPBACK } from './hostPort';
import { TcpListener } from './tcpListener';
import { UdpSockets, type Route } from './udpSockets';

export interface BoardNetworkSetup {
  readonly configuration: NetworkConfiguration;
  readonly board: BoardMemory;
  /** Shows a notice, at most once for each key. */
  readonly tellOnce: (key: string, notice: Notice) => void;
  readonly contain: Contain;
  /** Tells the user where a port of the board is reached. */
  readonly announce: (port: ListeningPort) => void;
}

export interface ConnectRequest {
  readonly socket: SocketNumber;
  readonly memory: SharedArrayBuffer;
  readonly address: string;
  readonly port: number;
}

type ListenRequest = Extract<Call, { op: 'tcp/listen' }>;
type AcceptRequest = Extract<Call, { op: 'tcp/accept' }>;

interface OpenSocket {
  readonly memory: SocketMemory;
  /** Absent when the connection was not even tried, and for a listener. */
  readonly connection?: TcpConnection;
}

interface OpenPort {
  readonly boardPort: number;
  readonly listener: TcpListener;
}

export class BoardNetwork implements Disposable {
  private readonly sockets = new Map<SocketNumber, OpenSocket>();
  private readonly ports = new Map<SocketNumber, OpenPort>();
  private readonly names: NameTable;
  readonly udp: UdpSockets;

  constructor(private readonly setup: BoardNetworkSetup) {
    this.names = new NameTable(setup.configuration.aliases);
    const { board, contain, announce } = setup;
    this.udp = new UdpSockets({
      route: (address, port) => this.datagramRoute(address, port),
      ring: () => board.ringDoorbell(),
      contain,
      announce,
    });
  }

  connect({ socket, memory: buffer, address, port }: ConnectRequest): void {
    const memory = new SocketMemory(buffer);
    const local = this.listenerAt(address, port);
    if (local) {
      this.open(socket, memory, { host: LOOPBACK, port: local.port, isAlias: false });
      return;
    }
    const refusal = this.refusal(address, port);
    if (refusal !== undefined) {
      this.sockets.set(socket, { memory });
      memory.fail(refusal);
      memory.connection = Connection.failed;
      this.setup.board.ringDoorbell();
      return;
    }
    this.open(socket, memory, this.names.destination(address, port));
  }

  async listen({ socket, memory: buffer, port }: ListenRequest): Promise<{ readonly errno: number }> {
    const memory = new SocketMemory(buffer);
    const listener = await TcpListener.open({ port, memory, ring: () => this.setup.board.ringDoorbell() }).catch(() => undefined);
    if (!listener) return { errno: Errno.ENOBUFS };
    this.sockets.set(socket, { memory });
    this.ports.set(socket, { boardPort: port, listener });
    this.setup.announce({ protocol: 'tcp', boardPort: port, address: listener.address });
    return { errno: 0 };
  }

  accept({ listener, socket, memory: buffer }: AcceptRequest): { errno: number } | { address: string; port: number } {
    const client = this.ports.get(listener)?.listener.accept();
    if (!client) return { errno: Errno.EAGAIN };
    const { remotePort: port = 0 } = client;
    const isOwn = [...this.sockets.values()].some(({ connection }) => connection?.localPort === port);
    this.open(socket, new SocketMemory(buffer), client);
    return { address: isOwn ? LOOPBACK : COMPUTER_ADDRESS, port };
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
    this.ports.get(socket)?.listener.dispose();
    this.ports.delete(socket);
    this.udp.close(socket);
  }

  async resolve(host: string): Promise<Resolution> {
    const immediate = resolveWithoutNetwork(host);
    if (immediate) return immediate;
    if (!this.setup.board.wifiHasAddress) return { errno: ResolveErrno.EAI_FAIL };
    const { policy } = this.setup.configuration;
    const alias = this.names.aliasAddress(host);
    if (alias !== undefined && policy !== 'none') return { address: alias };
    if (policy === 'all') return resolveOnNetwork(host, this.names);
    this.setup.tellOnce(`name ${host}`, { severity: 'warning', text: blockedText(`The look-up of "${host}"`, policy) });
    return { errno: ResolveErrno.EAI_FAIL };
  }

  dispose(): void {
    for (const { connection } of this.sockets.values()) connection?.dispose();
    this.sockets.clear();
    for (const { listener } of this.ports.values()) listener.dispose();
    this.ports.clear();
    this.udp.dispose();
  }

  private open(socket: SocketNumber, memory: SocketMemory, peer: TcpConnectionSetup['peer']): void {
    const { board, contain } = this.setup;
    this.sockets.set(socket, { memory, connection: new TcpConnection({ peer, memory, ring: () => board.ringDoorbell(), contain }) });
  }

  /** The script's own listener behind an address of the board. */
  private listenerAt(address: string, port: number): TcpListener | undefined {
    if (this.placeOf(address, port) !== 'board') return undefined;
    return [...this.ports.values()].find(({ boardPort }) => boardPort === port)?.listener;
  }

  /** The errno of a connection that is not even tried. */
  private refusal(address: string, port: number): number | undefined {
    if (!isIPv4(address) || !Number.isInteger(port) || port < 0 || port > 65535) return Errno.EINVAL;
    const label = this.names.label(address, port);
    const place = this.placeOf(address, port);
    if (place === 'board') {
      this.setup.tellOnce('board address', { severity: 'warning', text: boardItselfText(label, port) });
      return Errno.ECONNRESET;
    }
    if (!this.setup.board.wifiHasAddress) return Errno.EHOSTUNREACH;
    return this.isBlocked(place, `The connection to ${label}`) ? Errno.EHOSTUNREACH : undefined;
  }

  private datagramRoute(address: string, port: number): Route {
    const place = this.placeOf(address, port);
    if (place === 'board') return 'board';
    if (!this.setup.board.wifiHasAddress || this.isBlocked(place, `The datagram to ${this.names.label(address, port)}`)) return 'nowhere';
    return this.names.destination(address, port);
  }

  /** Whether the policy forbids it; tells the user if so. */
  private isBlocked(place: Place, what: string): boolean {
    const { policy } = this.setup.configuration;
    if (isAllowed(place, policy)) return false;
    this.setup.tellOnce(what, { severity: 'warning', text: blockedText(what, policy) });
    return true;
  }

  private placeOf(address: string, port: number): Place {
    const { host, isAlias } = this.names.destination(address, port);
    return isAlias ? placeOfAliasTarget(host, computerAddresses()) : placeOfAddress(host, computerAddresses());
  }
}

function boardItselfText(label: string, port: number): string {
  return (
    `${label} is the simulated ESP32 itself, and no program listens there. ` +
    `A server on this computer is reached under the name ${peerLabel(HOST_NAME, port)}.`
  );
}
