/**
 * References that the collector must see although only native code holds them. The collector scans the C stack up to its
 * base, so a block that is taken from the stack before anything runs is scanned for ever.
 */
import type { Image } from './image';

/** Slots for what native functions keep while they run. */
const KEPT_SLOTS = 256;
/** Slots that are given away for ever. */
const PERMANENT_SLOTS = 64;

export class Roots {
  private readonly permanent: number;
  private readonly kept: number;
  private permanentCount = 0;
  private keptCount = 0;

  constructor(private readonly image: Image) {
    const sizeBytes = (PERMANENT_SLOTS + KEPT_SLOTS) * 4;
    this.permanent = image.exports._emscripten_stack_alloc(sizeBytes);
    this.kept = this.permanent + PERMANENT_SLOTS * 4;
    image.bytes(this.permanent, sizeBytes).fill(0);
  }

  /** How many references are kept: hand it to `release` to let go those that come later. */
  get count(): number {
    return this.keptCount;
  }

  /** Keeps a reference and returns the address of the word that holds it. */
  keep(ref: number): number {
    if (this.keptCount === KEPT_SLOTS) throw new RangeError('More objects are kept than there are root slots.');
    const address = this.kept + 4 * this.keptCount++;
    this.image.setWord(address, ref);
    return address;
  }

  release(count: number): void {
    while (this.keptCount > count) this.image.setWord(this.kept + 4 * --this.keptCount, 0);
  }

  /** Address of a word that is scanned for as long as the VM lives, for a reference that a native module holds. */
  permanentSlot(): number {
    if (this.permanentCount === PERMANENT_SLOTS) throw new RangeError('No permanent root slot is left.');
    return this.permanent + 4 * this.permanentCount++;
  }
}
