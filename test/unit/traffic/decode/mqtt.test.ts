/** MQTT: a real connection with the broker aedes, packets of both versions, and packets that are wrong. */
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { Aedes } from 'aedes';
import { generate, type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { decodeConversation } from '../../../../traffic/src';
import { seededRandom } from '../../../support/random';
import { conversationOf, cut, RecordingRelay, type ConversationFacts, type Turn } from '../../../support/recordedTraffic';

const CONNECT = packet({ cmd: 'connect', clientId: 'esp32', keepalive: 60, clean: true });

function packet(content: Packet, protocolVersion = 4): Uint8Array {
  const isConnect = content.cmd === 'connect';
  return generate(isConnect ? ({ protocolId: 'MQTT', protocolVersion, ...content } as Packet) : content, { protocolVersion });
}

async function decode(turns: readonly Turn[], facts?: ConversationFacts) {
  return decodeConversation(conversationOf(turns, { peer: 'broker:1883', ...facts }));
}

/** After a CONNECT in version 3.1.1. */
async function after(turns: readonly Turn[], facts?: ConversationFacts) {
  const { messages } = await decode([['out', CONNECT], ['in', '\x20\x02\0\0'], ...turns], facts); // prettier-ignore
  return messages.slice(2);
}

describe('a connection with a broker', () => {
  it('is decoded packet by packet, however it is cut', async () => {
    const broker = await Aedes.createBroker();
    const server = net.createServer((socket) => void broker.handle(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const relay = await RecordingRelay.to((server.address() as AddressInfo).port);
    const socket = net.connect(relay.port, '127.0.0.1');
    const talk = async (content: Packet, isAnswered = true): Promise<void> => {
      socket.write(packet(content));
      if (isAnswered) await once(socket, 'data');
    };
    await talk({ cmd: 'connect', clientId: 'esp32', keepalive: 60, clean: true, will: { topic: 'state', payload: 'gone', qos: 0 } });
    await talk({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'sensors/#', qos: 1 }] });
    await talk({ cmd: 'publish', topic: 'sensors/temp', payload: '{"c":21.50}', qos: 0, retain: false, dup: false });
    await talk({ cmd: 'pingreq' });
    await talk({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: ['sensors/#'] });
    await talk({ cmd: 'disconnect' }, false);
    const [connection] = relay.connections;
    await connection!.closed;
    server.close();
    await relay.close();
    await new Promise<void>((resolve) => broker.close(resolve));

    const conversation = conversationOf(connection!.turns, { peer: 'broker:1883', end: 'closed' });
    const decoded = await decodeConversation(conversation);
    expect(decoded.protocol).toBe('mqtt');
    expect(decoded.messages.map(({ direction, title }) => `${direction} ${title}`)).toEqual([
      'out CONNECT esp32',
      'in CONNACK accepted',
      'out SUBSCRIBE sensors/#',
      'in SUBACK QoS 1',
      'out PUBLISH sensors/temp',
      'in PUBLISH sensors/temp',
      'out PINGREQ',
      'in PINGRESP',
      'out UNSUBSCRIBE sensors/#',
      'in UNSUBACK',
      'out DISCONNECT',
    ]);
    expect(decoded.messages.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    expect(decoded.messages[0]?.facts).toEqual([
      ['Version', '3.1.1'],
      ['Client identifier', 'esp32'],
      ['Clean session', 'yes'],
      ['Keep alive', '60 s'],
      ['Will, topic', 'state'],
      ['Will, message', 'gone'],
      ['Will, QoS', '0'],
    ]);
    expect(decoded.messages[5]).toMatchObject({
      facts: [
        ['Topic', 'sensors/temp'],
        ['QoS', '0'],
        ['Retain', 'no'],
      ],
      body: { kind: 'text', language: 'json', text: '{\n  "c": 21.50\n}' },
    });
    const random = seededRandom(5);
    for (let round = 0; round < 10; round += 1)
      expect(await decodeConversation(cut(conversation, () => 1 + Math.floor(random() * 12)))).toEqual(decoded);
  });

  it('is decoded in version 5 too, with its properties and reasons', async () => {
    const { messages } = await decode([
      ['out', packet({ cmd: 'connect', clientId: '', keepalive: 0, properties: { sessionExpiryInterval: 30 } }, 5)],
      ['in', packet({ cmd: 'connack', sessionPresent: false, reasonCode: 0, properties: { assignedClientIdentifier: 'auto-1' } }, 5)],
      [
        'out',
        packet(
          {
            cmd: 'publish',
            topic: 'a',
            payload: Buffer.from([0, 1]),
            qos: 1,
            messageId: 9,
            retain: true,
            dup: false,
            properties: { contentType: 'application/octet-stream', userProperties: { unit: 'C' } },
          },
          5,
        ),
      ],
      ['in', packet({ cmd: 'puback', messageId: 9, reasonCode: 0x87 }, 5)],
      ['in', packet({ cmd: 'disconnect', reasonCode: 0x8e }, 5)],
    ]);
    expect(messages.map(({ title, problem }) => [title, problem])).toEqual([
      ['CONNECT', undefined],
      ['CONNACK accepted', undefined],
      ['PUBLISH a', undefined],
      ['PUBACK 9: not authorized', 'not authorized'],
      ['DISCONNECT: another client took over with the same identifier', 'another client took over with the same identifier'],
    ]);
    expect(messages[0]?.facts).toEqual(
      expect.arrayContaining([
        ['Version', '5'],
        ['Client identifier', 'chosen by the broker'],
        ['Session expiry interval', '30'],
      ]),
    );
    expect(messages[1]?.facts).toContainEqual(['Assigned client identifier', 'auto-1']);
    expect(messages[2]?.facts).toEqual(
      expect.arrayContaining([
        ['Packet identifier', '9'],
        ['Content type', 'application/octet-stream'],
        ['User properties', 'unit = C'],
      ]),
    );
    expect(messages[2]?.body).toMatchObject({ kind: 'binary', sizeBytes: 2 });
  });

  it('goes the other way where the script is the broker', async () => {
    const { messages } = await decode([['in', CONNECT], ['out', '\x20\x02\0\x05']], { isServer: true }); // prettier-ignore
    expect(messages.map(({ direction, title, problem }) => [direction, title, problem])).toEqual([
      ['in', 'CONNECT esp32', undefined],
      ['out', 'CONNACK refused: not authorized', 'the broker has refused: not authorized'],
    ]);
  });
});

describe('a packet that is wrong', () => {
  it.each<[string, 'in' | 'out', string, string, string]>([
    ['that is no packet', 'out', '\x00\x00', 'no packet', 'the packet is wrong: Not supported'],
    [
      'whose flags are wrong',
      'out',
      '\x80\x00',
      'SUBSCRIBE',
      'the packet is wrong: Invalid header flag bits, must be 0x2 for subscribe packet',
    ],
    ['whose topic goes beyond its end', 'out', '\x30\x03\x00\x09a', 'PUBLISH', 'the packet is wrong: Cannot parse topic'],
    [
      'whose length does not end',
      'out',
      '\x30\xff\xff\xff\xff\x7f',
      'PUBLISH',
      'the length of the packet does not end within four bytes; the rest is not decoded',
    ],
    ['of which the length is not there', 'out', '\x30\xff', 'PUBLISH', 'the script has sent the beginning of a packet so far'],
    ['that is not all there', 'out', '\xc0\x05', 'PINGREQ', 'the script has sent 0 of 5 bytes so far'],
    ['that is published to a pattern', 'out', '\x30\x05\x00\x03a/#', 'PUBLISH a/#', 'the topic of a message must not have + or # in it'],
    ['whose payload is not all there', 'out', '\x30\x09\x00\x01ahell', 'PUBLISH a', 'the script has sent 7 of 9 bytes so far'],
    ['that refuses a subscription', 'in', '\x90\x03\x00\x01\x80', 'SUBACK refused', 'the broker refuses a subscription'],
  ])('is told so: one %s', async (_, way, bytes, title, problem) => {
    const [message] = await after([[way, bytes]]);
    expect([message?.title, message?.problem]).toEqual([title, problem]);
  });

  it('does not take the next one along', async () => {
    const messages = await after([['out', '\x30\x03\x00\x09a\xc0\x00']]);
    expect(messages.map(({ title, problem }) => [title, problem])).toEqual([
      ['PUBLISH', 'the packet is wrong: Cannot parse topic'],
      ['PINGREQ', undefined],
    ]);
  });

  it('may be large, and is then shown in its beginning', async () => {
    const payload = Buffer.alloc(5 * 1024 * 1024, 'a');
    const [message] = await after([['out', packet({ cmd: 'publish', topic: 'big', payload, qos: 0, retain: false, dup: false })]]);
    expect(message).toMatchObject({ title: 'PUBLISH big', body: { kind: 'text', sizeBytes: payload.length, isCut: true } });
    expect(message?.problem).toBeUndefined();
  });
});
