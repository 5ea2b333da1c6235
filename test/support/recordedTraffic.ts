/**
 * Recorded traffic for the tests of its decoders: conversations made of bytes, the same conversation cut in other places, and real ones,
 * recorded by a relay between a client and a server on the loopback address.
 */
import net, { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Conversation, Transfer } from '../../traffic/src';

/** What went over a connection, in order; several operations may follow each other in one direction. */
export type Turn = readonly [direction: 'in' | 'out', bytes: string | Uint8Array];

export type ConversationFacts = Partial<Omit<Conversation, 'transfers'>>;

/** Each turn is one row, 10 ms after the one before it. Text stands for its bytes in Latin-1. */
export function conversationOf(turns: readonly Turn[], facts: ConversationFacts = {}): Conversation {
  return { transport: 'tcp', peer: 'example.com:80', isServer: false, isTls: false, ...facts, transfers: turns.map(transferOf) };
}

function transferOf([direction, content]: Turn, index: number): Transfer {
  const bytes = typeof content === 'string' ? new Uint8Array(Buffer.from(content, 'latin1')) : content;
  return { row: index, direction, timeMs: 10 * (index + 1), bytes, sizeBytes: bytes.length, peer: '' };
}

/** The same bytes in other operations: `cutAfter` says after how many bytes each ends. Rows and times stay those of the original. */
export function cut(conversation: Conversation, cutAfter: () => number): Conversation {
  const transfers = conversation.transfers.flatMap((transfer) => {
    const parts: Transfer[] = [];
    for (let at = 0; at < transfer.bytes.length;) {
      const bytes = transfer.bytes.subarray(at, at + Math.max(1, cutAfter()));
      parts.push({ ...transfer, bytes, sizeBytes: bytes.length });
      at += bytes.length;
    }
    return parts;
  });
  return { ...conversation, transfers };
}

/** Stands between clients and a server, and writes down what goes through, as the client would: what it sends is `out`. */
export class RecordingRelay {
  /** One list for each connection, in the order in which they were accepted. */
  readonly connections: { readonly turns: Turn[]; readonly closed: Promise<unknown> }[] = [];

  private constructor(private readonly server: net.Server) {}

  static async to(port: number): Promise<RecordingRelay> {
    const server = net.createServer();
    const relay = new RecordingRelay(server);
    server.on('connection', (client) => relay.carry(client, net.connect(port, '127.0.0.1')));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(client: net.Socket, upstream: net.Socket): void {
    const turns: Turn[] = [];
    const pass = (direction: 'in' | 'out', from: net.Socket, to: net.Socket): void => {
      from.on('data', (bytes: Buffer) => {
        turns.push([direction, new Uint8Array(bytes)]);
        if (to.writable) to.write(bytes);
      });
      from.on('end', () => to.end());
    };
    pass('out', client, upstream);
    pass('in', upstream, client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    this.connections.push({ turns, closed: Promise.all([once(client, 'close'), once(upstream, 'close')]) });
  }
}
