/**
 * What the board knows of one socket, and the table of those that are open. States and limits are those of the ESP32's
 * socket module and of lwIP: ten descriptors, numbers from 54, the first free one is given out.
 */
import { Errno } from '../../../../shared/src';
import type { SocketMemory } from '../../syscall';
import type { Share, SystemHeap } from '../systemHeap';

export const SocketType = { stream: 1, datagram: 2, raw: 3 } as const;

/** LWIP_SOCKET_OFFSET: 64 descriptors of the system, of which the last ten are sockets. */
const FIRST_DESCRIPTOR = 54;
const MAX_SOCKETS = 10;
/** LWIP_MAX_ACTIVE_TCP: connections, those in TIME_WAIT included. */
const MAX_CONNECTIONS = 12;
/** Twice lwIP's maximum segment lifetime. */
const TIME_WAIT_MS = 120_000;

export interface BoardSocket {
  /** Number within the run, never reused. */
  readonly number: number;
  readonly type: number;
  /** AF_ number, as the script gave it. */
  readonly family: number;
  /** -1 after close. */
  descriptor: number;
  /** `new` until bind, listen or connect; `peerClosed` for ever once a read gave no bytes. */
  state: 'new' | 'connected' | 'peerClosed';
  /** How many slices of 100 ms a call waits beyond the first; Infinity: no limit. */
  retries: number;
  blocking: boolean;
  /** The connection; absent until connect. */
  memory: SocketMemory | undefined;
  /** What counts the clients that wait; absent until listen. */
  listener: SocketMemory | undefined;
  /** The board's port, 0 if it has none or if it is of no interest. */
  port: number;
  /** The address that it was bound to; `0.0.0.0` is all of the board's. */
  boundAddress: string;
  /** SO_REUSEADDR */
  reuseAddress: boolean;
  /** The connection was reset, and the script has been told. */
  broken: boolean;
  /** Address and port of the other side, as `recvfrom` gives them. */
  peerAddress: readonly [string, number];
  /** Where a UDP socket that is connected sends to. */
  remote: readonly [string, number] | undefined;
  /** The other side as the script named it, in UTF-8. */
  peer: Uint8Array;
  /** The memory that it takes while it is open. */
  share: Share | undefined;
}

export class SocketTable {
  private readonly sockets = new Map<number, BoardSocket>();
  /** By descriptor, counted from the first one: a script may leave many objects of closed sockets behind. */
  private readonly opened: (BoardSocket | undefined)[] = new Array<undefined>(MAX_SOCKETS).fill(undefined);
  /** Connections that the board closed first, the oldest one first. */
  private readonly timeWait: { readonly port: number; readonly endMs: number }[] = [];
  /** What stands for all sockets whose objects are gone, by their last state. */
  private readonly gone = new Map<BoardSocket['state'], BoardSocket>();
  private lastNumber = 0;

  constructor(private readonly systemHeap: SystemHeap) {}

  /** Opens a socket, or gives a negated errno: ENFILE if all descriptors are in use, ENOBUFS if there is no memory for it. */
  open(type: number, family: number): BoardSocket | number {
    const free = this.opened.indexOf(undefined);
    if (free < 0) return -Errno.ENFILE;
    const share = this.systemHeap.take('socket');
    if (!share) return -Errno.ENOBUFS;
    const socket = newSocket({ number: ++this.lastNumber, type, family, descriptor: FIRST_DESCRIPTOR + free });
    socket.share = share;
    this.sockets.set(socket.number, socket);
    this.opened[free] = socket;
    this.makeRoom();
    return socket;
  }

  get(number: number): BoardSocket | undefined {
    return this.sockets.get(number);
  }

  /** Whether a socket that is open has a property. */
  some(property: (socket: BoardSocket) => boolean): boolean {
    return this.opened.some((socket) => socket !== undefined && property(socket));
  }

  /** Frees the descriptor; the socket itself stays known while the script has the object. */
  close(socket: BoardSocket): void {
    this.opened[socket.descriptor - FIRST_DESCRIPTOR] = undefined;
    socket.descriptor = -1;
    if (socket.share) this.systemHeap.release(socket.share);
    socket.share = undefined;
    if (socket.port !== 0 && closesFirst(socket)) this.timeWait.push({ port: socket.port, endMs: performance.now() + TIME_WAIT_MS });
    this.makeRoom();
  }

  /** Whether a connection on the board's port was closed by the board so recently that stray segments may still come. */
  isInTimeWait(port: number): boolean {
    const now = performance.now();
    return this.timeWait.some((connection) => connection.port === port && now < connection.endMs);
  }

  /**
   * Forgets a closed socket whose finaliser was called. Returns what its object is to stand for from now on: it lives on if it was
   * the script that called.
   */
  forget({ number, state, type, family }: BoardSocket): BoardSocket {
    const known = this.gone.get(state);
    if (known?.number !== number) this.sockets.delete(number);
    if (known) return known;
    const socket = Object.assign(newSocket({ number: ++this.lastNumber, type, family, descriptor: -1 }), { state });
    this.gone.set(state, socket);
    this.sockets.set(socket.number, socket);
    return socket;
  }

  /** A connection too many ends the oldest one in TIME_WAIT. */
  private makeRoom(): void {
    const isConnection = (socket: BoardSocket | undefined): boolean => socket?.type === SocketType.stream && !socket.listener;
    const connectionCount = this.opened.filter(isConnection).length;
    this.timeWait.splice(0, Math.max(0, this.timeWait.length + connectionCount - MAX_CONNECTIONS));
  }
}

function newSocket(given: Pick<BoardSocket, 'number' | 'type' | 'family' | 'descriptor'>): BoardSocket {
  return {
    ...given,
    state: given.type === SocketType.stream ? 'new' : 'connected',
    retries: Infinity,
    blocking: true,
    memory: undefined,
    listener: undefined,
    port: 0,
    boundAddress: '0.0.0.0',
    reuseAddress: false,
    broken: false,
    peerAddress: ['0.0.0.0', 0],
    remote: undefined,
    peer: new Uint8Array(0),
    share: undefined,
  };
}

export function isUdp({ type }: BoardSocket): boolean {
  return type === SocketType.datagram;
}

/** The side that closes first keeps the connection in TIME_WAIT; one that was reset leaves nothing behind. */
function closesFirst({ memory, broken }: BoardSocket): boolean {
  return memory !== undefined && memory.isConnected && !memory.receiveEnded && memory.error === 0 && memory.available === 0 && !broken;
}
