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

export function flashOf(vm: Vm): Flash {
  return new Flash(vm);
}

export class Flash {
  constructor(private readonly vm: Vm) {}

  read(address: number, target: Uint8Array): void {
    for (let i = 0; i < target.length; i++) {
      const at = address + i;
      target[i] = this.sectors.get(Math.floor(at / SECTOR_BYTES))?.[at % SECTOR_BYTES] ?? 0xff;
    }
  }

  write(address: number, bytes: Uint8Array): void {
    const written = new Map<number, Uint8Array>();
    for (const [i, byte] of bytes.entries()) {
      const number = Math.floor((address + i) / SECTOR_BYTES);
      const sector = written.get(number) ?? this.sectors.get(number)?.slice() ?? new Uint8Array(SECTOR_BYTES).fill(0xff);
      written.set(number, sector);
      const offset = (address + i) % SECTOR_BYTES;
      sector[offset] = (sector[offset] ?? 0) & byte;
    }
    this.store([...written].map(([sector, contents]) => ({ kind: 'sector', sector, bytes: contents })));
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

  private get sectors(): ReadonlyMap<number, Uint8Array> {
    return this.vm.chip.storage.sectors;
  }

  private store(changes: readonly Change[]): void {
    if (changes.length > 0 && !this.vm.chip.store(changes)) this.vm.errors.os(Errno.EIO);
  }
}
