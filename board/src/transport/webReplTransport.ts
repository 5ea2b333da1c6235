/**
 * A board's prompt over Wi-Fi: WebREPL, MicroPython's own server on the board. Text frames carry what a serial line would, after a password
 * in clear; binary frames are its file transfer and are not used. What the board sends is bytes: a frame may end inside a character, and a
 * script may write what is no text at all. What a board has no room for is lost (its input holds 260 bytes): whoever writes keeps the window.
 */
import type { WebSocket } from 'ws';
import { BufferedEmitter, Emitter } from '../../../shared/src';
import { opening, cancelledText } from './opening';
import { addressProblem, endText, KEEP_ALIVE_MS, silentText, type TcpAddress } from './tcpTransport';
import type { OpenOptions, Transport } from './transport';

/** A board answers between two steps of what it does, over Wi-Fi that may be slow. */
const OPEN_MS = 15_000;
const CLOSE_MS = 1000;
const PASSWORD_PROMPT = 'Password: ';
const CONNECTED = 'WebREPL connected\r\n';
const DENIED = 'Access denied';
/** A board closes the connection at a frame whose length has more than 16 bits; smaller ones make it wait less. */
const FRAME_BYTES = 1024;

export async function openWebRepl({ host, port }: TcpAddress, { signal, password }: OpenOptions = {}): Promise<Transport> {
  const name = `ws://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const { WebSocket } = await import('ws');
  if (signal?.aborted === true) throw new Error(cancelledText(name));
  // Frames are handed on as they are: a check for valid text would end the connection at half a character.
  const socket = new WebSocket(name, { perMessageDeflate: false, skipUTF8Validation: true, handshakeTimeout: OPEN_MS });
  const transport = new WebReplTransport(name, socket);
  socket.once('upgrade', ({ socket: line }) => line.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS));
  try {
    const reader = new PromptReader(transport);
    await opened(name, socket, signal, reader);
    // The user may take any time: the board waits for the password, and its end is told.
    const word = await answerOf(name, password, signal, reader);
    await transport.write(Buffer.from(`${word}\r`));
    await admitted(name, signal, reader);
    transport.begin(reader.takeRest());
    return transport;
  } catch (error) {
    socket.terminate();
    throw error;
  }
}

function opened(name: string, socket: WebSocket, signal: AbortSignal | undefined, reader: PromptReader): Promise<void> {
  return opening({ name, ms: OPEN_MS, lateText: silentText(name), signal, giveUp: () => socket.terminate() }, ({ succeed, fail }) => {
    socket.on('error', (error) => fail(addressProblem(name, error), error));
    socket.once('unexpected-response', () => fail(`${name} is a web server, but no WebREPL. Check the port: a board's is 8266.`));
    socket.once('close', () => fail(`${name} ended the connection at once. Another program may have the board's WebREPL: close it there.`));
    reader.watch((text) => {
      if (text.includes(PASSWORD_PROMPT) && reader.takeThrough(PASSWORD_PROMPT)) succeed();
    });
  });
}

async function answerOf(
  name: string,
  ask: OpenOptions['password'],
  signal: AbortSignal | undefined,
  reader: PromptReader,
): Promise<string> {
  if (!ask) throw new Error(`${name} asks for a password, and none was given.`);
  const answer = new Promise<string | undefined>((resolve, reject) => {
    ask(name).then(resolve, reject);
    if (signal?.aborted === true) resolve(undefined);
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
    reader.onEnd(() => reject(new Error(endText(name))));
  });
  const word = await answer;
  if (word === undefined || signal?.aborted === true) throw new Error(cancelledText(name));
  return word;
}

function admitted(name: string, signal: AbortSignal | undefined, reader: PromptReader): Promise<void> {
  return opening({ name, ms: OPEN_MS, lateText: silentText(name), signal, giveUp: () => undefined }, ({ succeed, fail }) => {
    reader.onEnd(() => fail(endText(name)));
    reader.watch((text) => {
      if (text.includes(DENIED))
        fail(`${name} does not take this password. It is the one of webrepl_setup on the board, in webrepl_cfg.py.`);
      else if (reader.takeThrough(CONNECTED)) succeed();
    });
  });
}

/** What the board says before it is open for the user. */
class PromptReader {
  private bytes = Buffer.alloc(0);
  private look: (text: string) => void = () => undefined;

  constructor(private readonly transport: WebReplTransport) {
    transport.onEarlyData = (bytes) => {
      this.bytes = Buffer.concat([this.bytes, bytes]);
      this.look(this.bytes.toString('latin1'));
    };
  }

  watch(look: (text: string) => void): void {
    this.look = look;
    look(this.bytes.toString('latin1'));
  }

  /** Takes what came up to and including `end`; false: it has not come. */
  takeThrough(end: string): boolean {
    const index = this.bytes.indexOf(end, 0, 'latin1');
    if (index >= 0) this.bytes = this.bytes.subarray(index + end.length);
    return index >= 0;
  }

  takeRest(): Uint8Array {
    this.look = () => undefined;
    return this.bytes;
  }

  onEnd(listener: () => void): void {
    this.transport.onDidClose(listener);
  }
}

class WebReplTransport implements Transport {
  readonly endsWithSoftReset = true;
  private readonly data = new BufferedEmitter<Uint8Array>();
  private readonly closed = new Emitter<string>();
  readonly onData = this.data.event;
  readonly onDidClose = this.closed.event;
  /** Takes what comes until `begin`. */
  onEarlyData: ((bytes: Uint8Array) => void) | undefined;
  private isClosing = false;

  constructor(
    readonly name: string,
    private readonly socket: WebSocket,
  ) {
    socket.binaryType = 'nodebuffer';
    socket.on('message', (bytes: Buffer, isBinary) => {
      if (!isBinary) (this.onEarlyData ?? ((data) => this.data.fire(data)))(bytes);
    });
    socket.once('close', () => {
      if (!this.isClosing) this.closed.fire(endText(name));
    });
  }

  begin(rest: Uint8Array): void {
    this.onEarlyData = undefined;
    if (rest.length > 0) this.data.fire(rest);
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; start += FRAME_BYTES) await this.send(bytes.subarray(start, start + FRAME_BYTES));
  }

  private send(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => {
        if (error) reject(new Error(`${this.name} is gone: ${error.message}`, { cause: error }));
        else resolve();
      };
      this.socket.send(bytes, { binary: false }, done);
    });
  }

  close(): Promise<void> {
    this.isClosing = true;
    return new Promise((resolve) => {
      if (this.socket.readyState === this.socket.CLOSED) return resolve();
      // A board that computes does not say goodbye.
      const timer = setTimeout(() => this.socket.terminate(), CLOSE_MS);
      this.socket.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      this.socket.close();
    });
  }

  dispose(): void {
    void this.close();
    this.data.dispose();
    this.closed.dispose();
  }
}
