/**
 * The stream under a TLS connection: any object of the script with MicroPython's stream protocol, called as the VM calls
 * it. A call may wait, run callbacks and raise; its bytes go through a block of VM memory that no other call uses meanwhile.
 */
import type { Image } from '../image';
import { FALSE, NONE, NULL, TRUE, TypeOffset, type Objects, type Ref } from '../objects';

export const StreamRequest = { poll: 3, close: 4, raiseError: 12 } as const;

/** Byte offsets in mp_stream_p_t. */
const ProtocolOffset = { read: 0, write: 4, control: 8 } as const;
const STREAM_ERROR = -1;
/** A record of TLS with its header and what protection adds. */
const BLOCK_BYTES = 16384 + 2048 + 16;

export class RawStreams {
  private readonly freeBlocks: number[] = [];
  private readonly error: number;

  constructor(
    private readonly image: Image,
    private readonly objects: Objects,
  ) {
    this.error = image.exports.malloc(4);
  }

  /** Whether an object can be read, written and polled. */
  isStream(ref: Ref): boolean {
    if (ref === NONE || ref === TRUE || ref === FALSE || (ref & 3) !== 0) return false;
    const protocol = this.objects.slot(this.image.word(ref), TypeOffset.protocol);
    return protocol !== 0 && Object.values(ProtocolOffset).every((offset) => this.image.word(protocol + offset) !== NULL);
  }

  /** Returns how many bytes, 0 at the end, or a negated errno. */
  read(ref: Ref, target: Uint8Array): number {
    return this.withBlock((block) => {
      const count = this.call(ref, ProtocolOffset.read, block, Math.min(target.length, BLOCK_BYTES));
      if (count > 0) target.set(this.image.bytes(block, count));
      return count;
    });
  }

  /** Returns how many bytes, or a negated errno. */
  write(ref: Ref, source: Uint8Array): number {
    return this.withBlock((block) => {
      const bytes = source.subarray(0, BLOCK_BYTES);
      this.image.u8.set(bytes, block);
      return this.call(ref, ProtocolOffset.write, block, bytes.length);
    });
  }

  /** Poll flags or 0, or a negated errno. */
  control(ref: Ref, request: number, argument: number): number {
    return this.call(ref, ProtocolOffset.control, request, argument);
  }

  private call(ref: Ref, offset: number, a: number, b: number): number {
    const protocol = this.objects.slot(this.image.word(ref), TypeOffset.protocol);
    const outcome = this.image.callIndirect(this.image.word(protocol + offset), ref, a, b, this.error);
    return outcome === STREAM_ERROR ? -(this.image.word(this.error) | 0) : outcome;
  }

  /** Calls nest where a callback runs in the middle of one; each has a block of its own. */
  private withBlock(use: (block: number) => number): number {
    const block = this.freeBlocks.pop() ?? this.image.exports.malloc(BLOCK_BYTES);
    try {
      return use(block);
    } finally {
      this.freeBlocks.push(block);
    }
  }
}
