/**
 * A small MQTT 3.1.1 broker for tests, on loopback: QoS 0 and 1, wills, no retained messages, sessions that keep
 * subscriptions but no messages, topics that are equal and not patterns. What a client name or topic makes it do: a client `refused` is
 * refused with code 5, a subscription to `forbidden` fails, a message to `drop` ends the connection without acknowledgement
 * once. Every packet that it gets is published again to `packets` as hex, so that a script can look at its own packets.
 */
import type { Socket } from 'node:net';
const Packet = {
  connect: 1,
  connack: 2,
  publish: 3,
  puback: 4,
  subscribe: 8,
  suback: 9,
  unsubscribe: 10,
  unsuback: 11,
  ping: 12,
  pong: 13,
};
const DISCONNECT = 14;
const NOT_AUTHORIZED = 5;
const REFUSED = 0x80;
const CLEAN_SESSION = 0x02;

interface Message {
  readonly topic: string;
  readonly payload: Buffer;
}

/** Returns what serves one connection of the broker, whatever carries it. */
export function mqttBroker(): (socket: Socket) => void {
  const clients = new Set<Client>();
  let hasDropped = false;
  const sessions = new Map<string, Map<string, number>>();
  const publish = (message: Message): void => clients.forEach((client) => client.deliver(message));
  const drop = (): boolean => {
    const isFirst = !hasDropped;
    hasDropped = true;
    return isFirst;
  };
  return (socket) => {
    const client = new Client(socket, sessions, publish, drop);
    clients.add(client);
    socket.once('close', () => {
      clients.delete(client);
      client.ended();
    });
    socket.on('end', () => socket.end());
  };
}

class Client {
  private buffer = Buffer.alloc(0);
  /** Quality of service by topic. */
  private subscriptions = new Map<string, number>();
  private will: Message | undefined;
  private nextId = 1;

  constructor(
    private readonly socket: Socket,
    private readonly sessions: Map<string, Map<string, number>>,
    private readonly publish: (message: Message) => void,
    private readonly drop: () => boolean,
  ) {
    socket.on('data', (chunk) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      while (this.takePacket());
    });
  }

  deliver({ topic, payload }: Message): void {
    const qos = this.subscriptions.get(topic);
    if (qos === undefined) return;
    this.send(Packet.publish, Buffer.concat([text(topic), qos === 0 ? Buffer.alloc(0) : number(this.nextId++), payload]), qos << 1);
  }

  ended(): void {
    if (this.will) this.publish(this.will);
  }

  private takePacket(): boolean {
    let size = 0;
    let position = 1;
    for (let shift = 0; ; shift += 7) {
      const byte = this.buffer[position++];
      if (byte === undefined) return false;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (this.buffer.length < position + size) return false;
    const first = this.buffer[0] ?? 0;
    const packet = this.buffer.subarray(0, position + size);
    this.buffer = this.buffer.subarray(position + size);
    this.handle(first >> 4, first & 0x0f, new Reader(packet.subarray(position)));
    this.publish({ topic: 'packets', payload: Buffer.from(packet.toString('hex')) });
    return true;
  }

  private handle(kind: number, flags: number, body: Reader): void {
    // The flags of a CONNECT are 0: what has others is not MQTT, as the first message of TLS.
    if (kind === Packet.connect && flags !== 0) this.socket.end();
    else if (kind === Packet.connect) this.connect(body);
    else if (kind === Packet.publish) this.take(flags, body);
    else if (kind === Packet.subscribe) {
      const id = body.number();
      const topic = body.text();
      const isForbidden = topic === 'forbidden';
      const qos = Math.min(1, body.byte());
      if (!isForbidden) this.subscriptions.set(topic, qos);
      this.send(Packet.suback, Buffer.concat([number(id), Buffer.of(isForbidden ? REFUSED : qos)]));
    } else if (kind === Packet.unsubscribe) {
      const id = body.number();
      this.subscriptions.delete(body.text());
      this.send(Packet.unsuback, number(id));
    } else if (kind === Packet.ping) this.send(Packet.pong, Buffer.alloc(0));
    else if (kind === DISCONNECT) this.will = undefined;
  }

  private connect(body: Reader): void {
    body.text();
    body.byte();
    const flags = body.byte();
    body.number();
    const name = body.text();
    const isKnown = (flags & CLEAN_SESSION) === 0 && this.sessions.has(name);
    if (isKnown) this.subscriptions = this.sessions.get(name) ?? this.subscriptions;
    else this.sessions.set(name, this.subscriptions);
    if ((flags & 0x04) !== 0) this.will = { topic: body.text(), payload: body.bytes(body.number()) };
    this.send(Packet.connack, Buffer.of(isKnown ? 1 : 0, name === 'refused' ? NOT_AUTHORIZED : 0));
  }

  private take(flags: number, body: Reader): void {
    const topic = body.text();
    const id = (flags & 6) === 0 ? undefined : body.number();
    if (topic === 'drop' && this.drop()) {
      this.socket.destroy();
      return;
    }
    this.publish({ topic, payload: body.rest() });
    if (id !== undefined) this.send(Packet.puback, number(id));
  }

  private send(kind: number, body: Buffer, flags = 0): void {
    const length = body.length < 0x80 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7];
    if (!this.socket.destroyed) this.socket.write(Buffer.concat([Buffer.of((kind << 4) | flags, ...length), body]));
  }
}

class Reader {
  private position = 0;

  constructor(private readonly buffer: Buffer) {}

  byte(): number {
    return this.buffer.readUInt8(this.position++);
  }

  number(): number {
    return (this.byte() << 8) | this.byte();
  }

  bytes(count: number): Buffer {
    this.position += count;
    return this.buffer.subarray(this.position - count, this.position);
  }

  text(): string {
    return this.bytes(this.number()).toString();
  }

  rest(): Buffer {
    return this.buffer.subarray(this.position);
  }
}

function number(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}

function text(value: string): Buffer {
  return Buffer.concat([number(value.length), Buffer.from(value)]);
}
