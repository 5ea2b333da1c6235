/**
 * One TCP connection of the board, on a socket of the PC. It writes what happens into the socket's shared memory and
 * rings; it never throws and never calls back into the script. Nagle's algorithm stays on, as in lwIP.
 */
import * as net from 'node:net';
import { Errno, type Disposable } from '../../../shared/src';
import { Connection, type SocketMemory } from '../syscall';
import { brokenConnectionErrno, CONNECT_GIVE_UP_MS, connectFailure } from './connectOutcome';
import { confirmEnd } from './connectionEnd';
import type { Contain } from './containment';
import type { Destination } from './nameTable';
import type { ReadBuffers } from './readBuffers';
import { WaitingClient } from './waitingClient';

/** How long data that a closed socket has still to send may take before it is thrown away. */
const LINGER_MS = 5000;

export interface TcpConnectionSetup {
  /** Where to connect to, the connection of a client that was accepted, or nothing: an attempt that waits for `dial`. */
  readonly peer: Destination | WaitingClient | undefined;
  readonly memory: SocketMemory;
  readonly buffers: ReadBuffers;
  /** Wakes the script: something that it may wait for has changed. */
  readonly ring: () => void;
  readonly contain: Contain;
}

export class TcpConnection implements Disposable {
  /** Absent as long as nothing has been dialled. */
  private socket: net.Socket | undefined;
  private readonly memory: SocketMemory;
  private readonly ring: () => void;
  private readonly giveUp: NodeJS.Timeout | undefined;
  /** What had no room in the ring; reading is paused while there is some. */
  private overflow: Uint8Array | undefined;
  /** Why the connection broke, while there is still something to read before it. */
  private heldErrno: number | undefined;
  private state: 'connecting' | 'silent' | 'open' | 'broken' | 'released' = 'connecting';

  private readonly contain: Contain;
  private readonly buffers: ReadBuffers;

  constructor({ peer, memory, buffers, ring, contain }: TcpConnectionSetup) {
    this.memory = memory;
    this.buffers = buffers;
    this.ring = ring;
    this.contain = contain;
    if (peer instanceof WaitingClient) this.adopt(peer);
    else {
      this.giveUp = setTimeout(
        contain(() => this.fail(Errno.ECONNABORTED)),
        CONNECT_GIVE_UP_MS,
      );
      if (peer) this.dial(peer);
    }
  }

  /** Makes the connection, unless the attempt has ended already; then there is no socket. */
  dial(destination: Destination): net.Socket | undefined {
    if (this.state !== 'connecting') return undefined;
    return this.observe(this.connect(destination));
  }

  private observe(socket: net.Socket): net.Socket {
    this.socket = socket;
    socket.on(
      'end',
      this.contain(() =>
        confirmEnd(
          socket,
          this.contain(() => this.receiveEnd()),
        ),
      ),
    );
    socket.on(
      'error',
      this.contain((error: NodeJS.ErrnoException) => this.break(error.code)),
    );
    return socket;
  }

  /** Begins with what the client has sent before it was accepted. */
  private adopt(client: WaitingClient): void {
    const socket = this.observe(client.socket);
    this.open();
    for (const bytes of client.handOver()) this.receive(bytes);
    socket.on(
      'data',
      this.contain((bytes: Uint8Array) => {
        if (!this.receive(bytes)) socket.pause();
      }),
    );
    if (socket.readableEnded) this.receiveEnd();
    else socket.resume();
  }

  private connect({ host, port }: Destination): net.Socket {
    const buffer = this.buffers.take();
    const socket = net.connect({
      host,
      port,
      family: 4,
      allowHalfOpen: true,
      onread: { buffer, callback: (count) => this.receive(buffer.subarray(0, count)) },
    });
    socket.once('close', () => this.buffers.give(buffer));
    socket.on(
      'connect',
      this.contain(() => this.open()),
    );
    return socket;
  }

