/** How a SocketRecord travels in an outbox frame: fixed header, peer, bytes. The sequence number is given by the reader. */
import { SOCKET_OPERATIONS, type SocketOperation, type SocketOutcome, type SocketRecord } from '../../../shared/src';

const operationCodes = new Map(SOCKET_OPERATIONS.map((operation, code) => [operation, code]));

const HEADER_BYTES = 32;
const Outcome = { ok: 0, okWithValue: 1, error: 2 } as const;

export interface RecordFields {
  readonly timeMs: number;
  readonly durationMs: number;
  readonly socket: number;
  readonly operation: SocketOperation;
  readonly outcome: SocketOutcome;
}

/** Writes the fixed part; the frame is this header, the peer in UTF-8, and the bytes. The result is reused by the next call. */
export class RecordEncoder {
  private readonly header = new Uint8Array(HEADER_BYTES);
  private readonly view = new DataView(this.header.buffer);

  encode(fields: RecordFields, peerLength: number): Uint8Array {
    const { outcome } = fields;
    this.view.setFloat64(0, fields.timeMs, true);
    this.view.setFloat64(8, fields.durationMs, true);
    this.view.setUint32(16, fields.socket, true);
    this.view.setUint16(20, peerLength, true);
    this.view.setUint8(22, operationCodes.get(fields.operation) ?? 0);
    this.view.setUint8(23, outcome.kind === 'error' ? Outcome.error : outcome.value === undefined ? Outcome.ok : Outcome.okWithValue);
    this.view.setInt32(24, outcome.kind === 'error' ? outcome.errno : (outcome.value ?? 0), true);
    return this.header;
  }
}

export function decodeRecord(payload: Uint8Array, sequence: number): SocketRecord {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const peerEnd = HEADER_BYTES + view.getUint16(20, true);
  const value = view.getInt32(24, true);
  const outcomeKind = view.getUint8(23);
  return {
    sequence,
    timeMs: view.getFloat64(0, true),
    durationMs: view.getFloat64(8, true),
    socket: view.getUint32(16, true),
    operation: SOCKET_OPERATIONS[view.getUint8(22)] ?? 'socket',
    peer: new TextDecoder().decode(payload.subarray(HEADER_BYTES, peerEnd)),
    bytes: payload.slice(peerEnd),
    outcome:
      outcomeKind === Outcome.error ? { kind: 'error', errno: value } : outcomeKind === Outcome.ok ? { kind: 'ok' } : { kind: 'ok', value },
  };
}
