/** HTTP Archives: what a run becomes is one by the schema and says what was sent; a browser's becomes a run, and comes back the same. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import { gzipSync } from 'node:zlib';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { conversationsOf, decodeConversation, harOf, RunFileError, runOfHar, type RecordedRun } from '../../../traffic/src';
import { seededRandom } from '../../support/random';
import { FACTS, runOf } from '../../support/recordedRuns';

type Fields = Parameters<typeof runOf>[0][number];

interface Har {
  readonly log: { readonly version: string; readonly creator: object; readonly entries: readonly HarEntry[] };
}

interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: Record<string, unknown> & { readonly headers: readonly { name: string; value: string }[] };
  readonly response: Record<string, unknown> & {
    readonly headers: readonly { name: string; value: string }[];
    readonly content: Record<string, unknown>;
  };
  readonly timings: Record<string, number>;
  readonly serverIPAddress?: string;
  readonly connection: string;
}

const load = createRequire(import.meta.url);
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    'date-time': (text: string) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    // RFC 3986: a scheme, and nothing but the characters of a URI.
    uri: (text: string) => /^[a-z][a-z\d+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\da-f]{2})+$/i.test(text) && URL.canParse(text),
    ipv4: isIPv4,
    ipv6: isIPv6,
  },
});
ajv.addMetaSchema(load('ajv/dist/refs/json-schema-draft-06.json') as object);
for (const schema of Object.values(load('har-schema') as Record<string, object>)) ajv.addSchema(schema);
const validate = ajv.getSchema('har.json#')!;

async function archive(run: RecordedRun): Promise<Har> {
  const har = JSON.parse(await harOf(run)) as Har;
  expect([validate(har), validate.errors]).toEqual([true, null]);
  return har;
}

async function entriesOf(records: readonly Fields[]): Promise<readonly HarEntry[]> {
  return (await archive(runOf(records))).log.entries;
}

async function only(request: string | Buffer, response?: string | Buffer, before: readonly Fields[] = []): Promise<HarEntry> {
  const entries = await entriesOf([
    ...before,
    { operation: 'send', bytes: request },
    ...(response === undefined ? [] : [{ bytes: response }]),
  ]);
  expect(entries).toHaveLength(1);
  return entries[0]!;
}

const GET = 'GET /temp?unit=c&name=a%20b HTTP/1.1\r\nHost: example.com\r\nCookie: id=1; theme=dark\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\n';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

function answer(headers: readonly string[], body: string | Uint8Array): Buffer {
  const content = Buffer.from(body);
  return Buffer.concat([Buffer.from(`${OK}${[...headers, `Content-Length: ${content.length}`].join('\r\n')}\r\n\r\n`), content]);
}

describe('a run as a HAR', () => {
  it('is empty without HTTP, and names its creator', async () => {
    const { log } = await archive(runOf([{ operation: 'send', bytes: 'hello' }]));
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'MicroPython Sockets', version }, entries: [] });
  });

  it('has a request for JSON as it was sent, not made pretty', async () => {
    const json = '{"temp":21.50,"unit":"°C"}';
    const response = answer(
      ['Content-Type: application/json', 'Set-Cookie: id=2; Path=/; HttpOnly; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
      json,
    );
    const { request, response: given, ...entry } = await only(GET, response);
    expect(request).toEqual({
      method: 'GET',
      url: 'http://example.com/temp?unit=c&name=a%20b',
      httpVersion: 'HTTP/1.1',
      cookies: [
        { name: 'id', value: '1' },
        { name: 'theme', value: 'dark' },
      ],
      headers: [
        { name: 'Host', value: 'example.com' },
        { name: 'Cookie', value: 'id=1; theme=dark' },
      ],
      queryString: [
        { name: 'unit', value: 'c' },
        { name: 'name', value: 'a b' },
      ],
      headersSize: GET.length,
      bodySize: 0,
    });
    expect(given).toMatchObject({
      status: 200,
      statusText: 'OK',
      cookies: [{ name: 'id', value: '2', path: '/', httpOnly: true, expires: '2026-10-21T07:28:00.000Z' }],
      content: { size: 27, mimeType: 'application/json', text: json },
      redirectURL: '',
      headersSize: response.length - 27,
      bodySize: 27,
    });
    expect(entry).toMatchObject({ connection: '1', cache: {} });
  });

  it('has contents with their codings undone', async () => {
    const page = '<p>line</p>'.repeat(100);
    const packed = gzipSync(page);
    const { content, bodySize } = (await only(GET, answer(['Content-Type: text/html', 'Content-Encoding: gzip'], packed))).response;
    expect(content).toEqual({ size: 1100, compression: 1100 - packed.length, mimeType: 'text/html', text: page });
    expect(bodySize).toBe(packed.length);
    const chunked = `${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`;
    expect((await only(GET, chunked)).response).toMatchObject({ content: { size: 5, text: 'abcde' }, bodySize: 5 });
  });

  it('has what is no text in base64, in both ways', async () => {
    const image = await only(GET, answer(['Content-Type: image/png'], PNG));
    expect(image.response.content).toEqual({ size: PNG.length, mimeType: 'image/png', text: PNG.toString('base64'), encoding: 'base64' });
    const post = Buffer.concat([Buffer.from('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n'), Buffer.from([0, 255, 1])]);
    expect((await only(post)).request['postData']).toEqual({ mimeType: '', text: 'AP8B', _encoding: 'base64' });
  });

  it('has a form with its fields', async () => {
    const body = 'name=a+b&temp=21%2C5';
    const head = `POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect((await only(head + body, `${OK}Location: /next\r\nContent-Length: 0\r\n\r\n`)).request).toMatchObject({
      postData: {
        mimeType: 'application/x-www-form-urlencoded',
        text: body,
        params: [
          { name: 'name', value: 'a b' },
          { name: 'temp', value: '21,5' },
        ],
      },
      bodySize: body.length,
    });
  });

  it('says so where there is no answer, or not all of one', async () => {
    const [silent] = await entriesOf([
      { operation: 'send', bytes: GET, timeMs: 10 },
      { bytes: '', timeMs: 500 },
    ]);
    expect(silent).toMatchObject({
      response: { status: 0, comment: 'no answer: the other side has closed' },
      timings: { wait: 490, receive: 0 },
    });
    const { response } = await only(GET, `${OK}Content-Length: 10\r\n\r\nabc`);
    expect(response).toMatchObject({ content: { text: 'abc' }, bodySize: 3, comment: 'the other side has sent 3 of 10 bytes so far' });
  });

  it('says what of a body is not there', async () => {
    const { content } = (await only(GET, answer(['Content-Type: text/plain'], 'x'.repeat(3_000_000)))).response;
    expect(content).toMatchObject({ size: 3_000_000, comment: 'only the first 2097152 bytes of the content are here' });
    expect(content['text']).toHaveLength(2_097_152);
  });

  it('takes the URL from the connection where there is no Host, and writes it so that it is one', async () => {
    const tls: Fields = { operation: 'handshake', peer: '10.0.0.7:8443' };
    const urls = async (request: string, before: readonly Fields[] = []) => (await only(request, undefined, before)).request['url'];
    expect(await urls('GET /a HTTP/1.0\r\n\r\n')).toBe('http://peer.test/a');
    expect(await urls('GET / HTTP/1.1\r\nHost: example.com:8443\r\n\r\n', [tls])).toBe('https://example.com:8443/');
    expect(await urls('GET http://other.test/x HTTP/1.1\r\nHost: other.test\r\n\r\n')).toBe('http://other.test/x');
    expect(await urls('GET /\xc3\xbc"{} HTTP/1.1\r\nHost: a b\r\n\r\n')).toBe('http://peer.test/%C3%BC%22%7B%7D');
    expect(await urls('GET /100%?a=%41 HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('http://a/100%25?a=%41');
    expect(await urls('OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('http://a');
  });
});

describe('bytes that are wrong anywhere', () => {
  it('give a HAR all the same', async () => {
    const random = seededRandom(11);
    const whole = Buffer.concat([Buffer.from(GET), answer(['Content-Type: text/html', 'Set-Cookie: a=1; Expires=never'], gzipSync('x'))]);
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(whole);
      for (let count = Math.floor(random() * 8); count >= 0; count -= 1)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      await entriesOf([{ operation: 'send', bytes: bytes.subarray(0, GET.length) }, { bytes: bytes.subarray(GET.length) }]);
    }
  });
});

describe('the times of exchanges', () => {
  const head = 'HEAD / HTTP/1.1\r\nHost: example.com\r\n\r\n';
  const peer = 'example.com:443';

  it('are those of the records, and the connection is counted once', async () => {
    const [first, second] = await entriesOf([
      { operation: 'getaddrinfo', socket: 0, peer: 'example.com', address: '93.184.215.14', timeMs: 30, durationMs: 20 },
      { operation: 'connect', peer, timeMs: 45, durationMs: 10 },
      { operation: 'handshake', peer, timeMs: 145, durationMs: 100 },
      { operation: 'send', peer, bytes: head.slice(0, 9), timeMs: 150, durationMs: 2 },
      { operation: 'send', peer, bytes: head.slice(9), timeMs: 152, durationMs: 1 },
      { peer, bytes: OK, timeMs: 200, durationMs: 40 },
      { peer, bytes: '\r\n', timeMs: 207.5, durationMs: 1 },
      { operation: 'send', peer, bytes: head, timeMs: 301, durationMs: 1 },
      { peer, bytes: `${OK}\r\n`, timeMs: 320, durationMs: 5 },
    ]);
    expect(first).toMatchObject({
      startedDateTime: new Date(FACTS.startedAt + 10).toISOString(),
      time: 197.5,
      timings: { blocked: 8, dns: 20, connect: 110, ssl: 100, send: 4, wait: 48, receive: 7.5 },
      serverIPAddress: '93.184.215.14',
    });
    expect(second).toMatchObject({
      startedDateTime: new Date(FACTS.startedAt + 300).toISOString(),
      time: 20,
      timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 1, wait: 19, receive: 0 },
      connection: '1',
    });
  });
});

function browsers(entries: readonly object[]): string {
  return `\ufeff${JSON.stringify({ log: { version: '1.2', creator: { name: 'Firefox', version: '130' }, entries } })}`;
}

const PAIR = (name: string, value: string) => ({ name, value });

function entry(url: string, request: object, response: object, more: object = {}): object {
  return {
    startedDateTime: '2026-11-26T05:00:00.250Z',
    time: 100,
    request: {
      method: 'GET',
      url,
      httpVersion: 'HTTP/2',
      cookies: [],
      headers: [],
      queryString: [],
      headersSize: -1,
      bodySize: 0,
      ...request,
    },
    response: {
      status: 200,
      statusText: '',
      httpVersion: 'HTTP/2',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: '' },
      ...response,
    },
    cache: {},
    timings: { blocked: 1, dns: 5, connect: 30, ssl: 20, send: 1, wait: 40, receive: 3 },
    ...more,
  };
}

const PAGE = entry(
  'https://example.com/größe?a[]=1#there',
  { headers: [PAIR(':method', 'GET'), PAIR('accept', '*/*'), PAIR('accept-encoding', 'gzip')] },
  {
    headers: [PAIR('content-type', 'text/html; charset=iso-8859-1'), PAIR('content-encoding', 'br'), PAIR('set-cookie', 'a=1\nb=2')],
    content: { size: 6, mimeType: 'text/html', text: 'Größe' },
  },
  { serverIPAddress: '93.184.215.14' },
);