  /** The port of the PC from which the connection goes out. */
  get localPort(): number | undefined {
    return this.socket?.localPort;
  }

  /** Sends bytes that the connection may keep. */
  send(bytes: Uint8Array): void {
    if (this.state !== 'open') return;
    this.socket?.write(
      bytes,
      this.contain((error: unknown) => {
        if (!error && this.state === 'open') this.acknowledge(bytes.length);
      }),
    );
  }

  /** The script has made room: goes on reading if everything that was held back fits now. */
  resume(): void {
    if (!this.overflow) return;
    const held = this.overflow;
    this.overflow = undefined;
    if (!this.receive(held)) return;
    this.memory.receivePaused = false;
    if (this.heldErrno === undefined) this.socket?.resume();
    else this.reportBreak(this.heldErrno);
  }

  /** Lets go of the shared memory; what was sent still goes out, and FIN or RST after it. */
  close(options: { readonly reset: boolean }): void {
    const wasOpen = this.state === 'open';
    const { socket } = this;
    this.release();
    if (!socket) return;
    if (!wasOpen) socket.destroy();
    else if (options.reset) socket.resetAndDestroy();
    else {
      const linger = setTimeout(() => socket.destroy(), LINGER_MS).unref();
      socket.once('close', () => clearTimeout(linger));
      socket.destroySoon();
    }
  }

  /** The board's address is gone: the script hears of it, the other side does not. */
  abort(): void {
    this.fail(Errno.ECONNABORTED);
    if (this.state !== 'open') return;
    this.socket?.pause();
    this.breakWith(Errno.ECONNABORTED);
  }

  dispose(): void {
    this.close({ reset: false });
  }

  private open(): void {
    if (this.state !== 'connecting') return;
    clearTimeout(this.giveUp);
    this.state = 'open';
    this.memory.connection = Connection.connected;
    this.ring();
  }

  /** Returns whether reading may go on. */
  private receive(bytes: Uint8Array): boolean {
    if (this.state !== 'open' && this.state !== 'broken') return false;
    let offset = this.memory.push(bytes);
    if (offset < bytes.length) {
      this.memory.receivePaused = true;
      // The script may have emptied the ring before it could see that reading is paused; then it will not ask for more.
      offset += this.memory.push(bytes.subarray(offset));
      if (offset === bytes.length) this.memory.receivePaused = false;
      // A copy: the buffer that was read into may be another connection's before the script has made room.
      else this.overflow = Uint8Array.from(bytes.subarray(offset));
    }
    this.ring();
    return offset === bytes.length;
  }

  /** The system has taken bytes of the script. Only a script that found no room at all can be waiting for that. */
  private acknowledge(count: number): void {
    this.memory.acknowledge(count);
    if (this.memory.sendSpace <= count) this.ring();
  }

  private receiveEnd(): void {
    if (this.state !== 'open') return;
    this.memory.endReceive();
    this.ring();
  }

  private break(code: string | undefined): void {
    if (this.state === 'open') this.breakWith(brokenConnectionErrno(code));
    else if (this.state === 'connecting') {
      const failure = connectFailure(code);
      if (failure.kind === 'now') this.fail(failure.errno);
      else this.state = 'silent';
    }
  }

  private breakWith(errno: number): void {
    this.state = 'broken';
    if (this.overflow) this.heldErrno = errno;
    else this.reportBreak(errno);
  }

  private reportBreak(errno: number): void {
    this.memory.fail(errno);
    this.ring();
  }

  /** The attempt to connect has failed. */
  private fail(errno: number): void {
    if (this.state !== 'connecting' && this.state !== 'silent') return;
    clearTimeout(this.giveUp);
    this.state = 'broken';
    this.socket?.destroy();
    this.memory.fail(errno);
    this.memory.connection = Connection.failed;
    this.ring();
  }

  private release(): void {
    clearTimeout(this.giveUp);
    this.state = 'released';
    this.overflow = undefined;
  }
}
