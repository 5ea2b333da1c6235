/**
 * One UDP socket of the board, on sockets of the PC. Datagrams go out from any port of the PC; a bound socket also takes
 * those that come to its port on the loopback address, and answers from there. What the script does not fetch in time is
 * lost, as on a board, and so is what does not fit into one frame of its network.
 */
import * as dgram from 'node:dgram';
import type { Disposable } from '../../../shared/src';
import { NO_ADDRESS, type SocketMemory } from '../syscall';
import type { Contain } from './containment';
import { hostPortOf, LOOPBACK } from './hostPort';

/** The board sends datagrams in fragments, but does not put fragments together. */
export const MAX_RECEIVED_BYTES = 1472;

export interface UdpSocketSetup {
  readonly memory: SocketMemory;
  readonly ring: () => void;
  readonly contain: Contain;
  /** How the board sees a sender on the PC, at a socket that is bound to an address. */
  readonly translate: (host: string, port: number, boundAddress: string) => { readonly address: string; readonly port: number };
}

/** Where a datagram goes outside the simulation. */
export interface DatagramPlace {
  readonly host: string;
  readonly port: number;
  /** Address of the PC's interface through which a multicast goes; absent: as the system thinks best. */
  readonly through?: string;
}

export class UdpSocket implements Disposable {
  private outgoing: dgram.Socket | undefined;
  private bound: dgram.Socket | undefined;
  private place = { address: NO_ADDRESS, port: 0 };
  /** Datagrams that are on their way to the system. */
  private pendingCount = 0;
  private isDisposed = false;

  constructor(private readonly setup: UdpSocketSetup) {}

  /** The board's port, 0 as long as the socket has none. */
  get boardPort(): number {
    return this.place.port;
  }

  /** Gives a socket that is not bound a port of the board, from which its datagrams come. */
  takePort(boardPort: number): void {
    this.place = { address: NO_ADDRESS, port: boardPort };
  }

  /** Opens a port of the board and resolves with the address on the PC. Rejects if no port can be had. */
  async bind(address: string, boardPort: number): Promise<string> {
    this.place = { address, port: boardPort };
    const attempt = async (port: number): Promise<dgram.Socket> => {
      const socket = this.create();
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(port, LOOPBACK, resolve);
      });
      return socket;
    };
    this.bound?.close();
    this.bound = await attempt(hostPortOf(boardPort)).catch(() => attempt(0));
    return `${LOOPBACK}:${this.bound.address().port}`;
  }

  /** Whether what is sent to an address and port of the board, or to all at once, comes here. */
  takes(address: string, port: number, isForMany: boolean): boolean {
    return this.boardPort === port && port !== 0 && (isForMany || this.place.address === NO_ADDRESS || this.place.address === address);
  }

  /** The ports of the PC on which it stands. */
  get hostPorts(): readonly number[] {
    return [this.bound, this.outgoing].flatMap((socket) => (socket ? [portOf(socket)] : []));
  }

  send(bytes: Uint8Array, { host, port, through }: DatagramPlace): void {
    this.pendingCount++;
    // A datagram that cannot be sent is lost; a script on a board learns nothing of it either.
    const onSent = (): void => {
      this.pendingCount--;
      if (this.isDisposed) this.closeWhenSent();
    };
    if (this.bound && host === LOOPBACK) {
      this.bound.send(bytes, port, host, onSent);
      return;
    }
    if (!this.outgoing) {
      const socket = this.create();
      this.outgoing = socket;
      socket.bind(0, () => {
        socket.setBroadcast(true);
        if (through !== undefined) socket.setMulticastInterface(through);
      });
    }
    this.outgoing.send(bytes, port, host, onSent);
  }

  /** Hands a datagram to the script. */
  receive(bytes: Uint8Array, sender: { readonly address: string; readonly port: number }): void {
    if (this.setup.memory.pushDatagram(sender, bytes)) this.setup.ring();
  }

  /** What the script sent still goes out. */
  dispose(): void {
    this.isDisposed = true;
    this.closeWhenSent();
  }

  private closeWhenSent(): void {
    if (this.pendingCount > 0) return;
    for (const socket of [this.outgoing, this.bound]) socket?.close();
    this.outgoing = undefined;
    this.bound = undefined;
  }

  private create(): dgram.Socket {
    const { contain, translate } = this.setup;
    const socket = dgram.createSocket({ type: 'udp4', lookup: (address, _options, done) => done(null, address, 4) });
    socket.on(
      'message',
      contain((bytes: Uint8Array, { address, port }: dgram.RemoteInfo) => {
        if (bytes.length <= MAX_RECEIVED_BYTES) this.receive(bytes, translate(address, port, this.place.address));
      }),
    );
    // Errors of binding are reported by `bind`; what comes later is a datagram that the other side refused.
    socket.on('error', () => undefined);
    return socket;
  }
}

/** 0 as long as the system has not bound it. */
function portOf(socket: dgram.Socket): number {
  try {
    return socket.address().port;
  } catch {
    // Not bound yet, or closed meanwhile: it stands on no port.
    return 0;
  }
}
