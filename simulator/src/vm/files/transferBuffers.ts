/**
 * Memory through which a script's block device and a file system hand each other bytes, with a `memoryview` of it. It lies
 * outside the heap, because files are also closed by the collector, when nothing can be allocated. Buffers are used again and
 * never freed: a script that keeps its memoryview sees other bytes in it later, and harms nobody.
 */
import type { Ref } from '../objects';
import type { Vm } from '../vm';

interface Buffer {
  readonly view: Ref;
  readonly address: number;
  readonly sizeBytes: number;
}

/** `B`, and that it can be written. */
const TYPE_CODE = 0x42 | 0x80;
const VIEW_BYTES = 16;
const MIN_BYTES = 512;

export class TransferBuffers {
  private readonly free: Buffer[] = [];

  constructor(private readonly vm: Vm) {}

  /** Transfers may happen within each other: a device may keep its blocks in a file of another one. */
  use<T>(sizeBytes: number, transfer: (view: Ref, bytes: Uint8Array) => T): T {
    const { image } = this.vm;
    const index = this.free.findIndex((candidate) => candidate.sizeBytes >= sizeBytes);
    const buffer = index >= 0 ? (this.free.splice(index, 1)[0] as Buffer) : this.make(sizeBytes);
    image.setWord(buffer.view + 4, TYPE_CODE);
    image.setWord(buffer.view + 8, sizeBytes);
    image.setWord(buffer.view + 12, buffer.address);
    try {
      return transfer(buffer.view, image.bytes(buffer.address, sizeBytes));
    } finally {
      this.free.push(buffer);
    }
  }

  private make(wantedBytes: number): Buffer {
    const { image, objects, errors } = this.vm;
    const sizeBytes = 2 ** Math.ceil(Math.log2(Math.max(MIN_BYTES, wantedBytes)));
    const view = image.exports.malloc(VIEW_BYTES + sizeBytes);
    if (view === 0) return errors.raise('MemoryError');
    image.setWord(view, objects.builtin('memoryview'));
    return { view, address: view + VIEW_BYTES, sizeBytes };
  }
}
