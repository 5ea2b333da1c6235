/**
 * The serial line of a board on a TCP port of this computer's loopback address, for tools that speak to boards: bytes in
 * both directions as they are. One program has the line at a time, as with a cable; the board runs on when it leaves, and
 * what the board sends while nobody listens is lost. Knows nothing of what the bytes mean.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { type BoardSession, type Disposable, DisposableStore, Emitter, type RunEvent } from '../../shared/src';

/** What it needs of a board. */
export type SerialLine = Pick<BoardSession, 'onEvent' | 'write' | 'pauseEvents' | 'resumeEvents'>;

const LOOPBACK = '127.0.0.1';
/** A program that follows another at once may be heard before the end of the first one is. */
const HAND_OVER_MS = 250;
/** How long a program that was refused may take to go. */
const REFUSAL_MS = 2000;
const IN_USE_TEXT = "This board's serial line is in use by another program. Close the connection there, then connect again.";

export interface SerialServerOptions {
  /** 0: one that is free. */
  readonly port: number;
  /** Why no program may have the line at this moment, in a text for it; undefined: one may. */
  readonly refusal?: () => string | undefined;
}

export class SerialServer implements Disposable {
  private readonly store = new DisposableStore();
  private readonly clientChanged = this.store.add(new Emitter<boolean>());
  private readonly refused = new Set<Socket>();
  private client: Socket | undefined;

  /** Fires with whether a program has the line now. */
  readonly onDidChangeClient = this.clientChanged.event;

  /** Rejects with a text for the user if the port cannot be had. */
  static listen(board: SerialLine, { port, refusal }: SerialServerOptions): Promise<SerialServer> {
    const server = createServer({ noDelay: true });
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(listenProblem(port, error), { cause: error })));
      server.listen({ host: LOOPBACK, port }, () => resolve(new SerialServer(board, server, refusal)));
    });
  }

  private constructor(
    private readonly board: SerialLine,
    private readonly server: Server,
    private readonly refusal: () => string | undefined = () => undefined,
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

  /** Ends the connection of the program that has the line; the board runs on. */
  disconnect(): void {
    const { client } = this;
    if (!client) return;
    this.detach(client);
    client.destroy();
  }

  dispose(): void {
    this.disconnect();
    this.store.dispose();
    this.server.close();
    for (const socket of this.refused) socket.destroy();
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
      if (this.client) this.refuse(socket, IN_USE_TEXT);
      else this.attach(socket);
    };
    const timer = setTimeout(settle, HAND_OVER_MS);
    before.once('close', settle);
  }

  private attach(socket: Socket): void {
    const reason = this.refusal();
    if (reason !== undefined) return this.refuse(socket, reason);
    this.client = socket;
    socket.on('data', (bytes) => {
      if (this.client === socket) this.board.write(bytes);
    });
    socket.on('drain', () => this.board.resumeEvents());
    socket.once('close', () => this.detach(socket));
    this.clientChanged.fire(true);
  }

  private detach(socket: Socket): void {
    if (this.client !== socket) return;
    this.client = undefined;
    this.board.resumeEvents();
    this.clientChanged.fire(false);
  }

  private refuse(socket: Socket, reason: string): void {
    this.refused.add(socket);
    socket.once('close', () => this.refused.delete(socket));
    socket.setTimeout(REFUSAL_MS, () => socket.destroy());
    // What it sent must be read, or the text is lost with a reset of the connection.
    socket.resume();
    socket.end(`${reason}\r\n`);
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
