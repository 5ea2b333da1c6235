/**
 * One UDP socket of the board, on sockets of the PC. Datagrams go out from any port of the PC; a bound socket also takes
 * those that come to its port on the loopback address, and answers from there. What the script does not fetch in time is
 * lost, as on a board.
 */
import * as dgram from 'node:dgram';
import type { Disposable } from '../../../shared/src';
import type { SocketMemory } from '../syscall';
import type { Contain } from './containment';
import { hostPortOf, LOOPBACK } from './hostPort';

export interface UdpSocketSetup {
  readonly memory: SocketMemory;
  readonly ring: () => void;
  readonly contain: Contain;
  /** How the board sees a sender. */
  readonly translate: (host: string, port: number) => { readonly address: string; readonly port: number };
}

export class UdpSocket implements Disposable {
  private outgoing: dgram.Socket | undefined;
  private bound: dgram.Socket | undefined;
  private boundBoardPort = 0;
  /** Datagrams that are on their way to the system. */
  private pendingCount = 0;
  private isDisposed = false;

  constructor(private readonly setup: UdpSocketSetup) {}

  /** The board's port, 0 if the socket is not bound. */
  get boardPort(): number {
    return this.boundBoardPort;
  }

  /** Opens a port of the board and resolves with the address on the PC. Rejects if no port can be had. */
  async bind(boardPort: number): Promise<string> {
    this.boundBoardPort = boardPort;
    const attempt = async (port: number): Promise<dgram.Socket> => {
      const socket = this.create();
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(port, LOOPBACK, resolve);
      });
      return socket;
    };
    this.bound = await attempt(hostPortOf(boardPort)).catch(() => attempt(0));
    return `${LOOPBACK}:${this.bound.address().port}`;
  }

  send(bytes: Uint8Array, host: string, port: number): void {
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
      socket.bind(0, () => socket.setBroadcast(true));
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
    const socket = dgram.createSocket('udp4');
    socket.on(
      'message',
      contain((bytes: Uint8Array, { address, port }: dgram.RemoteInfo) => this.receive(bytes, translate(address, port))),
    );
    // Errors of binding are reported by `bind`; what comes later is a datagram that the other side refused.
    socket.on('error', () => undefined);
    return socket;
  }
}
