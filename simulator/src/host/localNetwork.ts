/**
 * The network that the boards of a process share. Each has its place in it by the interfaces that are up: the station at
 * home or at another board's access point, and its own access point. Here is who is where; how bytes get from one board to
 * another is the business of their sockets. A board that is not attached anywhere is alone.
 */
import { isBroadcast, isInSubnet, addressOfWord, wordOfAddress, type InterfaceAddresses } from '../syscall';
import type { AccessPoint, NetworkName } from './accessPoints';
import type { TcpListener } from './tcpListener';

export interface Datagram {
  /** Where it was sent to, as the receiver sees it. */
  readonly to: string;
  readonly port: number;
  readonly sender: { readonly address: string; readonly port: number };
  readonly bytes: Uint8Array;
}

/** A connection that a board has opened: the port it comes from, and where the board meant to go. */
export interface OutgoingConnection {
  readonly boardPort: number;
  readonly target: string;
}

/** A board as its neighbours see it. */
export interface Neighbour {
  /** The listener behind one of the board's addresses. */
  listenerAt(address: string, port: number): TcpListener | undefined;
  /** The connection that stands on this port of the PC. */
  connectionOn(hostPort: number): OutgoingConnection | undefined;
  /** Whether a UDP socket of the board stands on this port of the PC. */
  hasDatagramPort(hostPort: number): boolean;
  receiveDatagram(datagram: Datagram): void;
  isMemberOf(group: string): boolean;
  /** The access point that others can join, with its addresses; undefined while it is off. */
  readonly accessPoint: { readonly shown: AccessPoint; readonly addresses: InterfaceAddresses; readonly maxClients: number } | undefined;
  /** The network's access point has gone. */
  loseNetwork(network: NetworkName): void;
}

/** A place of a board in one network. */
export interface Attachment {
  readonly board: Neighbour;
  readonly network: NetworkName;
  readonly addresses: InterfaceAddresses;
  readonly mac: Uint8Array;
  /** Whether the board's own access point makes the network. */
  readonly isAccessPoint: boolean;
}

/** A datagram on this computer takes less than this. */
const ECHO_MS = 1000;

export class LocalNetwork {
  private readonly boards = new Map<Neighbour, number>();
  private readonly attachments = new Set<Attachment>();
  /** Ports of the PC that boards have let go of, and when what they sent from there has surely come back. */
  private readonly leftPorts = new Map<number, number>();

  /** Adds a board and returns its number: the smallest that is free, from 0. */
  join(board: Neighbour): number {
    const taken = new Set(this.boards.values());
    let index = 0;
    while (taken.has(index)) index++;
    this.boards.set(board, index);
    return index;
  }

  leave(board: Neighbour): void {
    this.boards.delete(board);
    for (const attachment of [...this.attachments]) if (attachment.board === board) this.detach(attachment);
  }

  attach(attachment: Attachment): void {
    this.attachments.add(attachment);
  }

  /** A network whose access point goes is lost to all who joined it. */
  detach(attachment: Attachment): void {
    if (!this.attachments.delete(attachment) || !attachment.isAccessPoint) return;
    for (const board of this.boards.keys()) board.loseNetwork(attachment.network);
  }

  /** The access points of other boards. */
  accessPointsAround(board: Neighbour): readonly AccessPoint[] {
    return [...this.boards.keys()]
      .filter((other) => other !== board)
      .flatMap(({ accessPoint }) => (accessPoint ? [accessPoint.shown] : []));
  }

  /** What the DHCP server of a board's access point gives to one more station; undefined if it is full or gone. */
  lease(network: NetworkName): InterfaceAddresses | undefined {
    const server = [...this.boards.keys()].find(({ accessPoint }) => accessPoint?.shown.network === network)?.accessPoint;
    if (!server || this.stationsOf(network).length >= server.maxClients) return undefined;
    const { address, netmask } = server.addresses;
    const taken = new Set([...this.attachments].filter((other) => other.network === network).map(({ addresses }) => addresses.address));
    let word = wordOfAddress(address) + 1;
    while (taken.has(addressOfWord(word))) word++;
    return { address: addressOfWord(word), netmask, gateway: address };
  }

  /** Who has joined the network of a board's access point. */
  stationsOf(network: NetworkName): readonly Attachment[] {
    return [...this.attachments].filter((attachment) => attachment.network === network && !attachment.isAccessPoint);
  }

  /** Who has an address, seen from a board. */
  at(from: Neighbour, address: string): Neighbour | undefined {
    return this.neighboursOf(from).find(({ other }) => other.addresses.address === address)?.other.board;
  }

  /** The network in which a board's station is. */
  networkOf(board: Neighbour): NetworkName | undefined {
    return [...this.attachments].find((attachment) => attachment.board === board && !attachment.isAccessPoint)?.network;
  }

  /** The boards that a broadcast or a multicast of a board reaches, and the address from which it then comes. */
  around(from: Neighbour, address: string): readonly { readonly board: Neighbour; readonly source: string }[] {
    return this.neighboursOf(from)
      .filter(({ other, own }) => other.board.isMemberOf(address) || isBroadcast(address, own.addresses))
      .map(({ other, own }) => ({ board: other.board, source: own.addresses.address }));
  }

  /** The address under which one board is seen by another. */
  sourceFor(from: Neighbour, to: Neighbour): string | undefined {
    return this.neighboursOf(from).find(({ other }) => other.board === to)?.own.addresses.address;
  }

  /** The board, and its connection, that stands on a port of the PC. */
  connectionOn(hostPort: number): { readonly board: Neighbour; readonly connection: OutgoingConnection } | undefined {
    for (const board of this.boards.keys()) {
      const connection = board.connectionOn(hostPort);
      if (connection) return { board, connection };
    }
    return undefined;
  }

  /** Whether a UDP socket of a board stands on a port of the PC, or stood there a moment ago. */
  hasDatagramPort(hostPort: number): boolean {
    if (performance.now() < (this.leftPorts.get(hostPort) ?? 0)) return true;
    return [...this.boards.keys()].some((board) => board.hasDatagramPort(hostPort));
  }

  /** A board's UDP socket leaves a port of the PC; what it sent to a group may still come back from there. */
  leaveDatagramPort(hostPort: number): void {
    const now = performance.now();
    for (const [port, endMs] of this.leftPorts) if (endMs < now) this.leftPorts.delete(port);
    this.leftPorts.set(hostPort, now + ECHO_MS);
  }

  private neighboursOf(board: Neighbour): readonly { readonly own: Attachment; readonly other: Attachment }[] {
    const all = [...this.attachments];
    return all
      .filter((own) => own.board === board)
      .flatMap((own) =>
        all
          .filter((other) => other.board !== board && other.network === own.network && isInSubnet(other.addresses.address, own.addresses))
          .map((other) => ({ own, other })),
      );
  }
}
