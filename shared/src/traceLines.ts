/**
 * The text form of a recorded run, one JSON object a line: a header, then a line for each operation, and one for each gap. The file that
 * `--trace` makes and a run that was saved are the same. Reading is the business of `traffic`; docs/traffic.md describes the fields.
 */
import type { RunFacts } from './run';
import type { SocketRecord, TlsFacts } from './socketRecord';

export const TRACE_FORMAT = 'micropython-sockets';
export const TRACE_VERSION = 1;

/** Makes the lines of one run, each with its end of line. */
export class TraceLines {
  private sequence = 0;

  /** `base64` encodes bytes: what there is for it differs between Node and browsers. */
  constructor(private readonly base64: (bytes: Uint8Array) => string) {}

  header({ script, target, startedAt }: RunFacts): string {
    const started_at = new Date(startedAt).toISOString();
    return lineOf({ format: TRACE_FORMAT, version: TRACE_VERSION, script, target, started_at });
  }

  record(record: SocketRecord): string {
    const { timeMs, durationMs, socket, operation, peer, bytes, outcome, transport, address, place, tls } = record;
    this.sequence += 1;
    // Readers count; only a number that they would not come to is written.
    const isCounted = record.sequence === this.sequence;
    this.sequence = record.sequence;
    return lineOf({
      time_ms: round(timeMs),
      duration_ms: round(durationMs),
      socket,
      operation,
      peer,
      bytes: this.base64(bytes),
      ...(outcome.kind === 'error' ? { errno: outcome.errno } : { result: outcome.value ?? null }),
      ...(!isCounted && { sequence: record.sequence }),
      ...(transport !== undefined && { transport }),
      ...(address !== undefined && { address }),
      ...(place && { file: place.file, line: place.line }),
      ...(tls && { tls: this.tls(tls) }),
    });
  }

  /** Operations that were not recorded. */
  gap(count: number): string {
    this.sequence += count;
    return lineOf({ gap: count });
  }

  private tls({ version, cipherSuite, serverName, chain }: TlsFacts): object {
    return {
      version,
      cipher_suite: cipherSuite,
      ...(serverName !== undefined && { server_name: serverName }),
      chain: chain.map((certificate) => this.base64(certificate)),
    };
  }
}

function lineOf(fields: object): string {
  return `${JSON.stringify(fields)}\n`;
}

/** Microseconds are all that the clock can tell. */
function round(timeMs: number): number {
  return Math.round(timeMs * 1000) / 1000;
}
