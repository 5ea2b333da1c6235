/** Blocks of a file as they go to a board: without the byte that would interrupt what reads them there. */

const CTRL_C = 0x03;

/** A key, and the block XORed with it, so that no byte of both is Ctrl-C. A block has fewer than 255 bytes, so that there is a key. */
export function keyed(block: Uint8Array): Uint8Array {
  const excluded = new Set([CTRL_C, ...block.map((byte) => byte ^ CTRL_C)]);
  let key = 0;
  while (excluded.has(key)) key++;
  return Uint8Array.of(key, ...block.map((byte) => byte ^ key));
}
