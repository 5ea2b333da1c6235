/**
 * The serial line of a board on a TCP port of this computer's loopback address, for tools that speak to boards: bytes in
 * both directions as they are. One program has the line at a time, as with a cable; the board runs on when it leaves, and
 * what the board sends while nobody listens is lost. Knows nothing of what the bytes mean.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { type BoardSession, type Disposable, DisposableStore, Emitter, type RunEvent } from '../../shared/src';

const LOOPBACK = '127.0.0.1';
/** A program that follows another at once may be heard before the end of the first one is. */
const HAND_OVER_MS = 250;
/** How long a program that was refused may take to go. */
const REFUSAL_MS = 2000;

export interface SerialServerOptions {
  /** 0: one that is free. */
  readonly port: number;
}

export class SerialServer implements Disposable {
  private readonly store = new DisposableStore();
  private readonly clientChanged = this.store.add(new Emitter<boolean>());
  private readonly refused = new Set<Socket>();
  private client: Socket | undefined;

  /** Fires with whether a program has the line now. */
  readonly onDidChangeClient = this.clientChanged.event;

  /** Rejects with a text for the user if the port cannot be had. */
  static listen(board: BoardSession, { port }: SerialServerOptions): Promise<SerialServer> {
    const server = createServer({ noDelay: true });
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(listenProblem(port, error), { cause: error })));
      server.listen({ host: LOOPBACK, port }, () => resolve(new SerialServer(board, server)));
    });
  }

  private constructor(
    private readonly board: BoardSession,
    private readonly server: Server,
  ) {
    server.on('connection', (socket) => this.admit(socket));
    this.store.add(board.onEvent((event) => this.forward(event)));
  }

  /** `127.0.0.1:PORT` */
  get address(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The serial line is not served any more.');
    return `${address.address}:${address.port}`;
  }

  dispose(): void {
    this.store.dispose();
    this.server.close();
    for (const socket of this.refused) socket.destroy();
    this.client?.destroy();
  }

  private admit(socket: Socket): void {
    // Whatever goes wrong with a connection, its end is all there is to know of it.
    socket.on('error', () => undefined);
    const before = this.client;
    if (!before) return this.attach(socket);
    const settle = (): void => {
      clearTimeout(timer);
      before.off('close', settle);
      if (socket.destroyed) return;
      if (this.client) this.refuse(socket);
      else this.attach(socket);
    };
    const timer = setTimeout(settle, HAND_OVER_MS);
    before.once('close', settle);
  }

  private attach(socket: Socket): void {
    this.client = socket;
    socket.on('data', (bytes) => this.board.write(bytes));
    socket.on('drain', () => this.board.resumeEvents());
    socket.once('close', () => {
      this.client = undefined;
      this.board.resumeEvents();
      this.clientChanged.fire(false);
    });
    this.clientChanged.fire(true);
  }

  private refuse(socket: Socket): void {
    this.refused.add(socket);
    socket.once('close', () => this.refused.delete(socket));
    socket.setTimeout(REFUSAL_MS, () => socket.destroy());
    // What it sent must be read, or the text is lost with a reset of the connection.
    socket.resume();
    socket.end("This board's serial line is in use by another program. Close the connection there, then connect again.\r\n");
  }

  private forward(event: RunEvent): void {
    if (event.kind !== 'output' || !this.client?.writable) return;
    if (!this.client.write(event.bytes)) this.board.pauseEvents();
  }
}

function listenProblem(port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: choose another one, or 0 for any that is free.`;
  if (code === 'EACCES') return `Port ${port} may not be opened: choose one above 1023, or 0 for any that is free.`;
  return `Port ${port} cannot be opened: ${message}`;
}
