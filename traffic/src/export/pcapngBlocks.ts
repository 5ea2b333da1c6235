/**
 * The blocks of a pcapng file, as draft-ietf-opsawg-pcapng describes them: little-endian, each with its length at both ends and
 * filled up to four bytes. Only the blocks and options that an export of recorded traffic needs.
 */
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const NAME_RESOLUTION = 4;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const LINKTYPE_ETHERNET = 1;
const IPV4_NAME = 1;

const COMMENT = 1;
const SECTION_APPLICATION = 4;
const INTERFACE_NAME = 2;
const INTERFACE_TIME_RESOLUTION = 9;
/** An option's length has 16 bits, and nobody reads a comment as long as that. */
const MAX_TEXT_BYTES = 4096;

export function sectionHeader(application: string): Uint8Array {
  const fixed = Buffer.alloc(16);
  fixed.writeUInt32LE(BYTE_ORDER_MAGIC, 0);
  fixed.writeUInt16LE(1, 4);
  fixed.writeUInt16LE(0, 6);
  // How long the section is, is not known.
  fixed.writeBigInt64LE(-1n, 8);
  return block(SECTION_HEADER, [fixed, ...options([[SECTION_APPLICATION, text(application)]])]);
}

/** Of Ethernet frames, with times in microseconds. */
export function interfaceDescription(name: string): Uint8Array {
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16LE(LINKTYPE_ETHERNET, 0);
  return block(INTERFACE, [
    fixed,
    ...options([
      [INTERFACE_NAME, text(name)],
      [INTERFACE_TIME_RESOLUTION, Buffer.of(6)],
    ]),
  ]);
}

/** @param names pairs of an IPv4 address, as its four bytes, and a name for it */
export function nameResolution(names: Iterable<readonly [Uint8Array, string]>): Uint8Array {
  const records = [...names].flatMap(([address, name]) => tagged(IPV4_NAME, Buffer.concat([address, text(name), Buffer.alloc(1)])));
  return block(NAME_RESOLUTION, [...records, Buffer.alloc(4)]);
}

/** @param size how long the packet was on the wire; more than `bytes` has where it was not recorded in full */
export function enhancedPacket(timeUs: number, bytes: Uint8Array, size: number, comments: readonly string[]): Uint8Array {
  const fixed = Buffer.alloc(20);
  fixed.writeUInt32LE(Math.floor(timeUs / 2 ** 32), 4);
  fixed.writeUInt32LE(timeUs % 2 ** 32, 8);
  fixed.writeUInt32LE(bytes.length, 12);
  fixed.writeUInt32LE(size, 16);
  return block(ENHANCED_PACKET, [fixed, ...padded(bytes), ...options(comments.map((comment) => [COMMENT, text(comment)]))]);
}

function block(type: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = 12 + parts.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, ...parts, head.subarray(4)]);
}

/** Ends with the option that ends them, unless there are none. */
function options(list: readonly (readonly [code: number, value: Uint8Array])[]): Uint8Array[] {
  return list.length === 0 ? [] : [...list.flatMap(([code, value]) => tagged(code, value)), Buffer.alloc(4)];
}

function tagged(code: number, value: Uint8Array): Uint8Array[] {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return [head, ...padded(value)];
}

function padded(bytes: Uint8Array): Uint8Array[] {
  return [bytes, Buffer.alloc(-bytes.length & 3)];
}

/** UTF-8 without NUL, which would end a name; cut between two characters. */
function text(value: string): Uint8Array {
  const bytes = Buffer.from(value.replaceAll('\0', ' '));
  if (bytes.length <= MAX_TEXT_BYTES) return bytes;
  let end = MAX_TEXT_BYTES;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}
