/**
 * Both ends of a TLS connection in one process: our engine over a transport in memory, and Node's own TLS or another engine
 * at the other end. The engine is synchronous and says when it must wait; `until` waits for the other end and asks again.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { randomBytes } from 'node:crypto';
import { Errno, TlsError } from '../../shared/src';
import type { Bio, ConnectionOptions, TlsConfiguration } from '../../simulator/src/tls/configuration';
import { TlsConnection, type AskAboutCertificate } from '../../simulator/src/tls/connection';
import { readCertificates, readPrivateKey } from '../../simulator/src/tls/credentials';
import { KnownCertificates } from '../../simulator/src/tls/knownCertificates';
import { SUITES } from '../../simulator/src/tls/suites';
import { ROOT } from './distFolders';

export const HOST = 'tls.test';

export function fixture(name: string): Buffer {
  return readFileSync(join(ROOT, 'test', 'conformance', 'board', 'certificates', name));
}

export function own(certificate: string, key: string): NonNullable<TlsConfiguration['own']> {
  return { chain: readCertificates(fixture(`${certificate}.pem`))!, key: readPrivateKey(fixture(`${key}.key.pem`))! };
}

export function trusting(...names: readonly string[]): NonNullable<TlsConfiguration['trusted']> {
  return names.flatMap((name) => readCertificates(fixture(`${name}.pem`))!);
}

export function configuration(endpoint: 'client' | 'server', changes: Partial<TlsConfiguration> = {}): TlsConfiguration {
  return {
    endpoint,
    transport: 'stream',
    verifyMode: 0,
    suites: SUITES,
    own: undefined,
    trusted: undefined,
    asksAboutCertificates: false,
    known: new KnownCertificates(),
    cookieKey: randomBytes(32),
    ...changes,
  };
}

/** What arrives waits in pieces; a read never gives more than one piece, as with datagrams. */
export class MemoryBio implements Bio {
  readonly sent: Buffer[] = [];
  peer: ((bytes: Buffer) => void) | undefined;
  /** Bytes that one write takes. */
  writable = Infinity;
  private readonly pieces: Buffer[] = [];
  private ended = false;
  private wake: (() => void) | undefined;

  read(target: Uint8Array): number {
    const [first] = this.pieces;
    if (!first) return this.ended ? 0 : -Errno.EAGAIN;
    const count = first.copy(target);
    if (count < first.length) this.pieces[0] = first.subarray(count);
    else this.pieces.shift();
    return count;
  }

  write(source: Uint8Array): number {
    const count = Math.min(source.length, this.writable);
    if (count === 0) return -Errno.EAGAIN;
    const bytes = Buffer.from(source.subarray(0, count));
    this.sent.push(bytes);
    this.peer?.(bytes);
    return count;
  }

  arrive(bytes: Buffer): void {
    this.pieces.push(bytes);
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  /** Resolves when something is there to be read. */
  arrived(): Promise<void> {
    if (this.pieces.length > 0 || this.ended) return Promise.resolve();
    return new Promise((resolve) => (this.wake = resolve));
  }
}

export class EngineEnd {
  readonly connection: TlsConnection;

  constructor(
    configured: TlsConfiguration,
    readonly bio = new MemoryBio(),
    options: Partial<ConnectionOptions> = {},
    ask: AskAboutCertificate = () => 0,
  ) {
    const all = {
      serverName: undefined,
      clientId: undefined,
      dateMs: () => Date.UTC(2026, 0, 1),
      nowMs: () => performance.now(),
      ...options,
    };
    this.connection = new TlsConnection(configured, all, bio, ask);
  }

  /** Asks again until the connection need not wait for the other end. */
  async until(operation: (connection: TlsConnection) => number): Promise<number> {
    for (;;) {
      const outcome = operation(this.connection);
      if (outcome !== TlsError.SSL_WANT_READ) return outcome;
      await this.bio.arrived();
    }
  }

  handshake(): Promise<number> {
    return this.until((connection) => connection.handshake());
  }

  /** Reads until the end of the stream or an error, which is the second value. */
  async readAll(): Promise<readonly [Buffer, number]> {
    const target = Buffer.alloc(16384);
    const parts: Buffer[] = [];
    for (;;) {
      const count = await this.until((connection) => connection.read(target));
      if (count <= 0) return [Buffer.concat(parts), count];
      parts.push(Buffer.from(target.subarray(0, count)));
    }
  }

  async read(size: number): Promise<string | number> {
    const target = Buffer.alloc(size);
    const count = await this.until((connection) => connection.read(target));
    return count < 0 ? count : target.toString('latin1', 0, count);
  }

  write(text: string): number {
    return this.connection.write(Buffer.from(text, 'latin1'));
  }
}

/** A stream whose other end is a transport in memory; `pieceBytes` cuts what it sends. */
export function streamTo(bio: MemoryBio, pieceBytes = Infinity): Duplex {
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      for (let rest = chunk; rest.length > 0; rest = rest.subarray(pieceBytes)) bio.arrive(Buffer.from(rest.subarray(0, pieceBytes)));
      done();
    },
    final: (done) => {
      bio.end();
      done();
    },
  });
  bio.peer = (bytes) => stream.push(bytes);
  return stream;
}

/** Joins two transports in memory. */
export function connectEnds(a: MemoryBio, b: MemoryBio): void {
  a.peer = (bytes) => b.arrive(bytes);
  b.peer = (bytes) => a.arrive(bytes);
}

/** Lets both ends do their handshake in turns. */
export async function shakeHands(client: EngineEnd, server: EngineEnd): Promise<readonly [number, number]> {
  return Promise.all([client.handshake(), server.handshake()]);
}
