/**
 * Finds and parses the head of an HTTP message: its start line and headers, with http-parser-js. The parser gets heads alone, in lines
 * that were looked at before: its way through bodies can be led in circles by a negative length, and bytes here may be anybody's.
 */
import { HTTPParser, methods } from 'http-parser-js';
import type { Fact } from '../../../../shared/src';
import type { ByteStream } from '../byteStream';
import { MAX_HEAD_BYTES } from '../limits';
import { latin1, utf8 } from '../words';
import { checkHead, startLineProblem } from './headLines';

// Or it drops the highest bit of each byte.
HTTPParser.encoding = 'latin1';

export interface Head {
  readonly start: number;
  /** Where the body begins; the end of what there is if the head is not complete. */
  readonly end: number;
  readonly isComplete: boolean;
  readonly startLine: string;
  /** Of a request. */
  readonly method: string;
  readonly url: string;
  /** Of an answer; 0 if it cannot be read. */
  readonly status: number;
  readonly reason: string;
  /** E.g. `1.1`; empty if the start line cannot be read. */
  readonly version: string;
  readonly headers: readonly Fact[];
  /** As they came: each character is a byte, as in `url`. */
  readonly rawHeaders: readonly Fact[];
  readonly problems: readonly string[];
}

/** The head that begins at that position; undefined if there are no bytes. Longer heads than anybody needs count as not complete. */
export function readHead(stream: ByteStream, start: number, kind: 'request' | 'response'): Head | undefined {
  if (start >= stream.length) return undefined;
  for (let size = 2 * 1024; ; size *= 4) {
    const text = latin1(stream.bytes(start, start + Math.min(size, MAX_HEAD_BYTES)));
    const blank = /\r?\n\r?\n/.exec(text);
    if (blank) return parseHead(text.slice(0, blank.index), { start, end: start + blank.index + blank[0].length, kind, isComplete: true });
    if (start + text.length >= stream.length) return parseHead(wholeLines(text), { start, end: stream.length, kind, isComplete: false });
    if (text.length >= MAX_HEAD_BYTES) return parseHead(wholeLines(text), { start, end: start + text.length, kind, isComplete: false });
  }
}

/** Values of headers of that name, in order. */
export function valuesOf(headers: readonly Fact[], name: string): string[] {
  return headers.flatMap(([other, value]) => (other.toLowerCase() === name ? [value] : []));
}

/** The words of a header that is a list, in lower case. */
export function listOf(headers: readonly Fact[], name: string): string[] {
  return valuesOf(headers, name)
    .flatMap((value) => value.toLowerCase().split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Without the last line if its end is not there, unless it is the only one. */
function wholeLines(text: string): string {
  const end = text.lastIndexOf('\n');
  return end < 0 ? text : text.slice(0, end).replace(/\r$/, '');
}

type Place = Pick<Head, 'start' | 'end' | 'isComplete'> & { readonly kind: 'request' | 'response' };

function parseHead(text: string, { kind, ...place }: Place): Head {
  const { startLine, lines, problems } = checkHead(text);
  const isFirstLineOnly = !place.isComplete && !text.includes('\n');
  const parsed = parse([startLine, ...lines], kind);
  if (parsed) return { ...place, startLine, ...parsed, problems };
  // Whatever the start line is, the headers can be read, and of a request what it wants.
  const stand = kind === 'request' ? 'GET / HTTP/1.0' : 'HTTP/1.0 200 OK';
  const { headers = [], rawHeaders = [] } = parse([stand, ...lines], kind) ?? {};
  const [method = '', url = ''] = kind === 'request' ? (/^([A-Za-z-]{1,20}) +([^ ]+)/.exec(startLine) ?? []).slice(1) : [];
  const start = isFirstLineOnly ? [] : [startLineProblem(startLine, kind)];
  return { ...place, startLine, method, url, status: 0, reason: '', version: '', headers, rawHeaders, problems: [...start, ...problems] };
}

type Parsed = Pick<Head, 'method' | 'url' | 'status' | 'reason' | 'version' | 'headers' | 'rawHeaders'>;

function parse(lines: readonly string[], kind: 'request' | 'response'): Parsed | undefined {
  let parsed: Parsed | undefined;
  const parser = new HTTPParser(kind === 'request' ? HTTPParser.REQUEST : HTTPParser.RESPONSE);
  parser[HTTPParser.kOnHeadersComplete] = (info) => {
    const { method, url, statusCode, statusMessage, versionMajor, versionMinor } = info;
    const rawHeaders = pairs(info.headers);
    parsed = {
      method: methods[method] ?? '',
      url: url ?? '',
      status: statusCode ?? 0,
      reason: statusMessage ?? '',
      version: `${versionMajor}.${versionMinor}`,
      headers: rawHeaders.map(([name, value]) => [name, readable(value)]),
      rawHeaders,
    };
    return 2; // Ends the message here.
  };
  parser.execute(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
  return parsed;
}

function pairs(headers: readonly string[]): Fact[] {
  const facts: Fact[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) facts.push([headers[index] ?? '', headers[index + 1] ?? '']);
  return facts;
}

/** Headers and paths are bytes; what is UTF-8 among them is meant to be read so. */
export function readable(value: string): string {
  // eslint-disable-next-line no-control-regex -- ASCII is what needs no reading
  if (/^[\x00-\x7f]*$/.test(value)) return value;
  const text = utf8(Buffer.from(value, 'latin1'));
  return text.includes('\ufffd') ? value : text;
}
