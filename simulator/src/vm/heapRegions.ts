/**
 * The regions of a board's memory as `esp32.idf_heap_info` lists them. The small ones are the firmware's own, with the
 * figures of some board; the large ones are what the simulated board has free. How the MicroPython heap lies in them is
 * the board's: it begins with 56 KB and doubles as it needs more.
 */

export interface HeapRegion {
  readonly sizeBytes: number;
  readonly freeBytes: number;
  readonly largestFreeBytes: number;
  readonly leastFreeBytes: number;
}

export interface HeapSplit {
  readonly total: number;
  readonly maxNewSplit: number;
}

const INITIAL_HEAP_BYTES = 56 * 1024;
/** What the allocator has of the chip's largest regions for itself, and what of the PSRAM. */
const OVERHEAD_BYTES = 7344;
const PSRAM_OVERHEAD_BYTES = 2180;

/** How a heap of which so much is in use and free is divided into what it was extended to and what it could still get at once. */
export function splitHeap(inUseBytes: number, freeBytes: number): HeapSplit {
  const whole = inUseBytes + freeBytes;
  let total = INITIAL_HEAP_BYTES;
  while (total < inUseBytes) total *= 2;
  total = Math.min(whole, total);
  return { total, maxNewSplit: whole - total };
}

export interface InternalMemory {
  /** Whether the MicroPython heap begins in one of the regions. */
  readonly isHeapThere: boolean;
  readonly freeBytes: number;
  readonly leastFreeBytes: number;
}

/** The chip's own memory. `sizeBytes`: as much of it as MicroPython could have if nobody else took any. */
export function internalRegions(sizeBytes: number, { isHeapThere, freeBytes, leastFreeBytes }: InternalMemory): readonly HeapRegion[] {
  const later = Math.max(0, sizeBytes - INITIAL_HEAP_BYTES);
  const first = (bytes: number): number => (isHeapThere ? 0 : Math.max(0, bytes - later));
  return [
    region(7288, 0, 0),
    region(19288, 2068, 2012),
    region(INITIAL_HEAP_BYTES, first(freeBytes), first(leastFreeBytes)),
    region(15072, 12404, 12404),
    region(later + OVERHEAD_BYTES, Math.min(later, freeBytes), Math.min(later, leastFreeBytes)),
  ];
}

export function psramRegion(sizeBytes: number, { freeBytes, leastFreeBytes }: Omit<InternalMemory, 'isHeapThere'>): HeapRegion {
  return region(sizeBytes - PSRAM_OVERHEAD_BYTES, freeBytes, leastFreeBytes);
}

function region(sizeBytes: number, freeBytes: number, leastFreeBytes: number): HeapRegion {
  return { sizeBytes, freeBytes, largestFreeBytes: freeBytes, leastFreeBytes };
}
