/** The entries of a trace from the fields of its lines: the counterpart of `TraceLines`. Fields that are not known are passed over. */
import { SOCKET_OPERATIONS, type SocketOutcome, type SocketRecord, type TlsFacts } from '../../../shared/src';
import type { RecordedEntry } from '../recordedRun';
import type { Fields } from './traceFields';

export class EntryReader {
  private sequence = 0;

  read(fields: Fields): RecordedEntry {
    if (fields.has('gap')) {
      const count = fields.count('gap');
      this.sequence += count;
      return { kind: 'gap', count };
    }
    this.sequence = fields.has('sequence') ? fields.integer('sequence') : this.sequence + 1;
    return { kind: 'operation', record: recordOf(fields, this.sequence) };
  }
}

function recordOf(fields: Fields, sequence: number): SocketRecord {
  return {
    sequence,
    timeMs: fields.number('time_ms'),
    durationMs: fields.number('duration_ms'),
    socket: fields.count('socket'),
    operation: fields.oneOf('operation', SOCKET_OPERATIONS, 'socket operation'),
    peer: fields.text('peer'),
    bytes: fields.bytes('bytes'),
    outcome: outcomeOf(fields),
    ...(fields.has('file') && { place: { file: fields.text('file'), line: fields.integer('line') } }),
    ...(fields.has('transport') && { transport: fields.oneOf('transport', ['tcp', 'udp'] as const, 'transport') }),
    ...(fields.has('address') && { address: fields.text('address') }),
    ...(fields.has('tls') && { tls: tlsOf(fields.inner('tls')) }),
  };
}

function outcomeOf(fields: Fields): SocketOutcome {
  if (fields.has('errno')) return { kind: 'error', errno: fields.integer('errno') };
  return fields.isNull('result') ? { kind: 'ok' } : { kind: 'ok', value: fields.number('result') };
}

function tlsOf(fields: Fields): TlsFacts {
  return {
    version: fields.text('version'),
    cipherSuite: fields.text('cipher_suite'),
    ...(fields.has('server_name') && { serverName: fields.text('server_name') }),
    chain: fields.listOfBytes('chain'),
  };
}
