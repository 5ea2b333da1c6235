/**
 * The one sector of a FAT volume that is held in memory, as on a board, where each script can tell by its device's calls.
 * What was changed in it is written when another sector is wanted, or when it is flushed.
 */
import { Errno } from '../../../../../shared/src';
import type { BlockDevice } from '../blockDevice';
import { fail } from '../fileSystem';

/** The tables that are written twice: sectors from `start` on, and their copies behind them. */
export interface MirroredSectors {
  readonly start: number;
  readonly count: number;
}

const NO_SECTOR = -1;

export class SectorWindow {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  mirrored: MirroredSectors | undefined;
  private sector = NO_SECTOR;
  private isDirty = false;

  constructor(
    readonly device: BlockDevice,
    readonly sectorBytes: number,
  ) {
    this.bytes = new Uint8Array(sectorBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Brings a sector into the window. */
  move(sector: number): void {
    if (sector === this.sector) return;
    this.flush();
    // A device that raises may have changed a part of the window.
    this.sector = NO_SECTOR;
    if (this.device.read(sector, this.bytes) !== 0) fail(Errno.EIO);
    this.sector = sector;
  }

  /** The window is that of a sector whose contents on the device do not matter. */
  claim(sector: number): void {
    this.flush();
    this.sector = sector;
  }

  /** What is in the window was changed. */
  touch(): void {
    this.isDirty = true;
  }

  flush(): void {
    if (!this.isDirty) return;
    this.writeSectors(this.sector, this.bytes);
    this.isDirty = false;
    const { start, count } = this.mirrored ?? { start: 0, count: 0 };
    // The first table is the one that is read: a copy that cannot be written is no error.
    if (this.sector >= start && this.sector < start + count) this.device.write(this.sector + count, this.bytes);
  }

  /** Reads sectors past the window; what the window has changed of them is taken from it. */
  readSectors(sector: number, target: Uint8Array): void {
    if (this.device.read(sector, target) !== 0) fail(Errno.EIO);
    const offset = (this.sector - sector) * this.sectorBytes;
    if (this.isDirty && offset >= 0 && offset < target.length) target.set(this.bytes, offset);
  }

  /** Writes sectors past the window, which then holds what was written if it is one of them. */
  writeSectors(sector: number, bytes: Uint8Array): void {
    if (this.device.write(sector, bytes) !== 0) fail(Errno.EIO);
    const offset = (this.sector - sector) * this.sectorBytes;
    if (offset < 0 || offset >= bytes.length || bytes === this.bytes) return;
    this.bytes.set(bytes.subarray(offset, offset + this.sectorBytes));
    this.isDirty = false;
  }
}
