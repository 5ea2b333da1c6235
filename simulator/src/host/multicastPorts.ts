/**
 * What programs outside the simulation send to the groups that a board has joined. Each group and port of the board is a
 * socket of the PC on that very port; one that cannot be had is left out, since the boards reach each other without it.
 */
import * as dgram from 'node:dgram';
import type { Disposable } from '../../../shared/src';
import type { Contain } from './containment';
import { MAX_RECEIVED_BYTES } from './udpSocket';

export interface MulticastPortsSetup {
  /** Addresses of the PC's interfaces on which groups are joined; undefined: the one that the system prefers. */
  readonly interfaces: readonly (string | undefined)[];
  readonly receive: (group: string, port: number, bytes: Uint8Array, sender: dgram.RemoteInfo) => void;
  readonly contain: Contain;
}

export class MulticastPorts implements Disposable {
  private readonly sockets = new Map<string, dgram.Socket>();

  constructor(private readonly setup: MulticastPortsSetup) {}

  /** Opens and closes sockets so that there is one for each group and port. */
  follow(groups: ReadonlySet<string>, ports: ReadonlySet<number>): void {
    const wanted = new Map<string, { group: string; port: number }>(
      [...groups].flatMap((group) => [...ports].map((port) => [`${group}:${port}`, { group, port }] as const)),
    );
    for (const [key, socket] of this.sockets) {
      if (wanted.has(key)) continue;
      socket.close();
      this.sockets.delete(key);
    }
    for (const [key, { group, port }] of wanted) if (!this.sockets.has(key)) this.sockets.set(key, this.open(group, port));
  }

  dispose(): void {
    this.follow(new Set(), new Set());
  }

  private open(group: string, port: number): dgram.Socket {
    const { contain, interfaces, receive } = this.setup;
    const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true });
    socket.on('error', () => undefined);
    socket.on(
      'message',
      contain((bytes: Uint8Array, sender: dgram.RemoteInfo) => {
        if (bytes.length <= MAX_RECEIVED_BYTES) receive(group, port, bytes, sender);
      }),
    );
    // Windows cannot bind to a group. Elsewhere this keeps out what is sent to the computer itself.
    socket.bind(
      { port, ...(process.platform === 'win32' ? {} : { address: group }) },
      contain(() => {
        for (const address of interfaces) joinQuietly(socket, group, address);
      }),
    );
    return socket;
  }
}

/** A computer without a network has no interface for groups; then only the others are joined. */
function joinQuietly(socket: dgram.Socket, group: string, address: string | undefined): void {
  try {
    socket.addMembership(group, address);
  } catch {
    // That interface does not take part; the group is still heard on the others.
  }
}
