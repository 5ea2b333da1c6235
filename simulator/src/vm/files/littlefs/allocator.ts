/**
 * Gives free blocks, one after the other around the disk. Which ones are free is found out by looking at everything that is in
 * use, once, and again when the disk has been gone round. Wear is spread by that alone.
 */
import { Errno } from '../../../../../shared/src';
import { fail } from '../fileSystem';

export class Allocator {
  /** Blocks that were in use when it was looked, or were given since. */
  private used: Set<number> | undefined;
  private next: number;
  /** How many blocks are left to be looked at before the disk has been gone round. */
  private left: number;
  /** Given in the operation that goes on, and perhaps not yet part of anything. */
  private fresh = new Set<number>();

  constructor(
    private readonly blockCount: number,
    private readonly findUsed: () => Iterable<number>,
  ) {
    this.next = 0;
    this.left = blockCount;
  }

  /** What was given until now is part of the file system, or free again. */
  checkpoint(): void {
    this.fresh = new Set();
  }

  take(): number {
    for (let round = 0; round < 2; round++) {
      this.used ??= new Set([...this.findUsed(), ...this.fresh]);
      for (; this.left > 0; this.left--) {
        const block = this.next;
        this.next = (this.next + 1) % this.blockCount;
        if (this.used.has(block)) continue;
        this.left--;
        this.used.add(block);
        this.fresh.add(block);
        return block;
      }
      this.used = undefined;
      this.left = this.blockCount;
    }
    return fail(Errno.ENOSPC);
  }
}
