/**
 * A client that has connected to a port of the board and was not accepted yet. What it sends meanwhile is taken in, as lwIP
 * does, up to about a window: only a connection that is read from tells that it was reset.
 */
import type { Socket } from 'node:net';
import { confirmEnd } from './connectionEnd';
import type { Contain } from './containment';

/** TCP_WND of the ESP32. */
const RECEIVE_WINDOW_BYTES = 5760;

export class WaitingClient {
  private readonly chunks: Uint8Array[] = [];
  private sizeBytes = 0;
  /** The connection is gone, and with it what the client had sent. */
  isReset = false;
  private readonly take: (bytes: Uint8Array) => void;

  constructor(
    readonly socket: Socket,
    contain: Contain,
  ) {
    this.take = contain((bytes: Uint8Array) => {
      this.chunks.push(bytes);
      this.sizeBytes += bytes.length;
      if (this.sizeBytes >= RECEIVE_WINDOW_BYTES) socket.pause();
    });
    socket.on('data', this.take);
    socket.once('error', () => (this.isReset = true));
    socket.once('end', () => confirmEnd(socket, () => undefined));
    socket.resume();
  }

  /** Ends the wait: what has come so far. The socket is paused, and whoever gets it reads on. */
  handOver(): readonly Uint8Array[] {
    this.socket.pause();
    this.socket.off('data', this.take);
    return this.chunks;
  }

  /** Lets go of a client that is not wanted. As in lwIP it gets a RST if that throws away what it has sent. */
  turnAway(): void {
    if (this.sizeBytes > 0) this.socket.resetAndDestroy();
    else this.socket.destroySoon();
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }
}
