/** One MQTT packet in words: its title, its fields as facts, and its payload. */
import type { Packet } from 'mqtt-packet';
import type { Fact } from '../../../shared/src';
import { MAX_FACTS } from './limits';
import { grantedText, reasonCodeText, returnCodeText } from './mqttReasons';
import { counted, oneLine } from './words';

export interface PacketWords {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly payload?: Uint8Array;
  readonly mediaType?: string;
  readonly problem?: string;
}

export function packetWords(packet: Packet): PacketWords {
  const words = wordsOf(packet);
  const properties = 'properties' in packet ? propertyFacts(packet.properties) : [];
  return { ...words, title: oneLine(words.title), facts: [...words.facts, ...properties].slice(0, MAX_FACTS) };
}

function wordsOf(packet: Packet): PacketWords {
  const name = packet.cmd.toUpperCase();
  const identifier: Fact[] = packet.messageId === undefined ? [] : [['Packet identifier', String(packet.messageId)]];
  switch (packet.cmd) {
    case 'connect':
      return { title: packet.clientId === '' ? name : `${name} ${packet.clientId}`, facts: connectFacts(packet) };
    case 'connack': {
      const code = packet.returnCode ?? packet.reasonCode ?? 0;
      const text = packet.returnCode === undefined && code !== 0 ? `refused: ${reasonCodeText(code)}` : returnCodeText(code);
      const problem = code === 0 ? {} : { problem: `the broker has ${text}` };
      return { title: `${name} ${text}`, facts: [['Session present', yes(packet.sessionPresent)]], ...problem };
    }
    case 'publish': {
      const { topic, qos, retain, dup, payload, properties } = packet;
      const facts: Fact[] = [
        ['Topic', oneLine(topic, 500)],
        ['QoS', String(qos)],
        ['Retain', yes(retain)],
        ...(dup ? [['Sent again', 'yes'] as const] : []),
        ...identifier,
      ];
      const wildcard = /[+#]/.test(topic) ? { problem: 'the topic of a message must not have + or # in it' } : {};
      const mediaType = typeof properties?.contentType === 'string' ? { mediaType: properties.contentType } : {};
      return {
        title: `${name} ${topic}`,
        facts,
        payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
        ...mediaType,
        ...wildcard,
      };
    }
    case 'subscribe': {
      const topics = packet.subscriptions
        .slice(0, MAX_FACTS)
        .map(({ topic, qos }): Fact => ['Topic', `${oneLine(topic, 500)} (QoS ${qos})`]);
      return {
        title: `${name} ${packet.subscriptions
          .slice(0, 10)
          .map(({ topic }) => topic)
          .join(', ')}`,
        facts: [...topics, ...identifier],
      };
    }
    case 'unsubscribe': {
      const topics = packet.unsubscriptions.slice(0, MAX_FACTS).map((topic): Fact => ['Topic', oneLine(topic, 500)]);
      return { title: `${name} ${packet.unsubscriptions.slice(0, 10).join(', ')}`, facts: [...topics, ...identifier] };
    }
    case 'suback':
    case 'unsuback': {
      const granted = (packet.granted as readonly unknown[] | undefined) ?? [];
      const texts = granted
        .slice(0, MAX_FACTS)
        .map((code) => (packet.cmd === 'suback' ? grantedText(Number(code)) : reasonCodeText(Number(code))));
      const isRefused = granted.some((code) => Number(code) >= 0x80);
      const facts: Fact[] = [...texts.map((text): Fact => ['Answer', text]), ...identifier];
      return {
        title: `${name} ${texts.slice(0, 10).join(', ')}`.trimEnd(),
        facts,
        ...(isRefused && { problem: 'the broker refuses a subscription' }),
      };
    }
    case 'pingreq':
    case 'pingresp':
      return { title: name, facts: [] };
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'disconnect':
    case 'auth': {
      const code = packet.reasonCode ?? 0;
      const reason: Fact[] = packet.reasonCode === undefined ? [] : [['Reason', reasonCodeText(code)]];
      const number = packet.messageId === undefined ? '' : ` ${packet.messageId}`;
      const problem = code >= 0x80 ? { problem: reasonCodeText(code) } : {};
      return { title: `${name}${number}${code === 0 ? '' : `: ${reasonCodeText(code)}`}`, facts: [...identifier, ...reason], ...problem };
    }
  }
}

function connectFacts(packet: Extract<Packet, { cmd: 'connect' }>): Fact[] {
  const { clientId, protocolVersion, clean, keepalive, username, password, will } = packet;
  const version = protocolVersion === 5 ? '5' : protocolVersion === 3 ? '3.1' : '3.1.1';
  return [
    ['Version', version],
    ['Client identifier', clientId === '' ? 'chosen by the broker' : oneLine(clientId, 500)],
    ['Clean session', yes(clean)],
    ['Keep alive', keepalive === 0 || keepalive === undefined ? 'off' : `${keepalive} s`],
    ...(username === undefined ? [] : [['User name', oneLine(username)] as const]),
    ...(password === undefined ? [] : [['Password', counted(password.length, 'byte')] as const]),
    ...(will ? willFacts(will) : []),
  ];
}

function willFacts(will: NonNullable<Extract<Packet, { cmd: 'connect' }>['will']>): Fact[] {
  return [
    ['Will, topic', oneLine(will.topic, 500)],
    ['Will, message', oneLine(will.payload.toString())],
    ['Will, QoS', String(will.qos ?? 0)],
    ...(will.properties ? propertyFacts(will.properties, 'Will, ') : []),
  ];
}

/** `sessionExpiryInterval` → `Session expiry interval`. */
function propertyFacts(properties: object | undefined, prefix = ''): Fact[] {
  return Object.entries(properties ?? {}).map(([name, value]): Fact => {
    const words = name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
    const label = prefix === '' ? words.charAt(0).toUpperCase() + words.slice(1) : words;
    return [`${prefix}${label}`, oneLine(valueText(value))];
  });
}

function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value.subarray(0, 60)).toString('hex');
  if (Array.isArray(value)) return value.slice(0, 50).map(valueText).join(', ');
  if (typeof value === 'boolean') return yes(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .slice(0, 50)
    .map(([name, one]) => `${name} = ${valueText(one)}`)
    .join(', ');
}

function yes(value: unknown): string {
  return value === true ? 'yes' : 'no';
}
