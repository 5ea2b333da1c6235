/** CRC-32 with neither its start nor its end inverted, as littlefs has it; zip files invert both. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Goes on with a sum. */
export function crc32(start: number, bytes: Uint8Array): number {
  let sum = start;
  for (const byte of bytes) sum = (TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return sum >>> 0;
}
