/**
 * A file of a FAT volume that a script has open. What is written is in the volume's clusters at once, or in its window; the
 * folder's entry is brought up to date when the file is flushed or closed. After an error of the device a file stays failed.
 */
import { Errno } from '../../../../../shared/src';
import { FileSystemError, fail, Whence, type OpenMode, type StreamFile } from '../fileSystem';
import type { Clusters } from './clusters';
import { attributesOf, firstCluster, setAttributes, setFirstCluster, setModified, setSize, sizeOf } from './fields';
import { Attribute } from './folder';

/** What an open file needs of its volume. */
export interface FileHome {
  readonly clusters: Clusters;
  /** Whether the volume is still the one that the file was opened in. */
  readonly isCurrent: () => boolean;
  /** The board's time as the volume has it. */
  readonly stamp: () => number;
}

/** Where the file's entry is: its sector, and the place in it. */
export interface EntryPlace {
  readonly sector: number;
  readonly offset: number;
}

const MAX_FILE_BYTES = 0xffffffff;

export class FatFile implements StreamFile {
  private position = 0;
  /** The cluster of the byte before the position, or of the position itself after a read or write within it. */
  private cluster = 0;
  private first: number;
  private sizeBytes: number;
  private isModified: boolean;
  private failure = 0;
  private isOpen = true;

  constructor(
    private readonly home: FileHome,
    private readonly place: EntryPlace,
    private readonly mode: OpenMode,
    entry: Uint8Array,
    { isNew }: { readonly isNew: boolean },
  ) {
    this.first = firstCluster(entry, home.clusters.layout.bits);
    this.sizeBytes = sizeOf(entry);
    this.isModified = isNew;
    if (mode.appends) this.seek(0, Whence.end);
  }

  read(target: Uint8Array): number {
    return this.attempt(() => {
      if (!this.mode.reads) return -Errno.EACCES;
      const count = Math.min(target.length, this.sizeBytes - this.position);
      let done = 0;
      while (done < count) {
        if (this.isAtCluster()) this.enter(this.position === 0 ? this.first : (this.home.clusters.next(this.cluster) ?? 0));
        done += this.readChunk(target.subarray(done, count));
      }
      return done;
    });
  }

  write(source: Uint8Array): number {
    return this.attempt(() => {
      if (!this.mode.writes) return -Errno.EACCES;
      const count = Math.min(source.length, MAX_FILE_BYTES - this.position);
      let done = 0;
      while (done < count) {
        if (this.isAtCluster()) {
          const cluster = this.position === 0 && this.first !== 0 ? this.first : this.extend(this.position === 0 ? 0 : this.cluster);
          if (cluster === undefined) break;
          if (this.first === 0) this.first = cluster;
          this.enter(cluster);
        }
        done += this.writeChunk(source.subarray(done, count));
        this.sizeBytes = Math.max(this.sizeBytes, this.position);
      }
      this.isModified = true;
      return done < source.length ? -Errno.ENOSPC : done;
    });
  }

  /** A position that cannot be reached leaves the file where it came to; nothing of that is an error. */
  seek(offset: number, whence: number): number {
    const origin =
      whence === Whence.start ? 0 : whence === Whence.current ? this.position : whence === Whence.end ? this.sizeBytes : undefined;
    if (origin !== undefined) this.attempt(() => this.moveTo((origin + offset) >>> 0));
    return this.position | 0;
  }

  flush(): number {
    if (!this.isOpen || !this.home.isCurrent()) return -Errno.EINVAL;
    return this.attemptOnly(() => {
      if (!this.isModified) return 0;
      const { clusters, stamp } = this.home;
      clusters.window.move(this.place.sector);
      const entry = clusters.window.bytes.subarray(this.place.offset);
      setAttributes(entry, attributesOf(entry) | Attribute.archive);
      setFirstCluster(entry, clusters.layout.bits, this.first);
      setSize(entry, this.sizeBytes);
      setModified(entry, stamp());
      clusters.window.touch();
      clusters.flush();
      this.isModified = false;
      return 0;
    });
  }

  close(): number {
    if (!this.isOpen) return 0;
    const outcome = this.flush();
    if (outcome === 0) this.isOpen = false;
    return outcome;
  }

