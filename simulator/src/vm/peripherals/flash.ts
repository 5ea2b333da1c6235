/**
 * The bytes of the board's flash, as `esp` and `esp32.Partition` show them: four megabytes, erased to 0xff, where a write
 * can only clear bits. The board's files and its non-volatile storage do not lie in it: what is written here lasts until the
 * board is reset, and nobody else reads it. The partitions are those of MicroPython's partitions-4MiB.csv.
 */
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
  return vm.chip.state('flash', () => new Flash());
}

export class Flash {
  /** The sectors that are not erased, by number. */
  private readonly sectors = new Map<number, Uint8Array>();

  read(address: number, target: Uint8Array): void {
    for (let i = 0; i < target.length; i++) {
      const at = address + i;
      target[i] = this.sectors.get(Math.floor(at / SECTOR_BYTES))?.[at % SECTOR_BYTES] ?? 0xff;
    }
  }

  write(address: number, bytes: Uint8Array): void {
    for (const [i, byte] of bytes.entries()) {
      const number = Math.floor((address + i) / SECTOR_BYTES);
      const sector = this.sectors.get(number) ?? new Uint8Array(SECTOR_BYTES).fill(0xff);
      this.sectors.set(number, sector);
      const offset = (address + i) % SECTOR_BYTES;
      sector[offset] = (sector[offset] ?? 0) & byte;
    }
  }

  /** Both in whole sectors. */
  erase(address: number, sizeBytes: number): void {
    for (let at = address; at < address + sizeBytes; at += SECTOR_BYTES) this.sectors.delete(Math.floor(at / SECTOR_BYTES));
  }

  holds(address: number, sizeBytes: number): boolean {
    return address >= 0 && address + sizeBytes <= FLASH_BYTES;
  }
}
