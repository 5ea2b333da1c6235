/** The UDP sockets of one board: those on the PC, and between them what the boards send to each other and to themselves. */
import { Errno, type Disposable, type ListeningPort, type OpenSocket } from '../../../shared/src';
import { DATAGRAM_HEADER_BYTES, decodeDatagramHeader, isLoopback, NO_ADDRESS, SocketMemory, type SocketNumber } from '../syscall';
import type { Contain } from './containment';
import { LOOPBACK } from './hostPort';
import type { Datagram, LocalNetwork, Neighbour } from './localNetwork';
import { MulticastPorts } from './multicastPorts';
import { computerAddresses } from './nameResolver';
import { MAX_RECEIVED_BYTES, UdpSocket, type DatagramPlace } from './udpSocket';

/** Whom a datagram reaches: boards of the simulation, and places outside it. */
export interface DatagramRoute {
  readonly boards: readonly {
    readonly board: Neighbour;
    /** The address from which it comes. */
    readonly source: string;
  }[];
  readonly places: readonly DatagramPlace[];
}

export interface UdpSocketsSetup {
  readonly local: LocalNetwork;
  readonly route: (address: string, port: number) => DatagramRoute;
  /** Whether an address is one of the board's. */
  readonly isOwnAddress: (address: string) => boolean;
  /** How the board sees a program on the PC that sends to what is bound to an address. */
  readonly computerFor: (boundAddress: string) => string;
  /** The PC's interfaces on which groups are heard; undefined: the one that the system prefers. */
  readonly groupInterfaces: readonly (string | undefined)[];
  readonly ring: () => void;
  readonly contain: Contain;
  readonly announce: (port: ListeningPort) => void;
}

const FIRST_EPHEMERAL_PORT = 49152;
const EPHEMERAL_PORTS = 65536 - FIRST_EPHEMERAL_PORT;

export class UdpSockets implements Disposable {
  private readonly sockets = new Map<SocketNumber, { readonly socket: UdpSocket; readonly memory: SocketMemory }>();
  /** How the script named the places that it sent to, by host and port on the network. */
  private readonly named = new Map<string, { readonly address: string; readonly port: number }>();
  private readonly groups = new Set<string>();
  private readonly groupPorts: MulticastPorts;

  constructor(private readonly setup: UdpSocketsSetup) {
    const { groupInterfaces, contain, local } = setup;
    this.groupPorts = new MulticastPorts({
      interfaces: groupInterfaces,
      contain,
      receive: (group, port, bytes, sender) => {
        // What boards send to a group has reached the other boards already.
        if (local.hasDatagramPort(sender.port)) return;
        this.receive({ to: group, port, bytes, sender: this.translate(sender.address, sender.port, NO_ADDRESS) });
      },
    });
  }

  open(socket: SocketNumber, buffer: SharedArrayBuffer): void {
    const { ring, contain } = this.setup;
    const memory = new SocketMemory(buffer);
    const translate = (host: string, port: number, boundAddress: string) => this.translate(host, port, boundAddress);
    this.sockets.set(socket, { socket: new UdpSocket({ memory, ring, contain, translate }), memory });
  }

  async bind(number: SocketNumber, boundAddress: string, boardPort: number): Promise<{ readonly errno: number }> {
    const address = await this.sockets
      .get(number)
      ?.socket.bind(boundAddress, boardPort)
      .catch(() => undefined);
    if (address === undefined) return { errno: Errno.ENOBUFS };
    this.followGroups();
    const isPublic = boundAddress === NO_ADDRESS || (this.setup.isOwnAddress(boundAddress) && !isLoopback(boundAddress));
    if (isPublic) this.setup.announce({ protocol: 'udp', boardPort, address });
    return { errno: 0 };
  }

  join(group: string): void {
    this.groups.add(group);
    this.followGroups();
  }

  isMemberOf(group: string): boolean {
    return this.groups.has(group);
  }

  /** `frame` is a datagram header and the bytes. */
  send(from: SocketNumber, frame: Uint8Array): void {
    const { address, port } = decodeDatagramHeader(frame);
    const bytes = frame.subarray(DATAGRAM_HEADER_BYTES);
    const sender = this.sockets.get(from)?.socket;
    if (!sender) return;
    if (sender.boardPort === 0) sender.takePort(FIRST_EPHEMERAL_PORT + (from % EPHEMERAL_PORTS));
    const { boards, places } = this.setup.route(address, port);
    for (const { board, source } of boards)
      board.receiveDatagram({ to: address, port, bytes, sender: { address: source, port: sender.boardPort } });
    for (const place of places) {
      this.named.set(`${place.host}:${place.port}`, { address, port });
      sender.send(bytes, place);
    }
  }

  /** Hands over what a board, or a program that sends to a group, has sent to this one. */
  receive({ to, port, sender, bytes }: Datagram): void {
    const { isOwnAddress } = this.setup;
    // What the board sends to itself is never cut into frames.
    if (!isOwnAddress(sender.address) && bytes.length > MAX_RECEIVED_BYTES) return;
    const isForMany = !isOwnAddress(to);
    for (const { socket } of this.sockets.values()) if (socket.takes(to, port, isForMany)) socket.receive(bytes, sender);
  }

  /** What somebody who watches the board sees of them. */
  get seen(): readonly OpenSocket[] {
    return [...this.sockets].map(([socket, open]) => ({ socket, protocol: 'udp', state: 'open', localPort: open.socket.boardPort }));
  }

  standsOn(hostPort: number): boolean {
    return [...this.sockets.values()].some(({ socket }) => socket.hostPorts.includes(hostPort));
  }

  close(number: SocketNumber): void {
    const open = this.sockets.get(number);
    if (!open) return;
    this.leave(open.socket);
    open.memory.release();
    this.sockets.delete(number);
    this.followGroups();
  }

  closeAll(): void {
    for (const number of [...this.sockets.keys()]) this.close(number);
  }

  dispose(): void {
    for (const { socket } of this.sockets.values()) this.leave(socket);
    this.sockets.clear();
    this.groupPorts.dispose();
  }

  private leave(socket: UdpSocket): void {
    for (const port of socket.hostPorts) this.setup.local.leaveDatagramPort(port);
    socket.dispose();
  }

  private translate(host: string, port: number, boundAddress: string): { readonly address: string; readonly port: number } {
    const named = this.named.get(`${host}:${port}`);
    if (named) return named;
    const isComputer = host === LOOPBACK || computerAddresses().has(host);
    return { address: isComputer ? this.setup.computerFor(boundAddress) : host, port };
  }

  private followGroups(): void {
    const ports = [...this.sockets.values()].map(({ socket }) => socket.boardPort).filter((port) => port !== 0);
    this.groupPorts.follow(this.groups, new Set(ports));
  }
}
