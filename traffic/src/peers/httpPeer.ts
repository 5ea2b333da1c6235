/** The HTTP test peer: a path for each thing that an answer can be, so that a client meets all of them. Serves streams, whatever carries them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { testImage } from './testImage';

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

const HTML = `<!DOCTYPE html>
<html><head><title>Test peer</title></head>
<body><h1>It works</h1><p>This page is served by a test peer on your own computer.</p></body></html>
`;
const JSON_VALUE = { message: 'It works', numbers: [1, 2.5, -3], nested: { yes: true, no: false, nothing: null }, text: 'Grüße, 世界' };
const MAX_BIG_BYTES = 1_000_000_000;
const MAX_SLOW_MS = 600_000;
const STREAM_EVERY_MS = 100;

const PATHS: Readonly<Record<string, { readonly what: string; readonly answer: Answer }>> = {
  '/': { what: 'this list', answer: (_, response) => text(response, 'text/plain', listOfPaths()) },
  '/json': { what: 'JSON', answer: (_, response) => text(response, 'application/json', JSON.stringify(JSON_VALUE)) },
  '/html': { what: 'a page', answer: (_, response) => text(response, 'text/html', HTML) },
  '/image.png': { what: 'an image', answer: (_, response) => send(response, { 'Content-Type': 'image/png' }, testImage()) },
  '/gzip': { what: 'JSON, compressed', answer: sendCompressed },
  '/chunked': { what: 'text in chunks, without its length', answer: sendChunked },
  '/status/404': { what: 'any status code from 200 to 599', answer: (_, response) => sendStatus(response, 404) },
  '/headers': { what: 'the headers of the request, as JSON', answer: ({ headers }, response) => sendJson(response, headers) },
  '/post': { what: 'the body of the request, sent back with its type', answer: sendBack },
  '/redirect': { what: 'a redirect to /json', answer: (_, response) => send(response, { Location: '/json' }, '', 302) },
  '/slow?ms=3000': { what: 'an answer after that time', answer: sendLate },
  '/stream': { what: 'a line ten times a second, without end', answer: sendEndlessly },
  '/big?bytes=1000000': { what: 'as many bytes', answer: sendMany },
};

const ANSWERS = new Map(Object.entries(PATHS).map(([path, { answer }]) => [path.split('?', 1)[0] ?? '', answer]));

/** Give it connections with `emit('connection', stream)`; it listens nowhere itself. */
export function httpPeer(): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://peer');
    const [, status] = /^\/status\/([2-5]\d\d)$/.exec(url.pathname) ?? [];
    const answer = ANSWERS.get(url.pathname);
    if (status !== undefined) sendStatus(response, Number(status));
    else if (answer) answer(request, response, url);
    else text(response, 'text/plain', `There is no ${url.pathname} here. There are:\n${listOfPaths()}`, 404);
  });
}

function listOfPaths(): string {
  return Object.entries(PATHS)
    .map(([path, { what }]) => `${path.padEnd(20)} ${what}\n`)
    .join('');
}

function send(response: ServerResponse, headers: Readonly<Record<string, string>>, body: string | Uint8Array, status = 200): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function text(response: ServerResponse, type: string, body: string, status = 200): void {
  send(response, { 'Content-Type': `${type}; charset=utf-8` }, body, status);
}

function sendJson(response: ServerResponse, value: unknown): void {
  text(response, 'application/json', JSON.stringify(value));
}

function sendStatus(response: ServerResponse, status: number): void {
  // These two have no body.
  if (status === 204 || status === 304) response.writeHead(status).end();
  else text(response, 'text/plain', `This is status ${status}.\n`, status);
}

function sendCompressed(_: IncomingMessage, response: ServerResponse): void {
  send(response, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }, gzipSync(JSON.stringify(JSON_VALUE)));
}

function sendChunked(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
  for (const part of ['This ', 'comes ', 'in ', 'chunks.\n']) response.write(part);
  response.end();
}

function sendBack(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': request.headers['content-type'] ?? 'application/octet-stream' });
  request.pipe(response);
}

function sendLate(_: IncomingMessage, response: ServerResponse, url: URL): void {
  const delayMs = numberIn(url, 'ms', { usual: 3000, max: MAX_SLOW_MS });
  const timer = setTimeout(() => text(response, 'text/plain', `That took ${delayMs} ms.\n`), delayMs);
  response.once('close', () => clearTimeout(timer));
}

function sendEndlessly(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
  let count = 0;
  const timer = setInterval(() => {
    // A client that does not read is not given more and more.
    if (!response.writableNeedDrain) response.write(`line ${++count}\n`);
  }, STREAM_EVERY_MS);
  response.once('close', () => clearInterval(timer));
}

function sendMany(_: IncomingMessage, response: ServerResponse, url: URL): void {
  const sizeBytes = numberIn(url, 'bytes', { usual: 1_000_000, max: MAX_BIG_BYTES });
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': sizeBytes });
  const piece = Buffer.alloc(1 << 14, '0123456789abcdef');
  let left = sizeBytes;
  const more = (): void => {
    while (left > 0) {
      const part = piece.subarray(0, left);
      left -= part.length;
      if (!response.write(part)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

/** `?3000` is as good as `?ms=3000`. */
function numberIn(url: URL, name: string, { usual, max }: { readonly usual: number; readonly max: number }): number {
  const written = url.searchParams.get(name) ?? url.search.slice(1);
  return /^\d{1,10}$/.test(written) ? Math.min(Number(written), max) : usual;
}
