/**
 * Reading and writing the fields of TLS messages: big-endian integers and vectors that begin with their length. A reader
 * that runs over the end of its bytes fails as Mbed TLS does for a message that it cannot decode.
 */
import { TlsError } from '../../../shared/src';
import { Alert, TlsFailure } from './failure';

export class WireReader {
  private offset = 0;

  constructor(private readonly bytes: Buffer) {}

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  uint(sizeBytes: number): number {
    return this.take(sizeBytes).readUIntBE(0, sizeBytes);
  }

  take(count: number): Buffer {
    if (count > this.remaining) throw new TlsFailure(TlsError.SSL_DECODE_ERROR, Alert.decodeError);
    const taken = this.bytes.subarray(this.offset, this.offset + count);
    this.offset += count;
    return taken;
  }

  /** A vector whose length stands before it in `lengthBytes` bytes. */
  vector(lengthBytes: number): Buffer {
    return this.take(this.uint(lengthBytes));
  }

  /** A vector of 16-bit numbers. */
  numbers(lengthBytes: number): readonly number[] {
    const bytes = this.vector(lengthBytes);
    return Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readUInt16BE(2 * i));
  }
}

export function uint(value: number, sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.writeUIntBE(value, 0, sizeBytes);
  return bytes;
}

export function vector(lengthBytes: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([uint(content.length, lengthBytes), content]);
}

export function numbers(values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => uint(value, 2)));
}
