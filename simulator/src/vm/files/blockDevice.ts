/**
 * What a file system needs of the device that it is on: blocks that are read and written, and requests. The outcomes are
 * those of MicroPython's block devices. Nothing here knows Python; what a device raises passes through whoever calls it.
 */

export interface BlockDevice {
  readonly isReadOnly: boolean;
  /** Fills `target` from the start of a block on, or from `offset` bytes in it. Returns 0 or a negated errno. */
  read(block: number, target: Uint8Array, offset?: number): number;
  /** Writes whole blocks; with an offset bytes that were erased before. Returns 0 or a negated errno. */
  write(block: number, bytes: Uint8Array, offset?: number): number;
  /** What the device answers; undefined if it answers nothing. `mustAnswer`: it is an error of the device's if it does not. */
  request(request: number, argument: number, options?: { readonly mustAnswer: boolean }): number | undefined;
}

export const BlockRequest = { begin: 1, end: 2, sync: 3, count: 4, size: 5, erase: 6 } as const;
