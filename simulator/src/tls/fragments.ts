/** Puts handshake messages together that came in fragments, twice, or out of order, as datagrams may. */
import type { HandshakeMessage } from './messages';

/** Type, length, number of the message, offset and length of the fragment. */
export const MESSAGE_HEADER_BYTES = 12;
/** Messages ahead of the one that is expected, as many as Mbed TLS keeps. */
const MAX_AHEAD = 4;
const MAX_MESSAGE_BYTES = 16384;

interface Assembly {
  readonly type: number;
  readonly body: Buffer;
  readonly isFilled: Uint8Array;
}

export interface AddedFragment {
  /** How many bytes of the record the fragment took. */
  readonly size: number;
  /** Whether it is the last message of what the other side has said before. */
  readonly isRepeated: boolean;
}

export class Fragments {
  private readonly assemblies = new Map<number, Assembly>();
  private expected = 0;
  private flightStart = 0;

  /** Whether a message is being put together, so that what follows it has to wait. */
  get hasGap(): boolean {
    return this.assemblies.size > 0;
  }

  /** The next message is the one with this number. */
  expect(sequence: number): void {
    this.expected = sequence;
    this.flightStart = sequence;
  }

  /** What was received so far has been answered. */
  beginFlight(): void {
    this.flightStart = this.expected;
  }

  add(fragment: Buffer): AddedFragment {
    const length = fragment.readUIntBE(1, 3);
    const sequence = fragment.readUInt16BE(4);
    const offset = fragment.readUIntBE(6, 3);
    const part = fragment.subarray(MESSAGE_HEADER_BYTES, MESSAGE_HEADER_BYTES + fragment.readUIntBE(9, 3));
    const size = MESSAGE_HEADER_BYTES + part.length;
    if (sequence < this.expected) return { size, isRepeated: sequence === this.flightStart - 1 };
    if (sequence < this.expected + MAX_AHEAD && length <= MAX_MESSAGE_BYTES && offset + part.length <= length) {
      const assembly = this.assemblies.get(sequence) ?? {
        type: fragment.readUInt8(0),
        body: Buffer.alloc(length),
        isFilled: new Uint8Array(length),
      };
      this.assemblies.set(sequence, assembly);
      part.copy(assembly.body, offset);
      assembly.isFilled.fill(1, offset, offset + part.length);
    }
    return { size, isRepeated: false };
  }

  /** The next message, if all of it is there. */
  take(): HandshakeMessage | undefined {
    const assembly = this.assemblies.get(this.expected);
    if (!assembly || assembly.isFilled.includes(0)) return undefined;
    this.assemblies.delete(this.expected);
    const { type, body } = assembly;
    const header = messageHeader({ type, sequence: this.expected++, length: body.length });
    return { kind: 'handshake', type, body, whole: Buffer.concat([header, body]) };
  }
}

/** The header of a message in one piece, which is also how it counts for the hash. */
export function messageHeader({
  type,
  sequence,
  length,
}: {
  readonly type: number;
  readonly sequence: number;
  readonly length: number;
}): Buffer {
  const header = Buffer.alloc(MESSAGE_HEADER_BYTES);
  header.writeUInt8(type, 0);
  header.writeUIntBE(length, 1, 3);
  header.writeUInt16BE(sequence, 4);
  header.writeUIntBE(length, 9, 3);
  return header;
}
