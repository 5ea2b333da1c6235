/** The requests and answers of a HAR as bytes of HTTP/1.1, with a Content-Length that fits the content that is there. */
import { type Fields, NotAsExpected } from '../files/traceFields';
import { FORM, parseMediaType } from '../decode/mediaType';

export interface Destination {
  readonly isTls: boolean;
  readonly host: string;
  readonly port: number;
  /** As it stands in the URL. */
  readonly authority: string;
  readonly target: string;
}

export interface ResponseParts {
  readonly head: Uint8Array;
  readonly body: Uint8Array;
  /** More than `body` has if the HAR was saved without contents. */
  readonly sizeBytes: number;
}

type Header = readonly [name: string, value: string];

/** Undefined for a URL of another scheme. */
export function destinationOf(url: string): Destination | undefined {
  const [, scheme = '', place = '', rest = ''] = /^(https?|wss?):\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  if (scheme === '') return undefined;
  const isTls = /^(https|wss)$/i.test(scheme);
  const authority = place.slice(place.lastIndexOf('@') + 1);
  const [, host = '', port] = /^(\[[\da-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  if (host === '') throw new NotAsExpected(`"url" is "${url.slice(0, 80)}", which names no host`);
  const target = (rest.startsWith('/') ? rest : `/${rest}`).replace(/[^\x21-\x7e]+/g, percent);
  return { isTls, host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port ?? (isTls ? 443 : 80)), authority, target };
}

/** What a browser shows readable and sends so. */
function percent(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

export function requestBytes(request: Fields, { authority, target }: Destination): Uint8Array {
  const method = request.text('method');
  if (!/^[A-Za-z-]{1,20}$/.test(method)) throw new NotAsExpected(`"method" is "${method.slice(0, 40)}", which is no method`);
  const body = inner(request, 'postData', postedBytes) ?? NOTHING;
  const own = headersOf(request);
  const named = has(own, 'host') ? own : [['Host', authority] as const, ...own];
  const needsLength = body.length > 0 || has(own, 'content-length') || has(own, 'transfer-encoding');
  const headers = needsLength ? framed(named, body.length) : named;
  return Buffer.concat([headBytes(`${method} ${target} HTTP/1.1`, headers), body]);
}

/** Undefined if there was no answer. */
export function responseParts(response: Fields, method: string): ResponseParts | undefined {
  const status = response.integer('status');
  if (status === 0) return undefined;
  if (status < 100 || status > 999) throw new NotAsExpected(`"status" is ${status}, which is no status`);
  const startLine = `HTTP/1.1 ${status} ${(optional(response, 'statusText') ?? '').replace(/[\r\n]/g, ' ')}`;
  const own = headersOf(response);
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304)
    return { head: headBytes(startLine, own), body: NOTHING, sizeBytes: 0 };
  const content = inner(response, 'content', (fields) => fields);
  const text = content && optional(content, 'text');
  const isBase64 = content !== undefined && optional(content, 'encoding') === 'base64';
  const body = content && text !== undefined ? bytesOf(content, 'text', isBase64) : NOTHING;
  const sizeBytes = content && text === undefined && content.has('size') ? Math.max(0, content.integer('size')) : body.length;
  const headers = framed(own, sizeBytes).filter(([name]) => name.toLowerCase() !== 'content-encoding');
  return { head: headBytes(startLine, isBase64 ? headers : headers.map(inUtf8)), body, sizeBytes };
}

function postedBytes(postData: Fields): Uint8Array {
  const text = optional(postData, 'text');
  if (text !== undefined && text !== '') return bytesOf(postData, 'text', optional(postData, '_encoding') === 'base64');
  if (!postData.has('params') || parseMediaType(optional(postData, 'mimeType') ?? '').name !== FORM) return NOTHING;
  const params = postData.list('params').map((param): [string, string] => [param.text('name'), optional(param, 'value') ?? '']);
  return Buffer.from(new URLSearchParams(params).toString(), 'latin1');
}

function bytesOf(fields: Fields, name: string, isBase64: boolean): Uint8Array {
  return isBase64 ? fields.bytes(name) : Buffer.from(fields.text(name), 'utf8');
}

/** Without those of HTTP/2 that stand for the start line. Some browsers put headers of one name into one, a line for each. */
function headersOf(message: Fields): Header[] {
  return message.list('headers').flatMap((header): Header[] => {
    const name = header.text('name');
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return [];
    return header
      .text('value')
      .split(/[\r\n]+/)
      .map((value): Header => [name, value.trim()]);
  });
}

function has(headers: readonly Header[], name: string): boolean {
  return headers.some(([other]) => other.toLowerCase() === name);
}

/** With the one length that counts, where the first one stood. */
function framed(headers: readonly Header[], sizeBytes: number): Header[] {
  const length: Header = ['Content-Length', String(sizeBytes)];
  const others = headers.filter(([name]) => name.toLowerCase() !== 'transfer-encoding');
  const at = others.findIndex(([name]) => name.toLowerCase() === 'content-length');
  const rest = others.filter(([name]) => name.toLowerCase() !== 'content-length');
  return at < 0 ? [...rest, length] : [...rest.slice(0, at), [others[at]?.[0] ?? length[0], length[1]], ...rest.slice(at)];
}

/** Text of a HAR is written as UTF-8, whatever its encoding was. */
function inUtf8([name, value]: Header): Header {
  return name.toLowerCase() === 'content-type' ? [name, value.replace(/(;\s*charset\s*=\s*)"?[^\s";]+"?/i, withUtf8)] : [name, value];
}

function withUtf8(parameter: string, before: string): string {
  return /utf-?8"?$/i.test(parameter) ? parameter : `${before}utf-8`;
}

function headBytes(startLine: string, headers: readonly Header[]): Uint8Array {
  return Buffer.from(`${[startLine, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`, 'utf8');
}

function optional(fields: Fields, name: string): string | undefined {
  return fields.has(name) && !fields.isNull(name) ? fields.text(name) : undefined;
}

function inner<T>(fields: Fields, name: string, read: (inner: Fields) => T): T | undefined {
  return fields.has(name) && !fields.isNull(name) ? read(fields.inner(name)) : undefined;
}

const NOTHING = new Uint8Array(0);
