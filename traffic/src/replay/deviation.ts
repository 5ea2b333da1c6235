/** What a script sends, compared with what was recorded, as far as that was; and the first difference in words. */
import type { RecordedSession } from './recordedPeers';

/** A script that went another way than the recorded one. */
export interface Deviation {
  /** `name:port`. */
  readonly peer: string;
  /** For the user. */
  readonly text: string;
}

export type OnDeviation = (text: string) => void;

/** Compares the bytes of one session as they come, and tells the first difference. */
export class SentBytes {
  private part = 0;
  private hasDeviated = false;
  count = 0;

  constructor(
    private readonly session: Pick<RecordedSession, 'sent' | 'sentBytes'>,
    private readonly onDeviation: OnDeviation,
  ) {}

  add(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.hasDeviated;) at += this.compare(chunk, at);
    this.count += chunk.length;
  }

  /** Compares what falls into one recorded part; gives how many bytes that were. */
  private compare(chunk: Uint8Array, at: number): number {
    const position = this.count + at;
    const part = this.session.sent[this.part];
    if (!part) {
      this.tell(`the script sends more than the ${this.session.sentBytes} bytes that were recorded`);
      return chunk.length - at;
    }
    const within = position - part.start;
    if (within >= part.sizeBytes) {
      this.part += 1;
      return 0;
    }
    const size = Math.min(chunk.length - at, part.sizeBytes - within);
    for (let index = 0; index < size && within + index < part.bytes.length; index += 1) {
      if (chunk[at + index] === part.bytes[within + index]) continue;
      this.tell(`byte ${position + index} that the script sends is ${hex(chunk[at + index])}, and was ${hex(part.bytes[within + index])}`);
      return size;
    }
    return size;
  }

  private tell(text: string): void {
    this.hasDeviated = true;
    this.onDeviation(text);
  }
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, '0')}`;
}
