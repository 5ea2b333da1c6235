/** The UDP sockets of one board: those on the PC, and between them what the board sends to itself. */
import { Errno, type Disposable, type ListeningPort } from '../../../shared/src';
import { COMPUTER_ADDRESS, DATAGRAM_HEADER_BYTES, decodeDatagramHeader, SocketMemory, type SocketNumber } from '../syscall';
import type { Contain } from './containment';
import { LOOPBACK } from './hostPort';
import { UdpSocket } from './udpSocket';

/** Where a datagram goes: a socket of the board itself, a place on the network, or nowhere. */
export type Route = 'board' | 'nowhere' | { readonly host: string; readonly port: number };

export interface UdpSocketsSetup {
  readonly route: (address: string, port: number) => Route;
  readonly ring: () => void;
  readonly contain: Contain;
  readonly announce: (port: ListeningPort) => void;
}

const FIRST_EPHEMERAL_PORT = 49152;

export class UdpSockets implements Disposable {
  private readonly sockets = new Map<SocketNumber, { readonly socket: UdpSocket; readonly memory: SocketMemory }>();
  /** How the script named the places that it sent to, by host and port on the network. */
  private readonly named = new Map<string, { readonly address: string; readonly port: number }>();

  constructor(private readonly setup: UdpSocketsSetup) {}

  open(socket: SocketNumber, buffer: SharedArrayBuffer): void {
    const { ring, contain } = this.setup;
    const memory = new SocketMemory(buffer);
    const translate = (host: string, port: number) =>
      this.named.get(`${host}:${port}`) ?? { address: host === LOOPBACK ? COMPUTER_ADDRESS : host, port };
    this.sockets.set(socket, { socket: new UdpSocket({ memory, ring, contain, translate }), memory });
  }

  async bind(socket: SocketNumber, boardPort: number): Promise<{ readonly errno: number }> {
    const address = await this.sockets
      .get(socket)
      ?.socket.bind(boardPort)
      .catch(() => undefined);
    if (address === undefined) return { errno: Errno.ENOBUFS };
    this.setup.announce({ protocol: 'udp', boardPort, address });
    return { errno: 0 };
  }

  /** `frame` is a datagram header and the bytes. */
  send(from: SocketNumber, frame: Uint8Array): void {
    const { address, port } = decodeDatagramHeader(frame);
    const bytes = frame.subarray(DATAGRAM_HEADER_BYTES);
    const sender = this.sockets.get(from)?.socket;
    const route = this.setup.route(address, port);
    if (!sender || route === 'nowhere') return;
    if (route === 'board') {
      const source = { address, port: sender.boardPort === 0 ? FIRST_EPHEMERAL_PORT + from : sender.boardPort };
      for (const { socket } of this.sockets.values()) if (socket.boardPort === port) socket.receive(bytes, source);
      return;
    }
    this.named.set(`${route.host}:${route.port}`, { address, port });
    sender.send(bytes, route.host, route.port);
  }

  close(socket: SocketNumber): void {
    const open = this.sockets.get(socket);
    open?.socket.dispose();
    open?.memory.release();
    this.sockets.delete(socket);
  }

  dispose(): void {
    for (const { socket } of this.sockets.values()) socket.dispose();
    this.sockets.clear();
  }
}
