/**
 * A port of the board that is open to connections. It stands on the PC's loopback address; a port that is taken there gives
 * way to any free one. Clients wait, unread, until the script accepts them.
 */
import * as net from 'node:net';
import type { Disposable } from '../../../shared/src';
import type { SocketMemory } from '../syscall';
import { hostPortOf, LOOPBACK } from './hostPort';

/** Clients that may wait; more are turned away with RST. A board drops their SYN, and they try again. */
const MAX_WAITING = 64;

export interface TcpListenerSetup {
  readonly port: number;
  readonly memory: SocketMemory;
  /** Wakes the script: a client waits. */
  readonly ring: () => void;
}

export class TcpListener implements Disposable {
  private readonly waiting: net.Socket[] = [];
  private readonly server: net.Server;

  /** Rejects if no port of the PC can be had at all. */
  static async open(setup: TcpListenerSetup): Promise<TcpListener> {
    const { port } = setup;
    const listener = new TcpListener(setup);
    try {
      await listener.listen(hostPortOf(port));
    } catch {
      // The port is taken, or is not for everybody: any other serves as well, since it is announced.
      await listener.listen(0);
    }
    return listener;
  }

  private constructor({ memory, ring }: TcpListenerSetup) {
    this.server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
      // What goes wrong with a client before it is accepted shows when its connection is read.
      client.on('error', () => client.destroy());
      if (this.waiting.length === MAX_WAITING) {
        client.resetAndDestroy();
        return;
      }
      this.waiting.push(client);
      memory.announceClient();
      ring();
    });
  }

  /** The address on the PC, `host:port`. */
  get address(): string {
    return `${LOOPBACK}:${this.port}`;
  }

  /** The port on the PC. */
  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** The client that waits longest. */
  accept(): net.Socket | undefined {
    return this.waiting.shift();
  }

  dispose(): void {
    this.server.close();
    for (const client of this.waiting.splice(0)) client.resetAndDestroy();
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, LOOPBACK, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }
}
