/** What a `tls.SSLContext` has decided so far; its connections look here, also when it changes later, as on the board. */
import { randomBytes, type KeyObject } from 'node:crypto';
import type { Certificate } from '../../tls/certificate';
import { VerifyMode, type OwnCertificate, type TlsConfiguration } from '../../tls/configuration';
import { KnownCertificates } from '../../tls/knownCertificates';
import { SUITES, type Suite } from '../../tls/suites';

/** Bits of a protocol's number. */
const Protocol = { server: 1, datagram: 2 } as const;
const COOKIE_KEY_BYTES = 32;

export class ContextState implements TlsConfiguration {
  verifyMode: number;
  suites: readonly Suite[] = SUITES;
  trusted: readonly Certificate[] | undefined;
  asksAboutCertificates = false;
  readonly known = new KnownCertificates();
  readonly endpoint: 'client' | 'server';
  readonly transport: 'stream' | 'datagram';
  readonly cookieKey = randomBytes(COOKIE_KEY_BYTES);
  private key: KeyObject | undefined;
  /** Absent until a key and a chain were loaded without a fault. */
  private chain: readonly Certificate[] | undefined;

  constructor(protocol: number) {
    this.endpoint = (protocol & Protocol.server) === 0 ? 'client' : 'server';
    this.transport = (protocol & Protocol.datagram) === 0 ? 'stream' : 'datagram';
    this.verifyMode = this.endpoint === 'client' ? VerifyMode.required : VerifyMode.none;
  }

  get own(): OwnCertificate | undefined {
    return this.chain && { chain: this.chain, key: this.key };
  }

  /**
   * Takes a key, if it is one. Mbed TLS does not put a key in PEM over another one, but one in DER; whatever fails, the key that
   * was there is gone.
   */
  loadKey(key: KeyObject | undefined, isInPem: boolean): boolean {
    this.key = isInPem && this.key ? undefined : key;
    return this.key !== undefined;
  }

  /** Adds certificates behind those that are there. */
  loadChain(chain: readonly Certificate[]): void {
    this.chain = [...(this.chain ?? []), ...chain];
  }
}
