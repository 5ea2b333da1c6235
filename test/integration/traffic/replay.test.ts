/** Recorded peers played back, asked by real clients: answers, ends, what deviates, and where the peers are. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { SocketRecord } from '../../../shared/src';
import { startReplay, type Deviation, type Replay, type ReplayOptions } from '../../../traffic/src';
import { runOf } from '../../support/recordedRuns';
import { Talk } from './talk';

type Fields = Partial<Omit<SocketRecord, 'bytes'>> & { readonly bytes?: string };

const connect = (socket: number, peer = 'peer.test:80'): Fields => ({ operation: 'connect', socket, peer });
const send = (socket: number, bytes: string, more: Fields = {}): Fields => ({ operation: 'send', socket, bytes, ...more });
const recv = (socket: number, bytes: string, more: Fields = {}): Fields => ({ operation: 'recv', socket, bytes, ...more });
const closed = (socket: number): Fields => ({ operation: 'recv', socket, outcome: { kind: 'ok', value: 0 } });
const reset = (socket: number): Fields => ({ operation: 'recv', socket, outcome: { kind: 'error', errno: 104 } });

let replay: Replay | undefined;
let deviations: Deviation[] = [];
afterEach(() => {
  replay?.dispose();
  deviations = [];
});

async function replayOf(records: readonly Fields[], options?: ReplayOptions): Promise<Replay> {
  replay = await startReplay(runOf(records), options);
  replay.onDeviation((deviation) => deviations.push(deviation));
  return replay;
}

function talkWith({ peers }: Replay, options?: { tls: boolean }): Promise<Talk> {
  return Talk.with(peers[0]?.address ?? '', options);
}

describe('a protocol that is not known', () => {
  it('is answered when as many bytes have come, and closed as it was', async () => {
    const talk = await talkWith(
      await replayOf([connect(1), recv(1, '220 hello'), send(1, 'HELO'), recv(1, '250 '), recv(1, 'ok'), closed(1)]),
    );
    await talk.until('220 hello');
    talk.send('HE');
    talk.send('LO');
    expect(await talk.untilEnd()).toBe('FIN');
    expect(talk.text).toBe('220 hello250 ok');
    expect(deviations).toEqual([]);
  });

  it('is reset as it was', async () => {
    const talk = await talkWith(await replayOf([connect(1), send(1, '\x01'), recv(1, 'partly'), reset(1)]));
    talk.send('\x01');
    expect(await talk.untilEnd()).toBe('ECONNRESET');
  });

  it('stays open where the script closed', async () => {
    const talk = await talkWith(await replayOf([connect(1), send(1, '\x01'), recv(1, 'a'), { operation: 'close' }]));
    talk.send('\x01');
    await talk.until('a');
    talk.socket.end();
    expect(await talk.untilEnd()).toBe('FIN');
  });

  it('has its connections in order, and those made at once by how they begin', async () => {
    const own = await replayOf([connect(1), connect(2), send(1, '\x01A'), send(2, '\x01B'), recv(1, 'first'), recv(2, 'second')]);
    const [one, other] = [await talkWith(own), await talkWith(own)];
    one.send('\x01B');
    await one.until('second');
    other.send('\x01A');
    await other.until('first');
    expect(deviations).toEqual([]);
  });

  it('tells the first byte that differs, once, and goes on', async () => {
    const talk = await talkWith(await replayOf([connect(1), send(1, '\x01\x02\x03'), recv(1, 'fine')]));
    talk.send('\x01\x05\x06');
    await talk.until('fine');
    talk.send('more');
    await talk.until('fine');
    expect(deviations).toEqual([{ peer: 'peer.test:80', text: 'byte 1 that the script sends is 0x05, and was 0x02' }]);
  });

  it('answers a further connection as the last one, and says so', async () => {
    const own = await replayOf([connect(1), send(1, '\x01'), recv(1, 'a')]);
    for (let count = 0; count < 2; count += 1) {
      const talk = await talkWith(own);
      talk.send('\x01');
      await talk.until('a');
    }
    expect(deviations.map(({ text }) => text)).toEqual([
      'the script connects more often than once, as recorded; it is answered as the last time',
    ]);
  });
});

describe('HTTP', () => {
  const request = (line: string, more = ''): string => `${line} HTTP/1.1\r\nHost: peer.test\r\n${more}\r\n`;
  const answer = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const page = (socket: number, path: string, body: string): Fields[] => [send(socket, request(`GET ${path}`)), recv(socket, answer(body))];

  it('is answered by method and path, whatever the order and the connection', async () => {
    const own = await replayOf([connect(1), ...page(1, '/a', 'one'), ...page(1, '/b', 'two'), ...page(1, '/a', 'three'), closed(1)]);
    const [left, right] = [await talkWith(own), await talkWith(own)];
    left.send(request('GET /b') + request('GET /a'));
    await left.until('one');
    expect(left.text).toBe(answer('two') + answer('one'));
    right.send(request('GET /a'));
    await right.until('three');
    expect(await right.untilEnd()).toBe('FIN');
    expect(deviations).toEqual([]);
  });

  it('is closed after an answer if it was to be closed, though the script did not wait for that', async () => {
    const own = await replayOf([
      connect(1),
      send(1, request('GET /', 'Connection: close\r\n')),
      recv(1, answer('page')),
      { operation: 'close' },
    ]);
    const talk = await talkWith(own);
    talk.send(request('GET /', 'Connection: close\r\n'));
    expect(await talk.untilEnd()).toBe('FIN');
    expect(talk.text).toBe(answer('page'));
  });

  it('waits for the body of a request, and tells what differs in it', async () => {
    const post = (body: string): string => request('POST /x', 'Content-Length: 4\r\n') + body;
    const talk = await talkWith(
      await replayOf([connect(1), send(1, request('POST /x', 'Content-Length: 4\r\n')), send(1, 'a=1\n'), recv(1, answer('ok'))]),
    );
    talk.send(post('a='));
    talk.send('2\n');
    await talk.until('ok');
    expect(deviations.map(({ text }) => text)).toEqual(['POST /x is sent with "a=2\\n", and was with "a=1\\n"']);
  });

  it('that goes on before its body is answered before it: 100 Continue', async () => {
    const head = request('POST /x', 'Expect: 100-continue\r\nContent-Length: 1\r\n');
    const talk = await talkWith(
      await replayOf([connect(1), send(1, head), recv(1, 'HTTP/1.1 100 Continue\r\n\r\n'), send(1, '!'), recv(1, answer('ok'))]),
    );
    talk.send(head);
    await talk.until('100 Continue\r\n\r\n');
    talk.send('!');
    await talk.until('ok');
  });

  it('asked for another query is answered as the path, and for anything else with 501', async () => {
    const own = await replayOf([connect(1), ...page(1, '/t?now=1', 'time'), closed(1)]);
    const talk = await talkWith(own);
    talk.send(request('GET /t?now=2'));
    await talk.until('time');
    const other = await talkWith(own);
    other.send(request('GET /nothing'));
    expect(await other.untilEnd()).toBe('FIN');
    expect(other.text).toMatch(/^HTTP\/1\.1 501 [^]*\r\n\r\nGET \/nothing was not recorded\.\n$/);
    expect(deviations.map(({ text }) => text)).toEqual([
      'GET /t?now=2 was not recorded; it is answered as GET /t?now=1',
      'GET /nothing was not recorded; it is answered with 501',
    ]);
  });

  it('that becomes a WebSocket proves the new key, and goes on by the bytes', async () => {
    const upgrade = (key: string): string =>
      request('GET /ws', `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\n`);
    const accepted = 'HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: ';
    const own = await replayOf([
      ...[connect(1), send(1, upgrade('AAAAAAAAAAAAAAAAAAAAAA=='))],
      recv(1, `${accepted}AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n`),
      ...[send(1, '\x81\x85maskHELLO'), recv(1, '\x81\x05hello'), closed(1)],
    ]);
    const talk = await talkWith(own);
    // The example of RFC 6455, 1.3.
    talk.send(upgrade('dGhlIHNhbXBsZSBub25jZQ=='));
    await talk.until('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n');
    talk.send('\x81\x85MASKhello');
    expect(await talk.untilEnd()).toBe('FIN');
    expect(talk.text.endsWith('\x81\x05hello')).toBe(true);
  });
});

describe('time', () => {
  const slow = [connect(1), send(1, '\x01', { timeMs: 10 }), recv(1, 'late', { timeMs: 900 })];

  async function answerMs(options: ReplayOptions): Promise<number> {
    const talk = await talkWith(await replayOf(slow, options));
    const start = performance.now();
    talk.send('\x01');
    await talk.until('late');
    return performance.now() - start;
  }

  it('is as recorded if that is wanted', async () => {
    expect(await answerMs({ hasTiming: true })).toBeGreaterThan(850);
  });

  it('is cut short otherwise', async () => {
    expect(await answerMs({})).toBeLessThan(800);
  });
});

describe('TLS', () => {
  const handshake: Fields = { operation: 'handshake', tls: { version: 'TLSv1.2', cipherSuite: 'X', chain: [] } };

  it('is served with a certificate made for it, which is told', async () => {
    const own = await replayOf([connect(1), handshake, send(1, '\x01'), recv(1, 'secret'), closed(1)]);
    expect(own.remarks.join()).toMatch(/certificate that was made just now/);
    const talk = await talkWith(own, { tls: true });
    talk.send('\x01');
    expect(await talk.untilEnd()).toBe('FIN');
    expect(talk.text).toBe('secret');
  });

  it('is reset, too', async () => {
    const talk = await talkWith(await replayOf([connect(1), handshake, send(1, '\x01'), recv(1, 'secret'), reset(1)]), { tls: true });
    talk.send('\x01');
    expect(await talk.untilEnd()).toBe('ECONNRESET');
  });
});

describe('datagrams', () => {
  const to = (socket: number, bytes: string, peer: string): Fields => ({ operation: 'sendto', socket, bytes, peer });
  const from = (socket: number, bytes: string, peer: string): Fields => ({ operation: 'recvfrom', socket, bytes, peer });

  async function ask(own: Replay, ...datagrams: string[]): Promise<string[]> {
    const socket = createSocket('udp4');
    const answers: string[] = [];
    const all = new Promise<void>((resolve) => {
      socket.on('message', (datagram) => {
        answers.push(datagram.toString('latin1'));
        if (answers.length === datagrams.length) resolve();
      });
    });
    const [host, port] = (own.peers[0]?.address ?? '').split(':');
    for (const datagram of datagrams) {
      socket.send(Buffer.from(datagram, 'latin1'), Number(port), host);
      await once(socket, 'message');
    }
    await all;
    socket.close();
    return answers;
  }

  it('are answered as the same ones were, or as the next', async () => {
    const peer = 'time.test:123';
    const own = await replayOf([to(1, 'one', peer), from(1, '1', peer), to(1, 'two', peer), from(1, '2', peer)]);
    expect(await ask(own, 'two', 'two', 'else')).toEqual(['2', '2', '1']);
    expect(deviations.map(({ text }) => text)).toEqual([
      'a datagram that the script sends was not recorded; it is answered as the next one that was',
    ]);
  });

  it('of DNS are answered with the number of the query', async () => {
    const peer = '9.9.9.9:53';
    const own = await replayOf([to(1, '\x12\x34query', peer), from(1, '\x12\x34answer', peer)]);
    expect(await ask(own, '\xab\xcdquery')).toEqual(['\xab\xcdanswer']);
    expect(deviations).toEqual([]);
    expect(own.aliases).toEqual([{ name: '9.9.9.9', host: '127.0.0.1', port: Number(own.peers[0]?.address?.split(':')[1]), forPort: 53 }]);
  });
});

describe('the peers', () => {
  it('are told, with aliases under which the script finds them where they were', async () => {
    const own = await replayOf([
      { operation: 'getaddrinfo', socket: 0, peer: 'a.test', address: '192.0.2.1' },
      { operation: 'getaddrinfo', socket: 0, peer: 'unused.test', address: '192.0.2.2' },
      ...[connect(1, 'a.test:80'), send(1, '\x01', { peer: 'a.test:80' }), connect(2, 'a.test:81'), send(2, '\x01', { peer: 'a.test:81' })],
      { operation: 'connect', socket: 3, peer: '192.0.2.9:22', outcome: { kind: 'error', errno: 104 } },
      ...[connect(4, '127.0.0.1:80'), send(4, 'to itself', { peer: '127.0.0.1:80' })],
    ]);
    const [first, second] = own.peers.map(({ address }) => Number(address?.split(':')[1]));
    expect(own.peers).toEqual([
      { peer: 'a.test:80', transport: 'tcp', isTls: false, connections: 1, address: `127.0.0.1:${first}` },
      { peer: 'a.test:81', transport: 'tcp', isTls: false, connections: 1, address: `127.0.0.1:${second}` },
      { peer: '192.0.2.9:22', transport: 'tcp', isTls: false, connections: 0 },
    ]);
    const host = '127.0.0.1';
    expect(own.aliases).toEqual([
      { name: 'a.test', host, port: first, forPort: 80, address: '192.0.2.1' },
      { name: 'a.test', host, port: second, forPort: 81, address: '192.0.2.1' },
      { name: '192.0.2.9', host, port: 1, forPort: 22 },
      { name: 'unused.test', host, port: 1, address: '192.0.2.2' },
    ]);
  });

  it('are at the ports that are wanted, and a port that is taken is told', async () => {
    const records = [connect(1), send(1, '\x01'), recv(1, 'a')];
    const free = (await replayOf(records)).peers[0]?.address ?? '';
    const port = Number(free.split(':')[1]);
    const wanted = { ports: new Map([['peer.test:80', port]]) };
    await expect(startReplay(runOf(records), wanted)).rejects.toThrow(`Port ${port} for peer.test:80 is taken. Choose another one.`);
    replay?.dispose();
    expect((await replayOf(records, wanted)).peers[0]?.address).toBe(free);
    const other = { ports: new Map([['other.test:80', port]]) };
    await expect(startReplay(runOf(records), other)).rejects.toThrow('spoke with peer.test:80, and not with other.test:80.');
  });

  test.each([
    ['nothing', []],
    [
      'a server alone',
      [{ operation: 'accept', socket: 2, peer: '192.168.237.2:5000' }, recv(2, 'x', { peer: '192.168.237.2:5000' })] as Fields[],
    ],
  ])('of %s cannot be played back', async (_, records) => {
    await expect(startReplay(runOf(records))).rejects.toThrow('The recorded script connected to nobody: there is nothing to replay.');
  });

  it('that were out of reach refuse, which is told', async () => {
    const own = await replayOf([{ operation: 'connect', socket: 3, peer: '192.0.2.9:22', outcome: { kind: 'error', errno: 116 } }]);
    expect(own.peers[0]?.address).toBeUndefined();
    expect(own.remarks).toEqual([
      '192.0.2.9:22 could not be reached. That is not replayed: connections to it are refused at once, or answered if others were.',
    ]);
  });

  it('whose bytes were not all recorded are told', async () => {
    const own = await replayOf([connect(1), send(1, '\x01'), recv(1, 'beginning', { outcome: { kind: 'ok', value: 5000 } })]);
    expect(own.remarks).toEqual(['Of what peer.test:80 and the script sent only the beginnings were recorded; the replay has no more.']);
  });
});
