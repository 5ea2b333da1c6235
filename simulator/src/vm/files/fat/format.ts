/**
 * Makes a FAT volume on a device, without a partition table unless it is one with 32 bits, in the sizes that a board chooses:
 * one allocation table, 512 entries in the root folder of a volume with 12 or 16 bits.
 */
import { Errno } from '../../../../../shared/src';
import { BlockRequest, type BlockDevice } from '../blockDevice';
import { fail } from '../fileSystem';
import { beginDevice, BOOT_SIGNATURE, ENTRY_BYTES, MAX_CLUSTERS, SIGNATURE_OFFSET } from './bootSector';
import { fillInfo } from './clusters';

interface Plan {
  readonly bits: 12 | 16 | 32;
  /** Sectors before the volume: those of the partition table. */
  readonly start: number;
  readonly sectors: number;
  readonly sectorBytes: number;
  readonly clusterSectors: number;
  readonly clusters: number;
  readonly reserved: number;
  readonly tableSectors: number;
  readonly rootSectors: number;
}

const ROOT_ENTRIES = 512;
const MIN_SECTORS = 22;
const MIN_CLUSTERS = 16;
const MAX_CLUSTER_SECTORS = 128;
/** How many times 4096 sectors a volume has from which on clusters double in size. */
const SMALL_STEPS = [1, 4, 16, 64, 256, 512];
/** The same in steps of 131072 sectors, with 32 bits. */
const LARGE_STEPS = [1, 2, 4, 8, 16, 32];
/** The partition begins behind the first track. */
const PARTITION_START = 63;

/** `stamp` becomes the volume's number. A volume with 32 bits is made only where one with fewer does not do, if at all. */
export function formatFat(device: BlockDevice, stamp: number, { allowsLarge }: { readonly allowsLarge: boolean }): void {
  const sectorBytes = prepare(device);
  const sectors = (device.request(BlockRequest.count, 0, { mustAnswer: true }) ?? 0) >>> 0;
  const plan = planSmall(sectors, sectorBytes) ?? (allowsLarge ? planLarge(device, sectors) : undefined);
  if (!plan) return fail(Errno.EIO);
  write(device, plan.start, bootSector(plan, stamp));
  if (plan.bits === 32) writeLargeExtras(device, plan, stamp);
  const tableStart = plan.start + plan.reserved;
  const empty = new Uint8Array(plan.sectorBytes);
  for (let i = 0; i < plan.tableSectors; i++) write(device, tableStart + i, i === 0 ? firstTableSector(plan) : empty);
  const rootSectors = plan.bits === 32 ? plan.clusterSectors : plan.rootSectors;
  for (let i = 0; i < rootSectors; i++) write(device, tableStart + plan.tableSectors + i, empty);
  if (plan.start > 0) write(device, 0, partitionTable(plan));
  device.request(BlockRequest.sync, 0);
}

function prepare(device: BlockDevice): number {
  const sectorBytes = beginDevice(device);
  return device.isReadOnly ? fail(Errno.EROFS) : sectorBytes;
}

function planSmall(sectors: number, sectorBytes: number): Plan | undefined {
  if (sectors < MIN_SECTORS) return undefined;
  const chosen = 1 << SMALL_STEPS.filter((step) => step <= Math.floor(sectors / 0x1000)).length;
  for (let clusterSectors = chosen; clusterSectors <= MAX_CLUSTER_SECTORS; clusterSectors *= 2) {
    const roughly = Math.floor(sectors / clusterSectors);
    const bits = roughly > MAX_CLUSTERS[12] ? 16 : 12;
    const tableBytes = bits === 16 ? roughly * 2 + 4 : Math.floor((roughly * 3 + 1) / 2) + 3;
    const tableSectors = Math.ceil(tableBytes / sectorBytes);
    const rootSectors = Math.floor((ROOT_ENTRIES * ENTRY_BYTES) / sectorBytes);
    const before = 1 + tableSectors + rootSectors;
    if (sectors < before + clusterSectors * MIN_CLUSTERS) return undefined;
    const clusters = Math.floor((sectors - before) / clusterSectors);
    const fits = bits === 12 ? clusters <= MAX_CLUSTERS[12] : clusters > MAX_CLUSTERS[12] && clusters <= MAX_CLUSTERS[16];
    if (fits) return { bits, start: 0, sectors, sectorBytes, clusterSectors, clusters, reserved: 1, tableSectors, rootSectors };
  }
  return undefined;
}

