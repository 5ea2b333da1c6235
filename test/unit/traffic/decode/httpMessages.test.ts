/** HTTP put together from what went over a connection, and what is said of messages that are wrong or not complete. */
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DecodedBody, DecodedConversation } from '../../../../shared/src';
import { decodeConversation } from '../../../../traffic/src';
import { conversationOf, type ConversationFacts, type Turn } from '../../../support/recordedTraffic';

const GET = 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n';

function decode(turns: readonly Turn[], facts?: ConversationFacts): Promise<DecodedConversation> {
  return decodeConversation(conversationOf(turns, facts));
}

/** Of the answer to a GET, most often. */
async function last(turns: readonly Turn[], facts?: ConversationFacts) {
  const { messages } = await decode(turns, facts);
  return messages.at(-1)!;
}

async function answered(answer: string | Uint8Array, facts?: ConversationFacts) {
  return last(
    [
      ['out', GET],
      ['in', answer],
    ],
    facts,
  );
}

async function requestProblem(request: string, facts?: ConversationFacts): Promise<string | undefined> {
  const { messages } = await decode([['out', request]], facts);
  return messages[0]!.problem;
}

function text(body: DecodedBody | undefined): string {
  return body?.kind === 'text' ? body.text : `no text: ${body?.kind}`;
}

