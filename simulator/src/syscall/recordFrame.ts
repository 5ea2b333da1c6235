/**
 * How a SocketRecord travels in an outbox frame: fixed header, peer, facts that few operations have, bytes. The sequence number is
 * given by the reader. The file of a place travels once, in a frame of its own, and records name it by number.
 */
import { deserialize, serialize } from 'node:v8';
import { SOCKET_OPERATIONS, type SocketOperation, type SocketOutcome, type SocketRecord } from '../../../shared/src';

const operationCodes = new Map(SOCKET_OPERATIONS.map((operation, code) => [operation, code]));

const HEADER_BYTES = 40;
const Outcome = { ok: 0, okWithValue: 1, error: 2 } as const;
const NO_FACTS = new Uint8Array(0);

/** What few operations have. */
export type RecordFacts = Pick<SocketRecord, 'transport' | 'address' | 'tls'>;

export interface RecordFields {
  readonly timeMs: number;
  readonly durationMs: number;
  readonly socket: number;
  readonly operation: SocketOperation;
  readonly outcome: SocketOutcome;
  /** The file's number and the line. */
  readonly place: { readonly file: number; readonly line: number } | undefined;
}

/** Writes the fixed part; the frame is this header, the peer in UTF-8, the facts, and the bytes. The result is reused by the next call. */
export class RecordEncoder {
  private readonly header = new Uint8Array(HEADER_BYTES);
  private readonly view = new DataView(this.header.buffer);

  encode(fields: RecordFields, peerLength: number, factsLength: number): Uint8Array {
    const { outcome, place } = fields;
    this.view.setFloat64(0, fields.timeMs, true);
    this.view.setFloat64(8, fields.durationMs, true);
    this.view.setUint32(16, fields.socket, true);
    this.view.setUint16(20, peerLength, true);
    this.view.setUint8(22, operationCodes.get(fields.operation) ?? 0);
    this.view.setUint8(23, outcome.kind === 'error' ? Outcome.error : outcome.value === undefined ? Outcome.ok : Outcome.okWithValue);
    this.view.setInt32(24, outcome.kind === 'error' ? outcome.errno : (outcome.value ?? 0), true);
    this.view.setUint32(28, place?.file ?? 0, true);
    this.view.setUint32(32, place?.line ?? 0, true);
    this.view.setUint32(36, factsLength, true);
    return this.header;
  }
}

export function encodeFacts(facts: RecordFacts | undefined): Uint8Array {
  return facts === undefined ? NO_FACTS : serialize(facts);
}

/** `files` has the names of the files that places name by number. */
export function decodeRecord(payload: Uint8Array, sequence: number, files: ReadonlyMap<number, string>): SocketRecord {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const peerEnd = HEADER_BYTES + view.getUint16(20, true);
  const factsEnd = peerEnd + view.getUint32(36, true);
  const value = view.getInt32(24, true);
  const outcomeKind = view.getUint8(23);
  const file = files.get(view.getUint32(28, true));
  return {
    sequence,
    timeMs: view.getFloat64(0, true),
    durationMs: view.getFloat64(8, true),
    socket: view.getUint32(16, true),
    operation: SOCKET_OPERATIONS[view.getUint8(22)] ?? 'socket',
    peer: new TextDecoder().decode(payload.subarray(HEADER_BYTES, peerEnd)),
    bytes: payload.slice(factsEnd),
    outcome:
      outcomeKind === Outcome.error ? { kind: 'error', errno: value } : outcomeKind === Outcome.ok ? { kind: 'ok' } : { kind: 'ok', value },
    ...(file === undefined ? {} : { place: { file, line: view.getUint32(32, true) } }),
    ...(factsEnd === peerEnd ? {} : (deserialize(payload.slice(peerEnd, factsEnd)) as RecordFacts)),
  };
}
