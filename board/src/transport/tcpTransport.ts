/** A board's serial line behind a TCP port: a simulated board that is served, or a converter from serial to network. */
import { connect, type Socket } from 'node:net';
import { BufferedEmitter, Emitter } from '../../../shared/src';
import { opening } from './opening';
import type { OpenOptions, Transport } from './transport';

const OPEN_MS = 5000;
/** A board that loses its power says nothing; the system asks it after this time, and then tells its end. */
export const KEEP_ALIVE_MS = 10_000;

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

export function openTcp({ host, port }: TcpAddress, { signal }: OpenOptions = {}, scheme = 'tcp'): Promise<Transport> {
  const name = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
  const limits = { name, ms: OPEN_MS, lateText: silentText(name), signal, giveUp: () => socket.destroy() };
  return opening(limits, ({ succeed, fail }) => {
    socket.on('error', (error) => fail(addressProblem(name, error), error)); // Later on `close` follows, which tells the end.
    socket.once('connect', () => succeed(new TcpTransport(name, socket)));
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
    socket.once('close', () => {
      if (!this.isClosing) this.closed.fire(endText(name));
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

export function silentText(name: string): string {
  return `${name} does not answer. Check the address, and that the board or its converter is on.`;
}

export function endText(name: string): string {
  return `The connection to ${name} has ended. Check that the board is on, then connect again.`;
}

export function addressProblem(name: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return `Nothing listens at ${name}. Start the board or its converter, then connect again.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name in ${name} is not known. Check it, or use the IP address.`;
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return `There is no way to ${name}. Check that this computer and the board are in the same network.`;
  return `${name} cannot be opened: ${message}`;
}
