/**
 * A board at a serial port of this computer. Owns the order in which the control lines change while it opens, closes and resets, because
 * a wrong one resets the board or leaves it in its loader (`controlLines.ts`). Reads all the time: what a board sends is lost otherwise.
 */
import { realpath } from 'node:fs/promises';
import { BufferedEmitter, Emitter, messageOf } from '../../../shared/src';
import { listPorts } from '../ports/listPorts';
import { findPortProblem, portProblemText } from '../ports/portProblem';
import { lineKind } from '../ports/usbDevices';
import { settlesWithin } from '../timing';
import { closingSteps, openingSteps, resetSteps, takeSteps, type LineKind, type LinePort } from './controlLines';
import { cancelledText, opening } from './opening';
import { loadSerialLibrary, mendPoller, type SerialStream } from './serialLibrary';
import type { ControlLines, OpenOptions, Transport } from './transport';

const BAUD_RATE = 115_200;
const OPEN_MS = 5000;
const CLOSE_MS = 2000;

export interface SerialSettings {
  readonly path: string;
  readonly baudRate: number;
  readonly lock: true;
  /** Windows would open the port with DTR alone on, the system would drop the lines at the end: both are ours to do. */
  readonly hupcl: false;
  readonly autoOpen: false;
}

/** What opening needs of the computer; a test puts ports without hardware in its place. */
export interface SerialSystem {
  create(settings: SerialSettings): Promise<SerialStream>;
  kindOf(path: string): Promise<LineKind>;
  /** A text for the user. */
  problemOf(path: string, error: unknown): Promise<string>;
}

export async function openSerial(
  path: string,
  { baudRate = BAUD_RATE, controlLines = 'auto', signal }: OpenOptions = {},
  system: SerialSystem = thisComputer,
): Promise<Transport> {
  const settings: SerialSettings = { path, baudRate, lock: true, hupcl: false, autoOpen: false };
  const { port, kind } = await openPort(settings, signal, system);
  mendPoller(port);
  const transport = new SerialTransport(path, port);
  try {
    await transport.begin(controlLines, kind, signal);
  } catch (error) {
    await transport.close();
    throw error;
  }
  return transport;
}

interface OpenPort {
  readonly port: SerialStream;
  readonly kind: LineKind;
}

/** Opening itself cannot be stopped: a port that opens after nobody waits for it is closed again at once. */
function openPort(settings: SerialSettings, signal: AbortSignal | undefined, system: SerialSystem): Promise<OpenPort> {
  const name = settings.path;
  const lateText = `${name} does not open: its driver does not answer. Unplug the board, plug it in again, then connect again.`;
  let isGivenUp = false;
  const giveUp = (): void => {
    isGivenUp = true;
  };
  return opening({ name, ms: OPEN_MS, lateText, signal, giveUp }, ({ succeed, fail }) => {
    const prepared = Promise.all([system.kindOf(name), system.create(settings)]);
    const open = ([kind, port]: readonly [LineKind, SerialStream]): void => {
      if (isGivenUp) return;
      port.on('error', () => undefined); // Every call has a callback, and `close` tells the end.
      port.open((error) => {
        if (error) void system.problemOf(name, error).then((problem) => fail(problem, error));
        else if (!succeed({ port, kind })) port.close();
      });
    };
    prepared.then(open).catch((error: unknown) => fail(messageOf(error), error));
  });
}

class SerialTransport implements Transport {
  private readonly data = new BufferedEmitter<Uint8Array>();
  private readonly closed = new Emitter<string>();
  readonly onData = this.data.event;
  readonly onDidClose = this.closed.event;
  hardReset?: () => Promise<void>;
  private readonly lines: LinePort;
  private isOpen = true;
  private closing: Promise<void> | undefined;
  private endLines: () => Promise<void> = () => Promise.resolve();

  constructor(
    readonly name: string,
    private readonly port: SerialStream,
  ) {
    this.lines = { set: (states) => settled((done) => port.set(states, done)) };
    port.on('data', (bytes: Buffer) => this.data.fire(bytes));
    port.once('close', () => this.end());
  }

  /** Brings the control lines to rest. A port that has none (a pseudo-terminal) is a wire like others, without a reset. */
  async begin(mode: ControlLines, kind: LineKind, signal: AbortSignal | undefined): Promise<void> {
    this.endLines = () => takeSteps(this.lines, closingSteps(mode, kind));
    try {
      await takeSteps(this.lines, openingSteps(mode, kind), { signal });
    } catch (error) {
      if (signal?.aborted === true) throw new Error(cancelledText(this.name), { cause: error });
      this.endLines = () => Promise.resolve();
      return;
    }
    const steps = resetSteps(mode, kind);
    if (!steps) return;
    this.hardReset = async () => {
      try {
        await takeSteps(this.lines, steps);
      } catch (cause) {
        // The chip's own converter may go with the chip: then it was reset, and its end is told by `onDidClose`.
        if (this.isOpen) throw new Error(`${this.name} could not reset the board: its control lines do not answer.`, { cause });
      }
    };
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.isOpen || this.closing) throw new Error(`${this.name} is not open any more.`);
    try {
      await settled((done) => this.port.write(bytes, done));
    } catch (cause) {
      throw new Error(`${this.name} is gone: what was sent may not have arrived.`, { cause });
    }
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  dispose(): void {
    void this.close();
    this.data.dispose();
    this.closed.dispose();
  }

  private async shut(): Promise<void> {
    if (!this.isOpen) return;
    await this.endLines().catch(() => undefined); // A port that has just gone has no lines any more.
    if (!this.isOpen) return;
    // A system may wait long for bytes that a board does not take; the port is freed when it is done, whoever waits.
    await settlesWithin(
      settled((done) => this.port.close(done)),
      CLOSE_MS,
    );
  }

  private end(): void {
    this.isOpen = false;
    if (!this.closing)
      this.closed.fire(`${this.name} is gone: the board was unplugged, or its USB port was reset. Plug it in, then connect again.`);
  }
}

const thisComputer: SerialSystem = {
  create: async (settings) => {
    const { SerialPort } = await loadSerialLibrary();
    return new SerialPort(settings);
  },
  kindOf: async (path) => {
    const [ports, device] = await Promise.all([portsOrNone(), realpath(path).catch(() => path)]);
    const listed = device.replace(/^\/dev\/tty\./, '/dev/cu.'); // How a Mac's ports are listed.
    return lineKind(ports.find((port) => port.path === listed)?.usb);
  },
  problemOf: async (path, error) => {
    const paths = (await portsOrNone()).map((port) => port.path);
    return portProblemText(path, await findPortProblem(path, error, paths));
  },
};

/** What is only said beside the matter must not fail in its place. */
function portsOrNone(): ReturnType<typeof listPorts> {
  return listPorts().catch(() => []);
}

/** A call of the serial library that ends with its callback. */
function settled(call: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
}