describe('a browser’s HAR as a run', () => {
  it('has a connection for each entry, with the times of the entry', () => {
    const { facts, entries } = runOfHar(browsers([PAGE, entry('data:text/plain,a', {}, {})]), 'page.har');
    expect(facts).toEqual({ script: 'page.har', target: 'Firefox', startedAt: Date.parse('2026-11-26T05:00:00.250Z') });
    const records = entries.map((each) => (each.kind === 'operation' ? each.record : undefined)!);
    expect(
      records.map(({ sequence, operation, socket, peer, timeMs, durationMs }) => [sequence, operation, socket, peer, timeMs, durationMs]),
    ).toEqual([
      [1, 'getaddrinfo', 0, 'example.com', 6, 5],
      [2, 'connect', 1, 'example.com:443', 16, 10],
      [3, 'handshake', 1, 'example.com:443', 36, 20],
      [4, 'send', 1, 'example.com:443', 37, 1],
      [5, 'recv', 1, 'example.com:443', 77, 40],
      [6, 'recv', 1, 'example.com:443', 80, 3],
      [7, 'close', 1, 'example.com:443', 80, 0],
    ]);
    expect(Buffer.from(records[3]!.bytes).toString()).toBe(
      'GET /gr%C3%B6%C3%9Fe?a[]=1 HTTP/1.1\r\nHost: example.com\r\naccept: */*\r\naccept-encoding: gzip\r\n\r\n',
    );
    expect(Buffer.from(records[4]!.bytes).toString()).toBe(
      'HTTP/1.1 200 \r\ncontent-type: text/html; charset=utf-8\r\nset-cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 7\r\n\r\n',
    );
  });

  it('is decoded with no problem but its own, and gives the same HAR again', async () => {
    const form = { mimeType: 'application/x-www-form-urlencoded', params: [PAIR('a', 'b c')] };
    const xml = [PAIR('Host', 'a.test:8080'), PAIR('Content-Type', form.mimeType), PAIR('Content-Length', '5')];
    const run = runOfHar(
      browsers([
        PAGE,
        entry('http://a.test:8080/form', { method: 'POST', headers: xml, postData: form }, { status: 404, statusText: 'Not Found' }),
        entry(
          'http://a.test/pixel',
          {},
          { content: { size: 70, mimeType: 'image/png', text: PNG.toString('base64'), encoding: 'base64' } },
        ),
        entry('http://a.test/blocked', {}, { status: 0 }),
        entry('http://a.test/old', {}, { status: 304, headers: [PAIR('ETag', '"1"'), PAIR('Content-Length', '70')] }),
      ]),
      'page.har',
    );
    const decoded = await Promise.all((await conversationsOf(run)).map((conversation) => decodeConversation(conversation)));
    expect(decoded.flatMap(({ messages, problem }) => [problem, ...messages.map((message) => message.problem)]).filter(Boolean)).toEqual([
      'not answered: the script has closed the connection',
    ]);
    const { log } = await archive(run);
    expect(
      log.entries.map(({ request, response }) => [request['method'], request['url'], response['status'], response.content['text']]),
    ).toEqual([
      ['GET', 'https://example.com/gr%C3%B6%C3%9Fe?a[]=1', 200, 'Größe'],
      ['POST', 'http://a.test:8080/form', 404, undefined],
      ['GET', 'http://a.test/pixel', 200, PNG.toString('base64')],
      ['GET', 'http://a.test/blocked', 0, undefined],
      ['GET', 'http://a.test/old', 304, undefined],
    ]);
    expect(log.entries[0]).toMatchObject({
      timings: { blocked: 0, dns: 5, connect: 30, ssl: 20, send: 1, wait: 40, receive: 3 },
      serverIPAddress: '93.184.215.14',
    });
    expect(log.entries[1]!.request).toMatchObject({ headers: xml, postData: { text: 'a=b+c', params: [PAIR('a', 'b c')] } });
    // From there on nothing changes any more.
    const again = await archive(runOfHar(JSON.stringify({ log }), 'page.har'));
    const kept = (entries: readonly HarEntry[]) => entries.map(({ request, response, timings }) => ({ request, response, timings }));
    expect(kept(again.log.entries)).toEqual(kept(log.entries));
  });

  it('knows how much there was where contents were not saved', async () => {
    const run = runOfHar(browsers([entry('http://a.test/', {}, { content: { size: 5000, mimeType: 'text/html' } })]), 'page.har');
    const [conversation] = await conversationsOf(run);
    const { messages } = await decodeConversation(conversation!);
    expect(messages[1]!.problem).toContain('only 0 of the 5000 bytes');
  });

  it.each([
    ['not JSON', 'page.har is no HAR: it is no JSON. Expected is'],
    ['[]', 'page.har is no HAR: it is no JSON object. Expected is'],
    ['{"log":{}}', 'page.har is no HAR: "entries" is missing. Expected is'],
    ['{"log":{"entries":[1]}}', 'page.har is no HAR: it is no JSON object. Expected is'],
    [browsers([entry('http://a/', {}, {}), entry('http://a/', {}, { status: '200' })]), 'in entry 2 "status" is no number'],
    [browsers([entry('http://a/', {}, {}, { startedDateTime: 'today' })]), 'in entry 1 "startedDateTime" is "today", which is no time'],
    [browsers([entry('http://:80/', {}, {})]), 'in entry 1 "url" is "http://:80/", which names no host'],
    [browsers([entry('http://a/', { method: 'GET /x\r\n' }, {})]), 'which is no method'],
  ])('is refused with the name of the file and the cause: %s', (text, message) => {
    expect(() => runOfHar(text, 'page.har')).toThrow(RunFileError);
    expect(() => runOfHar(text, 'page.har')).toThrow(message);
  });
});
