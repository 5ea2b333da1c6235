/**
 * The board's console, inbound: bytes for standard input, and the character that interrupts, which is a byte too. What the script does not
 * take is kept up to a bound, as the chip's receive buffer does; what is over it is dropped, and the user is told.
 */
export const INPUT_LIMIT_BYTES = 64 * 1024;

export interface ConsoleInputSetup {
  /** Whether a character interrupts what runs, instead of being read. */
  readonly isInterrupt: (character: number) => boolean;
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
    const { isInterrupt, interrupt } = this.setup;
    let start = 0;
    for (let end = 0; end < bytes.length; end++) {
      if (!isInterrupt(bytes[end] ?? 0)) continue;
      this.post(bytes.subarray(start, end));
      interrupt();
      start = end + 1;
    }
    this.post(bytes.subarray(start));
  }

  private post(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const waiting = (this.postedBytes - this.setup.takenBytes()) >>> 0;
    const accepted = bytes.slice(0, INPUT_LIMIT_BYTES - waiting);
    if (accepted.length > 0) this.setup.post(accepted);
    this.postedBytes += accepted.length;
    if (accepted.length < bytes.length) this.setup.onDropped(bytes.length - accepted.length);
  }
}
