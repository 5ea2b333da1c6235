/** MQTT's first packet, as far as it tells that this is MQTT, and in which version everything after it is to be read. */

const NAMES = [
  [0x00, 0x04, ...Buffer.from('MQTT')],
  [0x00, 0x06, ...Buffer.from('MQIsdp')],
];

/** 3 for version 3.1, 4 for 3.1.1, 5 for 5; undefined if it is no CONNECT, or its beginning is not all there. */
export function connectVersion(bytes: Uint8Array): number | undefined {
  if (bytes[0] !== 0x10) return undefined;
  let at = 1;
  while (at < 4 && (bytes[at] ?? 0) >= 0x80) at += 1;
  at += 1;
  const name = NAMES.find((expected) => expected.every((byte, index) => bytes[at + index] === byte));
  // The highest bit is set by brokers that connect to others.
  return name && bytes[at + name.length] !== undefined ? (bytes[at + name.length] ?? 0) & 0x7f : undefined;
}
