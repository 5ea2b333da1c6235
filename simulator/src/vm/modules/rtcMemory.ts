/**
 * The memory of the clock's part of the chip, which runs on over all resets but those that are like power-on. `RTC.memory` keeps some bytes
 * in it, and `machine.mem_backup` gives all of it to the script, as MicroPython's ports/esp32/machine_rtc.c and
 * machine_mem_backup.c have it. What the script writes there is seen by nobody; so the board keeps a view of it.
 */
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';

const SIZE_BYTES = 2048;
/** What a memoryview is: unsigned bytes, which can be written. */
const BYTE_CODE = 'B'.charCodeAt(0);
const WRITABLE = 0x80;
const VIEW_BYTES = 16;
const ALL_REGIONS = -1;

export class RtcMemory {
  /** The memoryview that the script has got. */
  private view = NULL;

  constructor(private readonly vm: Vm) {
    // What an earlier VM has given to its script lies in that VM's memory, which would be kept for it.
    this.keep(this.kept.bytes.slice(), this.kept.length);
  }

  /** What `RTC.memory` stored last. */
  read(): Uint8Array {
    const { bytes, length } = this.kept;
    return bytes.slice(0, length);
  }

  write(data: Uint8Array): Ref {
    if (data.length > SIZE_BYTES) return this.vm.errors.value('buffer too long');
    const { bytes } = this.kept;
    bytes.set(data);
    this.keep(bytes, data.length);
    return NONE;
  }

  /** `machine.mem_backup` */
  regions(region: Ref | undefined): Ref {
    const { convert, errors, objects } = this.vm;
    const number = region === undefined ? 0 : convert.int(region);
    if (number !== 0 && number !== ALL_REGIONS) return errors.value('invalid region');
    if (this.view === NULL) this.view = this.newView();
    return number === ALL_REGIONS ? objects.tuple(this.view) : this.view;
  }

  private newView(): Ref {
    const { image, objects } = this.vm;
    const { bytes, length } = this.kept;
    const shared = image.bytes(image.exports.malloc(SIZE_BYTES), SIZE_BYTES);
    shared.set(bytes);
    this.keep(shared, length);
    const view = image.exports.malloc(VIEW_BYTES);
    const words = [objects.builtin('memoryview'), BYTE_CODE | WRITABLE, SIZE_BYTES, shared.byteOffset];
    for (const [i, word] of words.entries()) image.setWord(view + 4 * i, word);
    return view;
  }

  private get kept(): { readonly bytes: Uint8Array; readonly length: number } {
    return this.vm.chip.retained.rtcMemory ?? { bytes: new Uint8Array(SIZE_BYTES), length: 0 };
  }

  private keep(bytes: Uint8Array, length: number): void {
    this.vm.chip.retain({ rtcMemory: { bytes, length } });
  }
}
