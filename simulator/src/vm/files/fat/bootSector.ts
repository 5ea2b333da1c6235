/**
 * Where the parts of a FAT volume lie, by its boot sector, which is the first of the device or the first of one of its
 * partitions. Numbers that contradict each other are no file system.
 */
import { Errno } from '../../../../../shared/src';
import { BlockRequest, type BlockDevice } from '../blockDevice';
import { fail } from '../fileSystem';
import { SectorWindow } from './sectorWindow';

export interface FatLayout {
  /** How many bits an entry of the allocation table has. */
  readonly bits: 12 | 16 | 32;
  readonly clusterSectors: number;
  readonly tableStart: number;
  readonly tableSectors: number;
  readonly tableCopies: number;
  /** The first cluster of the root folder with 32 bits, otherwise its first sector. */
  readonly rootStart: number;
  /** 0 if the root folder is a chain of clusters. */
  readonly rootEntries: number;
  readonly dataStart: number;
  /** Clusters are numbered from 2 up to this. */
  readonly endCluster: number;
  /** Where a volume with 32 bits keeps how much is free. */
  readonly infoSector: number | undefined;
}

export const ENTRY_BYTES = 32;
/** The most clusters that a table of 12, 16 and 32 bits can have. */
export const MAX_CLUSTERS = { 12: 0xff5, 16: 0xfff5, 32: 0x0ffffff5 } as const;
export const BOOT_SIGNATURE = 0xaa55;
export const SIGNATURE_OFFSET = 510;
export const MIN_SECTOR_BYTES = 512;
export const MAX_SECTOR_BYTES = 4096;

const PARTITION_TABLE = 446;
const PARTITION_BYTES = 16;
const PARTITION_COUNT = 4;

/** Makes the device ready and returns the size of its sectors. */
export function beginDevice(device: BlockDevice): number {
  if ((device.request(BlockRequest.begin, 0) ?? 0) !== 0) fail(Errno.EBUSY);
  return sectorBytesOf(device);
}

export function sectorBytesOf(device: BlockDevice): number {
  const size = (device.request(BlockRequest.size, 0) ?? MIN_SECTOR_BYTES) & 0xffff;
  return size < MIN_SECTOR_BYTES || size > MAX_SECTOR_BYTES || (size & (size - 1)) !== 0 ? fail(Errno.EIO) : size;
}

export function readLayout(device: BlockDevice): { readonly window: SectorWindow; readonly layout: FatLayout } {
  const window = new SectorWindow(device, beginDevice(device));
  const start = findVolume(window);
  return { window, layout: layoutAt(window, start) };
}

/** The sector where the volume begins, which is in the window then. */
function findVolume(window: SectorWindow): number {
  const found = kindOf(window, 0);
  if (found === 'fat') return 0;
  if (found === 'other') {
    const starts = Array.from({ length: PARTITION_COUNT }, (_, i) => {
      const entry = PARTITION_TABLE + i * PARTITION_BYTES;
      return window.bytes[entry + 4] === 0 ? 0 : window.view.getUint32(entry + 8, true);
    });
    for (const start of starts) if (start !== 0 && kindOf(window, start) === 'fat') return start;
  }
  return fail(Errno.ENODEV);
}

function kindOf(window: SectorWindow, sector: number): 'fat' | 'other' | 'none' {
  window.move(sector);
  if (window.view.getUint16(SIGNATURE_OFFSET, true) !== BOOT_SIGNATURE) return 'none';
  const isJump = [0xe9, 0xeb, 0xe8].includes(window.bytes[0] ?? 0);
  return isJump && (hasText(window, 54, 'FAT') || hasText(window, 82, 'FAT32')) ? 'fat' : 'other';
}

function hasText({ bytes }: SectorWindow, offset: number, text: string): boolean {
  return [...text].every((character, i) => bytes[offset + i] === character.charCodeAt(0));
}

function layoutAt(window: SectorWindow, start: number): FatLayout {
  const { view, sectorBytes } = window;
  const check = (isRight: boolean): void => {
    if (!isRight) fail(Errno.ENODEV);
  };
  check(view.getUint16(11, true) === sectorBytes);
  const tableSectors = view.getUint16(22, true) || view.getUint32(36, true);
  const tableCopies = view.getUint8(16);
  const clusterSectors = view.getUint8(13);
  const rootEntries = view.getUint16(17, true);
  const sectors = view.getUint16(19, true) || view.getUint32(32, true);
  const reserved = view.getUint16(14, true);
  check(tableCopies === 1 || tableCopies === 2);
  check(clusterSectors !== 0 && (clusterSectors & (clusterSectors - 1)) === 0);
  check((rootEntries * ENTRY_BYTES) % sectorBytes === 0 && reserved !== 0);
  const before = reserved + tableSectors * tableCopies + (rootEntries * ENTRY_BYTES) / sectorBytes;
  const clusters = Math.floor((sectors - before) / clusterSectors);
  check(clusters > 0 && clusters <= MAX_CLUSTERS[32]);
  const bits = clusters <= MAX_CLUSTERS[12] ? 12 : clusters <= MAX_CLUSTERS[16] ? 16 : 32;
  const endCluster = clusters + 2;
  check((bits === 32) === (rootEntries === 0) && tableSectors >= Math.ceil((endCluster * bits) / 8 / sectorBytes));
  if (bits === 32) check(view.getUint16(42, true) === 0);
  const tableStart = start + reserved;
  window.mirrored = tableCopies === 2 ? { start: tableStart, count: tableSectors } : undefined;
  return {
    bits,
    clusterSectors,
    tableStart,
    tableSectors,
    tableCopies,
    rootStart: bits === 32 ? view.getUint32(44, true) : tableStart + tableSectors * tableCopies,
    rootEntries,
    dataStart: start + before,
    endCluster,
    infoSector: bits === 32 && view.getUint16(48, true) === 1 ? start + 1 : undefined,
  };
}
