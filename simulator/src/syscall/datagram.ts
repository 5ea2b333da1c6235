/** How a UDP datagram travels between the threads, in either direction: the other side's address and port, its length, its bytes. */
import { addressOfWord, wordOfAddress } from './network';

export const DATAGRAM_HEADER_BYTES = 8;

export interface DatagramHeader {
  /** Dotted quad. */
  readonly address: string;
  readonly port: number;
  readonly length: number;
}

export function encodeDatagramHeader({ address, port, length }: DatagramHeader): Uint8Array {
  const header = new Uint8Array(DATAGRAM_HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setInt32(0, wordOfAddress(address));
  view.setUint16(4, port);
  view.setUint16(6, length);
  return header;
}

export function decodeDatagramHeader(header: Uint8Array): DatagramHeader {
  const view = new DataView(header.buffer, header.byteOffset, DATAGRAM_HEADER_BYTES);
  return { address: addressOfWord(view.getInt32(0)), port: view.getUint16(4), length: view.getUint16(6) };
}
