/**
 * Makes socket records of what the probe sends: unpacks the fields, keeps what a record leaves out because an earlier one told
 * it (the other side of a socket, names of addresses, times that wrap) and tells from the numbers which records never came.
 */
import { SOCKET_OPERATIONS, type SocketOutcome, type SocketRecord, type Transport } from '../../../shared/src';
import { RecordKind } from './probeSource';

/** Bytes before the peer: `<HBBHIii` of probeSource.ts. */
const HEADER_LENGTH = 18;
const SEQUENCE_MODULUS = 0x10000;
/** `ticks_ms` of MicroPython wraps at 2^30. */
const TICKS_MODULUS = 2 ** 30;
const OPERATION_BITS = 5;
/** By the type with which a socket was made; without one it is a stream. */
const TRANSPORTS: readonly (Transport | undefined)[] = [undefined, 'tcp', 'udp'];
const STREAM = 1;

interface Fields {
  readonly sequence: number;
  readonly kind: number;
  readonly operationNumber: number;
  readonly socket: number;
  readonly ticksMs: number;
  readonly duration: number;
  readonly value: number;
  readonly peer: string;
  readonly bytes: Uint8Array;
}

export class RecordReader {
  private started = false;
  private lastSequence = 0;
  private lastTicksMs = 0;
  private timeMs = 0;
  private recordCount = 0;
  /** Cut records that the next sequence number will not count again. */
  private cutCount = 0;
  private readonly peers = new Map<number, string>();
  private readonly names = new Map<string, string>();

  get hasStarted(): boolean {
    return this.started;
  }

  /** Counts a record that was cut; returns how many that are to be told now. */
  cut(): number {
    this.cutCount++;
    return 1;
  }

  /** `missed` says how many records never came before this one; one that makes no sense is missed too. */
  read(base64: string): { readonly record?: SocketRecord; readonly missed: number } {
    const fields = unpack(base64);
    if (!fields) return { missed: this.cut() };
    const gap = (fields.sequence - this.lastSequence - 1 + SEQUENCE_MODULUS) % SEQUENCE_MODULUS;
    const missed = this.started ? Math.max(0, gap - this.cutCount) : 0;
    this.cutCount = 0;
    this.lastSequence = fields.sequence;
    this.tick(fields.ticksMs);
    if (fields.kind === RecordKind.probe) {
      this.started = true;
      return { missed };
    }
    return { record: this.recordOf(fields), missed };
  }

  private tick(ticksMs: number): void {
    if (this.started) this.timeMs += (ticksMs - this.lastTicksMs + TICKS_MODULUS) % TICKS_MODULUS;
    this.lastTicksMs = ticksMs;
  }

  private recordOf(fields: Fields): SocketRecord {
    const operation = SOCKET_OPERATIONS[fields.operationNumber] ?? 'socket';
    const isLookup = operation === 'getaddrinfo';
    const isNew = operation === 'socket' || operation === 'accept';
    const address = isLookup ? Buffer.from(fields.bytes).toString() : '';
    const transport = isNew && fields.kind !== RecordKind.error ? TRANSPORTS[fields.bytes[0] ?? STREAM] : undefined;
    if (isLookup) this.learn(address, fields.peer);
    else if (fields.peer !== '') this.peers.set(fields.socket, this.label(fields.peer, operation === 'bind'));
    return {
      sequence: ++this.recordCount,
      timeMs: this.timeMs,
      durationMs: fields.duration < 0 ? -fields.duration : fields.duration / 1000,
      socket: fields.socket,
      operation,
      peer: isLookup ? fields.peer : (this.peers.get(fields.socket) ?? ''),
      bytes: isLookup || isNew ? new Uint8Array(0) : fields.bytes,
      outcome: outcomeOf(fields),
      ...(address === '' ? {} : { address }),
      ...(transport === undefined ? {} : { transport }),
    };
  }

  /** An address is shown by the name for which it was given. */
  private learn(address: string, name: string): void {
    if (address !== '' && address !== name && name !== '' && name !== 'localhost') this.names.set(address, name);
  }

  private label(peer: string, isBound: boolean): string {
    const colon = peer.lastIndexOf(':');
    const [host, port] = [peer.slice(0, colon), peer.slice(colon + 1)];
    return isBound ? `port ${port}` : `${this.names.get(host) ?? host}:${port}`;
  }
}

function unpack(base64: string): Fields | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (base64.length % 4 !== 0 || bytes.length < HEADER_LENGTH || bytes.toString('base64') !== base64) return undefined;
  const code = bytes.readUInt8(2);
  const peerEnd = HEADER_LENGTH + bytes.readUInt8(3);
  const operationNumber = code & ((1 << OPERATION_BITS) - 1);
  if (peerEnd > bytes.length || operationNumber >= SOCKET_OPERATIONS.length) return undefined;
  return {
    sequence: bytes.readUInt16LE(0),
    kind: code >> OPERATION_BITS,
    operationNumber,
    socket: bytes.readUInt16LE(4),
    ticksMs: bytes.readUInt32LE(6),
    duration: bytes.readInt32LE(10),
    value: bytes.readInt32LE(14),
    peer: bytes.toString('utf8', HEADER_LENGTH, peerEnd),
    bytes: Uint8Array.from(bytes.subarray(peerEnd)),
  };
}

function outcomeOf({ kind, value }: Fields): SocketOutcome {
  if (kind === RecordKind.error) return { kind: 'error', errno: value };
  return kind === RecordKind.count ? { kind: 'ok', value } : { kind: 'ok' };
}