function response(headers: string, body: string | Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`), Buffer.from(body)]));
}

describe('a request and its answer', () => {
  it('are put together across rows, with their times', async () => {
    const { protocol, messages, exchanges } = await decode([
      ['out', 'GET /temp HTTP/1.1\r\n'],
      ['out', 'Host: example.com\r\n\r\n'],
      ['in', 'HTTP/1.1 200 OK\r\nContent-Le'],
      ['in', 'ngth: 5\r\n\r\n2'],
      ['in', '1.5C'],
    ]);
    expect(protocol).toBe('http');
    expect(messages).toEqual([
      {
        protocol: 'http',
        direction: 'out',
        title: 'GET /temp',
        rows: [0, 1],
        timeMs: [10, 20],
        sizeBytes: 41,
        facts: [['Host', 'example.com']],
      },
      {
        protocol: 'http',
        direction: 'in',
        title: '200 OK',
        rows: [2, 4],
        timeMs: [30, 50],
        sizeBytes: 43,
        facts: [['Content-Length', '5']],
        body: { kind: 'text', language: 'text', text: '21.5C', sizeBytes: 5, isCut: false },
      },
    ]);
    expect(exchanges).toEqual([
      expect.objectContaining({
        request: 0,
        response: 1,
        method: 'GET',
        url: '/temp',
        status: 200,
        reason: 'OK',
        firstByteMs: 10,
        totalMs: 40,
        bodyBytes: 5,
      }),
    ]);
  });

  it('are paired in order where requests do not wait for answers', async () => {
    const { messages, exchanges } = await decode([
      ['out', 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n'],
      [
        'in',
        'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n',
      ],
    ]);
    expect(messages.map(({ title }) => title)).toEqual(['GET /1', 'HEAD /2', 'GET /3', '204 No Content', '200 OK', '304 Not Modified']);
    expect(messages.map(({ problem }) => problem)).toEqual(Array(6).fill(undefined));
    expect(exchanges.map(({ request, response, url, status }) => [request, response, url, status])).toEqual([
      [0, 3, '/1', 204],
      [1, 4, '/2', 200],
      [2, 5, '/3', 304],
    ]);
  });

  it('have what only announces the answer between them', async () => {
    const { messages, exchanges } = await decode([
      ['out', 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n'],
      ['in', 'HTTP/1.1 100 Continue\r\n\r\n'],
      ['out', 'hi'],
      ['in', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ]);
    expect(messages.map(({ title }) => title)).toEqual(['POST /', '100 Continue', '200 OK']);
    expect(exchanges).toMatchObject([{ request: 0, response: 2, status: 200, firstByteMs: 10, totalMs: 30 }]);
  });

  it('go the other way where the script is the server', async () => {
    const { messages, exchanges } = await decode(
      [
        ['in', GET],
        ['out', 'HTTP/1.0 200 OK\r\n\r\nhello'],
      ],
      { isServer: true, peer: '192.168.4.2:51234' },
    );
    expect(messages.map(({ direction, title }) => [direction, title])).toEqual([
      ['in', 'GET /'],
      ['out', '200 OK'],
    ]);
    expect(text(messages[1]?.body)).toBe('hello');
    expect(exchanges[0]?.curl).toBe('curl http://example.com/');
  });

  it('are left without an answer while there is none', async () => {
    const { exchanges } = await decode([['out', GET]]);
    expect(exchanges).toMatchObject([{ request: 0, method: 'GET' }]);
    expect(exchanges[0]).not.toHaveProperty('response');
    expect(exchanges[0]).not.toHaveProperty('totalMs');
  });
});

describe('a body', () => {
  it('comes in chunks, with headers after the last one', async () => {
    const { body, facts, problem } = await answered(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\nDigest: abc\r\n\r\n',
    );
    expect(text(body)).toBe('hello, world');
    expect(facts).toContainEqual(['Digest (after the body)', 'abc']);
    expect(problem).toBeUndefined();
  });

  it('ends with the connection where nothing else says where', async () => {
    expect(text((await answered('HTTP/1.1 200 OK\r\n\r\nall of it', { end: 'closed' })).body)).toBe('all of it');
  });

  it.each([
    ['gzip', zlib.gzipSync],
    ['x-gzip', zlib.gzipSync],
    ['deflate', zlib.deflateSync],
    ['deflate', zlib.deflateRawSync],
    ['br', zlib.brotliCompressSync],
  ])('is decompressed: %s', async (coding, compress) => {
    const content = 'Temperatur: 21,5 °C. '.repeat(50);
    const bytes = compress(Buffer.from(content));
    const { body, problem } = await answered(
      response(`Content-Encoding: ${coding}\r\nContent-Length: ${bytes.length}\r\nContent-Type: text/plain`, bytes),
    );
    expect(body).toEqual({ kind: 'text', language: 'text', text: content, sizeBytes: Buffer.byteLength(content), isCut: false });
    expect(problem).toBeUndefined();
  });

  it('is decompressed as far as it goes where it is damaged or cut off', async () => {
    const bytes = zlib.gzipSync(Buffer.from('x'.repeat(1000) + Math.PI.toString()));
    const cutOff = await answered(
      response(`Content-Encoding: gzip\r\nContent-Length: ${bytes.length}\r\nContent-Type: text/plain`, bytes.subarray(0, -9)),
      { end: 'closed' },
    );
    expect(text(cutOff.body)).toMatch(/^x{100}/);
    expect(cutOff.problem).toBe(`ends after ${bytes.length - 9} of ${bytes.length} bytes: the other side has closed`);
    const wrong = await answered(response('Content-Encoding: gzip\r\nContent-Length: 5\r\nContent-Type: text/plain', 'plain'));
    expect(wrong.problem).toBe('the body is not what its coding (gzip) says, after 0 bytes of content');
    const unknown = await answered(response('Content-Encoding: zstd\r\nContent-Length: 5', 'plain'));
    expect(unknown.problem).toBe('the coding "zstd" is not known');
  });

  it.each([
    ['text/html; charset=ISO-8859-15', Buffer.from([0x35, 0xa4]), '5€', 'html'],
    ['text/plain; charset="utf-8"', Buffer.from('°C'), '°C', 'text'],
    ['text/css', Buffer.from('a{}'), 'a{}', 'css'],
    ['application/javascript', Buffer.from('1;'), '1;', 'javascript'],
    ['image/svg+xml', Buffer.from('<svg/>'), '<svg/>', 'xml'],
    ['application/xml', Buffer.from([0xff, 0xfe, 0x3c, 0x00]), '<', 'xml'],
    ['text/plain', Buffer.from([0xb0, 0x43]), '°C', 'text'],
    ['application/x-www-form-urlencoded', Buffer.from('a=1&b=x+y%21'), 'a = 1\nb = x y!', 'text'],
  ])('is text in its encoding: %s', async (type, bytes, expected, language) => {
    const { body } = await answered(response(`Content-Length: ${bytes.length}\r\nContent-Type: ${type}`, bytes));
    expect(body).toMatchObject({ kind: 'text', text: expected, language });
  });

  it('is read as UTF-8 where its encoding is not known, which is said', async () => {
    const { body, problem } = await answered(response('Content-Length: 2\r\nContent-Type: text/plain; charset=klingon', 'ok'));
    expect(text(body)).toBe('ok');
    expect(problem).toBe('the encoding "klingon" is not known');
  });

  it('is laid out if it is JSON, without changing a value', async () => {
    const json = '{"id":12345678901234567890,"t":1.0,"s":"a\\"b{[,:","list":[],"none":{},"deep":[{"a":null}],"id":2}';
    const { body } = await answered(response(`Content-Length: ${json.length}\r\nContent-Type: application/json`, json));
    expect(text(body)).toBe(
      '{\n  "id": 12345678901234567890,\n  "t": 1.0,\n  "s": "a\\"b{[,:",\n  "list": [],\n  "none": {},\n  "deep": [\n    {\n      "a": null\n    }\n  ],\n  "id": 2\n}',
    );
    const broken = await answered(response('Content-Length: 7\r\nContent-Type: application/json', '{"a": 1'));
    expect(text(broken.body)).toBe('{"a": 1');
  });

  it.each([
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]],
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0, 1]],
    ['image/gif', [...Buffer.from('GIF89a'), 1]],
    ['image/webp', [...Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ')]],
  ])('is an image if it begins like one: %s', async (mediaType, bytes) => {
    const { body } = await answered(response(`Content-Length: ${bytes.length}`, Uint8Array.from(bytes)));
    expect(body).toEqual({ kind: 'image', mediaType, bytes: Uint8Array.from(bytes) });
  });

  it('is bytes if it is nothing else', async () => {
    const bytes = Uint8Array.of(0, 1, 2, 0xff);
    const { body } = await answered(response('Content-Length: 4\r\nContent-Type: image/png', bytes));
    expect(body).toEqual({ kind: 'binary', bytes, sizeBytes: 4, isCut: false });
  });

  it('is shown in its beginning if it is large, however it is packed', async () => {
    const large = Buffer.alloc(5 * 1024 * 1024, 'a');
    const plain = await answered(response(`Content-Length: ${large.length}\r\nContent-Type: text/plain`, large));
    expect(plain.body).toMatchObject({ kind: 'text', isCut: true, sizeBytes: large.length });
    expect(text(plain.body)).toHaveLength(2 * 1024 * 1024);
    const bomb = zlib.gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const packed = await answered(response(`Content-Encoding: gzip\r\nContent-Length: ${bomb.length}`, bomb));
    expect(packed.body).toMatchObject({ kind: 'binary', isCut: true, sizeBytes: 2 * 1024 * 1024 });
    const twice = zlib.gzipSync(bomb);
    const doubled = await answered(response(`Content-Encoding: gzip, gzip\r\nContent-Length: ${twice.length}`, twice));
    expect(doubled.body).toMatchObject({ kind: 'binary', isCut: true });
  });
});

describe('a message that is not complete', () => {
  const start = 'HTTP/1.1 200 OK\r\nContent-Length: 2048\r\n\r\n';

  it('says how far it goes, and why', async () => {
    expect((await answered(start + 'x'.repeat(512), { end: 'closed' })).problem).toBe(
      'ends after 512 of 2048 bytes: the other side has closed',
    );
    expect((await answered(start + 'x'.repeat(512), { end: 'reset' })).problem).toBe(
      'ends after 512 of 2048 bytes: the other side has reset the connection',
    );
    expect((await answered(start + 'x'.repeat(512))).problem).toBe('the other side has sent 512 of 2048 bytes so far');
    expect(await requestProblem('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n' + 'x'.repeat(300))).toBe(
      'the script has sent 300 of 1000 bytes so far',
    );
  });

  it('may lack its last chunk or the rest of its headers', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n';
    expect((await answered(chunked, { end: 'closed' })).problem).toBe(
      'ends after 5 bytes, without a last chunk: the other side has closed',
    );
    expect((await answered('HTTP/1.1 200 OK\r\nContent-', { end: 'closed' })).problem).toBe(
      'ends within its headers: the other side has closed',
    );
    expect((await answered('HTTP/1.1 200 OK\r\nContent-')).problem).toBe('the headers are not all there yet');
  });

  it('may have been recorded in part', async () => {
    const conversation = conversationOf([
      ['out', GET],
      ['in', start + 'x'.repeat(86)],
      ['in', 'HTTP/1.1 200 OK\r\n\r\n'],
    ]);
    const transfers = conversation.transfers.map((transfer) => (transfer.row === 1 ? { ...transfer, sizeBytes: 1400 } : transfer));
    const { messages } = await decodeConversation({ ...conversation, transfers });
    expect(messages.map(({ title, problem }) => [title, problem])).toEqual([
      ['GET /', undefined],
      ['200 OK', 'only 127 of the 1400 bytes that were received in one operation are recorded: what follows cannot be decoded'],
    ]);
  });
});

describe('a request that is written by hand', () => {
  it.each([
    ['GET / HTTP/1.1\nHost: a\n\n', 'lines end in \\n alone, not in \\r\\n'],
    ['GET / HTTP/1.1\r\nHost: a\r\n', 'no blank line (\\r\\n\\r\\n) at the end of the request: the server waits for it'],
    ['GET / HTTP/1.1\r\n\r\n', 'no Host header, which HTTP/1.1 demands'],
    ['GET /\r\nHost: a\r\n\r\n', 'the request line is "GET /"; it lacks the version at its end: HTTP/1.1'],
    ['get / HTTP/1.1\r\nHost: a\r\n\r\n', 'the request line is "get / HTTP/1.1"; the method is written in capitals: GET'],
    ['GET /a b HTTP/1.1\r\nHost: a\r\n\r\n', 'the request line is "GET /a b HTTP/1.1"; its path has a space in it, which is written %20'],
    ['GET / HTTP1.1\r\nHost: a\r\n\r\n', 'the request line is "GET / HTTP1.1"; it lacks the version at its end: HTTP/1.1'],
    ['GET / HTTP/11\r\nHost: a\r\n\r\n', 'the request line is "GET / HTTP/11"; its version is "HTTP/11", not HTTP/1.1'],
    ['FETCH / HTTP/1.1\r\nHost: a\r\n\r\n', 'the request line is "FETCH / HTTP/1.1"; the method "FETCH" is not known'],
    ['GET / HTTP/1.1\r\nHost a\r\n\r\n', 'line 2 has no colon: "Host a"; no Host header, which HTTP/1.1 demands'],
    ['GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n', 'line 3 has a space in the name of its header: "X Y"'],
    [
      'GET / HTTP/1.1\r\n    Host: a\r\n\r\n',
      'line 2 begins with a space, so it belongs to the line before it; no Host header, which HTTP/1.1 demands',
    ],
    ['POST / HTTP/1.1\r\nHost: a\r\n\r\n{"a":1}', '7 bytes follow after the headers, but there is no Content-Length'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n{"a":1}', 'Content-Length is 4, but 3 bytes follow after that'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: seven\r\n\r\n', 'Content-Length is "seven", not a number'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -7\r\n\r\n', 'Content-Length is "-7", not a number'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\n', 'two Content-Length headers: "0" and "1"'],
    [
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n01234567890123456789\r\n0\r\n\r\n',
      'chunk 1 is smaller than it says ("20", which is hexadecimal)',
    ],
    ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nhello', 'the script has sent 0 bytes so far, without a last chunk'],
    [
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n-6\r\n0\r\n\r\n',
      'the size of chunk 2 is "-6", not a hexadecimal number (at byte 7 of the body)',
    ],
  ])('is told what is wrong with it: %j', async (request, problem) => {
    expect(await requestProblem(request)).toBe(problem);
  });

  it('does not take the next one along', async () => {
    const { messages } = await decode([['out', `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n{"a":1}${GET}`]]);
    expect(messages.map(({ title, problem }) => [title, problem])).toEqual([
      ['POST /', 'Content-Length is 4, but 3 bytes follow after that'],
      ['3 bytes that are no HTTP', 'belongs to nothing: the request before it has ended'],
      ['GET /', undefined],
    ]);
  });

  it('is told what is wrong with an answer too', async () => {
    const server = { isServer: true, end: 'closed' } as const;
    const answer = async (bytes: string) => (await last([['in', GET], ['out', bytes]], server)).problem; // prettier-ignore
    expect(await answer('<html>hi</html>')).toBe('the answer begins with "<html>hi</html>", not with a status line like "HTTP/1.1 200 OK"');
    expect(await answer('HTTP/1.1 OK\r\n\r\n')).toBe(
      'the answer begins with "HTTP/1.1 OK"; after the version comes a status of three digits, like 200',
    );
  });
});

describe('a hostile message', () => {
  it('is bounded in the length of its lines and the number of its headers', async () => {
    const longLine = await decode([['out', 'GET /' + 'a'.repeat(100 * 1024 * 1024)]]);
    expect(longLine.messages).toHaveLength(1);
    expect(longLine.messages[0]?.title.length).toBeLessThanOrEqual(200);
    expect(longLine.messages[0]?.problem).toBe('the head does not end within 64 KB');
    const many = await answered(`HTTP/1.1 200 OK\r\n${'a:\r\n'.repeat(12_000)}\r\n`);
    expect(many.problem).toBe('8000 of the lines are not read');
    expect(many.facts).toHaveLength(501);
    expect(many.facts.at(-1)).toEqual(['…', 'and 3500 more']);
  });

  it('shows nothing that a terminal or a page would obey', async () => {
    const { title, facts } = await last([['out', 'GET /\x1b[31m<script> HTTP/1.1\r\nHost: a\r\n\r\n']]);
    expect(title).toBe('GET /\u{fffd}[31m<script>');
    expect(facts).toEqual([['Host', 'a']]);
  });

  it('is not more than can be shown', async () => {
    const { messages, problem } = await decode([['out', GET.repeat(12_000)]]);
    expect(messages).toHaveLength(10_000);
    expect(problem).toBe('only the first 10000 messages are decoded');
  });
});

describe('after HTTP', () => {
  it('what goes through a tunnel is left alone', async () => {
    const { messages, problem } = await decode([
      ['out', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n'],
      ['in', 'HTTP/1.1 200 Connection established\r\n\r\n'],
      ['out', '\x16\x03\x01\x00\x01\x01'],
    ]);
    expect(messages.map(({ title }) => title)).toEqual(['CONNECT example.com:443', '200 Connection established']);
    expect(problem).toBe('what goes through the tunnel is not decoded');
  });

  it('a refused upgrade is HTTP still', async () => {
    const { protocol, messages } = await decode([
      ['out', 'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
      ['in', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno'],
      ['out', GET],
    ]);
    expect(protocol).toBe('http');
    expect(messages.map(({ title }) => title)).toEqual(['GET /chat', '400 Bad Request', 'GET /']);
  });
});
