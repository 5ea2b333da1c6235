/**
 * A block device that is an object of the script's, with the methods `readblocks`, `writeblocks` and `ioctl`, or in place of the
 * last `count` and `sync`, as MicroPython's extmod/vfs_blockdev.c calls them. Their bound methods lie in the block of the
 * file system's object, where the collector sees them. What the script raises passes through whoever asked.
 */
import { Errno } from '../../../../shared/src';
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { BlockRequest, type BlockDevice } from './blockDevice';
import type { TransferBuffers } from './transferBuffers';

const METHODS = ['readblocks', 'writeblocks', 'ioctl', 'sync', 'count'] as const;
type Method = (typeof METHODS)[number];

/** What the methods take of the object. */
export const DEVICE_BYTES = 4 * METHODS.length;

export class PythonDevice implements BlockDevice {
  /** `block` is where the bound methods are kept: part of a block of the heap that is full of zeros and kept by the caller. */
  constructor(
    private readonly vm: Vm,
    private readonly buffers: TransferBuffers,
    private readonly block: number,
    device: Ref,
  ) {
    this.bind(device, 'readblocks', { isRequired: true });
    this.bind(device, 'writeblocks', { isRequired: false });
    this.bind(device, 'ioctl', { isRequired: false });
    if (this.method('ioctl') !== NULL) return;
    this.bind(device, 'sync', { isRequired: false });
    this.bind(device, 'count', { isRequired: true });
  }

  get isReadOnly(): boolean {
    return this.method('writeblocks') === NULL;
  }

  read(block: number, target: Uint8Array, offset?: number): number {
    return this.buffers.use(target.length, (view, bytes) => {
      const outcome = this.transfer('readblocks', block, view, offset);
      target.set(bytes);
      return outcome;
    });
  }

  write(block: number, source: Uint8Array, offset?: number): number {
    if (this.isReadOnly) return -Errno.EROFS;
    return this.buffers.use(source.length, (view, bytes) => {
      bytes.set(source);
      return this.transfer('writeblocks', block, view, offset);
    });
  }

  request(request: number, argument: number, { mustAnswer } = { mustAnswer: false }): number | undefined {
    const answer = this.ask(request, argument);
    return answer === NONE && !mustAnswer ? undefined : this.vm.convert.int(answer);
  }

  private ask(request: number, argument: number): Ref {
    const { objects } = this.vm;
    if (this.method('ioctl') !== NULL) return objects.call(this.method('ioctl'), objects.int(request), objects.int(argument));
    if (request === BlockRequest.count) return objects.call(this.method('count'));
    if (request === BlockRequest.sync && this.method('sync') !== NULL) objects.call(this.method('sync'));
    return NONE;
  }

  private transfer(method: Method, block: number, view: Ref, offset: number | undefined): number {
    const { objects, convert } = this.vm;
    const offsets = offset === undefined ? [] : [objects.int(offset)];
    const answer = objects.call(this.method(method), objects.int(block), view, ...offsets);
    if (answer === NONE) return 0;
    const outcome = convert.int(answer);
    // A count of bytes, as some drivers return it, is no success.
    return outcome > 0 ? -Errno.EINVAL : outcome;
  }

  private bind(device: Ref, name: Method, { isRequired }: { readonly isRequired: boolean }): void {
    const { objects, image } = this.vm;
    const getAttribute = objects.builtin('getattr');
    const absent = isRequired ? [] : [NONE];
    const method = objects.call(getAttribute, device, objects.intern(name), ...absent);
    image.setWord(this.address(name), method === NONE ? NULL : method);
  }

  private method(name: Method): Ref {
    return this.vm.image.word(this.address(name));
  }

  private address(name: Method): number {
    return this.block + 4 * METHODS.indexOf(name);
  }
}
