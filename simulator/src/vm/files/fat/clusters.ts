/**
 * The clusters of a FAT volume: which follows which, which are free. The numbers in the table are the device's and may be
 * anything; a chain that leads nowhere is an input/output error, as on a board.
 */
import { Errno } from '../../../../../shared/src';
import { BlockRequest } from '../blockDevice';
import { fail } from '../fileSystem';
import type { FatLayout } from './bootSector';
import { BOOT_SIGNATURE, SIGNATURE_OFFSET } from './bootSector';
import type { SectorWindow } from './sectorWindow';

const FREE = 0;
const LAST = 0x0fffffff;
const UNKNOWN = 0xffffffff;
/** Marks of the sector that says how much is free, and where its numbers are. */
const INFO_MARKS = [
  { offset: 0, value: 0x41615252 },
  { offset: 484, value: 0x61417272 },
] as const;
const FREE_OFFSET = 488;
const RECENT_OFFSET = 492;

export class Clusters {
  readonly sizeBytes: number;
  /** The cluster that was taken last, from which on free ones are looked for. */
  recent = UNKNOWN;
  private free = UNKNOWN;
  private isInfoChanged = false;

  constructor(
    readonly window: SectorWindow,
    readonly layout: FatLayout,
  ) {
    this.sizeBytes = layout.clusterSectors * window.sectorBytes;
    if (layout.infoSector !== undefined) this.readInfo(layout.infoSector);
  }

  /** The first sector of a cluster. */
  sectorOf(cluster: number): number {
    if (!this.isCluster(cluster)) return fail(Errno.EIO);
    return this.layout.dataStart + (cluster - 2) * this.layout.clusterSectors;
  }

  isCluster(cluster: number): boolean {
    return cluster >= 2 && cluster < this.layout.endCluster;
  }

  /** The cluster that follows, or undefined at the end of the chain. */
  next(cluster: number): number | undefined {
    const value = this.get(cluster);
    if (value < 2) return fail(Errno.EIO);
    return value < this.layout.endCluster ? value : undefined;
  }

  /** The cluster that follows; a free one is put there at the end of the chain. Without a cluster a chain begins. Undefined: none is free. */
  extend(cluster?: number): number | undefined {
    const existing = cluster === undefined ? undefined : this.next(cluster);
    if (existing !== undefined) return existing;
    if (this.free === 0) return undefined;
    const found = this.findFree(cluster);
    if (found === undefined) return undefined;
    this.set(found, LAST);
    if (cluster !== undefined) this.set(cluster, found);
    this.recent = found;
    this.countFree(-1);
    return found;
  }

  /** Frees a chain. */
  release(first: number): void {
    if (!this.isCluster(first)) fail(Errno.EIO);
    let cluster = first;
    do {
      const next = this.get(cluster);
      if (next === FREE) return;
      if (next === 1) fail(Errno.EIO);
      this.set(cluster, FREE);
      this.countFree(1);
      cluster = next;
    } while (this.isCluster(cluster));
  }

  get freeCount(): number {
    if (this.free <= this.layout.endCluster - 2) return this.free;
    let free = 0;
    for (let cluster = 2; cluster < this.layout.endCluster; cluster++) if (this.get(cluster) === FREE) free++;
    this.free = free;
    this.isInfoChanged = true;
    return free;
  }

  /** Everything that has changed is on the device then. */
  flush(): void {
    this.window.flush();
    if (this.isInfoChanged && this.layout.infoSector !== undefined) this.writeInfo(this.layout.infoSector);
    this.isInfoChanged = false;
    this.window.device.request(BlockRequest.sync, 0);
  }

  private findFree(after: number | undefined): number | undefined {
    const { endCluster } = this.layout;
    const recent = this.isCluster(this.recent) ? this.recent : undefined;
    if (after !== undefined) {
      const behind = after + 1 < endCluster ? after + 1 : 2;
      if (this.get(behind) === FREE) return behind;
    }
    const start = recent ?? after ?? 1;
    for (let i = 1; i <= endCluster - 2; i++) {
      const cluster = start + i < endCluster ? start + i : start + i - (endCluster - 2);
      if (this.get(cluster) === FREE) return cluster;
    }
    return undefined;
  }

  private get(cluster: number): number {
    const { window, layout } = this;
    if (!this.isCluster(cluster)) return fail(Errno.EIO);
    switch (layout.bits) {
      case 12: {
        const at = cluster + (cluster >>> 1);
        const value = this.tableByte(at) | (this.tableByte(at + 1) << 8);
        return cluster % 2 === 1 ? value >>> 4 : value & 0xfff;
      }
      case 16:
        return window.view.getUint16(this.tablePlace(cluster * 2), true);
      case 32:
        return window.view.getUint32(this.tablePlace(cluster * 4), true) & LAST;
    }
  }

  private set(cluster: number, value: number): void {
    const { window, layout } = this;
    if (!this.isCluster(cluster)) fail(Errno.EIO);
    switch (layout.bits) {
      case 12: {
        const at = cluster + (cluster >>> 1);
        const low = this.tableByte(at);
        this.setTableByte(at, cluster % 2 === 1 ? (low & 0x0f) | ((value << 4) & 0xf0) : value & 0xff);
        const high = this.tableByte(at + 1);
        this.setTableByte(at + 1, cluster % 2 === 1 ? (value >>> 4) & 0xff : (high & 0xf0) | ((value >>> 8) & 0x0f));
        return;
      }
      case 16:
        window.view.setUint16(this.tablePlace(cluster * 2), value & 0xffff, true);
        break;
      case 32: {
        const place = this.tablePlace(cluster * 4);
        const reserved = window.view.getUint32(place, true) & ~LAST;
        window.view.setUint32(place, (value & LAST) | reserved, true);
      }
    }
    window.touch();
  }

  /** Brings the table's sector into the window, and returns the place in it. */
  private tablePlace(offset: number): number {
    const { window, layout } = this;
    window.move(layout.tableStart + Math.floor(offset / window.sectorBytes));
    return offset % window.sectorBytes;
  }

  private tableByte(offset: number): number {
    const place = this.tablePlace(offset);
    return this.window.bytes[place] ?? 0;
  }

  private setTableByte(offset: number, value: number): void {
    this.window.bytes[this.tablePlace(offset)] = value;
    this.window.touch();
  }

  private countFree(change: number): void {
    if (this.free <= this.layout.endCluster - 2) this.free += change;
    this.isInfoChanged = true;
  }

  private readInfo(sector: number): void {
    const { window } = this;
    window.move(sector);
    if (window.view.getUint16(SIGNATURE_OFFSET, true) !== BOOT_SIGNATURE) return;
    if (INFO_MARKS.some(({ offset, value }) => window.view.getUint32(offset, true) !== value)) return;
    this.free = window.view.getUint32(FREE_OFFSET, true);
    this.recent = window.view.getUint32(RECENT_OFFSET, true);
  }

  private writeInfo(sector: number): void {
    this.window.claim(sector);
    fillInfo(this.window.bytes, this.free, this.recent);
    this.window.touch();
    this.window.flush();
  }
}

/** The sector of a volume with 32 bits that says how much is free. */
export function fillInfo(bytes: Uint8Array, free: number, recent: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  bytes.fill(0);
  for (const { offset, value } of INFO_MARKS) view.setUint32(offset, value, true);
  view.setUint32(FREE_OFFSET, free, true);
  view.setUint32(RECENT_OFFSET, recent, true);
  view.setUint16(SIGNATURE_OFFSET, BOOT_SIGNATURE, true);
}
