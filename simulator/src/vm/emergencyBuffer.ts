/**
 * Room that a script has set aside for what an exception says while the heap is locked. The VM is built without one: it
 * serves the exceptions that native code raises; those of bytecode have no arguments then, and none has a traceback.
 */
import { NULL, type Objects, type Ref } from './objects';

/** Where a board has the tuple of arguments, after two entries of a traceback, and the text of one argument. */
const TUPLE_OFFSET = 24;
const TUPLE_HEADER_BYTES = 8;
const STRING_OFFSET = TUPLE_OFFSET + TUPLE_HEADER_BYTES + 4;
const STRING_BYTES = 16;
/** The texts themselves lie in a board's flash. */
const TEXT_BYTES = 128;

export class EmergencyBuffer {
  private sizeBytes = 0;
  /** Address of the word that holds the buffer. */
  private readonly slot: number;
  private readonly text: number;

  constructor(private readonly objects: Objects) {
    this.slot = objects.roots.permanentSlot();
    this.text = objects.image.exports.malloc(TEXT_BYTES);
  }

  /** Takes the room from the heap, in place of the earlier one. */
  allocate(sizeBytes: number): void {
    const { image } = this.objects;
    image.setWord(this.slot, sizeBytes > 0 ? image.exports.m_malloc(sizeBytes) : NULL);
    this.sizeBytes = sizeBytes;
  }

  /** A tuple with the arguments of an exception; undefined if there is no room. */
  tuple(items: readonly Ref[]): Ref | undefined {
    if (this.sizeBytes < TUPLE_OFFSET + TUPLE_HEADER_BYTES + 4 * items.length) return undefined;
    return this.object(TUPLE_OFFSET, [this.objects.builtin('tuple'), items.length, ...items]);
  }

  /** A str with the text of an exception; undefined if there is no room. */
  str(text: string): Ref | undefined {
    if (this.sizeBytes < STRING_OFFSET + STRING_BYTES) return undefined;
    const { written } = new TextEncoder().encodeInto(text, this.objects.image.bytes(this.text, TEXT_BYTES));
    return this.object(STRING_OFFSET, [this.objects.builtin('str'), 0, written, this.text]);
  }

  private object(offset: number, words: readonly number[]): Ref {
    const { image } = this.objects;
    const address = image.word(this.slot) + offset;
    image.u32.set(words, address >>> 2);
    return address;
  }
}
