/**
 * The lock of the heap, which a script sets for code that must not allocate. Native code asks for it where a board's does
 * with less memory what it does otherwise.
 */
import type { Objects, Ref } from './objects';

export class HeapLock {
  private readonly lock: Ref;
  private readonly unlock: Ref;

  constructor(private readonly objects: Objects) {
    const micropython = objects.importModule('micropython');
    this.lock = objects.moduleMember(micropython, 'heap_lock');
    this.unlock = objects.moduleMember(micropython, 'heap_unlock');
  }

  get isLocked(): boolean {
    this.objects.call(this.lock);
    return this.unlockOnce() > 0;
  }

  /** Unlocks it however many times it was locked. */
  release(): void {
    this.objects.call(this.lock);
    while (this.unlockOnce() > 0);
  }

  /** Returns how many times it is still locked. */
  private unlockOnce(): number {
    return this.objects.smallInt(this.objects.call(this.unlock)) ?? 0;
  }
}
