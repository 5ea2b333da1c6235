/**
 * The chip's memory as ESP-IDF's allocator has it: what the rest of the firmware takes of it, the Wi-Fi driver, sockets and TLS
 * connections, and what is left. On a chip without PSRAM the MicroPython heap grows into the same memory, so these shares
 * are blocks held in it: they lower what `gc.mem_free` tells and what a script can have, and there may be no room for them.
 * The pieces are small, because the firmware's allocator is not bound to where the script's objects lie. A heap that is
 * smaller than a board's has smaller shares in proportion. With PSRAM the heap lies there, and of the shares only what is too
 * large for the chip's own memory.
 */
import { boardKind, DEFAULT_BOARD, type BoardKind } from '../../../shared/src';
import type { Image } from './image';
import { internalRegions, psramRegion, splitHeap, type HeapRegion, type HeapSplit } from './heapRegions';
import { TlsMemory } from './tlsMemory';

/** Larger blocks than this come from PSRAM if there is any: CONFIG_SPIRAM_MALLOC_ALWAYSINTERNAL. */
const LARGE_BLOCK_BYTES = 8192;
const WIFI_BYTES = 50 * 1024;
/** A `tcp_pcb` of lwIP (about 180 bytes), its `netconn` (70), two queues and a semaphore of FreeRTOS for it (270). */
const SOCKET_BYTES = 512;

/** The blocks that a share consists of at first; `later` of them it keeps. */
interface ShareSize {
  readonly first: readonly number[];
  readonly later: readonly number[];
}

const SHARES = {
  wifi: steady([WIFI_BYTES]),
  socket: steady([SOCKET_BYTES]),
  tls: { first: [...TlsMemory.kept, ...TlsMemory.handshake], later: TlsMemory.kept },
} as const satisfies Readonly<Record<string, ShareSize>>;
export type ShareKind = keyof typeof SHARES;

/** What the whole of the memory is for which the shares were measured. */
const USUAL_HEAP_BYTES = boardKind(DEFAULT_BOARD).heapSizeBytes;
/** A larger heap than this is none of the chip's own memory. */
const INTERNAL_MEMORY_BYTES = 512 * 1024;
const PIECE_BYTES = 2048;

/** A share that is held. */
export interface Share {
  readonly kind: ShareKind;
  readonly pieces: { readonly address: number; readonly sizeBytes: number }[];
  /** Of the chip's own memory, where the MicroPython heap does not lie in it. */
  internalBytes: number;
}

export interface SystemHeapSetup {
  readonly board: BoardKind;
  readonly heapSizeBytes: number;
  /** The address of a word that the collector scans. */
  readonly slot: number;
  readonly collectGarbage: () => void;
}

export class SystemHeap {
  private readonly shares = new Set<Share>();
  private wifi: Share | undefined;
  private readonly leastFree = { heap: Infinity, internal: Infinity };
  /** Tells how much of the MicroPython heap is in use and free, as a board counts it. */
  measure: (() => { readonly inUseBytes: number; readonly freeBytes: number }) | undefined;

  constructor(
    private readonly image: Image,
    private readonly setup: SystemHeapSetup,
  ) {}

  /** Takes a share; undefined if there is no room even after a collection. */
  take(kind: ShareKind): Share | undefined {
    const share = this.tryToTake(kind);
    if (share) return share;
    // The search for room has finalised connections that are garbage. What they let go then is free after another collection.
    this.setup.collectGarbage();
    return this.tryToTake(kind);
  }

  private tryToTake(kind: ShareKind): Share | undefined {
    const { heapBytes, internalBytes } = this.sizeOf(SHARES[kind].first);
    const share: Share = { kind, pieces: [], internalBytes };
    if (internalBytes > this.internalFreeBytes) return undefined;
    this.shares.add(share);
    const pieceBytes = Math.max(SOCKET_BYTES, Math.min(PIECE_BYTES, heapBytes));
    for (let missing = heapBytes; missing >= pieceBytes; missing -= pieceBytes) {
      const address = this.image.exports.gc_alloc(pieceBytes, 0);
      if (address === 0) {
        this.release(share);
        return undefined;
      }
      this.image.bytes(address, pieceBytes).fill(0);
      share.pieces.push({ address, sizeBytes: pieceBytes });
      this.link();
    }
    if (kind !== 'socket') this.look();
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
    const { heapBytes, internalBytes } = this.sizeOf(SHARES[share.kind].later);
    share.internalBytes = Math.min(share.internalBytes, internalBytes);
    this.shrink(share, heapBytes);
  }

