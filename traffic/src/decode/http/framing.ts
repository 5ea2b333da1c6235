/**
 * Where the body of an HTTP message ends (RFC 9112, section 6.3): at a length, with the last chunk, or with the connection. Bytes are
 * passed by position, so that a large body costs no more than its beginning that is kept.
 */
import type { Fact } from '../../../../shared/src';
import type { ByteStream } from '../byteStream';
import { Collector } from '../collector';
import { MAX_BODY_BYTES, MAX_HEAD_BYTES, MAX_LINE_BYTES } from '../limits';
import type { Pace } from '../pace';
import { latin1, quoted } from '../words';
import { listOf, valuesOf, type Head } from './head';

export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly sizeBytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'untilClose' };

const SLICE_BYTES = 64 * 1024;

export interface FramedBody {
  /** Where the next message begins. */
  readonly end: number;
  /** The beginning of it, without what is between chunks. */
  readonly bytes: Uint8Array;
  readonly totalBytes: number;
  readonly isComplete: boolean;
  /** How much there will be, if that is known. */
  readonly expectedBytes?: number;
  readonly trailers: readonly Fact[];
  /** What is wrong, unless it is only that the rest is not there yet. */
  readonly problem?: string;
}

/** `method`: of the request that is answered, for an answer. */
export function framingOf(head: Head, kind: 'request' | 'response', method: string): Framing & { readonly problem?: string } {
  const { status, headers } = head;
  if (kind === 'response' && hasNoBody(method, status)) return { kind: 'none' };
  const otherwise: Framing = { kind: kind === 'request' ? 'none' : 'untilClose' };
  const [length] = valuesOf(headers, 'content-length');
  const codings = listOf(headers, 'transfer-encoding');
  if (codings.length > 0) {
    const both = length === undefined ? {} : { problem: 'both Content-Length and Transfer-Encoding are given; the latter counts' };
    return codings.at(-1) === 'chunked' ? { kind: 'chunked', ...both } : { ...otherwise, ...both };
  }
  if (length === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(length)) return { ...otherwise, problem: `Content-Length is ${quoted(length)}, not a number` };
  return { kind: 'length', sizeBytes: Number(length) };
}

/** Whatever its headers say: what follows the answer to a CONNECT is what goes through the tunnel. */
function hasNoBody(method: string, status: number): boolean {
  if (method === 'HEAD' || status === 204 || status === 304) return true;
  return (status >= 100 && status < 200) || (method === 'CONNECT' && status >= 200 && status < 300);
}

export async function readFramed(stream: ByteStream, start: number, framing: Framing, pace: Pace): Promise<FramedBody> {
  const collector = new Collector(MAX_BODY_BYTES);
  const { length } = stream;
  switch (framing.kind) {
    case 'none':
      return { end: start, bytes: collector.bytes, totalBytes: 0, isComplete: true, trailers: [] };
    case 'length':
    case 'untilClose': {
      const expectedBytes = framing.kind === 'length' ? framing.sizeBytes : undefined;
      const end = Math.min(length, start + (expectedBytes ?? length));
      await take(stream, collector, { start, end }, pace);
      const isComplete = expectedBytes === undefined ? stream.cut === undefined : end - start === expectedBytes;
      return { end, ...keptOf(collector), isComplete, trailers: [], ...(expectedBytes !== undefined && { expectedBytes }) };
    }
    case 'chunked':
      return readChunks(stream, start, collector, pace);
  }
}

/** In slices, because each may lie in thousands of pieces. */
async function take(stream: ByteStream, collector: Collector, { start, end }: { start: number; end: number }, pace: Pace): Promise<void> {
  const kept = Math.min(end, start + collector.room);
  for (let at = start; at < kept; at += SLICE_BYTES) {
    collector.add(stream.bytes(at, Math.min(kept, at + SLICE_BYTES)));
    if (at + SLICE_BYTES < kept) await pace.step();
  }
  collector.skip(end - kept);
}

function keptOf(collector: Collector): Pick<FramedBody, 'bytes' | 'totalBytes'> {
  return { bytes: collector.bytes, totalBytes: collector.totalBytes };
}

async function readChunks(stream: ByteStream, start: number, collector: Collector, pace: Pace): Promise<FramedBody> {
  const stop = (end: number, problem?: string): FramedBody => ({
    end,
    ...keptOf(collector),
    isComplete: false,
    trailers: [],
    ...(problem !== undefined && { problem }),
  });
  for (let at = start, number = 1, previous = ''; ; number += 1) {
    await pace.step();
    const line = readLine(stream, at);
    if (line === 'missing') return stop(stream.length, tooLarge(stream, number - 1, previous));
    const size = line === 'long' ? undefined : chunkSize(line.text);
    const place = `at byte ${at - start} of the body`;
    if (line === 'long' || size === undefined) {
      const found = line === 'long' ? 'a very long line' : quoted(line.text);
      return stop(at, `the size of chunk ${number} is ${found}, not a hexadecimal number (${place})`);
    }
    if (size === 0) return lastChunk(stream, line.end, collector);
    const end = Math.min(stream.length, line.end + size);
    await take(stream, collector, { start: line.end, end }, pace);
    if (end - line.end < size) return stop(end, tooLarge(stream, number, line.text));
    const after = readLine(stream, end);
    if (after === 'missing' && stream.length - end < 2) return stop(stream.length);
    if (typeof after === 'string' || after.text !== '')
      return stop(end, `chunk ${number} does not end after the ${size} bytes that it says (${line.text}, which is hexadecimal; ${place})`);
    at = after.end;
    previous = line.text;
  }
}

/** Whether the last chunk lies within one that says that it is larger than it is, which comes of a size that is not in hexadecimal. */
function tooLarge(stream: ByteStream, number: number, size: string): string | undefined {
  if (number === 0 || latin1(stream.bytes(stream.length - 7, stream.length)) !== '\r\n0\r\n\r\n') return undefined;
  return `chunk ${number} is smaller than it says (${quoted(size)}, which is hexadecimal)`;
}

/** After the last chunk come headers, most often none, and a blank line. */
function lastChunk(stream: ByteStream, start: number, collector: Collector): FramedBody {
  const trailers: Fact[] = [];
  const kept = keptOf(collector);
  for (let at = start; ;) {
    const line = readLine(stream, at);
    if (line === 'missing') return { end: stream.length, ...kept, isComplete: false, trailers };
    if (line === 'long' || at - start > MAX_HEAD_BYTES)
      return { end: at, ...kept, isComplete: false, trailers, problem: 'the headers after the last chunk do not end' };
    at = line.end;
    if (line.text === '') return { end: at, ...kept, isComplete: true, trailers };
    const colon = line.text.indexOf(':');
    if (colon > 0) trailers.push([`${line.text.slice(0, colon)} (after the body)`, line.text.slice(colon + 1).trim()]);
  }
}

/** `; name=value` after the size is allowed and means nothing here. */
function chunkSize(line: string): number | undefined {
  const [, digits] = /^([\da-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
  return digits === undefined ? undefined : parseInt(digits, 16);
}

function readLine(stream: ByteStream, start: number): { readonly text: string; readonly end: number } | 'missing' | 'long' {
  const feed = stream.indexOf(0x0a, start, start + MAX_LINE_BYTES);
  if (feed < 0) return stream.length - start < MAX_LINE_BYTES ? 'missing' : 'long';
  return { text: latin1(stream.bytes(start, feed)).replace(/\r$/, ''), end: feed + 1 };
}
