/**
 * A serial port at another computer, over Telnet with the COM-PORT option (RFC 2217): its speed and its control lines can be set from here,
 * so a board can be reset. Only that part of the option is spoken; what a server asks beyond it is declined.
 */
import { BufferedEmitter, Emitter } from '../../../shared/src';
import { closingSteps, openingSteps, resetSteps, takeSteps, type LinePort, type LineStates } from './controlLines';
import { cancelledText, opening } from './opening';
import { openTcp, type TcpAddress } from './tcpTransport';
import { DO, DONT, escapeData, optionCommand, subnegotiation, TelnetDecoder, WILL, WONT, type TelnetPart } from './telnet';
import type { ControlLines, OpenOptions, Transport } from './transport';

const BAUD_RATE = 115_200;
const NEGOTIATION_MS = 5000;

const BINARY = 0;
const SUPPRESS_GO_AHEAD = 3;
const COM_PORT = 44;
const AGREED_OPTIONS: readonly number[] = [BINARY, SUPPRESS_GO_AHEAD, COM_PORT];

const SET_BAUDRATE = 1;
const SET_DATASIZE = 2;
const SET_PARITY = 3;
const SET_STOPSIZE = 4;
const SET_CONTROL = 5;
const FLOWCONTROL_SUSPEND = 8;
const FLOWCONTROL_RESUME = 9;
/** What a server answers, or tells of itself, has the command's number and this. */
const FROM_SERVER = 100;

const EIGHT_BITS = 8;
const NO_PARITY = 1;
const ONE_STOP_BIT = 1;
const DTR_ON = 8;
const DTR_OFF = 9;
const RTS_ON = 11;
const RTS_OFF = 12;

export async function openRfc2217(
  address: TcpAddress,
  { signal, baudRate = BAUD_RATE, controlLines = 'auto' }: OpenOptions = {},
): Promise<Transport> {
  const line = await openTcp(address, { ...(signal ? { signal } : {}) }, 'rfc2217');
  const transport = new RemotePort(line);
  try {
    await transport.negotiate(signal);
    await transport.setUp(baudRate, controlLines, signal);
    return transport;
  } catch (error) {
    await line.close();
    throw error;
  }
}

class RemotePort implements Transport {
  private readonly data = new BufferedEmitter<Uint8Array>();
  readonly onData = this.data.event;
  readonly onDidClose: Transport['onDidClose'];
  hardReset?: () => Promise<void>;
  private readonly decoder = new TelnetDecoder();
  private readonly optionsTold = new Emitter<{ readonly verb: number; readonly option: number }>();
  private readonly answered = new Emitter<number>();
  private readonly lines: LinePort = { set: (states) => this.setLines(states) };
  private endLines: () => Promise<void> = () => Promise.resolve();
  private closing: Promise<void> | undefined;
  private suspension: { readonly end: () => void; readonly ended: Promise<void> } | undefined;

  constructor(private readonly line: Transport) {
    this.onDidClose = line.onDidClose;
    line.onData((bytes) => {
      for (const part of this.decoder.push(bytes)) this.take(part);
    });
    line.onDidClose(() => this.resumeWriting());
  }

  get name(): string {
    return this.line.name;
  }

  /** Rejects when the other side does not speak the option: what is sent to it would reach the board. */
  negotiate(signal: AbortSignal | undefined): Promise<void> {
    const { name } = this;
    const lateText = `${name} does not speak RFC 2217. If it passes bytes on as they are, use ${name.replace('rfc2217:', 'tcp:')}.`;
    return opening({ name, ms: NEGOTIATION_MS, lateText, signal, giveUp: () => undefined }, ({ succeed, fail }) => {
      this.optionsTold.event(({ verb, option }) => {
        if (option !== COM_PORT) return;
        if (verb === DO) succeed();
        if (verb === DONT) fail(`${name} is a Telnet server, but lets nobody set its serial port.`);
      });
      this.line.onDidClose((text) => fail(text));
      const asked = AGREED_OPTIONS.flatMap((option) => [...optionCommand(WILL, option), ...optionCommand(DO, option)]);
      this.line.write(Uint8Array.from(asked)).catch((error: unknown) => fail(lateText, error));
    });
  }

