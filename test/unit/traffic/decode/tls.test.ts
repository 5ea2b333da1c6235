/** TLS: what a handshake agreed on, the certificates that were shown, and records as they go over the wire, of a real connection. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { conversationTitle, decodeConversation } from '../../../../traffic/src';
import { seededRandom } from '../../../support/random';
import { conversationOf, cut, RecordingRelay } from '../../../support/recordedTraffic';
import { fixture, HOST } from '../../../support/tlsPeers';

/** A PEM file's content in DER. */
function der(name: string): Uint8Array {
  return Buffer.from(
    fixture(`${name}.pem`)
      .toString()
      .replace(/-.*-|\s/g, ''),
    'base64',
  );
}

describe('what a handshake agreed on', () => {
  it('is told in facts, with each certificate', async () => {
    const chain = [der('rsa'), der('ec'), der('expired'), der('future'), Uint8Array.of(1, 2)];
    const conversation = conversationOf([['out', 'GET / HTTP/1.1\r\nHost: tls.test\r\n\r\n']], {
      peer: 'tls.test:443',
      isTls: true,
      tls: { version: 'TLSv1.2', cipherSuite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', serverName: HOST, chain },
    });
    const { protocol, tls: decoded, exchanges } = await decodeConversation(conversation);
    expect(protocol).toBe('http');
    expect(exchanges[0]?.curl).toBe('curl https://tls.test/');
    expect(decoded?.facts).toEqual([
      ['Version', 'TLSv1.2'],
      ['Cipher suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
      ['Server name', 'tls.test'],
      ['Certificates', '5'],
    ]);
    const [rsa, ec, expired, future, broken] = decoded!.certificates;
    expect(rsa).toEqual([
      ['Subject', 'O=MicroPython Sockets tests, CN=tls.test'],
      ['Issuer', 'O=MicroPython Sockets tests, CN=Test Authority'],
      ['Valid from', '1999-01-01 00:00:00 UTC'],
      ['Valid to', '2120-01-01 00:00:00 UTC'],
      ['Names', 'tls.test'],
      ['Key', 'RSA, 2048 bits'],
      ['Serial number', 'E34987002E54242E3682A2B594B91E3CF79E44'],
      ['SHA-256', '6C:AB:3F:9D:6D:40:FF:A6:B7:E2:FA:6E:D7:70:77:D3:6D:49:D9:58:A8:9B:7F:16:70:5A:0E:65:5A:B4:29:8B'],
    ]);
    expect(ec).toContainEqual(['Key', 'EC, prime256v1']);
    expect(expired).toContainEqual(['Valid to', '1999-01-01 00:00:00 UTC (expired)']);
    expect(future?.find(([name]) => name === 'Valid from')?.[1]).toMatch(/\(not valid yet\)$/);
    expect(broken).toEqual([['Certificate', '2 bytes that are no X.509 certificate']]);
  });

  it('is told of a connection over which nothing else went', async () => {
    const facts = { isTls: true, tls: { version: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', chain: [] } };
    expect(await decodeConversation(conversationOf([], facts))).toEqual({
      protocol: 'unknown',
      messages: [],
      exchanges: [],
      tls: {
        facts: [
          ['Version', 'TLSv1.3'],
          ['Cipher suite', 'TLS_AES_128_GCM_SHA256'],
          ['Certificates', 'none shown'],
        ],
        certificates: [],
      },
    });
  });
});

describe('records on the wire', () => {
  it('are told by what is in them, however they are cut', async () => {
    const server = tls.createServer({ key: fixture('rsa.key.pem'), cert: fixture('rsa.pem'), maxVersion: 'TLSv1.2' }, (socket) =>
      socket.end('hello'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const relay = await RecordingRelay.to((server.address() as AddressInfo).port);
    const socket = tls.connect({
      port: relay.port,
      host: '127.0.0.1',
      servername: HOST,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    socket.resume();
    await once(socket, 'close');
    const [connection] = relay.connections;
    await connection!.closed;
    server.close();
    await relay.close();

    const conversation = conversationOf(connection!.turns, { peer: 'tls.test:443', end: 'closed' });
    const decoded = await decodeConversation(conversation);
    expect(decoded.protocol).toBe('tls');
    const titles = decoded.messages.map(({ direction, title }) => `${direction} ${title.replace(/\d+ bytes?$/, 'n bytes')}`);
    expect(titles[0]).toBe('out ClientHello, n bytes');
    expect(titles).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^in ServerHello/),
        expect.stringMatching(/ClientKeyExchange, n bytes$/),
        'out ChangeCipherSpec: encrypted from here',
        'out handshake, encrypted, n bytes',
        'in ChangeCipherSpec: encrypted from here',
        'in handshake, encrypted, n bytes',
        'in application data, encrypted, n bytes',
        'in alert, encrypted, n bytes',
      ]),
    );
    expect(decoded.messages[0]?.facts).toEqual([
      ['Version of the record', 'TLS 1.0'],
      ['Server name', 'tls.test'],
      ['Protocols offered', 'http/1.1'],
    ]);
    expect(decoded.messages.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    const random = seededRandom(9);
    for (let round = 0; round < 10; round += 1)
      expect(await decodeConversation(cut(conversation, () => 1 + Math.floor(random() * 300)))).toEqual(decoded);
    const hello = conversation.transfers[0]!.bytes;
    expect(conversationTitle(hello, new Uint8Array(0), conversation)).toBe('TLS tls.test');
  });

  it('may be an alert, cut off, or followed by something else', async () => {
    const decoded = async (bytes: string) => {
      const { messages } = await decodeConversation(conversationOf([['in', bytes]], { peer: 'a:443' }));
      return messages.map(({ title, problem }) => [title, problem]);
    };
    expect(await decoded('\x15\x03\x03\x00\x02\x02\x28')).toEqual([['alert: handshake failure (fatal)', undefined]]);
    expect(await decoded('\x17\x03\x03\x00\x09abc')).toEqual([['application data, encrypted, 3 bytes', '3 of 9 bytes so far']]);
    expect(await decoded('\x15\x03\x03\x00\x02\x01\x00HTTP/1.1')).toEqual([
      ['alert: close notify', undefined],
      ['8 bytes', 'this is no TLS record; the rest is not decoded'],
    ]);
  });

  it('may be datagrams', async () => {
    const hello = `\x16\xfe\xfd${'\0'.repeat(8)}\x00\x10\x01\x00\x00\x04${'\0'.repeat(8)}abcd`;
    const conversation = conversationOf([['out', hello]], { transport: 'udp', peer: 'a:5684' });
    const { protocol, messages } = await decodeConversation(conversation);
    expect(protocol).toBe('tls');
    expect(messages.map(({ title }) => title)).toEqual(['DTLS ClientHello, 16 bytes']);
  });
});
