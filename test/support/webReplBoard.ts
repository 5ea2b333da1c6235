/**
 * A WebSocket server that behaves as a board's WebREPL does: prompt, password up to a line's end, text frames without regard for characters,
 * binary frames as file transfer, one program at a time. What is typed comes back to the test; what the test prints goes out.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Disposable } from '../../shared/src';

export class WebReplBoard implements Disposable {
  private client: WebSocket | undefined;
  private isAdmitted = false;
  private entered = '';
  /** What came after the password, as the board's input sees it. */
  onInput: (bytes: Buffer) => void = () => undefined;
  readonly frameSizes: number[] = [];
  readonly fileTransfer: Buffer[] = [];

  private constructor(
    private readonly server: WebSocketServer,
    private readonly password: string,
  ) {
    server.on('connection', (socket) => this.admit(socket));
  }

  static async start(password: string): Promise<WebReplBoard> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, skipUTF8Validation: true });
    await once(server, 'listening');
    return new WebReplBoard(server, password);
  }

  get address(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** One text frame, whatever is in it. */
  print(bytes: Uint8Array): void {
    this.client?.send(bytes, { binary: false });
  }

  /** As when the power goes: no farewell. */
  switchOff(): void {
    this.client?.terminate();
  }

  dispose(): void {
    this.switchOff();
    this.server.close();
  }

  private admit(socket: WebSocket): void {
    if (this.client) return socket.terminate();
    this.client = socket;
    this.isAdmitted = false;
    this.entered = '';
    socket.once('close', () => (this.client = undefined));
    socket.on('message', (bytes: Buffer, isBinary) => this.take(bytes, isBinary));
    socket.send('Password: ');
  }

  private take(bytes: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.fileTransfer.push(bytes);
      return;
    }
    if (this.isAdmitted) {
      this.frameSizes.push(bytes.length);
      this.onInput(bytes);
      return;
    }
    this.entered += bytes.toString();
    if (!/[\r\n]$/.test(this.entered)) return;
    this.isAdmitted = this.entered.trimEnd() === this.password;
    if (this.isAdmitted) this.client?.send('\r\nWebREPL connected\r\n>>> ');
    else {
      this.client?.send('\r\nAccess denied\r\n');
      this.client?.terminate();
    }
  }
}