  release(share: Share): void {
    share.internalBytes = 0;
    this.shrink(share, 0);
    this.shares.delete(share);
  }

  private shrink({ pieces }: Share, keptBytes: number): void {
    let kept = 0;
    const count = pieces.findIndex(({ sizeBytes }) => (kept += sizeBytes) > keptBytes);
    const freed = count < 0 ? [] : pieces.splice(count);
    if (freed.length === 0) return;
    this.link();
    // While the collector runs nothing is freed by this; the next collection does it.
    for (const { address } of freed) this.image.exports.m_realloc(address, 0);
  }

  /** Bytes of the MicroPython heap that are held. */
  get takenBytes(): number {
    let sum = 0;
    for (const { pieces } of this.shares) for (const { sizeBytes } of pieces) sum += sizeBytes;
    return sum;
  }

  /** What `esp32.idf_heap_info` tells of the memory for data. */
  regions(): readonly HeapRegion[] {
    const free = this.look();
    const { board, heapSizeBytes } = this.setup;
    if (board.psramBytes === 0) return internalRegions(heapSizeBytes, { ...free, isHeapThere: true });
    const usual = { isHeapThere: false, freeBytes: free.internalFreeBytes, leastFreeBytes: this.leastFree.internal };
    return [psramRegion(board.psramBytes, free), ...internalRegions(USUAL_HEAP_BYTES, usual)];
  }

  /** How a board divides its memory: the heap as far as it has been extended, and the largest piece that it could get. */
  split(inUseBytes: number, freeBytes: number): HeapSplit {
    return splitHeap(inUseBytes, freeBytes);
  }

  /** What is free at this moment, and remembers the least that ever was. */
  private look(): { readonly freeBytes: number; readonly leastFreeBytes: number; readonly internalFreeBytes: number } {
    const { inUseBytes, freeBytes } = this.measure?.() ?? { inUseBytes: 0, freeBytes: Infinity };
    const free = splitHeap(inUseBytes, freeBytes).maxNewSplit;
    const { leastFree, internalFreeBytes } = this;
    leastFree.heap = Math.min(leastFree.heap, free);
    leastFree.internal = Math.min(leastFree.internal, internalFreeBytes);
    return { freeBytes: free, leastFreeBytes: leastFree.heap, internalFreeBytes };
  }

  private get internalFreeBytes(): number {
    let taken = 0;
    for (const { internalBytes } of this.shares) taken += internalBytes;
    return USUAL_HEAP_BYTES - taken;
  }

  /** Where blocks of these sizes come from: the memory of the MicroPython heap, or the chip's own beside it. */
  private sizeOf(blocks: readonly number[]): { readonly heapBytes: number; readonly internalBytes: number } {
    const sum = blocks.reduce((total, block) => total + block, 0);
    const { board, heapSizeBytes } = this.setup;
    if (board.psramBytes > 0) {
      const large = blocks.filter((block) => block > LARGE_BLOCK_BYTES && block !== WIFI_BYTES).reduce((total, block) => total + block, 0);
      return { heapBytes: large, internalBytes: sum - large };
    }
    if (heapSizeBytes > INTERNAL_MEMORY_BYTES) return { heapBytes: 0, internalBytes: 0 };
    return { heapBytes: Math.floor(sum * Math.min(1, heapSizeBytes / USUAL_HEAP_BYTES)), internalBytes: 0 };
  }

  /** Each piece begins with the address of the next, so that one word holds them all. */
  private link(): void {
    let next = 0;
    for (const { pieces } of this.shares) {
      for (const { address } of pieces) {
        this.image.setWord(address, next);
        next = address;
      }
    }
    this.image.setWord(this.setup.slot, next);
  }
}

function steady(blocks: readonly number[]): ShareSize {
  return { first: blocks, later: blocks };
}
