/**
 * `bind`, `listen` and `accept` of a TCP socket, with lwIP's rules about which port is free. Nothing here knows Python
 * objects. Where a port of the board is reached on the PC is the I/O thread's business.
 */
import { Errno } from '../../../../shared/src';
import { Connection, type BoardMemory, type SocketMemoryPool } from '../../syscall';
import type { IoThread } from '../ioThread';
import type { Scheduler } from '../scheduler';
import { isUdp, SocketType, type BoardSocket, type SocketTable } from './boardSocket';
import { deadlineOf, timeoutErrno } from './slices';

const FIRST_EPHEMERAL_PORT = 49152;
const LAST_PORT = 65535;
/** Taken by the board's DHCP server while its access point is on. */
const DHCP_SERVER_PORT = 67;
/** The mailbox in which lwIP keeps clients for `accept`. */
const MAX_BACKLOG = 6;
const ANY_ADDRESS = '0.0.0.0';

export class ServerOperations {
  constructor(
    private readonly board: BoardMemory,
    private readonly io: IoThread,
    private readonly scheduler: Scheduler,
    private readonly table: SocketTable,
    private readonly memories: SocketMemoryPool,
  ) {}

  /**
   * Gives a socket a port of the board; port 0 takes a free one. That the board has the address is not asked. Returns 0 or a
   * negated errno.
   */
  bind(socket: BoardSocket, address: string, port: number): number {
    if (socket.descriptor < 0) return -Errno.EBADF;
    socket.state = 'connected';
    if (!isUdp(socket) && (socket.port !== 0 || socket.listener || socket.memory)) return -Errno.EINVAL;
    socket.boundAddress = address;
    if (port !== 0 && this.isTaken(socket, port)) return -Errno.EADDRINUSE;
    socket.port = port === 0 ? this.freePort(socket) : port;
    return 0;
  }

  /** Opens the port to as many waiting clients; a socket that has none gets one. Returns 0 or a negated errno. */
  listen(socket: BoardSocket, backlog: number): number {
    if (socket.descriptor < 0) return -Errno.EBADF;
    if (socket.type !== SocketType.stream) return -Errno.EOPNOTSUPP;
    socket.state = 'connected';
    if (socket.memory) return -Errno.EINVAL;
    if (socket.listener) return 0;
    if (socket.port === 0) socket.port = this.freePort(socket);
    const isTwin = (other: BoardSocket): boolean => other.port === socket.port && other.boundAddress === socket.boundAddress;
    if (this.table.some((other) => other.listener !== undefined && isTwin(other))) return -Errno.EADDRINUSE;
    const memory = this.memories.take();
    const { errno } = this.io.call<'tcp/listen'>({
      op: 'tcp/listen',
      socket: socket.number,
      memory: memory.buffer,
      address: socket.boundAddress,
      port: socket.port,
      backlog: Math.min(Math.max(backlog, 1), MAX_BACKLOG),
    });
    if (errno !== 0) return -errno;
    socket.listener = memory;
    return 0;
  }

  /** Waits for a client and returns its socket, which blocks and has no timeout, or a negated errno. */
  accept(socket: BoardSocket): BoardSocket | number {
    if (socket.descriptor < 0) return -Errno.EBADF;
    if (socket.type !== SocketType.stream) return -Errno.EOPNOTSUPP;
    const { listener } = socket;
    if (!listener) return -Errno.EINVAL;
    const isReady = (): boolean => socket.listener !== listener || listener.available > 0;
    if (!isReady()) {
      if (!socket.blocking || !this.scheduler.waitWithinCall(isReady, deadlineOf(socket))) return -timeoutErrno(socket);
    }
    if (socket.listener !== listener) return -Errno.EBADF;
    const client = this.table.open(SocketType.stream, socket.family);
    if (typeof client === 'number') {
      // lwIP has taken the client out of the queue before it looks for a descriptor.
      listener.takeClient();
      this.io.post({ op: 'tcp/turnAway', listener: socket.number });
      return client;
    }
    return this.attach(socket, client);
  }

  close(socket: BoardSocket): void {
    const { listener } = socket;
    if (!listener) return;
    socket.listener = undefined;
    this.io.post({ op: 'close', socket: socket.number, reset: false });
    this.memories.give(listener);
  }

  private attach(listener: BoardSocket, client: BoardSocket): BoardSocket | number {
    const memory = this.memories.take();
    memory.connection = Connection.connecting;
    listener.listener?.takeClient();
    const reply = this.io.call<'tcp/accept'>({
      op: 'tcp/accept',
      listener: listener.number,
      socket: client.number,
      memory: memory.buffer,
    });
    if ('errno' in reply) {
      this.table.close(client);
      this.table.forget(client);
      // The I/O thread has not taken it.
      memory.release();
      this.memories.give(memory);
      return -reply.errno;
    }
    client.state = 'connected';
    client.memory = memory;
    client.port = listener.port;
    client.reuseAddress = listener.reuseAddress;
    client.peerAddress = [reply.address, reply.port];
    client.peer = new TextEncoder().encode(`${reply.address}:${reply.port}`);
    return client;
  }

  /** In use by a socket or by a connection that this side closed first, unless both may share the port. */
  private isTaken(socket: BoardSocket, port: number): boolean {
    if (isUdp(socket) && port === DHCP_SERVER_PORT && this.board.accessPoint !== undefined) return true;
    const inUse = this.table.some(
      (other) =>
        other !== socket && other.type === socket.type && other.port === port && overlap(other, socket) && !bothReuse(other, socket),
    );
    return inUse || (!socket.reuseAddress && this.table.isInTimeWait(port));
  }

  private freePort(socket: BoardSocket): number {
    for (let port = FIRST_EPHEMERAL_PORT; port < LAST_PORT; port++) if (!this.isTaken(socket, port)) return port;
    return LAST_PORT;
  }
}

/** Two sockets on one port do not meet if they have two addresses. */
function overlap(one: BoardSocket, other: BoardSocket): boolean {
  return one.boundAddress === other.boundAddress || one.boundAddress === ANY_ADDRESS || other.boundAddress === ANY_ADDRESS;
}

function bothReuse(one: BoardSocket, other: BoardSocket): boolean {
  return one.reuseAddress && other.reuseAddress;
}