  private isAtCluster(): boolean {
    return this.position % this.home.clusters.sizeBytes === 0;
  }

  private enter(cluster: number): void {
    if (!this.home.clusters.isCluster(cluster)) fail(Errno.EIO);
    this.cluster = cluster;
  }

  private extend(cluster: number): number | undefined {
    return this.home.clusters.extend(cluster === 0 ? undefined : cluster);
  }

  /** The sector of the position, and how many bytes of the cluster follow. */
  private get here(): { readonly sector: number; readonly offset: number; readonly left: number } {
    const { clusters } = this.home;
    const inCluster = this.position % clusters.sizeBytes;
    const { sectorBytes } = clusters.window;
    return {
      sector: clusters.sectorOf(this.cluster) + Math.floor(inCluster / sectorBytes),
      offset: inCluster % sectorBytes,
      left: clusters.sizeBytes - inCluster,
    };
  }

  private readChunk(target: Uint8Array): number {
    const { window } = this.home.clusters;
    const { sector, offset, left } = this.here;
    const whole = Math.floor(Math.min(target.length, left) / window.sectorBytes) * window.sectorBytes;
    let count = whole;
    if (offset === 0 && whole > 0) {
      window.readSectors(sector, target.subarray(0, whole));
    } else {
      count = Math.min(target.length, window.sectorBytes - offset);
      window.move(sector);
      target.set(window.bytes.subarray(offset, offset + count));
    }
    this.position += count;
    return count;
  }

  private writeChunk(source: Uint8Array): number {
    const { window } = this.home.clusters;
    const { sector, offset, left } = this.here;
    const whole = Math.floor(Math.min(source.length, left) / window.sectorBytes) * window.sectorBytes;
    let count = whole;
    if (offset === 0 && whole > 0) {
      window.writeSectors(sector, source.subarray(0, whole));
    } else {
      count = Math.min(source.length, window.sectorBytes - offset);
      if (offset === 0 && this.position >= this.sizeBytes) window.claim(sector);
      else window.move(sector);
      window.bytes.set(source.subarray(0, count), offset);
      window.touch();
    }
    this.position += count;
    return count;
  }

  /** A file that is written grows up to the position, as far as there is room. */
  private moveTo(wanted: number): number {
    const { clusters } = this.home;
    const target = this.mode.writes ? wanted : Math.min(wanted, this.sizeBytes);
    const isBehind =
      this.position > 0 && Math.floor((target - 1) / clusters.sizeBytes) >= Math.floor((this.position - 1) / clusters.sizeBytes);
    let reached = isBehind ? Math.floor((this.position - 1) / clusters.sizeBytes) * clusters.sizeBytes : 0;
    this.position = 0;
    if (target > 0) {
      const cluster = isBehind ? this.cluster : this.first !== 0 ? this.first : this.begin();
      if (cluster !== undefined) {
        this.cluster = cluster;
        reached = this.follow(reached, target);
      }
    }
    this.position = reached;
    if (reached > this.sizeBytes) {
      this.sizeBytes = reached;
      this.isModified = true;
    }
    return 0;
  }

  private begin(): number | undefined {
    const cluster = this.extend(0);
    if (cluster !== undefined) this.first = cluster;
    return cluster;
  }

  private follow(start: number, target: number): number {
    const { clusters } = this.home;
    let reached = start;
    while (target - reached > clusters.sizeBytes) {
      reached += clusters.sizeBytes;
      this.position = reached;
      const next = this.mode.writes ? clusters.extend(this.cluster) : (clusters.next(this.cluster) ?? fail(Errno.EIO));
      if (next === undefined) return reached;
      this.enter(next);
    }
    return target;
  }

  private attempt(operation: () => number): number {
    if (!this.isOpen || !this.home.isCurrent()) return -Errno.EINVAL;
    if (this.failure !== 0) return -this.failure;
    const outcome = this.attemptOnly(operation);
    if (outcome === -Errno.EIO) this.failure = Errno.EIO;
    return outcome;
  }

  private attemptOnly(operation: () => number): number {
    try {
      return operation();
    } catch (error) {
      if (error instanceof FileSystemError) return -error.errno;
      throw error;
    }
  }
}
