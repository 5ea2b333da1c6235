/**
 * Ethernet frames with an IPv4 packet of TCP or UDP in them, with the right lengths and checksums. Pure bytes: what is sent when is
 * decided by those who call.
 */
export interface Endpoint {
  readonly address: Uint8Array;
  readonly port: number;
}

/** What a packet carries. Of `size` bytes only the first ones may be known. */
export interface Payload {
  readonly bytes: Uint8Array;
  readonly size: number;
}

export const NO_PAYLOAD: Payload = { bytes: new Uint8Array(), size: 0 };

export interface Segment {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: number;
  readonly payload: Payload;
}

export const TcpFlag = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16 } as const;

/** The largest segment on Ethernet, as both sides say in their SYN. */
export const MAX_SEGMENT_BYTES = 1460;
/** The largest datagram that IPv4 carries. */
export const MAX_DATAGRAM_BYTES = 65507;

const IPV4_HEADER_BYTES = 20;
const PROTOCOL = { tcp: 6, udp: 17 } as const;
const ETHERTYPE_IPV4 = Buffer.of(0x08, 0x00);

/** @returns the frame, and how long it would be with all of its payload */
export function tcpFrame(segment: Segment, identification: number): Payload {
  const hasOptions = (segment.flags & TcpFlag.SYN) !== 0;
  const header = Buffer.alloc(hasOptions ? 24 : 20);
  header.writeUInt16BE(segment.from.port, 0);
  header.writeUInt16BE(segment.to.port, 2);
  header.writeUInt32BE(segment.sequence, 4);
  header.writeUInt32BE((segment.flags & TcpFlag.ACK) === 0 ? 0 : segment.acknowledged, 8);
  header.writeUInt8((header.length / 4) << 4, 12);
  header.writeUInt8(segment.flags, 13);
  // The window: there is always room.
  header.writeUInt16BE((segment.flags & TcpFlag.RST) === 0 ? 65535 : 0, 14);
  if (hasOptions) {
    header.writeUInt16BE(0x0204, 20);
    header.writeUInt16BE(MAX_SEGMENT_BYTES, 22);
  }
  header.writeUInt16BE(transportChecksum('tcp', segment, header), 16);
  return frame('tcp', segment, header, identification);
}

export function udpFrame(datagram: Pick<Segment, 'from' | 'to' | 'payload'>, identification: number): Payload {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(datagram.from.port, 0);
  header.writeUInt16BE(datagram.to.port, 2);
  header.writeUInt16BE(header.length + datagram.payload.size, 4);
  // Zero would say that there is no checksum.
  header.writeUInt16BE(transportChecksum('udp', datagram, header) || 0xffff, 6);
  return frame('udp', datagram, header, identification);
}

type Protocol = keyof typeof PROTOCOL;
type Addressed = Pick<Segment, 'from' | 'to' | 'payload'>;

function frame(protocol: Protocol, { from, to, payload }: Addressed, header: Uint8Array, identification: number): Payload {
  const ip = Buffer.alloc(IPV4_HEADER_BYTES);
  const size = ip.length + header.length + payload.size;
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(size, 2);
  ip.writeUInt16BE(identification & 0xffff, 4);
  // Not to be fragmented.
  ip.writeUInt16BE(0x4000, 6);
  ip.writeUInt8(64, 8);
  ip.writeUInt8(PROTOCOL[protocol], 9);
  ip.set(from.address, 12);
  ip.set(to.address, 16);
  ip.writeUInt16BE(checksum([ip]), 10);
  const ethernet = Buffer.concat([hardwareAddress(to.address), hardwareAddress(from.address), ETHERTYPE_IPV4]);
  return { bytes: Buffer.concat([ethernet, ip, header, payload.bytes]), size: ethernet.length + size };
}

/** A locally administered address, told from the one of IPv4. */
function hardwareAddress(address: Uint8Array): Uint8Array {
  return Buffer.from([0x02, 0x00, ...address]);
}

/** Of a packet that is not known in full it is wrong, as nobody can tell it, and nobody checks it. */
function transportChecksum(protocol: Protocol, { from, to, payload }: Addressed, header: Uint8Array): number {
  const length = header.length + payload.size;
  const pseudoHeader = Buffer.from([...from.address, ...to.address, 0, PROTOCOL[protocol], length >> 8, length & 0xff]);
  return checksum([pseudoHeader, header, payload.bytes]);
}

/** The Internet checksum (RFC 1071). All parts but the last have an even length. */
function checksum(parts: readonly Uint8Array[]): number {
  let sum = 0;
  for (const part of parts) for (let at = 0; at < part.length; at += 2) sum += ((part[at] ?? 0) << 8) | (part[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
