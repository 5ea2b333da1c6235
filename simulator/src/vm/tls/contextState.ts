/** What a `tls.SSLContext` has decided so far; its connections look here, also when it changes later, as on the board. */
import { randomBytes } from 'node:crypto';
import type { Certificate } from '../../tls/certificate';
import { VerifyMode, type OwnCertificate, type TlsConfiguration } from '../../tls/configuration';
import { SUITES, type Suite } from '../../tls/suites';

/** Bits of a protocol's number. */
const Protocol = { server: 1, datagram: 2 } as const;
const COOKIE_KEY_BYTES = 32;

export class ContextState implements TlsConfiguration {
  verifyMode: number;
  suites: readonly Suite[] = SUITES;
  own: OwnCertificate | undefined;
  trusted: readonly Certificate[] | undefined;
  asksAboutCertificates = false;
  readonly endpoint: 'client' | 'server';
  readonly transport: 'stream' | 'datagram';
  readonly cookieKey = randomBytes(COOKIE_KEY_BYTES);

  constructor(protocol: number) {
    this.endpoint = (protocol & Protocol.server) === 0 ? 'client' : 'server';
    this.transport = (protocol & Protocol.datagram) === 0 ? 'stream' : 'datagram';
    this.verifyMode = this.endpoint === 'client' ? VerifyMode.required : VerifyMode.none;
  }
}