function planLarge(device: BlockDevice, deviceSectors: number): Plan | undefined {
  // The chip begins anew with the device.
  const sectorBytes = prepare(device);
  const sectors = deviceSectors - PARTITION_START;
  const reserved = 32;
  for (
    let clusterSectors = 1 << LARGE_STEPS.filter((step) => step <= Math.floor(sectors / 0x20000)).length;
    clusterSectors >= 1;
    clusterSectors >>= 1
  ) {
    const roughly = Math.floor(sectors / clusterSectors);
    if (roughly <= MAX_CLUSTERS[16] || roughly > MAX_CLUSTERS[32]) return undefined;
    const tableSectors = Math.ceil((roughly * 4 + 8) / sectorBytes);
    const clusters = Math.floor((sectors - reserved - tableSectors) / clusterSectors);
    if (clusters > MAX_CLUSTERS[16])
      return { bits: 32, start: PARTITION_START, sectors, sectorBytes, clusterSectors, clusters, reserved, tableSectors, rootSectors: 0 };
  }
  return undefined;
}

function bootSector(plan: Plan, stamp: number): Uint8Array {
  const { bytes, view } = emptySector(plan);
  bytes.set([0xeb, 0xfe, 0x90]);
  putText(bytes, 3, 'MSDOS5.0');
  view.setUint16(11, plan.sectorBytes, true);
  view.setUint8(13, plan.clusterSectors);
  view.setUint16(14, plan.reserved, true);
  view.setUint8(16, 1);
  view.setUint16(17, plan.bits === 32 ? 0 : ROOT_ENTRIES, true);
  if (plan.sectors < 0x10000) view.setUint16(19, plan.sectors, true);
  else view.setUint32(32, plan.sectors, true);
  view.setUint8(21, 0xf8);
  view.setUint16(24, 63, true);
  view.setUint16(26, 255, true);
  view.setUint32(28, plan.start, true);
  if (plan.bits === 32) {
    view.setUint32(36, plan.tableSectors, true);
    view.setUint32(44, 2, true);
    view.setUint16(48, 1, true);
    view.setUint16(50, 6, true);
  } else {
    view.setUint16(22, plan.tableSectors, true);
  }
  const drive = plan.bits === 32 ? 64 : 36;
  view.setUint8(drive, 0x80);
  view.setUint8(drive + 2, 0x29);
  view.setUint32(drive + 3, stamp, true);
  putText(bytes, drive + 7, plan.bits === 32 ? 'NO NAME    FAT32   ' : 'NO NAME    FAT     ');
  return bytes;
}

function firstTableSector(plan: Plan): Uint8Array {
  const { bytes, view } = emptySector(plan);
  view.setUint16(SIGNATURE_OFFSET, 0, true);
  view.setUint32(0, plan.bits === 12 ? 0xfffff8 : 0xfffffff8, true);
  if (plan.bits !== 32) return bytes;
  view.setUint32(4, 0xffffffff, true);
  view.setUint32(8, 0x0fffffff, true);
  return bytes;
}

/** How much is free, and the copies of both sectors. */
function writeLargeExtras(device: BlockDevice, plan: Plan, stamp: number): void {
  const info = new Uint8Array(plan.sectorBytes);
  fillInfo(info, plan.clusters - 1, 2);
  write(device, plan.start + 6, bootSector(plan, stamp));
  write(device, plan.start + 7, info);
  write(device, plan.start + 1, info);
}

function partitionTable(plan: Plan): Uint8Array {
  const { bytes, view } = emptySector(plan);
  const cylinder = Math.floor((plan.start + plan.sectors) / (63 * 255));
  bytes.set([0, 1, 1, 0, 0x0c, 254], 446);
  // From 1024 cylinders on there is no room for their number, and nobody reads it.
  bytes.set([((cylinder >>> 2) & 0xc0) | 63, cylinder & 0xff], 452);
  view.setUint32(454, plan.start, true);
  view.setUint32(458, plan.sectors, true);
  return bytes;
}

function emptySector({ sectorBytes }: Plan): { readonly bytes: Uint8Array; readonly view: DataView } {
  const bytes = new Uint8Array(sectorBytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(SIGNATURE_OFFSET, BOOT_SIGNATURE, true);
  return { bytes, view };
}

function putText(bytes: Uint8Array, offset: number, text: string): void {
  bytes.set(
    Array.from(text, (character) => character.charCodeAt(0)),
    offset,
  );
}

function write(device: BlockDevice, sector: number, bytes: Uint8Array): void {
  if (device.write(sector, bytes) !== 0) fail(Errno.EIO);
}
