/**
 * Decoders meet anybody's bytes: exchanges of every protocol, cut off after every byte, and changed at random in ways that are always the
 * same. Whatever comes out, nothing is thrown, it takes no longer than its size allows, and what is said of a message holds together.
 */
import zlib from 'node:zlib';
import { streamEncode } from 'dns-packet';
import { generate, type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import type { DecodedConversation } from '../../../../shared/src';
import { conversationTitle, decodeConversation, sniffProtocol, type Conversation } from '../../../../traffic/src';
import { seededRandom } from '../../../support/random';
import { conversationOf, type Turn } from '../../../support/recordedTraffic';

const MUTATIONS = 20_000;
const DEADLINE_MS = 120_000;

function mqtt(content: Packet, protocolVersion: number): Uint8Array {
  return generate(content, { protocolVersion });
}

function mqttTurns(version: 4 | 5): readonly Turn[] {
  const will = { topic: 'state', payload: Buffer.from('gone'), qos: 1 as const, retain: false };
  const properties = version === 5 ? { properties: { userProperties: { a: 'b' }, reasonString: 'x' } } : {};
  const connect = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: version, clientId: 'esp', clean: true, keepalive: 9, username: 'u', password: Buffer.from('p'), will } as const; // prettier-ignore
  return [
    ['out', mqtt(connect, version)],
    ['in', mqtt({ cmd: 'connack', sessionPresent: false, returnCode: 0, reasonCode: 0, ...properties }, version)],
    ['out', mqtt({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a/#', qos: 1 }] }, version)],
    ['in', mqtt({ cmd: 'suback', messageId: 1, granted: [1] }, version)],
    ['out', mqtt({ cmd: 'publish', topic: 'a/b', messageId: 2, payload: '{"t":1}', qos: 1, retain: true, dup: false }, version)],
    ['in', mqtt({ cmd: 'puback', messageId: 2, reasonCode: 0, ...properties }, version)],
    ['out', mqtt({ cmd: 'disconnect', reasonCode: 0 }, version)],
  ];
}

const gzipped = zlib.gzipSync('{"temperature": 21.5, "list": [1, 2, 3]}');
const deflated = zlib.deflateRawSync('hello hello hello', { finishFlush: zlib.constants.Z_SYNC_FLUSH }).subarray(0, -4);
const SEEDS: readonly { readonly name: string; readonly turns: readonly Turn[]; readonly facts?: Partial<Conversation> }[] = [
  {
    name: 'HTTP',
    turns: [
      [
        'out',
        'POST /a?b=c HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=1&b=2',
      ],
      [
        'in',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n5\r\nhello\r\n6\r\n, you!\r\n0\r\nX: y\r\n\r\n',
      ],
      ['out', 'GET /b HTTP/1.1\r\nHost: example.com\r\n\r\n'],
      ['in', Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: ${gzipped.length}\r\n\r\n`), gzipped])], // prettier-ignore
      ['out', 'HEAD /c HTTP/1.1\r\nHost: example.com\r\n\r\n'],
      ['in', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ],
  },
  {
    name: 'WebSocket',
    turns: [
      ['out', 'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
      ['in', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n'],
      ['out', '\x81\x85\x01\x02\x03\x04iggho\x89\x80\x00\x00\x00\x00'],
      ['in', Buffer.concat([Buffer.of(0xc1, deflated.length), deflated, Buffer.of(0x01, 2, 0x61, 0x62, 0x8a, 0, 0x80, 1, 0x63)])],
      ['in', '\x82\x7e\x00\x80' + 'x'.repeat(128) + '\x88\x05\x03\xe8bye'],
    ],
  },
  { name: 'MQTT 3.1.1', turns: mqttTurns(4) },
  { name: 'MQTT 5', turns: mqttTurns(5) },
  {
    name: 'DNS over TCP',
    facts: { peer: '8.8.8.8:53' },
    turns: [
      ['out', streamEncode({ type: 'query', id: 1, questions: [{ type: 'A', name: 'www.example.com' }] })],
      [
        'in',
        streamEncode({
          type: 'response',
          id: 1,
          questions: [{ type: 'A', name: 'www.example.com' }],
          answers: [
            { type: 'A', name: 'www.example.com', ttl: 1, data: '1.2.3.4' },
            { type: 'TXT', name: 'www.example.com', ttl: 1, data: ['a', 'b'] },
            { type: 'SRV', name: 'a', ttl: 1, data: { port: 1, target: 'b.c' } },
          ],
          additionals: [{ type: 'OPT', name: '.', udpPayloadSize: 1232, flags: 0, options: [] } as never],
        }),
      ],
    ],
  },
  {
    name: 'TLS',
    facts: { peer: 'a:443' },
    turns: [
      [
        'out',
        '\x16\x03\x01\x00\x3f\x01\x00\x00\x3b\x03\x03' +
          'r'.repeat(32) +
          '\x00\x00\x02\x13\x01\x01\x00\x00\x10\x00\x00\x00\x0c\x00\x0a\x00\x00\x07a.local',
      ],
      ['in', '\x16\x03\x03\x00\x04\x02\x00\x00\x00\x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x05abcde\x15\x03\x03\x00\x02\x02\x28'],
    ],
  },
];

function check(decoded: DecodedConversation, { transfers }: Conversation, what: string): void {
  const { messages, exchanges, problem } = decoded;
  if (problem?.startsWith('the decoder failed') === true) throw new Error(`${what}: ${problem}`);
  const holds =
    messages.every(({ rows: [first, last], timeMs: [begin, end], sizeBytes, title, problem: wrong }) => {
      const isRow = first <= last && transfers.some(({ row }) => row === first) && transfers.some(({ row }) => row === last);
      return isRow && begin <= end && sizeBytes > 0 && !/[\r\n]/.test(title) && wrong !== '';
    }) &&
    messages.every((message, index) => index === 0 || (messages[index - 1]?.rows[0] ?? 0) <= message.rows[0]) &&
    exchanges.every(
      ({ request, response }) => messages[request] !== undefined && (response === undefined || messages[response] !== undefined),
    ) &&
    ['out', 'in'].every((way) => {
      const sizes = messages.map(({ direction, sizeBytes }) => (direction === way ? sizeBytes : 0));
      const there = transfers.map(({ direction, bytes }) => (direction === way ? bytes.length : 0));
      return sum(sizes) <= sum(there);
    });
  if (!holds) throw new Error(`${what}: ${JSON.stringify(decoded)}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

async function decodeAndCheck(conversation: Conversation, what: string): Promise<void> {
  sniffProtocol(conversation);
  const [sent, received] = (['out', 'in'] as const).map((way) => Buffer.concat(conversation.transfers.flatMap(({ direction, bytes }) => (direction === way ? [bytes] : [])))); // prettier-ignore
  conversationTitle(sent!, received!, conversation);
  check(await decodeConversation(conversation), conversation, what);
}

/** The turns without what comes after so many bytes. */
function cutOff(turns: readonly Turn[], length: number): Turn[] {
  let left = length;
  return turns.flatMap(([direction, content]): Turn[] => {
    const bytes = Buffer.from(content as string, 'latin1').subarray(0, Math.max(0, left));
    left -= content.length;
    return bytes.length === 0 ? [] : [[direction, bytes]];
  });
}

/** One to three things that go wrong in the bytes of a turn. */
function mutated(bytes: Uint8Array, random: () => number, others: readonly Uint8Array[]): Uint8Array {
  let result = Buffer.from(bytes);
  for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
    const at = Math.floor(random() * result.length);
    const length = Math.floor(random() * 12);
    switch (Math.floor(random() * 6)) {
      case 0:
        if (at < result.length) result[at] = Math.floor(random() * 256);
        break;
      case 1:
        if (at < result.length) result[at]! ^= 1 << Math.floor(random() * 8);
        break;
      case 2:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)]);
        break;
      case 3:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at, at + length), result.subarray(at)]);
        break;
      case 4: {
        const other = others[Math.floor(random() * others.length)]!;
        const from = Math.floor(random() * other.length);
        result = Buffer.concat([result.subarray(0, at), other.subarray(from, from + 4 * length), result.subarray(at)]);
        break;
      }
      default: {
        const words = [
          '-6',
          '\r\n',
          '\n',
          '\0',
          ' ',
          '99999999999',
          'ffffffffffff',
          '\xff\xff\xff\xff',
          'Content-Length: -40\r\n',
          'Transfer-Encoding: chunked\r\n',
        ];
        const word = Buffer.from(words[Math.floor(random() * words.length)]!, 'latin1');
        result = Buffer.concat([result.subarray(0, at), word, result.subarray(at)]);
      }
    }
  }
  return result;
}

