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
import type { Peer } from './peers';
import type { Service } from './services';
import { SteppedConnection, type Step } from './steppedConnection';

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

export function startTlsPeer(options: TlsPeerOptions, serve: Service = talking(options)): Promise<Peer> {
  const secureContext = tls.createSecureContext(contextOptions({ certificate: 'ec', key: 'ec', ...options }));
  return scriptedServer((raw) => {
    const requestCert = options.wantsCertificate === true;
    const secure = new tls.TLSSocket(raw, { isServer: true, secureContext, requestCert, rejectUnauthorized: false });
    tolerateErrors(secure, raw);
    serve(secure, raw);
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
  tolerateErrors(secure, raw);
  talking(options)(secure, raw);
  return raw;
}

/** Goes through the steps, or sends back what comes. */
function talking({ steps }: TlsPeerOptions): Service {
  return (secure, raw) => {
    if (steps) new SteppedConnection(secure, steps, raw).run();
    else secure.pipe(secure);
  };
}

/** What goes wrong is for the case to see, at its own end. */
function tolerateErrors(...sockets: readonly net.Socket[]): void {
  for (const socket of sockets) socket.on('error', () => undefined);
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
