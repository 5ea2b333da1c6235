/** DNS over datagrams and over a connection; the messages are made by the encoder of dns-packet, or by hand where they are wrong. */
import { encode, streamEncode, type Packet } from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { conversationTitle, decodeConversation } from '../../../../traffic/src';
import { conversationOf, cut, type Turn } from '../../../support/recordedTraffic';

const QUESTION = { type: 'A', name: 'example.com', class: 'IN' } as const;
const QUERY: Packet = { type: 'query', id: 7, flags: 0x100, questions: [QUESTION] };
const ANSWER: Packet = {
  type: 'response',
  id: 7,
  flags: 0x180,
  questions: [QUESTION],
  answers: [
    { type: 'CNAME', name: 'example.com', ttl: 60, data: 'www.example.com' },
    { type: 'A', name: 'www.example.com', ttl: 300, data: '93.184.216.34' },
  ],
};

async function decode(turns: readonly Turn[]) {
  return decodeConversation(conversationOf(turns, { transport: 'udp', peer: '8.8.8.8:53' }));
}

async function answerTo(packet: Packet) {
  const { messages } = await decode([['in', encode({ type: 'response', ...packet })]]);
  return messages[0]!;
}

describe('DNS', () => {
  it('is decoded, one message to a datagram', async () => {
    const { protocol, messages } = await decode([
      ['out', encode(QUERY)],
      ['in', encode(ANSWER)],
    ]);
    expect(protocol).toBe('dns');
    expect(messages).toEqual([
      {
        protocol: 'dns',
        direction: 'out',
        title: 'query example.com A',
        rows: [0, 0],
        timeMs: [10, 10],
        sizeBytes: 29,
        facts: [
          ['Identifier', '7'],
          ['Flags', 'recursion desired'],
          ['Question', 'example.com A'],
        ],
      },
      {
        protocol: 'dns',
        direction: 'in',
        title: 'example.com A → 93.184.216.34, for 300 s (2 records)',
        rows: [1, 1],
        timeMs: [20, 20],
        sizeBytes: encode(ANSWER).length,
        facts: [
          ['Identifier', '7'],
          ['Result', 'NOERROR (no error)'],
          ['Flags', 'recursion desired, recursion available'],
          ['Question', 'example.com A'],
          ['Answer CNAME', 'example.com → www.example.com, for 60 s'],
          ['Answer A', 'www.example.com → 93.184.216.34, for 300 s'],
        ],
      },
    ]);
  });

  it('has messages with their lengths in front over a connection, however they are cut', async () => {
    const conversation = conversationOf(
      [
        ['out', streamEncode(QUERY)],
        ['in', Buffer.concat([streamEncode(ANSWER), streamEncode(ANSWER)])],
      ],
      { peer: '8.8.8.8:53' },
    );
    const decoded = await decodeConversation(conversation);
    expect(decoded.messages.map(({ title }) => title)).toEqual([
      'query example.com A',
      ...Array<string>(2).fill('example.com A → 93.184.216.34, for 300 s (2 records)'),
    ]);
    expect(await decodeConversation(cut(conversation, () => 1))).toEqual(decoded);
    const short = conversationOf([['in', streamEncode(ANSWER).subarray(0, 20)]], { peer: '8.8.8.8:53' });
    expect((await decodeConversation(short)).messages[0]?.problem).toBe(
      `${streamEncode(ANSWER).length - 20} bytes of it are not there yet`,
    );
  });

  it('knows other records, and what an answer without one means', async () => {
    const record = { name: 'a', ttl: 1 } as const;
    const { facts } = await answerTo({
      answers: [
        { ...record, type: 'TXT', data: ['v=1', Buffer.from([0xff])] },
        { ...record, type: 'SRV', data: { port: 1883, target: 'broker.local', priority: 1, weight: 2 } },
        { ...record, type: 'AAAA', data: '2001:db8::1' },
      ],
    });
    expect(facts.slice(3)).toEqual([
      ['Answer TXT', 'a → "v=1" ff, for 1 s'],
      ['Answer SRV', 'a → priority 1, weight 2, port 1883, target broker.local, for 1 s'],
      ['Answer AAAA', 'a → 2001:db8::1, for 1 s'],
    ]);
    const missing = await answerTo({ flags: 3, questions: [QUESTION] });
    expect(missing.title).toBe('example.com A → NXDOMAIN');
    expect(missing.facts).toContainEqual(['Result', 'NXDOMAIN (there is no such name)']);
    expect((await answerTo({ questions: [QUESTION] })).title).toBe('example.com A → no answer');
  });

  it('says what is wrong with a message', async () => {
    const problem = async (bytes: Uint8Array) => (await decode([['in', bytes]])).messages[0]?.problem;
    expect(await problem(Uint8Array.of(1, 2, 3))).toBe('3 bytes are too few: the header alone has 12');
    expect(await problem(encode(ANSWER).subarray(0, 40))).toBe(
      'the message is not complete, or is damaged: a name or a record goes beyond its end',
    );
    const many = new Uint8Array(12).fill(0xff);
    expect(await problem(many)).toBe('too large to be decoded');
    const conversation = conversationOf([['in', encode(ANSWER).subarray(0, 40)]], { transport: 'udp', peer: '8.8.8.8:53' });
    const transfers = conversation.transfers.map((transfer) => ({ ...transfer, sizeBytes: 100 }));
    const { messages } = await decodeConversation({ ...conversation, transfers });
    expect(messages[0]?.problem).toBe('only 40 of its 100 bytes are recorded');
  });

  it('does not follow names that point to each other for long', async () => {
    // A chain of pointers, each to the one before it, and questions that all begin at its end.
    const bytes = Buffer.alloc(16 * 1024);
    bytes.writeUInt16BE(400, 4);
    for (let at = 14; at < 12_000; at += 2) bytes.writeUInt16BE(0xc000 | (at - 2), at);
    for (let at = 12_000; at + 6 < bytes.length; at += 6) bytes.writeUInt16BE(0xc000 | 11_998, at);
    const started = performance.now();
    await decode([['in', bytes]]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('has a title made of its first question', () => {
    const facts = { transport: 'udp', peer: '8.8.8.8:53', isServer: false } as const;
    expect(conversationTitle(encode(QUERY), encode(ANSWER), facts)).toBe('DNS example.com A');
    expect(conversationTitle(new Uint8Array(0), encode(ANSWER).subarray(0, 40), facts)).toBe('DNS example.com A');
    expect(conversationTitle(streamEncode(QUERY), new Uint8Array(0), { ...facts, transport: 'tcp' })).toBe('DNS example.com A');
    expect(conversationTitle(Uint8Array.of(1), new Uint8Array(0), facts)).toBe('DNS');
  });
});
