/** WebSocket: real connections of ws, recorded on their way, and frames that break the rules. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { WebSocket, WebSocketServer, type ServerOptions } from 'ws';
import { describe, expect, it } from 'vitest';
import { decodeConversation, type Conversation } from '../../../../traffic/src';
import { seededRandom } from '../../../support/random';
import { conversationOf, cut, RecordingRelay, type ConversationFacts, type Turn } from '../../../support/recordedTraffic';

const HANDSHAKE: readonly Turn[] = [
  [
    'out',
    'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n',
  ],
  ['in', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
];
const DEFLATED: readonly Turn[] = [
  HANDSHAKE[0]!,
  [
    'in',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
  ],
];

/** What the panel lists after the handshake. */
async function frames(turns: readonly Turn[], facts?: ConversationFacts, handshake = HANDSHAKE) {
  const { protocol, messages } = await decodeConversation(conversationOf([...handshake, ...turns], facts));
  expect(protocol).toBe('websocket');
  return messages.slice(2).map(({ title, problem }) => [title, problem]);
}

/** Sends a few messages both ways and closes. */
async function record(options: ServerOptions, talk: (client: WebSocket) => void): Promise<Conversation> {
  const server = new WebSocketServer({ ...options, port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    socket.on('message', (bytes: Buffer, isBinary) => socket.send(bytes, { binary: isBinary }));
  });
  const relay = await RecordingRelay.to((server.address() as AddressInfo).port);
  const client = new WebSocket(`ws://127.0.0.1:${relay.port}/chat`, { perMessageDeflate: options.perMessageDeflate ?? false });
  await once(client, 'open');
  talk(client);
  const [connection] = relay.connections;
  await connection!.closed;
  server.close();
  await relay.close();
  return conversationOf(connection!.turns, { end: 'closed' });
}

function closeAfterEchoes(client: WebSocket, echoes: number): void {
  let left = echoes;
  client.on('message', () => {
    left -= 1;
    if (left === 0) client.close(1000, 'bye');
  });
}

describe('a WebSocket connection', () => {
  it('is decoded to its messages, whichever way they are cut', async () => {
    const conversation = await record({}, (client) => {
      closeAfterEchoes(client, 3);
      client.send('hello');
      client.ping('are you there');
      client.send('{"a":', { fin: false });
      client.send('[1]}', { fin: true });
      client.send(Buffer.alloc(70_000, 0xff));
    });
    const decoded = await decodeConversation(conversation);
    const list = (way: 'in' | 'out') => decoded.messages.filter(({ direction }) => direction === way).map(({ title }) => title);
    expect(list('out')).toEqual([
      'GET /chat',
      'text, 5 bytes',
      'ping, 13 bytes',
      'text, 9 bytes',
      'binary, 70000 bytes',
      'close 1000: bye',
    ]);
    expect(list('in')).toEqual([
      '101 Switching Protocols',
      'text, 5 bytes',
      'pong, 13 bytes',
      'text, 9 bytes',
      'binary, 70000 bytes',
      'close 1000: bye',
    ]);
    expect(decoded.messages.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    const [json] = decoded.messages.filter(({ title }) => title === 'text, 9 bytes');
    expect(json).toMatchObject({
      protocol: 'websocket',
      direction: 'out',
      sizeBytes: 21,
      facts: [
        ['Frames', '2 (5 + 4 bytes)'],
        ['Masked', 'yes'],
      ],
      body: { kind: 'text', language: 'json', text: '{\n  "a": [\n    1\n  ]\n}' },
    });
    const [close] = decoded.messages.filter(({ title }) => title === 'close 1000: bye');
    expect(close!.facts).toContainEqual(['Code', '1000 (normal)']);
    const random = seededRandom(3);
    for (let round = 0; round < 5; round += 1)
      expect(isDeepStrictEqual(await decodeConversation(cut(conversation, () => Math.floor(random() * 3_000))), decoded)).toBe(true);
  });

  it.each([
    ['with what came before in mind', { threshold: 0 }],
    ['each by itself', { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true }],
  ])('is inflated where compression was agreed on: %s', async (_, perMessageDeflate) => {
    const conversation = await record({ perMessageDeflate }, (client) => {
      closeAfterEchoes(client, 3);
      for (const word of ['alpha', 'beta', 'alpha']) client.send(word.repeat(100));
    });
    const { messages } = await decodeConversation(conversation);
    const texts = (way: 'in' | 'out') =>
      messages.flatMap(({ direction, body }) => (direction === way && body?.kind === 'text' ? [body.text] : []));
    const sent = ['alpha', 'beta', 'alpha'].map((word) => word.repeat(100));
    expect(texts('out')).toEqual(sent);
    expect(texts('in')).toEqual(sent);
    expect(messages.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    expect(messages[2]?.title).toBe('text, 500 bytes');
    expect(messages[2]?.facts.at(-1)).toEqual(['Compressed', expect.stringMatching(/^permessage-deflate, \d\d bytes$/)]);
  });
});

describe('a frame that is wrong', () => {
  it.each<[string, 'in' | 'out', string, string, string]>([
    ['of a client, not masked', 'out', '\x81\x02hi', 'text, 2 bytes', 'not masked, as the frames of a client have to be'],
    ['of a server, masked', 'in', '\x81\x82\0\0\0\0hi', 'text, 2 bytes', 'masked, as the frames of a server must not be'],
    ['with bits of an extension', 'in', '\xc1\x02hi', 'text, 2 bytes', 'has bits set that only an extension may use'],
    ['of no known kind', 'in', '\x83\x02hi', 'no frame', 'frames with opcode 3 do not exist; the rest is not decoded'],
    ['that continues nothing', 'in', '\x80\x02hi', 'binary, 2 bytes', 'a continuation with no message before it'],
    ['that is no text', 'in', '\x81\x02\xff\xfe', 'text, 2 bytes', 'text has to be UTF-8, which this is not'],
    ['that closes with a code nobody may send', 'in', '\x88\x02\x03\xed', 'close 1005', 'the code 1005 must not be sent'],
    ['that closes with half a code', 'in', '\x88\x01\x03', 'close, 1 byte', 'the code has two bytes, not one'],
    ['that pings in parts', 'in', '\x09\x00', 'ping', 'a ping must be one frame'],
    ['that is not all there', 'in', '\x81\x05hi', 'text, 2 bytes', 'the other side has come so far: after 2 of 5 bytes'],
    ['of which the head is not there', 'in', '\x81', 'beginning of a frame', 'the other side has come so far: within the head of a frame'],
    ['whose message does not end', 'in', '\x01\x02hi', 'text, 2 bytes', 'the last frame of the message is not there'],
  ])('says so: one %s', async (_, way, bytes, title, problem) => {
    expect(await frames([[way, bytes]])).toEqual([[title, problem]]);
  });

  it('does not hide the message that it interrupts', async () => {
    expect(await frames([['in', '\x01\x02hi\x81\x02ho']])).toEqual([
      ['text, 2 bytes', 'another message begins before its last frame'],
      ['text, 2 bytes', undefined],
    ]);
  });

  it('may be a compressed one that is damaged, after which no other can be read', async () => {
    const turns: readonly Turn[] = [['in', '\xc1\x04\xff\xff\xff\xff\xc1\x02hi\x81\x02ok']];
    expect(await frames(turns, {}, DEFLATED)).toEqual([
      ['text, 4 bytes', 'the compressed message is damaged'],
      ['text, 2 bytes', 'cannot be inflated, because a message before it could not'],
      ['text, 2 bytes', undefined],
    ]);
  });
});
