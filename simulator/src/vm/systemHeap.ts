/**
 * What the rest of the firmware takes of the chip's memory: the Wi-Fi driver, and each TLS connection. On a chip without
 * PSRAM the MicroPython heap grows into the same memory, so these shares are blocks held in it: they lower what
 * `gc.mem_free` tells and what a script can have, and there may be no room for them. The pieces are small, because the
 * firmware's allocator is not bound to where the script's objects lie. A heap that is smaller than a board's has smaller
 * shares in proportion; a heap in PSRAM has none.
 */
import type { Image } from './image';

/**
 * What is taken of it when the heap has the usual size, and what a TLS connection keeps after its handshake. It takes about
 * twice as much on a chip; the other half lies in regions of memory into which the heap never grows.
 */
const SHARE_BYTES = { wifi: 50 * 1024, tls: 20 * 1024 } as const;
const ESTABLISHED_BYTES = 12 * 1024;
export type ShareKind = keyof typeof SHARE_BYTES;

export const USUAL_HEAP_BYTES = 160 * 1024;
/** More memory than this is PSRAM, which drivers do not use. */
const INTERNAL_MEMORY_BYTES = 512 * 1024;
/** What MicroPython takes when it starts; the heap is extended by doubling it. */
const INITIAL_HEAP_BYTES = 56 * 1024;
const PIECE_BYTES = 2048;

/** A share that is held. */
export interface Share {
  readonly pieces: number[];
}

export interface HeapFigures {
  readonly total: number;
  readonly free: number;
  readonly largestFree: number;
  readonly leastFree: number;
}

export class SystemHeap {
  private readonly shares = new Set<Share>();
  private wifi: Share | undefined;
  private leastFree = Infinity;

  /** `slot` is the address of a word that the collector scans. */
  constructor(
    private readonly image: Image,
    private readonly heapSizeBytes: number,
    private readonly slot: number,
    private readonly collectGarbage: () => void,
  ) {}

  /** Takes a share; undefined if there is no room even after a collection. */
  take(kind: ShareKind): Share | undefined {
    const share = this.tryToTake(kind);
    if (share) return share;
    // The search for room has finalised connections that are garbage. What they let go then is free after another collection.
    this.collectGarbage();
    return this.tryToTake(kind);
  }

  private tryToTake(kind: ShareKind): Share | undefined {
    const share: Share = { pieces: [] };
    this.shares.add(share);
    for (let missing = this.sizeOf(kind); missing >= PIECE_BYTES; missing -= PIECE_BYTES) {
      const piece = this.image.exports.gc_alloc(PIECE_BYTES, 0);
      if (piece === 0) {
        this.release(share);
        return undefined;
      }
      this.image.bytes(piece, PIECE_BYTES).fill(0);
      share.pieces.push(piece);
      this.link();
    }
    return share;
  }

  /** The driver's share. Returns whether there is room for it. */
  setWifi(isActive: boolean): boolean {
    if (isActive) this.wifi ??= this.take('wifi');
    else {
      if (this.wifi) this.release(this.wifi);
      this.wifi = undefined;
    }
    return !isActive || this.wifi !== undefined;
  }

  /** A TLS connection lets go what only its handshake needed. */
  handshakeOver(share: Share): void {
    this.shrink(share, Math.floor((ESTABLISHED_BYTES * this.scale) / PIECE_BYTES));
  }

  release(share: Share): void {
    this.shrink(share, 0);
    this.shares.delete(share);
  }

  private shrink(share: Share, count: number): void {
    const freed = share.pieces.splice(count);
    if (freed.length === 0) return;
    this.link();
    // While the collector runs nothing is freed by this; the next collection does it.
    for (const piece of freed) this.image.exports.m_realloc(piece, 0);
  }

  /** Bytes of the MicroPython heap that are held. */
  get takenBytes(): number {
    let count = 0;
    for (const { pieces } of this.shares) count += pieces.length;
    return count * PIECE_BYTES;
  }

  /** What `esp32.idf_heap_info` tells of the largest region, when so much of the MicroPython heap is in use and free. */
  figures(inUseBytes: number, freeBytes: number): HeapFigures {
    const free = this.split(inUseBytes, freeBytes).maxNewSplit;
    this.leastFree = Math.min(this.leastFree, free);
    return { total: Math.max(0, this.heapSizeBytes - INITIAL_HEAP_BYTES), free, largestFree: free, leastFree: this.leastFree };
  }

  /** How a board divides its memory: the heap as far as it has been extended, and the largest piece that it could get. */
  split(inUseBytes: number, freeBytes: number): { readonly total: number; readonly maxNewSplit: number } {
    const whole = inUseBytes + freeBytes;
    let total = INITIAL_HEAP_BYTES;
    while (total < inUseBytes) total *= 2;
    total = Math.min(whole, total);
    return { total, maxNewSplit: whole - total };
  }

  private sizeOf(kind: ShareKind): number {
    return SHARE_BYTES[kind] * this.scale;
  }

  private get scale(): number {
    return this.heapSizeBytes > INTERNAL_MEMORY_BYTES ? 0 : Math.min(1, this.heapSizeBytes / USUAL_HEAP_BYTES);
  }

  /** Each piece begins with the address of the next, so that one word holds them all. */
  private link(): void {
    let next = 0;
    for (const { pieces } of this.shares) {
      for (const piece of pieces) {
        this.image.setWord(piece, next);
        next = piece;
      }
    }
    this.image.setWord(this.slot, next);
  }
}
