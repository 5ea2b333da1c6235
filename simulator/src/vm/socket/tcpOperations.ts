/**
 * The operations of a TCP socket as the ESP32's socket module does them on lwIP: loops of 100 ms slices, errors as
 * negated errnos, waiting bytes read from shared memory without a hand-over. Nothing here knows Python objects.
 */
import { Errno } from '../../../../shared/src';
import { Connection, FrameKind, wayTo, type BoardMemory, type OutboxWriter, type SocketMemory, type SocketMemoryPool } from '../../syscall';
import type { IoThread } from '../ioThread';
import type { Scheduler } from '../scheduler';
import type { BoardSocket } from './boardSocket';
import { deadlineOf, timeoutErrno } from './slices';

/** TCP_WND of the ESP32: more than this is never waiting, so one call never gives more. */
const RECEIVE_WINDOW_BYTES = 5760;

export const MessageFlag = { peek: 1, dontWait: 8 } as const;
export const PollFlag = { readable: 1, writable: 4, hangUp: 16, invalid: 32 } as const;

/** Where received bytes go: a stretch of VM memory. */
export interface Target {
  readonly memory: Uint8Array;
  readonly address: number;
  readonly size: number;
}

export class TcpOperations {
  constructor(
    private readonly board: BoardMemory,
    private readonly outbox: OutboxWriter,
    private readonly io: IoThread,
    private readonly scheduler: Scheduler,
    private readonly memories: SocketMemoryPool,
  ) {}

  /** Connects to a dotted quad. Returns 0 or a negated errno. */
  connect(socket: BoardSocket, address: string, port: number): number {
    if (socket.listener) return -Errno.EISCONN;
    const earlier = socket.memory?.connection;
    socket.state = 'connected';
    // After a reset lwIP has no connection block any more, and does not make another for the same socket.
    const isReset = socket.broken || (socket.memory !== undefined && socket.memory.error !== 0);
    if (earlier === Connection.failed || isReset) return -Errno.ENOTCONN;
    if (earlier === Connection.connected) return -Errno.EISCONN;
    if (earlier === Connection.connecting) return -Errno.EALREADY;
    if (wayTo(address, this.board) === 'none') return -Errno.EHOSTUNREACH;

    const memory = this.memories.take();
    memory.connection = Connection.connecting;
    socket.memory = memory;
    socket.peerAddress = [address, port];
    this.io.post({ op: 'tcp/connect', socket: socket.number, memory: memory.buffer, address, port, from: socket.port });
    if (!socket.blocking) return -Errno.EINPROGRESS;
    const decided = this.scheduler.waitWithinCall(() => memory.connection !== Connection.connecting, deadlineOf(socket));
    if (!decided) return -Errno.ETIMEDOUT;
    return memory.isConnected ? 0 : -(memory.takeError() || Errno.ECONNABORTED);
  }

  /** Reads what waits, or waits for it. Returns how many bytes, 0 at the end of the stream, or a negated errno. */
  receive(socket: BoardSocket, target: Target, flags = 0): number {
    if (socket.state === 'new') return -Errno.ENOTCONN;
    if (socket.state === 'peerClosed') return 0;
    if (socket.descriptor < 0) return -Errno.EBADF;
    const { memory } = socket;
    if (!memory) return this.receiveUnconnected(socket, flags);
    let outcome = this.tryReceive(socket, memory, target, flags);
    if (outcome === undefined) {
      if ((flags & MessageFlag.dontWait) !== 0) return -Errno.EAGAIN;
      if (socket.blocking) {
        this.scheduler.waitWithinCall(() => (outcome = this.tryReceive(socket, memory, target, flags)) !== undefined, deadlineOf(socket));
      }
      outcome ??= -timeoutErrno(socket);
    }
    if (outcome === 0) socket.state = 'peerClosed';
    return outcome;
  }

  /** lwIP waits on a socket that is bound or could not be routed: something might come. On a listener nothing can. */
  private receiveUnconnected(socket: BoardSocket, flags: number): number {
    if (socket.listener) return -Errno.ENOTCONN;
    if ((flags & MessageFlag.dontWait) !== 0) return -Errno.EAGAIN;
    if (socket.blocking) this.scheduler.waitWithinCall(() => socket.descriptor < 0, deadlineOf(socket));
    return socket.descriptor < 0 ? -Errno.EBADF : -timeoutErrno(socket);
  }

