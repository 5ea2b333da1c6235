/** The line that a list of connections has for each, and the guess behind it, from the first bytes alone. */
import { describe, expect, it } from 'vitest';
import { conversationTitle, sniffProtocol } from '../../../../traffic/src';
import { conversationOf } from '../../../support/recordedTraffic';

const NOTHING = new Uint8Array(0);

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function title(sent: string, received = '', peer = 'example.com:80', transport: 'tcp' | 'udp' = 'tcp'): string {
  return conversationTitle(bytes(sent), bytes(received), { transport, peer, isServer: false });
}

describe('the title of a connection', () => {
  it.each([
    ['GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n', 'HTTP/1.1 200 OK\r\n', 'GET /index.html → 200 OK'],
    ['GET /index.html HTTP/1.1\r\n', '', 'GET /index.html'],
    ['GET /', '', 'GET /'],
    ['GET / HTTP/1.1\r\n', 'HTTP/1.0 404\r\n', 'GET / → 404'],
    ['', 'HTTP/1.1 200 OK\r\n', '200 OK'],
    ['HTTP/1.1 200 OK\r\n\r\n', 'GET /led HTTP/1.1\r\n', 'GET /led → 200 OK'],
    ['get / http/1.1\r\n', '', 'get / http/1.1'],
    ['GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n', '', 'WebSocket /chat'],
    ['\x10\x10\x00\x04MQTT\x04\x02\x00\x3c\x00\x04esp3', '', 'MQTT CONNECT'],
    ['\x10\x10\x00\x04MQTT\x04\x02\x00\x3c\x00\x04esp3', '\x20\x02\x00\x00', 'MQTT CONNECT → accepted'],
    ['\x10\x10\x00\x04MQTT\x05\x02\x00\x3c', '\x20\x03\x00\x87\x00', 'MQTT CONNECT → refused: not authorized'],
    ['\x16\x03\x01\x02\x00\x01', '', 'TLS'],
    ['hello', 'hello', ''],
    ['', '', ''],
  ])('%j, %j: %s', (sent, received, expected) => {
    expect(title(sent, received, 'example.com:7')).toBe(expected);
  });

  it('is one line, whatever the bytes are', () => {
    expect(title(`GET /${'a'.repeat(5_000)} HTTP/1.1\r\n`)).toHaveLength(120);
    expect(title('GET /\x1b[2J\u0000 HTTP/1.1\r\n')).toBe('GET /\u{fffd}[2J\u{fffd}');
  });

  it('is made quickly', () => {
    const sent = bytes(`GET /${'a'.repeat(4_000)} `.repeat(1_000));
    const started = performance.now();
    for (let i = 0; i < 1_000; i += 1) conversationTitle(sent, sent, { transport: 'tcp', peer: 'a:80', isServer: false });
    expect((performance.now() - started) / 1_000).toBeLessThan(2);
  });
});

describe('the guess', () => {
  it('can be made of a conversation too', () => {
    expect(sniffProtocol(conversationOf([['out', 'G'], ['out', 'ET / HTTP/1.1\r\n']]))).toBe('http'); // prettier-ignore
    expect(sniffProtocol(conversationOf([], { peer: '8.8.8.8:53', transport: 'udp' }))).toBe('dns');
  });

  it('goes by the port where the bytes do not tell', () => {
    const heads = { transport: 'tcp', received: NOTHING, sent: bytes('hello there\r\n') } as const;
    expect(sniffProtocol({ ...heads, peer: 'a:80' })).toBe('http');
    expect(sniffProtocol({ ...heads, peer: 'a:7' })).toBe('unknown');
  });
});
