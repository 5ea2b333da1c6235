/** Who ended a connection, told from its records, and what decoders of every protocol say of a message that ended with it. */
import { describe, expect, it } from 'vitest';
import { Errno, type SocketOperation, type SocketRecord } from '../../../shared/src';
import { conversationsOf, decodeConversation } from '../../../traffic/src';
import { conversationOf } from '../../support/recordedTraffic';
import { aRecord, bytesOf } from '../client/requests';

type Step = readonly [operation: SocketOperation, change?: Partial<SocketRecord>];

async function endOf(steps: readonly Step[]): Promise<string | undefined> {
  const entries = steps.map(([operation, change], index) => ({
    kind: 'operation' as const,
    record: aRecord({ operation, sequence: index + 1, ...change }),
  }));
  const [conversation] = await conversationsOf({ facts: { script: '', target: '', startedAt: 0 }, entries });
  return conversation?.end;
}

const sent: Step = ['send', { bytes: bytesOf('hi') }];
const received: Step = ['recv', { bytes: bytesOf('ho') }];
const over: Step = ['recv'];
const reset: Step = ['recv', { outcome: { kind: 'error', errno: Errno.ECONNRESET } }];

describe('a connection', () => {
  it.each([
    ['nobody', [sent, received], undefined],
    ['the other side', [sent, received, over, ['close']], 'closed'],
    ['the script', [sent, received, ['close']], 'script'],
    ['a reset', [sent, received, reset, ['close']], 'reset'],
    ['the script, which reads no more', [sent, ['close'], over], 'script'],
  ] as const)('was ended by %s', async (_, steps, end) => {
    expect(await endOf([['connect'], ...steps])).toBe(end);
  });
});

const HTTP = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const UPGRADE = `GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
const CONNECT = '\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01a';

describe('a message that the script cuts off by closing', () => {
  it.each([
    ['an answer', HTTP, 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', 'ends after 3 of 9 bytes'],
    ['an answer in chunks', HTTP, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', 'ends after 3 bytes, without a last chunk'], // prettier-ignore
    ['the head of an answer', HTTP, 'HTTP/1.1 200 OK\r\nContent-', 'ends within its headers'],
    ['a frame of WebSocket', UPGRADE, `${SWITCHED}\x81\x05hi`, 'ends after 2 of 5 bytes'],
    ['a packet of MQTT', CONNECT, '\x20\x02\x00\x00\x30\x09\x00\x01ahell', 'ends after 7 of 9 bytes'],
    ['a record of TLS', '\x16\x03\x01\x00\x00', '\x17\x03\x03\x00\x09abc', 'ends within a record'],
  ])('says so: %s', async (_, asked, answered, problem) => {
    const turns = [['out', asked], ['in', answered]] as const; // prettier-ignore
    const { messages } = await decodeConversation(conversationOf(turns, { end: 'script' }));
    expect(messages.at(-1)?.problem).toBe(`${problem}: the script has closed the connection`);
  });

  it('is the request that it did not finish, and not one for which a server waits', async () => {
    const { messages } = await decodeConversation(conversationOf([['out', 'GET / HTTP/1.1\r\nHost: a\r\n']], { end: 'script' }));
    expect(messages[0]?.problem).toBe('no blank line (\\r\\n\\r\\n) at the end of the request: the script has closed the connection');
  });
});
