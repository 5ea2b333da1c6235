/** How a UDP datagram travels between the threads, in either direction: the other side's address and port, its length, its bytes. */

export const DATAGRAM_HEADER_BYTES = 8;

export interface DatagramHeader {
  /** Dotted quad. */
  readonly address: string;
  readonly port: number;
  readonly length: number;
}

export function encodeDatagramHeader({ address, port, length }: DatagramHeader): Uint8Array {
  const header = new Uint8Array(DATAGRAM_HEADER_BYTES);
  header.set(address.split('.').map(Number));
  const view = new DataView(header.buffer);
  view.setUint16(4, port);
  view.setUint16(6, length);
  return header;
}

export function decodeDatagramHeader(header: Uint8Array): DatagramHeader {
  const view = new DataView(header.buffer, header.byteOffset, DATAGRAM_HEADER_BYTES);
  return { address: header.subarray(0, 4).join('.'), port: view.getUint16(4), length: view.getUint16(6) };
}
