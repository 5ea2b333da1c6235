/**
 * Entries in order, in segments. The newest segments are in memory; older ones go to the disk when memory has had enough, and the oldest
 * are forgotten when the disk has. So a long run costs neither the window's memory nor an unbounded disk, and what had to go is counted.
 */
import { deserialize, serialize } from 'node:v8';
import { messageOf } from '../../../shared/src';
import { type Extent, NamelessFiles } from './namelessFiles';

/** Segments are as long as a write or a read of one is short: a few milliseconds. */
const SEGMENT_ENTRIES = 2000;
const SEGMENT_BYTES = 1024 * 1024;
/** What an entry takes beside the bytes that it carries, as measured. */
const ENTRY_BYTES = 320;
/** Segments that were read back and are likely to be wanted again. */
const READ_BACK = 4;

export interface StoreLimits {
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

/** Entries from number `first` up to before `end`; empty if the disk did not give them back. */
export interface Chunk<T> {
  readonly first: number;
  readonly end: number;
  readonly entries: readonly T[];
}

interface Segment<T> {
  /** Number of its first entry. */
  readonly first: number;
  count: number;
  sizeBytes: number;
  /** Absent once they are on the disk. */
  entries: T[] | undefined;
  /** Where they are there. */
  extent: Extent | undefined;
}

export interface StoreEvents {
  /** Segments had to go; the oldest entry is another one. */
  readonly onForgotten: () => void;
  /** The disk failed, and older entries can only be forgotten from now on. `reason` is for the log. */
  readonly onDiskFailure: (reason: string) => void;
}

export class SegmentStore<T> {
  private segments: Segment<T>[] = [];
  private next = 0;
  private memoryBytes = 0;
  private diskBytes = 0;
  private isDiskBroken = false;
  private writing: Promise<void> | undefined;
  private readonly files: NamelessFiles;
  private readonly readBack = new Map<Segment<T>, Promise<T[]>>();

  constructor(
    /** Where temporary files go. */
    folder: string,
    private readonly limits: StoreLimits,
    /** Bytes that an entry carries. */
    private readonly carriedBytes: (entry: T) => number,
    private readonly events: StoreEvents,
  ) {
    this.files = new NamelessFiles(folder);
  }

  /** Number of the oldest entry that is kept; `nextIndex` if there is none. */
  get firstIndex(): number {
    return this.segments[0]?.first ?? this.next;
  }

  get nextIndex(): number {
    return this.next;
  }

  add(entry: T): void {
    const last = this.segments.at(-1);
    const segment = last?.entries && last.count < SEGMENT_ENTRIES && last.sizeBytes < SEGMENT_BYTES ? last : this.begin();
    const sizeBytes = ENTRY_BYTES + this.carriedBytes(entry);
    segment.entries?.push(entry);
    segment.count += 1;
    segment.sizeBytes += sizeBytes;
    this.memoryBytes += sizeBytes;
    this.next += 1;
    if (this.memoryBytes > this.limits.memoryBytes) this.relieve();
  }

  /** Resolves when what is to go to the disk is there; who adds much at once waits for it, lest the oldest have to go. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
  }

  /** Lets go of everything. Numbers go on. */
  clear(): void {
    this.segments.forEach((segment) => this.release(segment));
    this.segments = [];
    this.readBack.clear();
    this.memoryBytes = 0;
    this.diskBytes = 0;
  }

  /** The entry with this number, if it is in memory. */
  inMemory(index: number): T | undefined {
    const segment = this.segmentOf(index);
    return segment?.entries?.[index - segment.first];
  }

  /** The entries that lie together with this one; undefined if it is not kept. */
  async around(index: number): Promise<Chunk<T> | undefined> {
    const segment = this.segmentOf(index);
    if (!segment) return undefined;
    const { first, count } = segment;
    return { first, end: first + count, entries: segment.entries ?? (await this.read(segment)) };
  }

  /** At the end, when nobody waits for anything any more. */
  dispose(): void {
    this.clear();
  }

  private begin(): Segment<T> {
    const segment: Segment<T> = { first: this.next, count: 0, sizeBytes: 0, entries: [], extent: undefined };
    this.segments.push(segment);
    return segment;
  }

  private segmentOf(index: number): Segment<T> | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle];
      if (!segment) return undefined;
      if (index < segment.first) high = middle - 1;
      else if (index >= segment.first + segment.count) low = middle + 1;
      else return segment;
    }
    return undefined;
  }

  /** Memory has had enough: the oldest segment in it goes to a file, or goes if the disk is too slow or broken. */
  private relieve(): void {
    const isTooMuch = this.memoryBytes > 2 * this.limits.memoryBytes;
    if (this.isDiskBroken || this.limits.diskBytes === 0 || isTooMuch) this.forgetOldest();
    else this.writing ??= this.writeOldest().finally(() => this.wrote());
  }

  private async writeOldest(): Promise<void> {
    const segment = this.segments.find(({ entries }) => entries !== undefined);
    if (!segment?.entries || segment === this.segments.at(-1)) return;
    try {
      segment.extent = await this.files.write(serialize(segment.entries));
      this.written(segment);
    } catch (error) {
      this.diskFailed(error);
    }
  }

  private wrote(): void {
    this.writing = undefined;
    if (this.memoryBytes > this.limits.memoryBytes) this.relieve();
  }

  private written(segment: Segment<T>): void {
    if (!this.segments.includes(segment)) return this.release(segment);
    segment.entries = undefined;
    this.memoryBytes -= segment.sizeBytes;
    this.diskBytes += segment.sizeBytes;
    while (this.diskBytes > this.limits.diskBytes && this.segments.length > 1) this.forgetOldest();
  }

  private forgetOldest(): void {
    if (this.segments.length <= 1) return;
    const segment = this.segments.shift();
    if (!segment) return;
    this.readBack.delete(segment);
    if (segment.entries) {
      this.memoryBytes -= segment.sizeBytes;
    } else {
      this.diskBytes -= segment.sizeBytes;
      this.release(segment);
    }
    this.events.onForgotten();
  }

  private read(segment: Segment<T>): Promise<T[]> {
    const known = this.readBack.get(segment);
    if (known) return known;
    if (!segment.extent) return Promise.resolve([]);
    const reading = this.files.read(segment.extent).then(
      (bytes) => deserialize(bytes) as T[],
      (error: unknown) => {
        this.diskFailed(error);
        return [];
      },
    );
    this.readBack.set(segment, reading);
    for (const oldest of this.readBack.keys()) {
      if (this.readBack.size <= READ_BACK) break;
      this.readBack.delete(oldest);
    }
    return reading;
  }

  private diskFailed(error: unknown): void {
    this.isDiskBroken = true;
    this.events.onDiskFailure(messageOf(error));
  }

  private release(segment: Segment<T>): void {
    if (segment.extent) this.files.free(segment.extent);
    segment.extent = undefined;
  }
}
