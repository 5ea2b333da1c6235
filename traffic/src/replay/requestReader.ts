/** Finds where an HTTP/1 request begins and ends in what a client sends; of its meaning it knows no more than that takes. */

export interface RequestHead {
  readonly method: string;
  readonly target: string;
  /** In Latin-1, without the empty line. */
  readonly text: string;
  readonly sizeBytes: number;
}

/** What is no request, and where that is certain. */
export type RequestProgress =
  | { readonly kind: 'incomplete'; readonly head?: RequestHead }
  | { readonly kind: 'request'; readonly head: RequestHead; readonly sizeBytes: number }
  | { readonly kind: 'noRequest' };

const MAX_HEAD_BYTES = 1 << 16;
const REQUEST_LINE = /^([A-Z]{1,20}) (\S+) HTTP\/1\.[01]$/;
/** What may be the beginning of one. */
const BEGINNING = /^(?:\r?$|[A-Z]{0,20}(?: |$))/;

/** The request at the beginning of `bytes`. */
export function readRequest(bytes: Buffer): RequestProgress {
  const start = leadingLineEnds(bytes);
  const end = bytes.indexOf('\r\n\r\n', start);
  if (end < 0) {
    const first = bytes.toString('latin1', start, Math.min(bytes.length, start + 22));
    return bytes.length > MAX_HEAD_BYTES || !BEGINNING.test(first) ? { kind: 'noRequest' } : { kind: 'incomplete' };
  }
  const text = bytes.toString('latin1', start, end);
  const [, method, target] = REQUEST_LINE.exec(text.split('\r\n', 1)[0] ?? '') ?? [];
  if (method === undefined || target === undefined) return { kind: 'noRequest' };
  const head: RequestHead = { method, target, text, sizeBytes: end + 4 };
  const bodyBytes = bodySize(head, bytes);
  if (bodyBytes === undefined || head.sizeBytes + bodyBytes > bytes.length) return { kind: 'incomplete', head };
  return { kind: 'request', head, sizeBytes: head.sizeBytes + bodyBytes };
}

/** Between requests a client may send empty lines (RFC 9112, 2.2). */
function leadingLineEnds(bytes: Buffer): number {
  let start = 0;
  while (start + 1 < bytes.length && bytes[start] === 0x0d && bytes[start + 1] === 0x0a) start += 2;
  return start;
}

/** Undefined while it is not known. */
function bodySize({ text, sizeBytes }: RequestHead, bytes: Buffer): number | undefined {
  if (/^transfer-encoding:.*\bchunked\s*$/im.test(text)) return chunkedSize(bytes, sizeBytes);
  return Number(/^content-length:\s*(\d{1,15})\s*$/im.exec(text)?.[1] ?? 0);
}

function chunkedSize(bytes: Buffer, bodyStart: number): number | undefined {
  for (let at = bodyStart; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = parseInt(bytes.toString('latin1', at, lineEnd), 16);
    // What is no chunk ends the body: what follows will be no request either.
    if (Number.isNaN(size)) return lineEnd + 2 - bodyStart;
    at = lineEnd + 2 + size + 2;
    if (size > 0) continue;
    // After the last chunk trailers may follow, up to an empty line.
    const end = bytes.toString('latin1', lineEnd, lineEnd + 4) === '\r\n\r\n' ? lineEnd + 4 : bytes.indexOf('\r\n\r\n', lineEnd) + 4;
    return end < 4 ? undefined : end - bodyStart;
  }
}
