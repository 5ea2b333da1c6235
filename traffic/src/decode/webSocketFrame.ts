/** The frames of WebSocket (RFC 6455, section 5.2): where one begins and ends, and its payload with the mask taken off. */
import type { ByteStream } from './byteStream';

export interface Frame {
  readonly start: number;
  /** Of what is there of it. */
  readonly end: number;
  readonly isFinal: boolean;
  /** The three bits of which extensions make use: 4 marks a compressed message. */
  readonly reserved: number;
  readonly opcode: number;
  readonly isMasked: boolean;
  readonly payloadStart: number;
  readonly payloadBytes: number;
}

/** Undefined if not even its head is there. */
export function readFrame(stream: ByteStream, start: number): Frame | undefined {
  const [first = 0, second = 0] = stream.bytes(start, start + 2);
  const isMasked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const payloadStart = start + 2 + lengthBytes + (isMasked ? 4 : 0);
  if (stream.length < Math.max(start + 2, payloadStart)) return undefined;
  const payloadBytes = lengthBytes === 0 ? short : numberOf(stream.bytes(start + 2, start + 2 + lengthBytes));
  return {
    start,
    end: Math.min(stream.length, payloadStart + payloadBytes),
    isFinal: (first & 0x80) !== 0,
    reserved: (first >> 4) & 7,
    opcode: first & 0x0f,
    isMasked,
    payloadStart,
    payloadBytes,
  };
}

/** The beginning of it, with the mask taken off. */
export function payloadOf(stream: ByteStream, { payloadStart, end, isMasked }: Frame, limitBytes: number): Uint8Array {
  const raw = stream.bytes(payloadStart, Math.min(end, payloadStart + limitBytes));
  if (!isMasked) return raw;
  const key = stream.bytes(payloadStart - 4, payloadStart);
  const plain = new Uint8Array(raw.length);
  for (let index = 0; index < raw.length; index += 1) plain[index] = (raw[index] ?? 0) ^ (key[index & 3] ?? 0);
  return plain;
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
