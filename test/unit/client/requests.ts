/** Run requests and records for tests that do not care what is in them. */
import type { RunRequest } from '../../../client/src/activeRun';
import type { SocketRecord } from '../../../shared/src';

export function aRequest(name = 'script.py'): RunRequest {
  return {
    script: { name, source: 'pass' },
    options: { network: 'all', aliases: [], heapSizeBytes: 160 * 1024, recordSockets: true },
  };
}

export function aRecord(change: Partial<SocketRecord> = {}): SocketRecord {
  return {
    sequence: 1,
    timeMs: 0,
    durationMs: 0,
    socket: 1,
    operation: 'recv',
    peer: '127.0.0.1:80',
    bytes: new Uint8Array(),
    outcome: { kind: 'ok' },
    ...change,
  };
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
