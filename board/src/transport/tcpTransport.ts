/** A board's serial line behind a TCP port: a simulated board that is served, or a converter from serial to network. */
import { connect, type Socket } from 'node:net';
import { BufferedEmitter, Emitter } from '../../../shared/src';
import type { OpenOptions, Transport } from './transport';

const OPEN_MS = 5000;

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

export function openTcp({ host, port }: TcpAddress, { signal }: OpenOptions = {}): Promise<Transport> {
  const name = `tcp://${host}:${port}`;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (problem: string): void => {
      settle();
      socket.destroy();
      reject(new Error(problem));
    };
    const abort = (): void => fail(`Opening ${name} was cancelled.`);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const timer = setTimeout(() => fail(`${name} does not answer. Check the address, and that the board or its converter is on.`), OPEN_MS);
    signal?.addEventListener('abort', abort, { once: true });
    socket.once('error', (error: NodeJS.ErrnoException) => fail(problemOf(name, error)));
    socket.once('connect', () => {
      settle();
      socket.removeAllListeners('error');
      resolve(new TcpTransport(name, socket));
    });
    if (signal?.aborted === true) abort();
  });
}

class TcpTransport implements Transport {
  private readonly data = new BufferedEmitter<Uint8Array>();
  private readonly closed = new Emitter<string>();
  readonly onData = this.data.event;
  readonly onDidClose = this.closed.event;
  private isClosing = false;

  constructor(
    readonly name: string,
    private readonly socket: Socket,
  ) {
    socket.on('data', (bytes: Buffer) => this.data.fire(bytes));
    socket.on('error', () => undefined); // `close` follows.
    socket.once('close', () => {
      if (!this.isClosing) this.closed.fire(`The connection to ${name} has ended. Check that the board is on, then connect again.`);
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        if (error) reject(new Error(`${this.name} is gone: ${error.message}`, { cause: error }));
        else resolve();
      });
    });
  }

  close(): Promise<void> {
    this.isClosing = true;
    return new Promise((resolve) => {
      if (this.socket.closed) return resolve();
      this.socket.once('close', () => resolve());
      this.socket.end(() => this.socket.destroy());
    });
  }

  dispose(): void {
    void this.close();
    this.data.dispose();
    this.closed.dispose();
  }
}

function problemOf(name: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return `Nothing listens at ${name}. Start the board or its converter, then connect again.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name in ${name} is not known. Check it, or use the IP address.`;
  return `${name} cannot be opened: ${message}`;
}
