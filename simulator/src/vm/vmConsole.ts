/**
 * The console of a VM, outbound: what programs print, what the VM prints on its own account, and what is printed for it.
 * On a serial line every line of text ends with CR LF, as the chip sends it; in a run that ends with its script the output
 * is what the script wrote, byte for byte.
 */
import type { OutputStream } from '../../../shared/src';
import { FrameKind, type OutboxWriter } from '../syscall';
import type { Image } from './image';

const [CR, LF] = [0x0d, 0x0a];

export class VmConsole {
  /** Takes what is written, besides or in place of the outbox. */
  private taker: { readonly stream: OutputStream; readonly isOnly: boolean; readonly bytes: Uint8Array[] } | undefined;

  private isFlushed = true;

  /** `image` is a function because the image is made with the console as an import. */
  constructor(
    private readonly image: () => Image,
    private readonly outbox: OutboxWriter,
    private readonly setup: { readonly isSerialLine: boolean; readonly onFlush: () => void },
  ) {}

  get isSerialLine(): boolean {
    return this.setup.isSerialLine;
  }

  /**
   * What the VM writes on its own account, prompts, echoes and tracebacks; the bytes lie in its memory. To standard output
   * it writes for a serial line already.
   */
  writeFromVm(stream: OutputStream, bytes: Uint8Array): void {
    if (stream === 'stdout' && this.isSerialLine) this.writeRaw(stream, bytes);
    else this.write(stream, this.isConstant(bytes) ? withoutReturns(bytes) : bytes);
  }

  /** What was written so far should go out without delay: the program waits for an answer. */
  flush(): void {
    if (this.isFlushed) return;
    this.isFlushed = true;
    this.setup.onFlush();
  }

  /** Text of a program. */
  write(stream: OutputStream, bytes: Uint8Array): void {
    this.writeRaw(stream, this.isSerialLine ? withReturns(bytes) : bytes);
  }

  print(text: string): void {
    this.write('stdout', new TextEncoder().encode(text));
  }

  /** Writes bytes as they are, also to a serial line. */
  writeRaw(stream: OutputStream, bytes: Uint8Array): void {
    if (this.taker?.stream === stream) this.taker.bytes.push(bytes.slice());
    if (this.taker?.isOnly === true) return;
    this.isFlushed = false;
    this.outbox.write(stream === 'stdout' ? FrameKind.stdout : FrameKind.stderr, 0, bytes);
  }

  /** Returns what `action` writes to a stream, which is also written. */
  tee(stream: OutputStream, action: () => void): string {
    return this.take({ stream, isOnly: false, bytes: [] }, action);
  }

  /** Returns what `action` writes to standard output, in place of writing it. */
  capture(action: () => void): string {
    return this.take({ stream: 'stdout', isOnly: true, bytes: [] }, action);
  }

  private take(taker: NonNullable<VmConsole['taker']>, action: () => void): string {
    const outer = this.taker;
    this.taker = { ...taker, isOnly: taker.isOnly || outer?.isOnly === true };
    try {
      action();
      return Buffer.concat(taker.bytes).toString();
    } finally {
      this.taker = outer;
      if (outer?.stream === taker.stream) outer.bytes.push(...taker.bytes);
    }
  }

  /** What the VM has made for a serial line: its own CR LF lies in its data, a script's in the heap or on the stack. */
  private isConstant(bytes: Uint8Array): boolean {
    const image = this.image();
    return bytes.buffer === image.buffer && bytes.byteOffset >= STACK_BYTES && bytes.byteOffset < image.schedulerStateAddress;
  }
}

/** The C stack lies below the data. */
const STACK_BYTES = 65536;

function withoutReturns(bytes: Uint8Array): Uint8Array {
  return bytes.includes(CR) ? bytes.filter((byte, i) => byte !== CR || bytes[i + 1] !== LF) : bytes;
}

function withReturns(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(LF)) return bytes;
  const lines: number[] = [];
  for (const byte of bytes) {
    if (byte === LF) lines.push(CR);
    lines.push(byte);
  }
  return Uint8Array.from(lines);
}
