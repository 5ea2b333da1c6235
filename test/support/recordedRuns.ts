/** Recorded runs for tests: records from the few fields that a test is about, and runs of anything at all. */
import { SOCKET_OPERATIONS, type SocketOutcome, type SocketRecord } from '../../shared/src';
import type { RecordedEntry, RecordedRun, RunFacts } from '../../traffic/src';
import { seededRandom } from './random';

export const FACTS: RunFacts = { script: 'main.py', target: 'Simulated ESP32', startedAt: Date.UTC(2026, 10, 26, 5, 4, 22, 123) };

/** A run of these records, a millisecond apart unless they say otherwise. */
export function runOf(records: readonly (Partial<Omit<SocketRecord, 'bytes'>> & { readonly bytes?: Uint8Array | string })[]): RecordedRun {
  const entries = records.map(({ bytes = '', ...fields }, index): RecordedEntry => {
    const content = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    const record: SocketRecord = {
      sequence: index + 1,
      timeMs: index + 1,
      durationMs: 0.5,
      socket: 1,
      operation: 'recv',
      peer: 'peer.test:80',
      bytes: new Uint8Array(content),
      outcome: content.length > 0 ? { kind: 'ok', value: content.length } : { kind: 'ok' },
      ...fields,
    };
    return { kind: 'operation', record };
  });
  return { facts: FACTS, entries };
}

/** Anything that the types allow, with times as the clock tells them. */
export function anyRun(seed: number): RecordedRun {
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const one = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const maybe = <T>(make: () => T): T | undefined => (random() < 0.5 ? make() : undefined);
  const text = (): string =>
    one(['', 'a', 'www.example.com:80', 'ü€😀', '"\\\n\r\t\0\u2028', '\ud800', '{"gap":1}', ' '.repeat(below(50))]);
  const bytes = (): Uint8Array => Uint8Array.from({ length: below(one([1, 4, 300])) }, () => below(256));
  const microseconds = (): number => below(4e9) / 1000;
  const outcome = (): SocketOutcome => {
    if (random() < 0.3) return { kind: 'error', errno: below(400) - 200 };
    const value = maybe(() => below(1e6));
    return value === undefined ? { kind: 'ok' } : { kind: 'ok', value };
  };
  let sequence = 0;
  const record = (): SocketRecord => {
    sequence += random() < 0.1 ? below(20) : 1;
    const place = maybe(() => ({ file: text(), line: 1 + below(500) }));
    const transport = maybe(() => one(['tcp', 'udp'] as const));
    const address = maybe(text);
    const serverName = maybe(text);
    const tls = maybe(() => ({
      version: text(),
      cipherSuite: text(),
      ...(serverName !== undefined && { serverName }),
      chain: Array.from({ length: below(3) }, bytes),
    }));
    return {
      sequence,
      timeMs: microseconds(),
      durationMs: microseconds(),
      socket: below(5),
      operation: one(SOCKET_OPERATIONS),
      peer: text(),
      bytes: bytes(),
      outcome: outcome(),
      ...(place && { place }),
      ...(transport && { transport }),
      ...(address !== undefined && { address }),
      ...(tls && { tls }),
    };
  };
  const entries = Array.from({ length: below(40) }, (): RecordedEntry => {
    return random() < 0.1 ? { kind: 'gap', count: below(1000) } : { kind: 'operation', record: record() };
  });
  return { facts: { script: text(), target: text(), startedAt: below(2e9) * 1000 + below(1000) }, entries };
}
