/**
 * A port of the board that is open to connections. It stands on the PC's loopback address; a port that is taken there gives
 * way to any free one. Clients wait until the script accepts them. As many as the backlog may wait; a board lets
 * others try again, and so do boards here. A client on the PC cannot be kept from connecting by its system, so those beyond
 * the backlog only wait longer.
 */
import * as net from 'node:net';
import type { Disposable } from '../../../shared/src';
import { NO_ADDRESS, type SocketMemory } from '../syscall';
import type { Contain } from './containment';
import { hostPortOf, LOOPBACK } from './hostPort';
import { WaitingClient } from './waitingClient';

/** Clients that may wait; more are turned away with RST. */
const MAX_WAITING = 64;

export interface TcpListenerSetup {
  /** The board's address that the port is bound to; `0.0.0.0` is all of them. */
  readonly boundAddress: string;
  readonly port: number;
  /** How many clients may wait to be accepted. */
  readonly backlog: number;
  /** Whether programs on the PC are to reach it. */
  readonly isPublic: boolean;
  readonly memory: SocketMemory;
  /** Wakes the script: a client waits. */
  readonly ring: () => void;
  readonly contain: Contain;
}

/** Connects, unless the attempt has been given up meanwhile. */
export type Dial = () => net.Socket | undefined;

export class TcpListener implements Disposable {
  private readonly waiting: WaitingClient[] = [];
  /** Boards that wait for room, in their order. */
  private readonly outside: Dial[] = [];
  /** Boards' connections that are on their way in: the board's end, and this one as soon as there is one. */
  private readonly arriving = new Map<net.Socket, net.Socket | undefined>();
  private readonly server: net.Server;
  /** The port on the PC. */
  port = 0;

  /** Rejects if no port of the PC can be had at all. */
  static async open(setup: TcpListenerSetup): Promise<TcpListener> {
    const { port, isPublic } = setup;
    const listener = new TcpListener(setup);
    try {
      await listener.listen(isPublic ? hostPortOf(port) : 0);
    } catch {
      // The port is taken, or is not for everybody: any other serves as well, since it is announced.
      await listener.listen(0);
    }
    return listener;
  }

  private constructor(private readonly setup: TcpListenerSetup) {
    this.server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => this.receive(client));
  }

  get boundAddress(): string {
    return this.setup.boundAddress;
  }

  /** The board's port. */
  get boardPort(): number {
    return this.setup.port;
  }

  /** The address on the PC, `host:port`. */
  get address(): string {
    return `${LOOPBACK}:${this.port}`;
  }

  /** Whether connections to an address of the board come here. */
  answersAt(address: string): boolean {
    return this.boundAddress === NO_ADDRESS || this.boundAddress === address;
  }

  /** Lets a board connect as soon as there is room for one more client. */
  admit(dial: Dial): void {
    this.outside.push(dial);
    this.letIn();
  }

  /** The client that waits longest. */
  accept(): WaitingClient | undefined {
    const client = this.waiting.shift();
    this.letIn();
    return client;
  }

  dispose(): void {
    this.server.close();
    for (const client of this.waiting.splice(0)) client.reset();
    for (const client of this.arriving.values()) client?.resetAndDestroy();
    this.arriving.clear();
    // Whoever was kept outside is refused now: nothing listens any more.
    for (const dial of this.outside.splice(0)) dial();
  }

  private receive(client: net.Socket): void {
    // What goes wrong with a client before it is accepted shows when its connection is read.
    client.on('error', () => client.destroy());
    const other = [...this.arriving.keys()].find((socket) => socket.localPort === client.remotePort);
    if (!other) {
      this.queue(client);
      return;
    }
    // The end that connects knows of the connection before this one does: the last packet of TCP's handshake is its own.
    this.arriving.set(other, client);
    if (other.connecting) other.once('connect', () => this.letPass(other));
    else this.letPass(other);
  }

  private letPass(other: net.Socket): void {
    const client = this.arriving.get(other);
    this.arriving.delete(other);
    if (client) this.queue(client);
  }

  private queue(client: net.Socket): void {
    if (this.waiting.length === MAX_WAITING) {
      client.resetAndDestroy();
      return;
    }
    this.waiting.push(new WaitingClient(client, this.setup.contain));
    this.setup.memory.announceClient();
    this.setup.ring();
  }

  private letIn(): void {
    while (this.waiting.length + this.arriving.size < this.setup.backlog) {
      const dial = this.outside.shift();
      if (!dial) return;
      const socket = dial();
      if (!socket) continue;
      this.arriving.set(socket, undefined);
      socket.once('close', () => {
        const client = this.arriving.get(socket);
        client?.destroy();
        if (this.arriving.delete(socket)) this.letIn();
      });
    }
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, LOOPBACK, () => {
        this.server.off('error', reject);
        const address = this.server.address();
        this.port = typeof address === 'object' && address ? address.port : 0;
        resolve();
      });
    });
  }
}
