/**
 * A host program for boards, as mpremote is one, over a board's serial line on TCP: the raw REPL with a soft reset, raw paste
 * with its windows, and files by small pieces of code. It sends what such a program sends, and nothing that knows the
 * simulator. Every wait has a deadline.
 */
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const DEADLINE_MS = 40_000;
const FILE_BLOCK_BYTES = 256;
const BANNER = 'raw REPL; CTRL-B to exit\r\n>';
const [CTRL_A, CTRL_B, CTRL_C, CTRL_D, CTRL_E] = ['\x01', '\x02', '\x03', '\x04', '\x05'];

export interface Executed {
  readonly output: Buffer;
  readonly error: string;
}

export class RawReplClient {
  private received: Buffer = Buffer.alloc(0);
  private readonly lookers = new Set<() => void>();
  readonly closed: Promise<void>;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.received = Buffer.concat([this.received, bytes]);
      for (const look of [...this.lookers]) look();
    });
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    // The end of the connection is what `closed` tells.
    socket.on('error', () => undefined);
  }

  /** `address` is `host:port`. */
  static async connect(address: string): Promise<RawReplClient> {
    const [host = '', port] = address.split(':');
    const socket = connect(Number(port), host);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawReplClient(socket);
  }

  /** Interrupts what runs and enters the raw REPL, with a soft reset or without. */
  async enterRawRepl({ softReset }: { readonly softReset: boolean }): Promise<void> {
    this.send(`\r${CTRL_C}`);
    this.send(`\r${CTRL_A}`);
    await this.until(BANNER);
    if (!softReset) return;
    this.send(CTRL_D);
    await this.until('soft reboot\r\n');
    await this.until(BANNER);
  }

  leaveRawRepl(): void {
    this.send(`\r${CTRL_B}`);
  }

  /** Runs code by raw paste and waits for its end. */
  async exec(code: string | Uint8Array): Promise<Executed> {
    await this.paste(code);
    return this.follow();
  }

  /** Runs code and returns what it printed; rejects with its traceback if it fails. */
  async run(code: string): Promise<string> {
    const { output, error } = await this.exec(code);
    if (error !== '') throw new Error(error);
    return output.toString();
  }

  /** The text of a value, as `repr` gives it. */
  async eval(expression: string): Promise<string> {
    return (await this.run(`print(repr(${expression}))`)).trimEnd();
  }

  /** Sends code in windows; stops when the board has seen enough. Leaves the acknowledged paste, or the board's `0x04`, behind. */
  async paste(code: string | Uint8Array): Promise<{ readonly isStopped: boolean }> {
    this.send(`${CTRL_E}A${CTRL_A}`);
    const answer = await this.take(2);
    if (answer.toString('latin1') !== 'R\x01') throw new Error(`no raw paste: ${answer.toString('hex')}`);
    const windowBytes = (await this.take(2)).readUInt16LE();
    let allowed = windowBytes;
    let rest = typeof code === 'string' ? Buffer.from(code) : code;
    while (rest.length > 0) {
      if (allowed === 0 || this.received.length > 0) {
        const [signal] = await this.take(1);
        if (signal === 4) {
          this.send(CTRL_D);
          return { isStopped: true };
        }
        allowed += windowBytes;
        continue;
      }
      const part = rest.subarray(0, allowed);
      this.socket.write(part);
      allowed -= part.length;
      rest = rest.subarray(part.length);
    }
    this.send(CTRL_D);
    await this.until(CTRL_D);
    return { isStopped: false };
  }

  /** What a paste that was acknowledged wrote, and its traceback. */
  async follow(): Promise<Executed> {
    const output = await this.untilBytes(CTRL_D);
    const error = await this.until(CTRL_D);
    await this.until('>');
    return { output: output.subarray(0, -1), error: error.slice(0, -1) };
  }

  async writeFile(path: string, bytes: Uint8Array): Promise<void> {
    await this.run(`f=open(${text(path)},'wb')\nw=f.write`);
    for (let i = 0; i < bytes.length; i += FILE_BLOCK_BYTES) await this.run(`w(${literal(bytes.subarray(i, i + FILE_BLOCK_BYTES))})`);
    await this.run('f.close()');
  }

  async readFile(path: string): Promise<Buffer> {
    const hex = await this.run(
      `import binascii\nf=open(${text(path)},'rb')\nwhile True:\n b=f.read(${FILE_BLOCK_BYTES})\n if not b: break\n print(binascii.hexlify(b).decode())\nf.close()`,
    );
    return Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
  }

  async sha256(path: string): Promise<string> {
    const code = `import hashlib,binascii\nh=hashlib.sha256()\nf=open(${text(path)},'rb')\nwhile True:\n b=f.read(256)\n if not b: break\n h.update(b)\nf.close()\nprint(binascii.hexlify(h.digest()).decode())`;
    return (await this.run(code)).trim();
  }

  /** Characters, one byte each. */
  send(characters: string): void {
    this.socket.write(characters, 'latin1');
  }

  sendBytes(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  async until(end: string): Promise<string> {
    return (await this.untilBytes(end)).toString('latin1');
  }

  async take(count: number): Promise<Buffer> {
    await this.wait(() => this.received.length >= count, `${count} bytes`);
    const taken = this.received.subarray(0, count);
    this.received = this.received.subarray(count);
    return taken;
  }

  async close(): Promise<void> {
    this.socket.end();
    await this.closed;
  }

  private async untilBytes(end: string): Promise<Buffer> {
    const wanted = Buffer.from(end, 'latin1');
    await this.wait(() => this.received.includes(wanted), JSON.stringify(end));
    return this.take(this.received.indexOf(wanted) + wanted.length);
  }

  private wait(isThere: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.lookers.delete(look);
        settle();
      };
      const look = (): void => {
        if (isThere()) finish(resolve);
      };
      const fail = (): void =>
        finish(() => reject(new Error(`${what} did not come: ${JSON.stringify(this.received.subarray(-400).toString('latin1'))}`)));
      const timer = setTimeout(fail, DEADLINE_MS);
      this.lookers.add(look);
      look();
    });
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A Python literal of a str that needs no escapes beyond those of JSON. */
function text(value: string): string {
  return JSON.stringify(value);
}

/** A Python literal of bytes. */
function literal(bytes: Uint8Array): string {
  const shown = [...bytes].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `b"${shown.join('')}"`;
}
