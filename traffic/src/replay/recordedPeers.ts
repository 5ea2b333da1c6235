/**
 * With whom a recorded script spoke, and what was said, as a replay needs it: for each peer the connections in their order, and in each
 * what the peer sent after how many bytes of the script. What cannot be replayed is said in words.
 */
import { Connections, direction, Errno, isNothingYet, movedBytes, type SocketRecord, type Transport } from '../../../shared/src';
import type { RecordedRun } from '../recordedRun';

/** What the script sent in one operation; `sizeBytes` is more than `bytes` has where a board's probe cut them. */
export interface SentPart {
  readonly start: number;
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
}

export type PeerAct = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'end'; readonly how: 'closed' | 'reset' };

/** What the peer did next, once the script had sent `afterBytes` in all. */
export interface Answer {
  readonly afterBytes: number;
  /** Since what went before on the connection, whoever did it. */
  readonly pauseMs: number;
  readonly act: PeerAct;
}

export interface RecordedSession {
  readonly sent: readonly SentPart[];
  readonly sentBytes: number;
  readonly answers: readonly Answer[];
  /** Whether each byte of both ways was recorded. */
  readonly isWhole: boolean;
}

export interface RecordedPeer {
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
  readonly isTls: boolean;
  /** Empty: each attempt to connect was refused. */
  readonly sessions: readonly RecordedSession[];
}

export interface RecordedPeers {
  readonly peers: readonly RecordedPeer[];
  /** Names that were looked up, and their addresses. */
  readonly addresses: ReadonlyMap<string, string>;
  /** What of the run is not replayed, and why; for the user. */
  readonly remarks: readonly string[];
}

/** The session of one socket with one peer while it is read. */
class Session {
  readonly sent: SentPart[] = [];
  readonly answers: Answer[] = [];
  sentBytes = 0;
  isWhole = true;
  isTls = false;
  /** Whether bytes went before a handshake began. */
  startsPlain = false;
  /** The connection never stood: it was refused, or its peer was out of reach. */
  failed: 'refused' | 'unreached' | undefined;
  private lastMs = 0;
  private hasEnded = false;

  add(record: SocketRecord): void {
    const { operation, outcome } = record;
    if (operation === 'connect') {
      this.failed = outcome.kind === 'error' ? failureOf(outcome.errno) : undefined;
      this.lastMs = record.timeMs;
    }
    if (operation === 'handshake') {
      this.isTls = true;
      this.startsPlain ||= this.sent.length + this.answers.length > 0;
      this.lastMs = record.timeMs;
    }
    const way = direction(operation);
    if (way === 'out') this.out(record);
    if (way === 'in') this.in(record);
  }

  private out(record: SocketRecord): void {
    const sizeBytes = movedBytes(record);
    if (sizeBytes === 0) return;
    this.sent.push({ start: this.sentBytes, bytes: record.bytes, sizeBytes });
    this.sentBytes += sizeBytes;
    this.isWhole &&= sizeBytes === record.bytes.length;
    this.lastMs = record.timeMs;
  }

  private in(record: SocketRecord): void {
    const { outcome, bytes } = record;
    const isReset = outcome.kind === 'error' && outcome.errno === Errno.ECONNRESET;
    if ((outcome.kind === 'error' && !isReset && bytes.length === 0) || this.hasEnded) return;
    const moved = movedBytes(record);
    this.isWhole &&= moved === bytes.length;
    if (bytes.length > 0) this.answer(record, { kind: 'bytes', bytes });
    // A stream that gives no bytes has been closed by the other side.
    else if (isReset || moved === 0) this.answer(record, { kind: 'end', how: isReset ? 'reset' : 'closed' });
  }

  private answer({ timeMs }: SocketRecord, act: PeerAct): void {
    this.answers.push({ afterBytes: this.sentBytes, pauseMs: Math.max(0, timeMs - this.lastMs), act });
    this.lastMs = timeMs;
    this.hasEnded = act.kind === 'end';
  }
}

