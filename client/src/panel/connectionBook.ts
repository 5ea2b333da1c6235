/**
 * The connections of one run, and where their bytes are in the log: which entries carried them, and how each direction began, so that a
 * list can say what a connection is about without reading the log.
 */
import { Connections, type ConnectionSummary, direction, type SocketRecord, type TlsFacts } from '../../../shared/src';

/** Enough for a request's and an answer's first lines. */
const HEAD_BYTES = 2048;
/** Entries of one connection that are found again; what comes later is in the log only. */
const MAX_ENTRIES = 100_000;
/** Connections that are remembered; a server may have had many more. */
const MAX_CONNECTIONS = 5000;

interface Heads {
  readonly in: Uint8Array[];
  readonly out: Uint8Array[];
  inBytes: number;
  outBytes: number;
}

export interface ConnectionHeads {
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
}

export class ConnectionBook {
  private readonly connections = new Connections();
  private readonly entries = new Map<number, number[]>();
  private readonly heads = new Map<number, Heads>();
  private forgotten = 0;

  get forgottenCount(): number {
    return this.forgotten;
  }

  all(): Iterable<ConnectionSummary> {
    return this.connections.all();
  }

  of(socket: number): ConnectionSummary | undefined {
    return this.connections.of(socket);
  }

  tlsOf(socket: number): TlsFacts | undefined {
    return this.connections.tlsOf(socket);
  }

  /** Numbers of the entries that carried the connection's bytes. */
  entriesOf(socket: number): readonly number[] {
    return this.entries.get(socket) ?? [];
  }

  /** How much of the heads is there; they are other ones only when this is. */
  headBytes(socket: number): number {
    const { inBytes = 0, outBytes = 0 } = this.heads.get(socket) ?? {};
    return inBytes + outBytes;
  }

  headsOf(socket: number): ConnectionHeads {
    const heads = this.heads.get(socket);
    return { sent: Buffer.concat(heads?.out ?? []), received: Buffer.concat(heads?.in ?? []) };
  }

  add(record: SocketRecord, index: number): void {
    const connection = this.connections.add(record);
    if (!connection) return;
    const way = direction(record.operation);
    if (way !== 'none' && record.bytes.length > 0) this.note(record, way, index);
    if (this.connections.count > MAX_CONNECTIONS) this.forgetOldest();
  }

  private note({ socket, bytes }: SocketRecord, way: 'in' | 'out', index: number): void {
    const entries = this.entries.get(socket);
    if (!entries) this.entries.set(socket, [index]);
    else if (entries.length < MAX_ENTRIES) entries.push(index);
    let heads = this.heads.get(socket);
    if (!heads) this.heads.set(socket, (heads = { in: [], out: [], inBytes: 0, outBytes: 0 }));
    const key = `${way}Bytes` as const;
    const room = HEAD_BYTES - heads[key];
    if (room <= 0) return;
    // A copy, because what arrives shares its buffer with all that arrived with it.
    heads[way].push(bytes.slice(0, room));
    heads[key] += Math.min(room, bytes.length);
  }

  private forgetOldest(): void {
    for (const { socket, state } of this.connections.all()) {
      if (state === 'listening') continue;
      this.connections.forget(socket);
      this.entries.delete(socket);
      this.heads.delete(socket);
      this.forgotten += 1;
      return;
    }
  }
}