  async setUp(baudRate: number, mode: ControlLines, signal: AbortSignal | undefined): Promise<void> {
    const speed = Buffer.alloc(4);
    speed.writeUInt32BE(baudRate);
    await this.tell(SET_BAUDRATE, ...speed);
    await this.tell(SET_DATASIZE, EIGHT_BITS);
    await this.tell(SET_PARITY, NO_PARITY);
    await this.tell(SET_STOPSIZE, ONE_STOP_BIT);
    this.endLines = () => takeSteps(this.lines, closingSteps(mode, 'bridge'));
    try {
      await takeSteps(this.lines, openingSteps(mode, 'bridge'), { signal });
    } catch (cause) {
      if (signal?.aborted === true) throw new Error(cancelledText(this.name), { cause });
      // A server that does not answer to control lines has none.
      this.endLines = () => Promise.resolve();
      return;
    }
    const steps = resetSteps(mode, 'bridge');
    if (steps) this.hardReset = () => takeSteps(this.lines, steps);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.suspension?.ended;
    await this.line.write(escapeData(bytes));
  }

  close(): Promise<void> {
    this.closing ??= this.endLines()
      .catch(() => undefined) // A port that is gone has no lines any more.
      .then(() => this.line.close());
    return this.closing;
  }

  dispose(): void {
    void this.close().then(() => this.line.dispose());
    this.data.dispose();
  }

  private take(part: TelnetPart): void {
    if (part.kind === 'data') this.data.fire(part.bytes);
    else if (part.kind === 'option') this.takeOption(part.verb, part.option);
    else if (part.option === COM_PORT) this.takeAnswer(part.bytes[0] ?? 0);
  }

  /** Those that are agreed were asked for before: to answer an agreement would never end. */
  private takeOption(verb: number, option: number): void {
    this.optionsTold.fire({ verb, option });
    if (AGREED_OPTIONS.includes(option)) return;
    if (verb === WILL) void this.send(optionCommand(DONT, option));
    if (verb === DO) void this.send(optionCommand(WONT, option));
  }

  private takeAnswer(command: number): void {
    if (command === FLOWCONTROL_SUSPEND + FROM_SERVER) this.suspendWriting();
    else if (command === FLOWCONTROL_RESUME + FROM_SERVER) this.resumeWriting();
    else this.answered.fire(command - FROM_SERVER);
  }

  private suspendWriting(): void {
    if (this.suspension) return;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.suspension = { end, ended };
  }

  private resumeWriting(): void {
    this.suspension?.end();
    this.suspension = undefined;
  }

  /** Where both lines change, reset is let go first and pulled last: nothing in between resets the board. */
  private async setLines({ dtr, rts }: LineStates): Promise<void> {
    const dtrCode = dtr ? DTR_ON : DTR_OFF;
    for (const code of rts ? [dtrCode, RTS_ON] : [RTS_OFF, dtrCode]) {
      const answer = this.answerTo(SET_CONTROL);
      await this.tell(SET_CONTROL, code);
      await answer;
    }
  }

  private answerTo(command: number): Promise<void> {
    return new Promise((resolve) => {
      const subscription = this.answered.event((answered) => {
        if (answered !== command) return;
        subscription.dispose();
        resolve();
      });
    });
  }

  private tell(command: number, ...values: readonly number[]): Promise<void> {
    return this.line.write(subnegotiation(COM_PORT, Uint8Array.of(command, ...values)));
  }

  /** What is answered by the way; if the line is gone, that is told by `onDidClose`. */
  private send(bytes: Uint8Array): Promise<void> {
    return this.line.write(bytes).catch(() => undefined);
  }
}
