/**
 * The board's console, inbound: bytes for standard input, and Ctrl-C, which is a byte too. What the script does not
 * take is kept up to a bound, as the chip's receive buffer does; what is over it is dropped, and the user is told.
 */
const CTRL_C = 0x03;
export const INPUT_LIMIT_BYTES = 64 * 1024;

export interface ConsoleInputSetup {
  readonly interrupt: () => void;
  readonly post: (bytes: Uint8Array) => void;
  /** How many of the bytes that were posted the script's side has taken. */
  readonly takenBytes: () => number;
  readonly onDropped: (sizeBytes: number) => void;
}

export class ConsoleInput {
  private postedBytes = 0;

  constructor(private readonly setup: ConsoleInputSetup) {}

  write(bytes: Uint8Array): void {
    let start = 0;
    for (let end = bytes.indexOf(CTRL_C); end >= 0; end = bytes.indexOf(CTRL_C, start)) {
      this.post(bytes.subarray(start, end));
      this.setup.interrupt();
      start = end + 1;
    }
    this.post(bytes.subarray(start));
  }

  private post(bytes: Uint8Array): void {
    const waiting = (this.postedBytes - this.setup.takenBytes()) >>> 0;
    const accepted = bytes.slice(0, INPUT_LIMIT_BYTES - waiting);
    if (accepted.length > 0) this.setup.post(accepted);
    this.postedBytes += accepted.length;
    if (accepted.length < bytes.length) this.setup.onDropped(bytes.length - accepted.length);
  }
}
