/** Requests and answers in the terms of a HAR: URL, headers, cookies, and the content as text, or in base64 where it is none. */
import type { Fact } from '../../../shared/src';
import type { Conversation } from '../conversation';
import { endingText } from '../ending';
import { uncoded } from '../decode/body';
import { listOf, valuesOf } from '../decode/http/head';
import type { HttpMessage } from '../decode/http/message';
import { repeatable } from '../decode/http/repeatable';
import { FORM, imageType, languageOf, parseMediaType } from '../decode/mediaType';
import { Pace } from '../decode/pace';
import { decodeText, guessText } from '../decode/text';

export async function requestOf(message: HttpMessage, conversation: Conversation, problem: string | undefined): Promise<object> {
  const { head } = message;
  const url = urlOf(message, conversation);
  const cookies = valuesOf(head.headers, 'cookie')
    .flatMap((value) => value.split(';').map(pairOf))
    .filter(({ name }) => name !== '');
  const postData = message.body.totalBytes > 0 ? await postDataOf(message) : undefined;
  return {
    method: head.method,
    url,
    ...common(message, cookies),
    queryString: queryOf(url),
    ...(postData && { postData }),
    ...said(problem),
  };
}

export async function responseOf(message: HttpMessage, problem: string | undefined): Promise<object> {
  const { status, reason, headers } = message.head;
  return {
    status,
    statusText: reason,
    ...common(message, valuesOf(headers, 'set-cookie').map(setCookie)),
    content: await contentOf(message),
    redirectURL: valuesOf(headers, 'location')[0] ?? '',
    ...said(problem),
  };
}

export function noAnswer(end: Conversation['end']): object {
  const why = end === undefined ? '' : `: ${endingText(end)}`;
  return {
    status: 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: UNKNOWN },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    comment: `no answer${why}`,
  };
}

/** For a content of which nothing is said, as browsers write it. */
const UNKNOWN = 'x-unknown';

function common({ head, body }: HttpMessage, cookies: readonly object[]): object {
  return {
    httpVersion: head.version === '' ? '' : `HTTP/${head.version}`,
    cookies,
    headers: head.headers.map(([name, value]) => ({ name, value })),
    headersSize: head.isComplete ? head.end - head.start : -1,
    bodySize: body.totalBytes,
  };
}

/** By the Host header, which says what the client meant, or else by the connection (RFC 9110, section 7.1). */
function urlOf(message: HttpMessage, conversation: Conversation): string {
  const { host, port, hostHeader, isTls } = repeatable(message, conversation);
  const target = message.head.url.replace(/[^\x21-\x7e]|["<>\\^`{|}]|%(?![\da-f]{2})/gi, (character) => percent(character));
  if (/^https?:\/\/[^/?#]/i.test(target)) return target;
  const isNamed = hostHeader !== undefined && /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(hostHeader);
  const reached = port === (isTls ? 443 : 80) ? host : `${host}:${port}`;
  const origin = `${isTls ? 'https' : 'http'}://${isNamed ? hostHeader : reached}`;
  if (target === '*') return origin;
  return target.startsWith('/') ? origin + target : `${origin}/${target}`;
}

/** What stands in a request line are bytes. */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function queryOf(url: string): readonly object[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return fields(query);
}

function fields(text: string): readonly object[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));
}

function pairOf(text: string): { readonly name: string; readonly value: string } {
  const equals = text.indexOf('=');
  return { name: (equals < 0 ? text : text.slice(0, equals)).trim(), value: equals < 0 ? '' : text.slice(equals + 1).trim() };
}

function setCookie(header: string): object {
  const [first = '', ...attributes] = header.split(';');
  const cookie: Record<string, string | boolean> = { ...pairOf(first) };
  for (const { name, value } of attributes.map(pairOf)) {
    const key = name.toLowerCase();
    const expires = key === 'expires' ? Date.parse(value) : NaN;
    if (key === 'path' || key === 'domain') cookie[key] = value;
    else if (key === 'httponly') cookie['httpOnly'] = true;
    else if (key === 'secure') cookie['secure'] = true;
    else if (!Number.isNaN(expires)) cookie['expires'] = new Date(expires).toISOString();
  }
  return cookie;
}

/** A HAR has no word for a request's bytes that are no text, so they are marked by a field of our own. */
async function postDataOf(message: HttpMessage): Promise<object> {
  const { text, isBase64, comment } = await readContent(message);
  const mimeType = valuesOf(message.head.headers, 'content-type')[0] ?? '';
  const params = parseMediaType(mimeType).name === FORM ? { params: fields(text) } : {};
  return { mimeType, text, ...params, ...(isBase64 && { _encoding: 'base64' }), ...said(comment) };
}

async function contentOf(message: HttpMessage): Promise<object> {
  const mimeType = valuesOf(message.head.headers, 'content-type')[0] ?? UNKNOWN;
  const { totalBytes } = message.body;
  if (totalBytes === 0) return { size: 0, mimeType };
  const { text, isBase64, sizeBytes, comment } = await readContent(message);
  const saved = sizeBytes - totalBytes;
  return {
    size: sizeBytes,
    ...(saved > 0 && { compression: saved }),
    mimeType,
    text,
    ...(isBase64 && { encoding: 'base64' }),
    ...said(comment),
  };
}

interface ReadContent {
  readonly text: string;
  readonly isBase64: boolean;
  readonly sizeBytes: number;
  readonly comment: string | undefined;
}

async function readContent({ head, body }: HttpMessage): Promise<ReadContent> {
  const { headers } = head;
  const { bytes, sizeBytes, isCut, problem } = await uncoded({ ...body, codings: codingsOf(headers) });
  const comment = isCut ? `only the first ${bytes.length} bytes of the content are here` : undefined;
  const text = problem === undefined ? await textOf(bytes, headers, isCut || !body.isComplete) : undefined;
  if (text !== undefined) return { text, isBase64: false, sizeBytes, comment };
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  return { text: base64, isBase64: true, sizeBytes, comment: comment ?? problem };
}

function codingsOf(headers: readonly Fact[]): string[] {
  return [...listOf(headers, 'content-encoding'), ...listOf(headers, 'transfer-encoding').filter((coding) => coding !== 'chunked')];
}

async function textOf(bytes: Uint8Array, headers: readonly Fact[], isCut: boolean): Promise<string | undefined> {
  if (imageType(bytes) !== undefined) return undefined;
  const { name, charset } = parseMediaType(valuesOf(headers, 'content-type')[0] ?? '');
  if (languageOf(name) === undefined) return guessText(bytes, isCut, new Pace());
  return (await decodeText(bytes, { charset, isCut }, new Pace())).text;
}

function said(comment: string | undefined): object {
  return comment === undefined ? {} : { comment };
}