const INSTEAD_OF_UNREACHED = 'connections to it are refused at once, or answered if others were';

function failureOf(errno: number): Session['failed'] {
  if (isNothingYet(errno) || errno === Errno.EISCONN) return undefined;
  // A board says of a refused connection that it was reset.
  return errno === Errno.ECONNRESET || errno === Errno.ECONNREFUSED ? 'refused' : 'unreached';
}

export function recordedPeers(run: RecordedRun): RecordedPeers {
  const connections = new Connections();
  const sessions = new Map<string, { readonly socket: number; readonly peer: string; readonly session: Session }>();
  const addresses = new Map<string, string>();
  let gaps = 0;
  for (const entry of run.entries) {
    if (entry.kind === 'gap') {
      gaps += entry.count;
      continue;
    }
    const { record } = entry;
    if (record.operation === 'getaddrinfo' && record.address !== undefined && record.address !== record.peer)
      addresses.set(record.peer, record.address);
    connections.add(record);
    const peer = record.peer || (connections.of(record.socket)?.peer ?? '');
    if (record.socket === 0 || peer === '') continue;
    const key = `${record.socket} ${peer}`;
    const known = sessions.get(key) ?? { socket: record.socket, peer, session: new Session() };
    sessions.set(key, known);
    known.session.add(record);
  }
  return { ...sorted(connections, [...sessions.values()], gaps), addresses };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function sorted(
  connections: Connections,
  all: readonly { readonly socket: number; readonly peer: string; readonly session: Session }[],
  gaps: number,
): Pick<RecordedPeers, 'peers' | 'remarks'> {
  const peers = new Map<string, Mutable<RecordedPeer> & { sessions: Session[] }>();
  const remarks = new Set<string>();
  if (gaps > 0) remarks.add(`${gaps} operations were not recorded, and are missing in the replay.`);
  for (const { socket, peer, session } of all) {
    const connection = connections.of(socket);
    const place = placeOf(peer);
    if (!connection || !place) continue;
    const { transport, role } = connection;
    if (role === 'server' || role === 'listener') remarks.add('Connections to the script are not replayed: connect to it again.');
    if ((role !== 'client' && role !== 'datagram') || isBoard(place.host)) continue;
    if (transport === 'udp' && isForMany(place.host)) {
      remarks.add(`${peer} is an address of many, and is not replayed.`);
      continue;
    }
    if (session.startsPlain) {
      remarks.add(`${peer} went over to TLS in the middle of a connection, which is not replayed.`);
      continue;
    }
    if (!session.isWhole) remarks.add(`Of what ${peer} and the script sent only the beginnings were recorded; the replay has no more.`);
    const key = `${transport} ${peer}`;
    const known = peers.get(key) ?? { ...place, transport, isTls: false, sessions: [] };
    peers.set(key, known);
    known.isTls ||= session.isTls;
    if (!session.failed) known.sessions.push(session);
    if (session.failed === 'unreached') remarks.add(`${peer} could not be reached. That is not replayed: ${INSTEAD_OF_UNREACHED}.`);
  }
  return { peers: [...peers.values()], remarks: [...remarks] };
}

function placeOf(peer: string): { readonly host: string; readonly port: number } | undefined {
  const at = peer.lastIndexOf(':');
  const port = Number(peer.slice(at + 1));
  return at < 1 || !Number.isInteger(port) || port < 1 || port > 65_535 ? undefined : { host: peer.slice(0, at), port };
}

/** The script's own board, under the addresses that it has at home. */
function isBoard(host: string): boolean {
  return /^127\./.test(host) || host === 'localhost' || host === '192.168.237.50';
}

function isForMany(host: string): boolean {
  const first = Number(/^(\d+)\./.exec(host)?.[1] ?? 0);
  return (first >= 224 && first <= 239) || /\.255$/.test(host);
}