  /** Sends until everything is queued or the time is up. Returns how many bytes were queued, or a negated errno. */
  send(socket: BoardSocket, source: Uint8Array): number {
    const deadline = deadlineOf(socket);
    let sent = 0;
    while (sent < source.length) {
      const outcome = this.sendSome(socket, source.subarray(sent), deadline);
      if (outcome < 0) return outcome === -Errno.EAGAIN || outcome === -Errno.ETIMEDOUT ? sent || outcome : outcome;
      sent += outcome;
      if (!socket.blocking) break;
    }
    return sent === 0 ? -timeoutErrno(socket) : sent;
  }

  /** Sends what there is room for, waiting for some. Returns how many bytes were queued, or a negated errno. */
  sendSome(socket: BoardSocket, source: Uint8Array, deadline = deadlineOf(socket)): number {
    if (socket.descriptor < 0) return -Errno.EBADF;
    const { memory } = socket;
    if (!memory) return -Errno.ENOTCONN;
    let outcome = this.trySend(socket, memory, source);
    if (outcome === undefined && socket.blocking) {
      this.scheduler.waitWithinCall(() => (outcome = this.trySend(socket, memory, source)) !== undefined, deadline);
    }
    return outcome ?? -timeoutErrno(socket);
  }

  /** Closes; unread data makes lwIP send RST, so that the other side learns that it was thrown away. */
  close(socket: BoardSocket): void {
    const { memory } = socket;
    if (!memory) return;
    this.io.post({ op: 'close', socket: socket.number, reset: memory.available > 0 });
    socket.memory = undefined;
    this.memories.give(memory);
  }

  /** Poll flags of those asked for. */
  poll(socket: BoardSocket, asked: number): number {
    if (socket.descriptor < 0) return PollFlag.invalid;
    if (socket.state === 'new') return PollFlag.hangUp | (asked & PollFlag.writable);
    if (socket.listener) return socket.listener.available > 0 ? asked & PollFlag.readable : 0;
    const { memory } = socket;
    if (!memory) return 0;
    const isReset = socket.broken || memory.error !== 0 || memory.connection === Connection.failed;
    if (isReset) return asked & (PollFlag.readable | PollFlag.writable | PollFlag.hangUp);
    if (memory.connection === Connection.connecting) return 0;
    const isReadable = memory.receiveEnded || memory.available > 0 || socket.state === 'peerClosed';
    return (isReadable ? asked & PollFlag.readable : 0) | (memory.sendSpace > 0 ? asked & PollFlag.writable : 0);
  }

  private tryReceive(socket: BoardSocket, memory: SocketMemory, target: Target, flags: number): number | undefined {
    // A callback may close the socket while a call waits on it, and its memory then serves another one.
    if (socket.memory !== memory) return -Errno.EBADF;
    // The end is looked at before the bytes: bytes that arrive in between are then seen, and never cut off.
    const ended = memory.receiveEnded;
    const { error } = memory;
    if (memory.takeResume()) this.io.post({ op: 'tcp/resume', socket: socket.number });
    if (memory.available > 0) {
      return memory.pull(target.memory, target.address, Math.min(target.size, RECEIVE_WINDOW_BYTES), (flags & MessageFlag.peek) !== 0);
    }
    if (ended) return 0;
    return this.failure(socket, memory, error);
  }

  private trySend(socket: BoardSocket, memory: SocketMemory, source: Uint8Array): number | undefined {
    if (socket.memory !== memory) return -Errno.EBADF;
    const failure = this.failure(socket, memory, memory.error);
    if (failure !== undefined) return failure;
    if (!memory.isConnected) return undefined;
    const count = Math.min(memory.sendSpace, source.length);
    if (count === 0) return undefined;
    memory.addSent(count);
    this.outbox.write(FrameKind.send, socket.number, source.length > count ? source.subarray(0, count) : source);
    return count;
  }

  /** A reset is reported once; afterwards the socket is not connected. */
  private failure(socket: BoardSocket, memory: SocketMemory, error: number): number | undefined {
    if (error !== 0) {
      socket.broken = true;
      return -memory.takeError();
    }
    return socket.broken || memory.connection === Connection.failed ? -Errno.ENOTCONN : undefined;
  }
}
