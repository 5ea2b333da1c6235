/** A record is after its way through a frame what it was before. */
import { describe, expect, it } from 'vitest';
import type { SocketRecord } from '../../../shared/src';
import { decodeRecord, encodeFacts, RecordEncoder } from '../../../simulator/src/syscall';

const FILES = new Map([
  [1, 'main.py'],
  [70_000, '/lib/é.py'],
]);
const base = { sequence: 3, timeMs: 1234.5678, durationMs: 0.25, socket: 7, peer: 'é.test:443', bytes: Uint8Array.of(0, 255, 13) } as const;

const RECORDS: Readonly<Record<string, SocketRecord>> = {
  'with a result': { ...base, operation: 'recv', outcome: { kind: 'ok', value: 3 } },
  'without a result': { ...base, operation: 'sendall', outcome: { kind: 'ok' }, bytes: new Uint8Array(0), peer: '' },
  'with an error': { ...base, operation: 'connect', outcome: { kind: 'error', errno: -30336 } },
  'with a place': { ...base, operation: 'read', outcome: { kind: 'ok', value: 0 }, place: { file: 'main.py', line: 70_001 } },
  'with the place in a further file': { ...base, operation: 'read', outcome: { kind: 'ok' }, place: { file: '/lib/é.py', line: 1 } },
  'with its transport': { ...base, operation: 'socket', outcome: { kind: 'ok', value: 54 }, transport: 'udp' },
  'with an address': {
    ...base,
    operation: 'getaddrinfo',
    outcome: { kind: 'ok' },
    address: '10.0.0.1',
    place: { file: 'main.py', line: 2 },
  },
  'with what a handshake agreed on': {
    ...base,
    operation: 'handshake',
    outcome: { kind: 'ok' },
    tls: {
      version: 'TLSv1.2',
      cipherSuite: 'TLS_RSA_WITH_AES_128_CCM',
      serverName: 'é',
      chain: [Uint8Array.of(1, 2), new Uint8Array(5000)],
    },
  },
};

describe('the frame of a record', () => {
  it.for(Object.entries(RECORDS))('%s', ([, record]) => {
    const { place, transport, address, tls } = record;
    const number = [...FILES].find(([, name]) => name === place?.file)?.[0] ?? 0;
    const facts =
      transport || address !== undefined || tls
        ? { ...(transport && { transport }), ...(address !== undefined && { address }), ...(tls && { tls }) }
        : undefined;
    const peer = new TextEncoder().encode(record.peer);
    const encodedFacts = encodeFacts(facts);
    const header = new RecordEncoder().encode(
      { ...record, place: place && { file: number, line: place.line } },
      peer.length,
      encodedFacts.length,
    );
    // As in the outbox the frame lies anywhere.
    const payload = Buffer.concat([Buffer.from('x'), header, peer, encodedFacts, record.bytes]).subarray(1);
    expect(decodeRecord(Uint8Array.from(payload), record.sequence, FILES)).toEqual(record);
    expect(decodeRecord(payload, record.sequence, FILES).timeMs).toBe(record.timeMs);
  });

  it('has no place if nobody told the file', () => {
    const header = new RecordEncoder().encode({ ...base, operation: 'read', outcome: { kind: 'ok' }, place: { file: 2, line: 1 } }, 0, 0);
    expect(decodeRecord(header.slice(), 1, FILES)).not.toHaveProperty('place');
  });
});
