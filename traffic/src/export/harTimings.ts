/**
 * How long the parts of an HTTP exchange took, in the terms of a HAR: looking the name up, connecting, sending, waiting, receiving. The
 * first exchange of a connection has the time that it took to set the connection up; those that follow use it again.
 */
import { isIP } from 'node:net';
import { Connections, type DecodedMessage, type SocketRecord } from '../../../shared/src';
import type { Pace } from '../decode/pace';
import type { RecordedRun } from '../recordedRun';

export interface Timings {
  /** When the first of the parts began, in milliseconds since the start of the run. */
  readonly startMs: number;
  /** All of them together. */
  readonly time: number;
  /** In milliseconds; -1 for what did not happen or is not known. `connect` includes `ssl`. */
  readonly timings: Readonly<Record<'blocked' | 'dns' | 'connect' | 'ssl' | 'send' | 'wait' | 'receive', number>>;
}

interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

export class SocketTimes {
  private readonly connections = new Connections();
  private readonly records = new Map<number, SocketRecord[]>();
  /** The lookup that a socket's connection was made with. */
  private readonly lookups = new Map<number, SocketRecord>();
  /** Lookups that no connection has been made with yet; the latest comes first. */
  private pending: SocketRecord[] = [];

  private constructor(private readonly run: RecordedRun) {}

  static async of(run: RecordedRun, pace: Pace): Promise<SocketTimes> {
    const times = new SocketTimes(run);
    for await (const part of pace.parts(run.entries)) for (const entry of part) if (entry.kind === 'operation') times.add(entry.record);
    return times;
  }

  private add(record: SocketRecord): void {
    this.connections.add(record);
    const { operation, socket, peer } = record;
    if (operation === 'getaddrinfo') this.pending.unshift(record);
    if (operation === 'connect' && !this.lookups.has(socket)) {
      const host = hostOf(peer);
      const lookup = this.pending.find((known) => known.peer === host || known.address === host);
      // A lookup that was made once for many connections is part of the first one only.
      this.pending = this.pending.filter((known) => known !== lookup);
      if (lookup) this.lookups.set(socket, lookup);
    }
    const own = this.records.get(socket);
    if (own) own.push(record);
    else this.records.set(socket, [record]);
  }

  /** The address of the other side; undefined if only its name is known. */
  addressOf(socket: number): string | undefined {
    const { peer = '', address } = this.connections.of(socket) ?? {};
    return [hostOf(peer), address, this.lookups.get(socket)?.address].find((host) => host !== undefined && isIP(host) !== 0);
  }

  timingsOf(socket: number, request: DecodedMessage, response: DecodedMessage | undefined, isFirst: boolean): Timings {
    const beginMs = this.beginOf(request);
    const sentMs = request.timeMs[1];
    const answerMs = Math.max(sentMs, response ? this.beginOf(response) : this.lastMs(socket));
    const lastMs = Math.max(answerMs, response?.timeMs[1] ?? 0);
    const lookup = this.lookups.get(socket);
    const dns = isFirst && lookup ? stretchOf([lookup]) : undefined;
    const connect = isFirst ? this.before(socket, 'connect', beginMs) : undefined;
    const ssl = isFirst ? this.before(socket, 'handshake', beginMs) : undefined;
    const setUp = [dns, connect, ssl].filter((stretch) => stretch !== undefined);
    const startMs = Math.min(beginMs, ...setUp.map((stretch) => stretch.startMs));
    const spentMs = setUp.reduce((sum, stretch) => sum + lengthOf(stretch), 0);
    const timings = {
      // What the script did in between.
      blocked: setUp.length > 0 ? rounded(Math.max(0, beginMs - startMs - spentMs)) : -1,
      dns: dns ? rounded(lengthOf(dns)) : -1,
      connect: connect || ssl ? rounded(lengthOf(connect) + lengthOf(ssl)) : -1,
      ssl: ssl ? rounded(lengthOf(ssl)) : -1,
      send: rounded(Math.max(0, sentMs - beginMs)),
      wait: rounded(answerMs - sentMs),
      receive: rounded(lastMs - answerMs),
    };
    const { blocked, dns: dnsMs, connect: connectMs, send, wait, receive } = timings;
    const time = [blocked, dnsMs, connectMs, send, wait, receive].reduce((sum, ms) => sum + Math.max(0, ms), 0);
    return { startMs, time: rounded(time), timings };
  }

  /** What is sent begins with its operation; what is received begins when an operation brings it, however long that waited. */
  private beginOf({ direction, rows, timeMs }: DecodedMessage): number {
    const entry = this.run.entries[rows[0]];
    return direction === 'out' && entry?.kind === 'operation' ? timeMs[0] - entry.record.durationMs : timeMs[0];
  }

  private lastMs(socket: number): number {
    return this.connections.of(socket)?.endMs ?? 0;
  }

  /** A socket that does not wait takes several operations. */
  private before(socket: number, operation: 'connect' | 'handshake', endMs: number): Stretch | undefined {
    return stretchOf((this.records.get(socket) ?? []).filter((record) => record.operation === operation && record.timeMs <= endMs));
  }
}

function stretchOf(records: readonly SocketRecord[]): Stretch | undefined {
  const [first] = records;
  const last = records.at(-1);
  return first && last && { startMs: first.timeMs - first.durationMs, endMs: last.timeMs };
}

function lengthOf(stretch: Stretch | undefined): number {
  return stretch ? Math.max(0, stretch.endMs - stretch.startMs) : 0;
}

function hostOf(peer: string): string {
  return peer.slice(0, peer.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}

/** Microseconds are what is measured. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
