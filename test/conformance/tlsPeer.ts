/**
 * The TLS ends that conformance cases talk to, Node's own. A case gives their options as JSON: the name of a certificate in
 * `board/certificates` and of its key, versions, whether a client must show a certificate, and the steps after the
 * handshake, see peers.ts. `<cut>` ends the TCP connection without a word of TLS.
 */
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { scriptedServer } from '../support/servers';
import type { Peer, Step } from './peers';
import { SteppedConnection } from './steppedConnection';

export interface TlsPeerOptions {
  readonly certificate?: string;
  readonly key?: string;
  readonly minVersion?: tls.SecureVersion;
  readonly maxVersion?: tls.SecureVersion;
  readonly ciphers?: string;
  readonly wantsCertificate?: boolean;
  readonly steps?: readonly Step[];
}

const CERTIFICATES = join(__dirname, 'board', 'certificates');
const HOST = 'tls.test';

export function startTlsPeer(options: TlsPeerOptions): Promise<Peer> {
  const secureContext = tls.createSecureContext(contextOptions({ certificate: 'ec', key: 'ec', ...options }));
  return scriptedServer((raw) => {
    const requestCert = options.wantsCertificate === true;
    const secure = new tls.TLSSocket(raw, { isServer: true, secureContext, requestCert, rejectUnauthorized: false });
    talk(secure, raw, options);
  });
}

/** Connects to a port of the board, as it is reached on this computer. */
export function connectTlsPeer(address: { readonly host: string; readonly port: number }, options: TlsPeerOptions): net.Socket {
  const raw = net.connect(address);
  const secure = tls.connect({
    socket: raw,
    servername: HOST,
    ca: readFileSync(join(CERTIFICATES, 'authority.pem')),
    ...contextOptions(options),
  });
  talk(secure, raw, options);
  return raw;
}

function talk(secure: tls.TLSSocket, raw: net.Socket, { steps }: TlsPeerOptions): void {
  // What goes wrong is for the case to see, at its own end.
  secure.on('error', () => undefined);
  raw.on('error', () => undefined);
  if (steps) new SteppedConnection(secure, steps, raw).run();
  else secure.pipe(secure);
}

function contextOptions({ certificate, key, minVersion, maxVersion, ciphers }: TlsPeerOptions): tls.SecureContextOptions {
  return {
    ...(certificate === undefined ? {} : { cert: readFileSync(join(CERTIFICATES, `${certificate}.pem`)) }),
    ...(key === undefined ? {} : { key: readFileSync(join(CERTIFICATES, `${key}.key.pem`)) }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
    ...(ciphers === undefined ? {} : { ciphers }),
  };
}
