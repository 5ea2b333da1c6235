/**
 * A server of one serial port over Telnet with the COM-PORT option: it agrees to what it knows, notes what is set, answers each command, and
 * has the port's data as bytes. It takes Telnet apart in its own way, so that a mistake of the client's framing does not fit its own.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Disposable } from '../../shared/src';

const [IAC, DONT, DO, WONT, WILL, SB, SE] = [255, 254, 253, 252, 251, 250, 240];
const [BINARY, SUPPRESS_GO_AHEAD, COM_PORT] = [0, 3, 44];
const CONTROLS: Readonly<Record<number, string>> = { 8: 'dtr on', 9: 'dtr off', 11: 'rts on', 12: 'rts off' };

export interface Rfc2217Options {
  /** Declines the option, as a Telnet server without it does. */
  readonly hasComPort?: boolean;
}

export class Rfc2217Server implements Disposable {
  private client: Socket | undefined;
  private stream = Buffer.alloc(0);
  /** `baud 115200`, `dtr on`, …, in the order in which they came. */
  readonly told: string[] = [];
  readonly declined: number[] = [];
  onData: (bytes: Uint8Array) => void = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly hasComPort: boolean,
  ) {
    server.on('connection', (socket) => {
      this.client = socket;
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => this.take(bytes));
      // An option that the client does not know, which it has to decline.
      socket.write(Buffer.of(IAC, DO, 31));
    });
  }

  static async start({ hasComPort = true }: Rfc2217Options = {}): Promise<Rfc2217Server> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Rfc2217Server(server, hasComPort);
  }

  get address(): string {
    return `rfc2217://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Bytes of the serial port. */
  print(bytes: Uint8Array): void {
    this.client?.write(Buffer.from([...bytes].flatMap((value) => (value === IAC ? [IAC, IAC] : [value]))));
  }

  /** A notification of the server's own accord. */
  notify(command: number): void {
    this.client?.write(Buffer.of(IAC, SB, COM_PORT, command, IAC, SE));
  }

  dispose(): void {
    this.client?.destroy();
    this.server.close();
  }

  private take(bytes: Buffer): void {
    this.stream = Buffer.concat([this.stream, bytes]);
    while (this.stream.length > 0) {
      const taken = this.stream[0] === IAC ? this.takeCommand(this.stream) : this.takeData(this.stream);
      if (taken === 0) return;
      this.stream = this.stream.subarray(taken);
    }
  }

  private takeData(stream: Buffer): number {
    const end = stream.indexOf(IAC);
    const taken = end < 0 ? stream.length : end;
    this.onData(stream.subarray(0, taken));
    return taken;
  }

  private takeCommand(stream: Buffer): number {
    const [, verb, option] = stream;
    if (verb === undefined || (verb !== IAC && option === undefined)) return 0;
    if (verb === IAC) {
      this.onData(Buffer.of(IAC));
      return 2;
    }
    if (verb !== SB) {
      this.negotiate(verb, option ?? 0);
      return 3;
    }
    const end = this.stream.indexOf(Buffer.of(IAC, SE));
    if (end < 0) return 0;
    this.obey(Buffer.from(stream.subarray(2, end).toString('latin1').replaceAll('\u00ff\u00ff', '\u00ff'), 'latin1'));
    return end + 2;
  }

  private negotiate(verb: number, option: number): void {
    const isKnown = [BINARY, SUPPRESS_GO_AHEAD, ...(this.hasComPort ? [COM_PORT] : [])].includes(option);
    if (verb === WILL) this.client?.write(Buffer.of(IAC, isKnown ? DO : DONT, option));
    if (verb === DO) this.client?.write(Buffer.of(IAC, isKnown ? WILL : WONT, option));
    if (verb === WONT || verb === DONT) this.declined.push(option);
  }

  private obey([option, command = 0, ...values]: Buffer): void {
    if (option !== COM_PORT) return;
    if (command === 1) this.told.push(`baud ${Buffer.from(values).readUInt32BE()}`);
    else if (command === 5) this.told.push(CONTROLS[values[0] ?? -1] ?? `control ${values[0]}`);
    this.client?.write(
      Buffer.of(IAC, SB, COM_PORT, command + 100, ...values.flatMap((value) => (value === IAC ? [IAC, IAC] : [value])), IAC, SE),
    );
  }
}
