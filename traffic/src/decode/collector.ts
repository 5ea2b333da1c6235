/** Collects the beginning of something that comes in parts, and counts all of it. */

export class Collector {
  private kept = new Uint8Array(0);
  private keptBytes = 0;
  totalBytes = 0;

  constructor(private readonly limitBytes: number) {}

  add(part: Uint8Array): void {
    this.totalBytes += part.length;
    const taken = part.subarray(0, this.limitBytes - this.keptBytes);
    if (taken.length === 0) return;
    this.reserve(this.keptBytes + taken.length);
    this.kept.set(taken, this.keptBytes);
    this.keptBytes += taken.length;
  }

  /** Counts bytes that need not be kept. */
  skip(sizeBytes: number): void {
    this.totalBytes += sizeBytes;
  }

  get room(): number {
    return this.limitBytes - this.keptBytes;
  }

  get isCut(): boolean {
    return this.totalBytes > this.keptBytes;
  }

  get bytes(): Uint8Array {
    return this.kept.subarray(0, this.keptBytes);
  }

  private reserve(sizeBytes: number): void {
    if (sizeBytes <= this.kept.length) return;
    const larger = new Uint8Array(Math.max(sizeBytes, 2 * this.kept.length));
    larger.set(this.bytes);
    this.kept = larger;
  }
}
