/** What a context decides for all its connections. It may change while connections use it, as on the board. */
import type { KeyObject } from 'node:crypto';
import { TlsError } from '../../../shared/src';
import type { Certificate } from './certificate';
import { TlsFailure } from './failure';
import type { KnownCertificates } from './knownCertificates';
import type { Suite } from './suites';

export const VerifyMode = { none: 0, optional: 1, required: 2 } as const;

export interface OwnCertificate {
  /** Our certificate first, then all others in the order in which they were loaded. */
  readonly chain: readonly Certificate[];
  /** Undefined if a load that failed has left none, see ContextState. */
  readonly key: KeyObject | undefined;
}

/** Mbed TLS finds out that it has no key when it is to sign with it. */
export function keyOf({ key }: OwnCertificate): KeyObject {
  if (!key) throw new TlsFailure(TlsError.PK_BAD_INPUT_DATA);
  return key;
}

export interface TlsConfiguration {
  readonly endpoint: 'client' | 'server';
  readonly transport: 'stream' | 'datagram';
  readonly verifyMode: number;
  /** In order of preference. */
  readonly suites: readonly Suite[];
  readonly own: OwnCertificate | undefined;
  /** Absent until certificates of authorities are loaded. */
  readonly trusted: readonly Certificate[] | undefined;
  readonly known: KnownCertificates;
  /** Whether somebody looks at every certificate himself. */
  readonly asksAboutCertificates: boolean;
  /** What a server signs its cookies with. */
  readonly cookieKey: Buffer;
}

export interface ConnectionOptions {
  readonly serverName: string | undefined;
  /** How a datagram server tells its clients apart. */
  readonly clientId: Buffer | undefined;
  /** The date on the board, for the validity of certificates. */
  readonly dateMs: () => number;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
}

/** The transport below. Results are counts, 0 for the end of a stream, or negated errnos of the board. */
export interface Bio {
  read(target: Uint8Array): number;
  write(source: Uint8Array): number;
}
