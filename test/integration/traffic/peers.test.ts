/** The test peers, asked by real clients: each does what it says. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { startPeers, type TestPeers } from '../../../traffic/src';
import { Talk } from './talk';

let peers: TestPeers;
beforeAll(async () => {
  peers = await startPeers();
});
afterAll(() => peers.dispose());

const addressOf = (name: string): string => peers.peers.find((peer) => peer.name === name)?.address ?? 'none';

/** The whole answer to a request, until the peer closes. */
async function ask(name: string, request: string): Promise<{ head: string; body: Buffer; end: string }> {
  const talk = await Talk.with(addressOf(name), { tls: name === 'https.test' });
  talk.send(request);
  const end = await talk.untilEnd();
  const headEnd = talk.text.indexOf('\r\n\r\n');
  return { head: talk.text.slice(0, headEnd), body: talk.received.subarray(headEnd + 4), end };
}

const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: http.test\r\nConnection: close\r\n${more}\r\n`;

test('each has a name, and an alias that leads to it', () => {
  expect(peers.peers.map(({ name, port }) => `${name}:${port}`)).toEqual(
    [
      ['http.test:80', 'https.test:443', 'echo.test:7', 'mqtt.test:1883', 'slow.test:80'],
      ['silent.test:80', 'reset.test:80', 'half.test:80', 'garbage.test:80', 'refused.test:80'],
    ].flat(),
  );
  expect(peers.aliases.map(({ name, host, port }) => `${name} ${host}:${port}`)).toEqual(
    peers.peers.map(({ name, address }) => `${name} ${address}`),
  );
});

describe.each(['http.test', 'https.test'])('%s', (name) => {
  it('lists its paths, and each of them works', async () => {
    const { head, body } = await ask(name, get('/'));
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const paths = [...body.toString().matchAll(/^(\/\S*)/gm)].map(([, path]) => path ?? '');
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths.filter((path) => !/stream|slow|post/.test(path)))
      expect((await ask(name, get(path))).head).toMatch(path.startsWith('/status') ? / 404 / : path === '/redirect' ? / 302 / : / 200 /);
  });

  it('answers in the ways that there are', async () => {
    const json = await ask(name, get('/json'));
    expect(JSON.parse(json.body.toString())).toMatchObject({ message: 'It works' });
    const compressed = await ask(name, get('/gzip'));
    expect(compressed.head).toContain('Content-Encoding: gzip');
    expect(gunzipSync(compressed.body)).toEqual(json.body);
    const chunked = await ask(name, get('/chunked'));
    expect(chunked.head).toContain('Transfer-Encoding: chunked');
    expect(chunked.body.toString()).toMatch(/^5\r\nThis \r\n/);
    expect((await ask(name, get('/redirect'))).head).toMatch(/ 302 [^]*\r\nLocation: \/json\r\n/);
    expect((await ask(name, get('/status/503'))).head).toMatch(/^HTTP\/1\.1 503 /);
    expect((await ask(name, get('/status/204'))).body).toHaveLength(0);
    expect(JSON.parse((await ask(name, get('/headers', 'X-Own: yes\r\n'))).body.toString())).toMatchObject({ 'x-own': 'yes' });
    expect((await ask(name, get('/nowhere'))).head).toMatch(/^HTTP\/1\.1 404 /);
    expect((await ask(name, get('/slow?ms=20'))).body.toString()).toBe('That took 20 ms.\n');
    expect((await ask(name, get('/big?bytes=300000'))).body).toHaveLength(300_000);
  });

  it('sends a body back', async () => {
    const { head, body } = await ask(
      name,
      'POST /post HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/x-own\r\nContent-Length: 4\r\n\r\nbody',
    );
    expect(head).toContain('Content-Type: text/x-own');
    expect(body.toString()).toContain('body');
  });

  it('streams until the client has enough', async () => {
    const talk = await Talk.with(addressOf(name), { tls: name === 'https.test' });
    talk.send(get('/stream'));
    await talk.until('line 3');
    expect(talk.end).toBeUndefined();
    talk.close();
  });
});

test('the picture is a PNG of 64 by 64', async () => {
  const { body } = await ask('http.test', get('/image.png'));
  expect(body.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([body.readUInt32BE(16), body.readUInt32BE(20)]).toEqual([64, 64]);
  const data = body.indexOf('IDAT');
  expect(inflateSync(body.subarray(data + 4, data + 4 + body.readUInt32BE(data - 4)))).toHaveLength(64 * (1 + 3 * 64));
});

test('echo.test sends back streams and datagrams', async () => {
  const talk = await Talk.with(addressOf('echo.test'));
  talk.send('Hello');
  await talk.until('Hello');
  talk.close();
  const socket = createSocket('udp4');
  const [host, port] = addressOf('echo.test').split(':');
  socket.send('datagram', Number(port), host);
  const [datagram] = (await once(socket, 'message')) as [Buffer];
  expect(datagram.toString()).toBe('datagram');
  socket.close();
});

test('mqtt.test is a broker', async () => {
  const talk = await Talk.with(addressOf('mqtt.test'));
  talk.send('\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01a');
  await talk.until('\x20\x02\x00\x00');
  talk.send('\x82\x06\x00\x01\x00\x01t\x00');
  await talk.until('\x90\x03\x00\x01\x00');
  talk.send('\x30\x05\x00\x01tHi');
  await talk.until('\x30\x05\x00\x01tHi');
  talk.close();
});

describe('a faulty peer', () => {
  it('is slow', async () => {
    const talk = await Talk.with(addressOf('slow.test'));
    const start = performance.now();
    talk.send(get('/'));
    await talk.until('HTTP');
    expect(performance.now() - start).toBeGreaterThan(700);
    talk.close();
  });

  it('is silent', async () => {
    const [silent, other] = [await Talk.with(addressOf('silent.test')), await Talk.with(addressOf('echo.test'))];
    silent.send(get('/'));
    for (let count = 0; count < 20; count += 1) {
      other.send(`${count};`);
      await other.until(`${count};`);
    }
    expect([silent.text, silent.end]).toEqual(['', undefined]);
    silent.close();
    other.close();
  });

  it('resets', async () => {
    expect((await ask('reset.test', get('/'))).end).toBe('ECONNRESET');
  });

  it('sends half', async () => {
    const { head, body, end } = await ask('half.test', get('/'));
    expect(head).toContain('Content-Length: 2048');
    expect([body.length, end]).toEqual([1024, 'FIN']);
  });

  it('sends what means nothing', async () => {
    const talk = await Talk.with(addressOf('garbage.test'));
    talk.send(get('/'));
    expect(await talk.untilEnd()).toBe('FIN');
    expect(talk.received).toHaveLength(600);
    expect(new Set(talk.received).size).toBeGreaterThan(150);
  });

  it('refuses', async () => {
    const [host = '', port] = addressOf('refused.test').split(':');
    const [error] = (await once(connect({ host, port: Number(port) }), 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});
