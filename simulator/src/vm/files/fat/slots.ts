/**
 * A folder of a FAT volume as a row of places of 32 bytes: a chain of clusters, or the fixed area of a root folder. One
 * place is looked at at a time; its bytes are those of the volume's window while it is not moved.
 */
import { Errno } from '../../../../../shared/src';
import { fail } from '../fileSystem';
import { ENTRY_BYTES } from './bootSector';
import type { Clusters } from './clusters';

const MAX_FOLDER_BYTES = 0x200000;

export class Slots {
  index = 0;
  private cluster: number | undefined;
  /** Undefined behind the last place. */
  private sector: number | undefined;

  /** `folder` is its first cluster, 0 for the root. */
  constructor(
    private readonly clusters: Clusters,
    readonly folder: number,
  ) {
    this.moveTo(0);
  }

  moveTo(index: number): void {
    const { window, layout, sizeBytes } = this.clusters;
    const offset = index * ENTRY_BYTES;
    this.index = index;
    const first = this.folder === 0 && layout.bits === 32 ? layout.rootStart : this.folder;
    if (first === 0) {
      if (index >= layout.rootEntries) fail(Errno.EIO);
      this.cluster = undefined;
      this.sector = layout.rootStart + Math.floor(offset / window.sectorBytes);
      return;
    }
    let cluster = first;
    for (let i = Math.floor(offset / sizeBytes); i > 0; i--) cluster = this.clusters.next(cluster) ?? fail(Errno.EIO);
    this.cluster = cluster;
    this.sector = this.clusters.sectorOf(cluster) + Math.floor((offset % sizeBytes) / window.sectorBytes);
  }

  /** The bytes of the place, in the window. */
  get bytes(): Uint8Array {
    const { window } = this.clusters;
    window.move(this.sector ?? fail(Errno.EIO));
    const offset = (this.index * ENTRY_BYTES) % window.sectorBytes;
    return window.bytes.subarray(offset, offset + ENTRY_BYTES);
  }

  touch(): void {
    this.clusters.window.touch();
  }

  /** The sector that the place is in. */
  get place(): number {
    return this.sector ?? fail(Errno.EIO);
  }

  /** Goes on to the next place; false behind the last one. A folder that `grows` gets another cluster; fails with EACCES if none is free. */
  advance({ grows = false } = {}): boolean {
    const { window, layout, sizeBytes } = this.clusters;
    const offset = (this.index + 1) * ENTRY_BYTES;
    if (this.sector === undefined || offset >= MAX_FOLDER_BYTES) return false;
    if (offset % window.sectorBytes === 0) {
      this.sector++;
      if (this.cluster === undefined) {
        if (this.index + 1 >= layout.rootEntries) return this.end();
      } else if (offset % sizeBytes === 0) {
        const next = this.clusters.next(this.cluster) ?? (grows ? this.grow(this.cluster) : undefined);
        if (next === undefined) return this.end();
        this.cluster = next;
        this.sector = this.clusters.sectorOf(next);
      }
    }
    this.index++;
    return true;
  }

  private end(): false {
    this.sector = undefined;
    return false;
  }

  private grow(last: number): number {
    const cluster = this.clusters.extend(last) ?? fail(Errno.EACCES);
    clearCluster(this.clusters, cluster);
    return cluster;
  }
}

/** Makes a cluster an empty part of a folder; its first sector is in the window then. */
export function clearCluster(clusters: Clusters, cluster: number): void {
  const { window, layout } = clusters;
  const first = clusters.sectorOf(cluster);
  for (let i = layout.clusterSectors - 1; i >= 0; i--) {
    window.claim(first + i);
    window.bytes.fill(0);
    window.touch();
  }
}
