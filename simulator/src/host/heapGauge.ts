/**
 * Reads how full a VM's heap is from the allocation table in its memory, which both threads see. The VM has no part in it. While
 * it allocates or collects, what is read may be a moment old in some places and not in others, which a gauge may be.
 */
import type { HeapState } from '../../../shared/src';
import type { VmWords } from '../syscall';

/** The words of MicroPython's `mp_state_mem_area_t` that matter, counted from its beginning. */
const TABLE_ADDRESS = 1;
const TABLE_BYTES = 2;
/** Of a byte of the table, two bits each; 0 is a free block. */
const BLOCKS_PER_BYTE = 4;
const BLOCK_BYTES = 16;

export class HeapGauge {
  private readonly bytes: Uint8Array;
  private readonly area: Uint32Array;

  private readonly flashBytes: number;

  constructor({ heap, heapArea, flashBytes }: VmWords) {
    this.flashBytes = flashBytes;
    this.bytes = new Uint8Array(heap);
    this.area = new Uint32Array(heap, heapArea, TABLE_BYTES + 1);
  }

  read(): HeapState {
    const start = this.area[TABLE_ADDRESS] ?? 0;
    const length = this.area[TABLE_BYTES] ?? 0;
    let usedBlocks = 0;
    for (const entry of this.bytes.subarray(start, start + length)) usedBlocks += USED_BLOCKS[entry] ?? 0;
    const inHeap = (blocks: number): number => Math.max(0, blocks * BLOCK_BYTES - this.flashBytes);
    return { usedBytes: inHeap(usedBlocks), totalBytes: inHeap(length * BLOCKS_PER_BYTE) };
  }
}

/** How many blocks are in use, for every byte that the table may hold. */
const USED_BLOCKS = Uint8Array.from({ length: 256 }, (_, entry) => [0, 2, 4, 6].filter((shift) => ((entry >> shift) & 3) !== 0).length);
