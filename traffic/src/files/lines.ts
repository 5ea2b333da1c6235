/** The lines of a file as its bytes come, decoded from UTF-8, without the ends of line. Holds no more than the line that is being read. */

/** What no line of a trace comes near: a record of 200 MB. Without a bound a file that is no text would be read into memory whole. */
const MAX_LINE_BYTES = 300_000_000;

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Whether an end of line followed. */
  readonly isWhole: boolean;
}

export class LineTooLongError extends Error {
  readonly code = 'LINE_TOO_LONG';

  constructor(readonly line: number) {
    super(`line ${line} is longer than ${MAX_LINE_BYTES / 1_000_000} MB`);
  }
}

const LF = 0x0a;

export async function* linesOf(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let sizeBytes = 0;
  const take = (last: Uint8Array, isWhole: boolean): Line => {
    const bytes = parts.length === 0 ? last : Buffer.concat([...parts, last]);
    parts = [];
    sizeBytes = 0;
    number += 1;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text, isWhole };
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      yield take(chunk.subarray(start, end), true);
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    sizeBytes += rest.length;
    if (sizeBytes > MAX_LINE_BYTES) throw new LineTooLongError(number + 1);
    if (rest.length > 0) parts.push(rest);
  }
  if (parts.length > 0) yield take(new Uint8Array(0), false);
}
