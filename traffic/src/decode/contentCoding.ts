/**
 * Undoes the codings in which bodies are sent: gzip, deflate, Brotli. It works outside the thread and stops at a limit, because a few
 * kilobytes can stand for gigabytes. What was understood before an error is given too.
 */
import zlib from 'node:zlib';
import { Collector } from './collector';
import { MAX_BODY_BYTES } from './limits';

export interface Uncoded {
  readonly bytes: Uint8Array;
  /** Whether there is more than `bytes`. */
  readonly isCut: boolean;
  readonly problem?: string;
}

/** A truncated body gives what can be had of it. */
const ZLIB = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
const BROTLI = { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH };

/** Undefined for a coding that is not known. */
export async function undoCoding(coding: string, bytes: Uint8Array, limitBytes = MAX_BODY_BYTES): Promise<Uncoded | undefined> {
  if (coding === 'identity') return { bytes, isCut: false };
  const decompressor = decompressorFor(coding, bytes);
  return decompressor && (await run(decompressor, bytes, { coding, limitBytes }));
}

function decompressorFor(coding: string, bytes: Uint8Array): zlib.Gunzip | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip(ZLIB);
    case 'deflate':
      // Some servers leave out the header that belongs there.
      return hasZlibHeader(bytes) ? zlib.createInflate(ZLIB) : zlib.createInflateRaw(ZLIB);
    case 'br':
      return zlib.createBrotliDecompress(BROTLI);
    default:
      return undefined;
  }
}

function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

function run(
  decompressor: zlib.Gunzip,
  bytes: Uint8Array,
  { coding, limitBytes }: { readonly coding: string; readonly limitBytes: number },
): Promise<Uncoded> {
  const collector = new Collector(limitBytes);
  return new Promise((resolve) => {
    const finish = (problem?: string): void => {
      decompressor.destroy();
      resolve({ bytes: collector.bytes, isCut: collector.isCut, ...(problem !== undefined && { problem }) });
    };
    decompressor.on('data', (part: Uint8Array) => {
      collector.add(part);
      if (collector.isCut) finish();
    });
    decompressor.on('end', () => finish());
    decompressor.on('error', () =>
      finish(`the body is not what its coding (${coding}) says, after ${collector.totalBytes} bytes of content`),
    );
    decompressor.end(bytes);
  });
}
