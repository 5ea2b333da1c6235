/** A wire that can be cut: a TCP port that leads to another one, and tells how many bytes have gone to the far end. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Disposable } from '../../shared/src';

export class TcpRelay implements Disposable {
  /** Bytes that went to the far end since the relay began. */
  sentBytes = 0;
  receivedBytes = 0;
  /** After so many bytes more, either way, the wire is cut. */
  private leftBytes = { sent: Infinity, received: Infinity };
  private readonly sockets = new Set<Socket>();
  private look: () => void = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  static async to(address: string): Promise<TcpRelay> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TcpRelay(server, Number(address.split(':').at(-1)));
  }

  get address(): string {
    return `tcp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts the wire in the middle of what goes `sent` to the far end, or is `received` from it. */
  cutAfter(bytes: number, way: 'sent' | 'received'): void {
    this.leftBytes = { sent: Infinity, received: Infinity, [way]: bytes };
  }

  /** Resolves when so much has gone over the wire. */
  async until(isSo: (relay: TcpRelay) => boolean): Promise<void> {
    while (!isSo(this)) await new Promise<void>((resolve) => (this.look = resolve));
  }

  dispose(): void {
    this.cut();
    this.server.close();
  }

  private join(near: Socket): void {
    const far = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      // The end of a wire is all there is to know of it.
      socket.on('error', () => undefined);
      socket.once('close', () => [near, far].forEach((each) => each.destroy()));
    }
    near.on('data', (bytes: Buffer) => {
      this.sentBytes += bytes.length;
      this.pass(far, bytes, 'sent');
    });
    far.on('data', (bytes: Buffer) => {
      this.receivedBytes += bytes.length;
      this.pass(near, bytes, 'received');
    });
  }

  private pass(to: Socket, bytes: Buffer, way: 'sent' | 'received'): void {
    const part = bytes.subarray(0, this.leftBytes[way]);
    this.leftBytes[way] -= bytes.length;
    to.write(part);
    this.look();
    if (this.leftBytes[way] <= 0) to.end(() => this.cut());
  }

  private cut(): void {
    this.leftBytes = { sent: Infinity, received: Infinity };
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }
}
