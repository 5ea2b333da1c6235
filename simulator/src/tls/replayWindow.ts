/** Which record numbers of an epoch have been seen: the last 64, as in RFC 6347, section 4.1.2.6. */
const WINDOW = 64;

export class ReplayWindow {
  private highest = -1;
  private readonly seen = new Set<number>();

  reset(): void {
    this.highest = -1;
    this.seen.clear();
  }

  isNew(sequence: number): boolean {
    return sequence > this.highest - WINDOW && !this.seen.has(sequence);
  }

  add(sequence: number): void {
    this.seen.add(sequence);
    if (sequence <= this.highest) return;
    this.highest = sequence;
    for (const old of this.seen) if (old <= this.highest - WINDOW) this.seen.delete(old);
  }
}