describe.each(SEEDS)('$name', ({ name, turns, facts }) => {
  it('is decoded without a problem as it is', async () => {
    const { messages, problem } = await decodeConversation(conversationOf(turns, facts));
    expect(problem).toBeUndefined();
    expect(messages.length).toBeGreaterThanOrEqual(2);
    expect(messages.flatMap((message) => message.problem ?? [])).toEqual([]);
  });

  it('is decoded as far as it goes, wherever it is cut off', { timeout: DEADLINE_MS }, async () => {
    const total = sum(turns.map(([, content]) => content.length));
    for (let length = 0; length <= total; length += 1)
      for (const end of ['closed', undefined] as const)
        await decodeAndCheck(conversationOf(cutOff(turns, length), { ...facts, ...(end && { end }) }), `${name} cut off after ${length}`);
  });
});

describe('bytes changed at random', () => {
  it(`do not break a decoder (${MUTATIONS} times)`, { timeout: 2 * DEADLINE_MS }, async () => {
    const random = seededRandom(20_260_101);
    const all = SEEDS.flatMap(({ turns }) => turns.map(([, content]) => Buffer.from(content as string, 'latin1')));
    let longestMs = 0;
    for (let round = 0; round < MUTATIONS; round += 1) {
      const { name, turns, facts } = SEEDS[round % SEEDS.length]!;
      const isDatagrams = random() < 0.1;
      const changed = turns.map(([direction, content]): Turn => {
        const bytes = Buffer.from(content as string, 'latin1');
        return [direction, random() < 0.4 ? mutated(bytes, random, all) : bytes];
      });
      // An operation that moved nothing is not a transfer.
      const moved = changed.filter(([, content]) => content.length > 0);
      const conversation = conversationOf(moved, { ...facts, ...(isDatagrams && { transport: 'udp', peer: 'a:53' }) });
      const started = performance.now();
      await decodeAndCheck(conversation, `${name}, round ${round}`);
      longestMs = Math.max(longestMs, performance.now() - started);
    }
    expect(longestMs).toBeLessThan(5_000);
  });
});
