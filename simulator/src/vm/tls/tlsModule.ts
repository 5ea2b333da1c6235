/** The `tls` module. The `ssl` module of a board is Python over this one. */
import { VerifyMode } from '../../tls/configuration';
import type { Ref } from '../objects';
import type { Vm } from '../vm';
import { SslContexts } from './sslContext';
import { SslSockets } from './sslSocket';

const LIBRARY_VERSION = 'Mbed TLS 3.6.4';

const CONSTANTS: Readonly<Record<string, number>> = {
  PROTOCOL_TLS_CLIENT: 0,
  PROTOCOL_TLS_SERVER: 1,
  PROTOCOL_DTLS_CLIENT: 2,
  PROTOCOL_DTLS_SERVER: 3,
  CERT_NONE: VerifyMode.none,
  CERT_OPTIONAL: VerifyMode.optional,
  CERT_REQUIRED: VerifyMode.required,
};

export function tlsModule(vm: Vm): Ref {
  const { natives, objects } = vm;
  return natives.module('tls', {
    SSLContext: new SslContexts(vm, new SslSockets(vm)).type(),
    MBEDTLS_VERSION: objects.intern(LIBRARY_VERSION),
    ...Object.fromEntries(Object.entries(CONSTANTS).map(([name, value]) => [name, objects.int(value)])),
  });
}
