/** Clients for servers on the loopback address, which keep all that they are told and how it ended. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export class Talk {
  received = Buffer.alloc(0);
  /** `FIN`, or the code of an error; undefined while the connection stands. */
  end: string | undefined;
  private readonly watchers = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.look();
    });
    socket.on('end', () => this.ended('FIN'));
    socket.on('error', (error: NodeJS.ErrnoException) => this.ended(error.code ?? error.message));
  }

  /** `address` is `address:port`. */
  static async with(address: string, { tls = false } = {}): Promise<Talk> {
    const [host = '', port] = address.split(':');
    const options = { host, port: Number(port) };
    const socket = tls ? connectTls({ ...options, rejectUnauthorized: false }) : connect(options);
    const talk = new Talk(socket);
    await once(socket, tls ? 'secureConnect' : 'connect');
    return talk;
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  get text(): string {
    return this.received.toString('latin1');
  }

  /** Resolves when that has been received. */
  until(text: string): Promise<void> {
    return this.when(() => this.text.includes(text));
  }

  /** Resolves with how the connection ended. */
  async untilEnd(): Promise<string> {
    await this.when(() => this.end !== undefined);
    return this.end ?? '';
  }

  close(): void {
    this.socket.destroy();
  }

  private ended(how: string): void {
    this.end ??= how;
    this.look();
  }

  private look(): void {
    for (const watcher of this.watchers) watcher();
  }

  private when(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (): void => {
        if (!isSo()) return;
        this.watchers.delete(watcher);
        resolve();
      };
      this.watchers.add(watcher);
      watcher();
    });
  }
}
