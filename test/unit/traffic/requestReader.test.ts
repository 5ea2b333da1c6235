/** Where HTTP requests end: whole, in pieces, and what is none. */
import { expect, test } from 'vitest';
import { readRequest } from '../../../traffic/src/replay/requestReader';

const GET = 'GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n';
const POST = 'POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\n\r\n';
const TRAILERS = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n';

test.each([GET, POST, CHUNKED, TRAILERS, `\r\n${GET}`])('%j ends where it ends', (request) => {
  for (const after of ['', 'GET /next HTTP/1.1\r\n', '\0\xff'])
    expect(readRequest(Buffer.from(request + after, 'latin1'))).toMatchObject({ kind: 'request', sizeBytes: request.length });
  for (let size = 0; size < request.length; size += 1)
    expect([size, readRequest(Buffer.from(request.slice(0, size), 'latin1')).kind]).toEqual([size, 'incomplete']);
});

test('method and target are told as soon as the head is there', () => {
  const head = { method: 'POST', target: '/', text: 'POST / HTTP/1.1\r\nContent-Length: 5', sizeBytes: POST.length - 5 };
  expect(readRequest(Buffer.from(POST.slice(0, -3)))).toEqual({ kind: 'incomplete', head });
});

test.each(['\x16\x03\x01', 'hello\r\n', 'GET / HTTP/2.0\r\n\r\n', 'GET /\r\n\r\n', `GET /${'x'.repeat(70_000)}`, '220 ready'])(
  'what is no request is known as such: %#',
  (bytes) => expect(readRequest(Buffer.from(bytes, 'latin1')).kind).toBe('noRequest'),
);
