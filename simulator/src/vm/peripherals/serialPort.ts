/**
 * One UART of the chip: bytes leave at its rate, and arrive at every UART whose receiver is on the pin that they are sent on,
 * itself included, if both are set alike; a receiver that is set otherwise would get garbage, and here gets nothing. Nothing
 * else is wired to a pin. Times are on the clock of `performance.now()`; knows nothing of Python.
 */
export interface SerialSettings {
  baudrate: number;
  bits: number;
  /** As the driver has it: none, odd, even. */
  parity: 0 | 1 | 2;
  stop: number;
  tx: number;
  rx: number;
  rts: number;
  cts: number;
  txbuf: number;
  rxbuf: number;
  timeout: number;
  timeout_char: number;
  invert: number;
  flow: number;
}

/** What the chip buffers beside the driver. */
const FIFO_BYTES = 128;
/** A receiver tolerates that much of a difference of rates. */
const TOLERANCE = 0.03;

export class SerialPort {
  isOpen = false;
  /** When the last byte has left. */
  lineFreeMs = 0;
  private arriving: { readonly atMs: number; readonly byte: number }[] = [];

  constructor(
    readonly id: number,
    public settings: SerialSettings,
  ) {}

  /** How long a byte is on the line. */
  get byteMs(): number {
    const { bits, parity, stop, baudrate } = this.settings;
    return ((1 + bits + (parity === 0 ? 0 : 1) + stop) * 1000) / baudrate;
  }

  /** Until when a write waits: what is not in a buffer must have left. */
  get roomMs(): number {
    return this.lineFreeMs - (this.settings.txbuf + FIFO_BYTES) * this.byteMs;
  }

  /** Sends bytes from now on, or behind those that are leaving. */
  send(bytes: Uint8Array, receivers: readonly SerialPort[]): void {
    const startMs = Math.max(this.lineFreeMs, performance.now());
    const { byteMs } = this;
    const mask = (1 << this.settings.bits) - 1;
    for (const receiver of receivers) {
      if (!receiver.hears(this)) continue;
      for (const [i, byte] of bytes.entries()) receiver.take(byte & mask, startMs + (i + 1) * byteMs);
    }
    this.lineFreeMs = startMs + bytes.length * byteMs;
  }

  /** How many bytes have arrived. */
  get available(): number {
    const nowMs = performance.now();
    const first = this.arriving.findIndex(({ atMs }) => atMs > nowMs);
    return first < 0 ? this.arriving.length : first;
  }

  /** When the next byte arrives that has not; Infinity if none is on its way. */
  get nextArrivalMs(): number {
    return this.arriving[this.available]?.atMs ?? Infinity;
  }

  /** Takes up to `target.length` of the bytes that have arrived. */
  read(target: Uint8Array): number {
    const taken = this.arriving.splice(0, Math.min(this.available, target.length));
    for (const [i, { byte }] of taken.entries()) target[i] = byte;
    return taken.length;
  }

  discardInput(): void {
    this.arriving = [];
  }

  hears(sender: SerialPort): boolean {
    const [own, others] = [this.settings, sender.settings];
    if (!this.isOpen || own.rx < 0 || own.rx !== others.tx) return false;
    const isSameFrame = own.bits === others.bits && own.parity === others.parity;
    return isSameFrame && Math.abs(own.baudrate / others.baudrate - 1) <= TOLERANCE;
  }

  /** What does not fit is lost. */
  private take(byte: number, atMs: number): void {
    if (this.arriving.length < this.settings.rxbuf + FIFO_BYTES) this.arriving.push({ atMs, byte });
  }
}
