/** Bytes where an HTTP message should begin: how far they go, and why they are there, which is most often a length that does not fit. */
import type { DecodedMessage } from '../../../../shared/src';
import { showBody } from '../body';
import type { ByteStream } from '../byteStream';
import { MAX_BODY_BYTES } from '../limits';
import type { Pace } from '../pace';
import { counted, latin1 } from '../words';
import { startLineProblem } from './headLines';
import type { HttpMessage, Kind } from './message';

/** How far a next message is looked for. */
const WINDOW_BYTES = 16 * 1024;
const STARTS = {
  request: /(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [^ \r\n]{1,1000} HTTP\/1\.[01]\r?\n/,
  response: /HTTP\/1\.[01] \d{3}[ \r\n]/,
};

export interface Leftover {
  readonly end: number;
  readonly shown: DecodedMessage;
  /** What it says of the message before it. */
  readonly problemBefore?: string;
}

export async function readLeftover(
  stream: ByteStream,
  start: number,
  before: HttpMessage | undefined,
  kind: Kind,
  pace: Pace,
): Promise<Leftover> {
  const window = latin1(stream.bytes(start, start + WINDOW_BYTES));
  const found = window.slice(1).search(STARTS[kind]);
  const end = found < 0 ? stream.length : start + 1 + found;
  const sizeBytes = end - start;
  const [line = ''] = window.slice(0, sizeBytes).split(/\r?\n/, 1);
  const { body } = await showBody({ bytes: stream.bytes(start, Math.min(end, start + MAX_BODY_BYTES)), totalBytes: sizeBytes }, pace);
  const problemBefore = before && whyAfter(before, sizeBytes);
  const shown: DecodedMessage = {
    protocol: 'unknown',
    title: `${counted(sizeBytes, 'byte')} that are no HTTP`,
    ...stream.span(start, end),
    facts: [],
    ...(body && { body }),
    problem:
      problemBefore === undefined
        ? startLineProblem(line, kind)
        : `belongs to nothing: the ${before?.kind === 'request' ? 'request' : 'answer'} before it has ended`,
  };
  return { end, shown, ...(problemBefore !== undefined && { problemBefore }) };
}

function whyAfter({ kind, framing, body, head }: HttpMessage, sizeBytes: number): string | undefined {
  if (!body.isComplete) return undefined;
  const follow = `${counted(sizeBytes, 'byte')} ${sizeBytes === 1 ? 'follows' : 'follow'}`;
  if (framing.kind === 'length') return `Content-Length is ${framing.sizeBytes}, but ${follow} after that`;
  if (framing.kind === 'chunked') return `${follow} after the last chunk`;
  return kind === 'request'
    ? `${follow} after the headers, but there is no Content-Length`
    : `${follow}, but an answer ${head.status} like this one has no body`;
}
