/**
 * The operations of a UDP socket as the ESP32's socket module does them on lwIP. A datagram that is longer than what the
 * script asks for is cut off; an empty one makes the module believe that the other side has closed, for ever, which is a
 * trap of the real thing. Nothing here knows Python objects.
 */
import { Errno } from '../../../../shared/src';
import {
  encodeDatagramHeader,
  FrameKind,
  wayTo,
  type BoardMemory,
  type OutboxWriter,
  type SocketMemory,
  type SocketMemoryPool,
} from '../../syscall';
import type { IoThread } from '../ioThread';
import type { Scheduler } from '../scheduler';
import type { BoardSocket } from './boardSocket';
import { deadlineOf, timeoutErrno } from './slices';
import { MessageFlag, PollFlag, type Target } from './tcpOperations';

const MAX_DATAGRAM_BYTES = 65535;

export class UdpOperations {
  constructor(
    private readonly board: BoardMemory,
    private readonly outbox: OutboxWriter,
    private readonly io: IoThread,
    private readonly scheduler: Scheduler,
    private readonly memories: SocketMemoryPool,
  ) {}

  /** Opens the port that the socket was given. Returns 0 or a negated errno. */
  bind(socket: BoardSocket): number {
    this.memoryOf(socket);
    const { number, port, boundAddress } = socket;
    return -this.io.call<'udp/bind'>({ op: 'udp/bind', socket: number, address: boundAddress, port }).errno;
  }

  /** Sets where `send` goes, and from where datagrams are taken. */
  connect(socket: BoardSocket, address: string, port: number): number {
    if (socket.descriptor < 0) return -Errno.EBADF;
    this.memoryOf(socket);
    socket.remote = [address, port];
    return 0;
  }

  /** Returns how many bytes went, or a negated errno. A datagram that nobody wants is lost without a word. */
  sendTo(socket: BoardSocket, source: Uint8Array, [address, port]: readonly [string, number]): number {
    if (socket.descriptor < 0) return -Errno.EBADF;
    if (source.length > MAX_DATAGRAM_BYTES) return -Errno.EMSGSIZE;
    if (wayTo(address, this.board) === 'none') return -Errno.EHOSTUNREACH;
    // lwIP does not send to port 0.
    if (port === 0) return -Errno.EINVAL;
    this.memoryOf(socket);
    const header = encodeDatagramHeader({ address, port, length: source.length });
    this.outbox.write(FrameKind.datagram, socket.number, header, source);
    if (source.length > 0) return source.length;
    // The module takes "0 bytes went" for "try again": on the board it sends for as long as the timeout lasts.
    if (socket.blocking) this.scheduler.waitWithinCall(() => false, deadlineOf(socket));
    return -Errno.ETIMEDOUT;
  }

  send(socket: BoardSocket, source: Uint8Array): number {
    return socket.remote ? this.sendTo(socket, source, socket.remote) : -Errno.ENOTCONN;
  }

  /** Takes one datagram, or waits for it, and remembers its sender. Returns how many bytes it gave, or a negated errno. */
  receive(socket: BoardSocket, target: Target, flags = 0): number {
    if (socket.state === 'peerClosed') return 0;
    if (socket.descriptor < 0) return -Errno.EBADF;
    const memory = this.memoryOf(socket);
    const isReady = (): boolean => socket.memory !== memory || memory.datagramCount > 0;
    for (const deadline = deadlineOf(socket); ;) {
      if (!isReady()) {
        if ((flags & MessageFlag.dontWait) !== 0) return -Errno.EAGAIN;
        if (!socket.blocking || !this.scheduler.waitWithinCall(isReady, deadline)) return -timeoutErrno(socket);
      }
      if (socket.memory !== memory) return -Errno.EBADF;
      const { address, port, length } = memory.pullDatagram(target.memory, target.address, target.size, (flags & MessageFlag.peek) !== 0);
      const { remote } = socket;
      if (remote && (remote[0] !== address || remote[1] !== port)) continue;
      socket.peerAddress = [address, port];
      const given = Math.min(length, target.size);
      if (given === 0) socket.state = 'peerClosed';
      return given;
    }
  }

  poll(socket: BoardSocket, asked: number): number {
    if (socket.descriptor < 0) return PollFlag.invalid;
    const isReadable = (socket.memory?.datagramCount ?? 0) > 0;
    return (isReadable ? asked & PollFlag.readable : 0) | (asked & PollFlag.writable);
  }

  private memoryOf(socket: BoardSocket): SocketMemory {
    if (!socket.memory) {
      socket.memory = this.memories.take();
      // Frames of the outbox are looked at before messages: the socket must be there before its first datagram.
      this.io.call<'udp/open'>({ op: 'udp/open', socket: socket.number, memory: socket.memory.buffer });
    }
    return socket.memory;
  }
}
