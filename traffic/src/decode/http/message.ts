/** One HTTP message: its head, its body, and what is wrong with it, made to what the panel shows. */
import type { DecodedMessage, Fact } from '../../../../shared/src';
import type { Conversation } from '../../conversation';
import { endingText } from '../../ending';
import { showBody } from '../body';
import type { ByteStream } from '../byteStream';
import { MAX_FACTS, MAX_HEAD_BYTES } from '../limits';
import type { Pace } from '../pace';
import { counted, joined, oneLine } from '../words';
import { framingOf, readFramed, type FramedBody, type Framing } from './framing';
import { listOf, readable, readHead, valuesOf, type Head } from './head';

export type Kind = 'request' | 'response';

export interface HttpMessage {
  readonly kind: Kind;
  readonly head: Head;
  readonly framing: Framing;
  readonly body: FramedBody;
  readonly shown: DecodedMessage;
}

export interface Reading {
  readonly stream: ByteStream;
  readonly kind: Kind;
  readonly start: number;
  /** Of the request that is answered; empty for a request, and if it is not known. */
  readonly method: string;
  readonly end: Conversation['end'];
  readonly pace: Pace;
}

/** The message that begins at `start`; undefined if there is none, or if the bytes are no message at all. */
export async function readMessage(reading: Reading): Promise<HttpMessage | undefined> {
  const { stream, kind, start, method, pace } = reading;
  const head = readHead(stream, start, kind);
  if (!head || !isMessage(head, kind)) return undefined;
  const { problem: framingProblem, ...framing } = head.isComplete ? framingOf(head, kind, method) : { kind: 'none' as const };
  const body = await readFramed(stream, head.end, framing, pace);
  const headers = [...head.headers, ...body.trailers];
  const { body: shownBody, problem: bodyProblem } = await showBody(
    {
      bytes: body.bytes,
      totalBytes: body.totalBytes,
      isTruncated: !body.isComplete,
      mediaType: valuesOf(headers, 'content-type')[0],
      codings: [...listOf(headers, 'content-encoding'), ...listOf(headers, 'transfer-encoding').filter((coding) => coding !== 'chunked')],
    },
    pace,
  );
  const problem = joined([...headProblems(head, reading), framingProblem, body.problem ?? unfinished(body, reading), bodyProblem]);
  const shown: DecodedMessage = {
    protocol: 'http',
    title: titleOf(head, kind),
    ...stream.span(start, body.end),
    facts: bounded(headers),
    ...(shownBody && { body: shownBody }),
    ...(problem !== undefined && { problem }),
  };
  return { kind, head, framing, body, shown };
}

export function bounded(facts: readonly Fact[]): readonly Fact[] {
  const more = facts.length - MAX_FACTS;
  return more > 0 ? [...facts.slice(0, MAX_FACTS), ['…', `and ${more} more`]] : facts;
}

/** A request line that is wrong is a request still if it says what it wants; anything else needs to be right. */
function isMessage(head: Head, kind: Kind): boolean {
  if (head.version !== '') return true;
  if (!head.isComplete && head.startLine.length === head.end - head.start) return isBeginning(head.startLine, kind);
  return kind === 'request'
    ? head.url !== '' && /HTTP|^(GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS) [/*]/i.test(head.startLine)
    : /^HTTP\//i.test(head.startLine);
}

/** Whether it can still become a start line. */
function isBeginning(text: string, kind: Kind): boolean {
  return kind === 'request' ? /^[A-Z-]{1,20}( |\r?$)/.test(text) : 'HTTP/'.startsWith(text.slice(0, 5));
}

function titleOf({ startLine, version, method, url, status, reason }: Head, kind: Kind): string {
  if (kind === 'request') return oneLine(url === '' ? startLine : `${method} ${readable(url)}`);
  return oneLine(version === '' ? startLine : `${status} ${reason}`.trimEnd());
}

function headProblems(head: Head, { stream, kind, end }: Reading): readonly (string | undefined)[] {
  if (!head.isComplete) return [...head.problems, headEnd(head, kind, stream, end)];
  const { version, headers, problems } = head;
  const isOther = version !== '' && !version.startsWith('1.');
  const lacksHost = kind === 'request' && version === '1.1' && valuesOf(headers, 'host').length === 0;
  return [
    ...problems,
    isOther ? `HTTP/${version} is not decoded, only HTTP/1` : undefined,
    lacksHost ? 'no Host header, which HTTP/1.1 demands' : undefined,
  ];
}

function headEnd({ start, end: stop }: Head, kind: Kind, stream: ByteStream, end: Conversation['end']): string {
  if (stop - start >= MAX_HEAD_BYTES) return `the head does not end within ${MAX_HEAD_BYTES / 1024} KB`;
  if (stream.cut !== undefined) return stream.cut;
  if (kind === 'response') return end === undefined ? 'the headers are not all there yet' : `ends within its headers: ${endingText(end)}`;
  return `no blank line (\\r\\n\\r\\n) at the end of the request: ${end === 'script' ? endingText(end) : 'the server waits for it'}`;
}

function unfinished(body: FramedBody, { stream, end }: Reading): string | undefined {
  if (body.isComplete) return undefined;
  if (stream.cut !== undefined) return stream.cut;
  const { totalBytes, expectedBytes } = body;
  const amount = expectedBytes === undefined ? counted(totalBytes, 'byte') : `${totalBytes} of ${counted(expectedBytes, 'byte')}`;
  const lacking = expectedBytes === undefined ? ', without a last chunk' : '';
  if (end !== undefined) return `ends after ${amount}${lacking}: ${endingText(end)}`;
  return `${stream.direction === 'out' ? 'the script' : 'the other side'} has sent ${amount} so far${lacking}`;
}
