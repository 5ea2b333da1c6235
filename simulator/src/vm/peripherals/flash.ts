/**
 * The bytes of the board's flash, as `esp` and `esp32.Partition` show them: four megabytes, erased to 0xff, where a write
 * can only clear bits. They are kept in the board's image, as its files and its non-volatile storage are, but those do not
 * lie in them: nobody else reads what is written here. The partitions are those of MicroPython's partitions-4MiB.csv.
 */
import { Errno } from '../../../../shared/src';
import type { Change } from '../../flash';
import type { Vm } from '../vm';

export const FLASH_BYTES = 4 * 1024 * 1024;
export const SECTOR_BYTES = 4096;

export interface PartitionEntry {
  /** 0 is a program, 1 is data. */
  readonly type: 0 | 1;
  readonly subtype: number;
  readonly address: number;
  readonly sizeBytes: number;
  readonly label: string;
}

export const PARTITIONS: readonly PartitionEntry[] = [
  { type: 1, subtype: 0x02, address: 0x9000, sizeBytes: 0x6000, label: 'nvs' },
  { type: 1, subtype: 0x01, address: 0xf000, sizeBytes: 0x1000, label: 'phy_init' },
  { type: 0, subtype: 0x00, address: 0x10000, sizeBytes: 0x1f0000, label: 'factory' },
  { type: 1, subtype: 0x81, address: 0x200000, sizeBytes: 0x200000, label: 'vfs' },
];

export class Flash {
  constructor(private readonly vm: Vm) {}

  read(address: number, target: Uint8Array): void {
    for (const { number, offset, from, to } of sectorsOf(address, target.length)) {
      const part = target.subarray(from, to);
      const sector = this.sectors.get(number);
      if (sector) part.set(sector.subarray(offset, offset + part.length));
      else part.fill(0xff);
    }
  }

  /** Clears bits: what is to be other than 0xff must be erased first. */
  write(address: number, bytes: Uint8Array): void {
    this.change(address, bytes, (sector, offset, part) => {
      for (const [i, byte] of part.entries()) sector[offset + i] = (sector[offset + i] ?? 0) & byte;
    });
  }

  /** Erases what it covers, and writes; the other bytes of its sectors stay. */
  replace(address: number, bytes: Uint8Array): void {
    this.change(address, bytes, (sector, offset, part) => sector.set(part, offset));
  }

  /** Both in whole sectors. */
  erase(address: number, sizeBytes: number): void {
    const first = Math.floor(address / SECTOR_BYTES);
    const count = Math.ceil(sizeBytes / SECTOR_BYTES);
    const sectors = Array.from({ length: count }, (_, i) => first + i).filter((sector) => this.sectors.has(sector));
    this.store(sectors.map((sector) => ({ kind: 'erased', sector })));
  }

  holds(address: number, sizeBytes: number): boolean {
    return address >= 0 && address + sizeBytes <= FLASH_BYTES;
  }

  private change(address: number, bytes: Uint8Array, put: (sector: Uint8Array, offset: number, part: Uint8Array) => void): void {
    const changes = sectorsOf(address, bytes.length).map(({ number, offset, from, to }): Change => {
      const sector = this.sectors.get(number)?.slice() ?? new Uint8Array(SECTOR_BYTES).fill(0xff);
      put(sector, offset, bytes.subarray(from, to));
      return { kind: 'sector', sector: number, bytes: sector };
    });
    this.store(changes);
  }

  private get sectors(): ReadonlyMap<number, Uint8Array> {
    return this.vm.chip.storage.sectors;
  }

  private store(changes: readonly Change[]): void {
    if (changes.length > 0 && !this.vm.chip.store(changes)) this.vm.errors.os(Errno.EIO);
  }
}

/** The sectors that a stretch of the flash lies in: where it begins in each, and which of its bytes are there. */
function sectorsOf(address: number, length: number): { number: number; offset: number; from: number; to: number }[] {
  const parts = [];
  for (let from = 0; from < length;) {
    const offset = (address + from) % SECTOR_BYTES;
    const to = Math.min(length, from + SECTOR_BYTES - offset);
    parts.push({ number: Math.floor((address + from) / SECTOR_BYTES), offset, from, to });
    from = to;
  }
  return parts;
}
