/** What goes wrong between two ends, and what each of them is told: codes of Mbed TLS here, alerts there. */
import { describe, expect, it } from 'vitest';
import { TlsError, tlsErrorName, tlsErrorText } from '../../../shared/src';
import { KeyUsage } from '../../../simulator/src/tls/certificate';
import { verifyChain, VerifyFlag, verifyText } from '../../../simulator/src/tls/chainVerification';
import { matchesHost } from '../../../simulator/src/tls/hostName';
import { MessageType, type MessageLayer } from '../../../simulator/src/tls/messages';
import { SUITES } from '../../../simulator/src/tls/suites';
import { configuration, connectEnds, EngineEnd, HOST, MemoryBio, own, shakeHands, trusting } from '../../support/tlsPeers';

const server = (changes = {}): EngineEnd => new EngineEnd(configuration('server', { own: own('ec', 'ec'), ...changes }));
const client = (changes = {}): EngineEnd => new EngineEnd(configuration('client', changes), new MemoryBio(), { serverName: HOST });

function joined(a: EngineEnd, b: EngineEnd): readonly [EngineEnd, EngineEnd] {
  connectEnds(a.bio, b.bio);
  return [a, b];
}

/** Type and description of the alert in a record that is not protected. */
function alertIn(records: readonly Buffer[]): readonly number[] | undefined {
  const alert = records.find((record) => record[0] === 21);
  return alert && [...alert.subarray(5)];
}

describe('records', () => {
  for (const name of [
    'TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384',
    'TLS-ECDHE-ECDSA-WITH-AES-128-CBC-SHA',
    'TLS-ECDHE-ECDSA-WITH-AES-128-CCM-8',
  ]) {
    it(`that were changed on the way are noticed with ${name}`, async () => {
      const suites = SUITES.filter((suite) => suite.name === name);
      const [a, b] = joined(client({ suites }), server());
      expect(await shakeHands(a, b)).toEqual([0, 0]);
      a.bio.peer = (bytes) => {
        bytes[bytes.length - 1]! ^= 1;
        b.bio.arrive(bytes);
      };
      a.write('question');
      expect(await b.read(100)).toBe(TlsError.SSL_INVALID_MAC);
      expect(await a.read(100)).toBe(TlsError.SSL_FATAL_ALERT_MESSAGE);
    });
  }

  it('are sent on where a transport took only a part', async () => {
    const [a, b] = joined(client(), server());
    await shakeHands(a, b);
    a.bio.writable = 7;
    expect(a.write('question')).toBe(8);
    a.bio.writable = 0;
    expect(a.write('more')).toBe(TlsError.SSL_WANT_WRITE);
    a.bio.writable = Infinity;
    expect(a.write('more')).toBe(4);
    expect(await b.read(8)).toBe('question');
    expect(await b.read(8)).toBe('more');
  });

  it('of another kind, version or length are none', async () => {
    for (const header of ['48545450 2f', '17 0304 0010', '16 0303 0000', '16 0303 5000']) {
      const end = client();
      end.bio.arrive(Buffer.from(header.replaceAll(' ', ''), 'hex'));
      expect(await end.handshake()).toBe(TlsError.SSL_INVALID_RECORD);
    }
  });

  it('end with the stream, which is an error in a handshake only', async () => {
    const early = client();
    early.bio.end();
    expect(await early.handshake()).toBe(TlsError.SSL_CONN_EOF);
    const [a, b] = joined(client(), server());
    await shakeHands(a, b);
    a.bio.end();
    expect(await a.read(1)).toBe('');
  });
});

describe('a handshake', () => {
  it('with no common suite is refused by the server', async () => {
    const [a, b] = joined(client({ suites: SUITES.filter(({ keyExchange }) => keyExchange === 'RSA') }), server());
    expect(await shakeHands(a, b)).toEqual([TlsError.SSL_FATAL_ALERT_MESSAGE, TlsError.SSL_HANDSHAKE_FAILURE]);
    expect(alertIn(b.bio.sent)).toEqual([2, 40]);
  });

  it('with the keys of certificates instead of new ones works both ways', async () => {
    for (const { keyExchange, name } of SUITES.filter((suite) => suite.keyExchange.startsWith('ECDH-'))) {
      const [a, b] = joined(client({ suites: SUITES.filter((suite) => suite.name === name) }), server());
      expect([keyExchange, ...(await shakeHands(a, b))]).toEqual([keyExchange, 0, 0]);
      expect(a.connection.suiteName).toBe(name);
    }
  });

  it.each([
    ['selfsigned', HOST, VerifyFlag.notTrusted, 48],
    ['expired', HOST, VerifyFlag.expired, 45],
    ['future', HOST, VerifyFlag.future, 46],
    ['ec', 'other.test', VerifyFlag.nameMismatch, 42],
    ['expired', 'other.test', VerifyFlag.expired | VerifyFlag.nameMismatch, 42],
  ])('with the certificate %s for %s is refused with an alert', async (certificate, serverName, flags, alert) => {
    const a = new EngineEnd(configuration('client', { verifyMode: 2, trusted: trusting('authority') }), new MemoryBio(), { serverName });
    const b = server({ own: own(certificate, 'ec') });
    connectEnds(a.bio, b.bio);
    expect(await shakeHands(a, b)).toEqual([TlsError.X509_CERT_VERIFY_FAILED, TlsError.SSL_FATAL_ALERT_MESSAGE]);
    expect(a.connection.verifyFlags).toBe(flags);
    expect(alertIn(a.bio.sent)).toEqual([2, alert]);
  });

  it('without certificates of authorities names that as the reason', async () => {
    const [a, b] = joined(client({ verifyMode: 2 }), server());
    expect(await shakeHands(a, b)).toEqual([TlsError.SSL_CA_CHAIN_REQUIRED, TlsError.SSL_FATAL_ALERT_MESSAGE]);
  });

  it('goes on after a warning', async () => {
    const [a, b] = joined(client(), server());
    a.bio.arrive(Buffer.from('1503030002015a', 'hex'));
    expect(await shakeHands(a, b)).toEqual([0, 0]);
  });

  it('of somebody who holds another key than that of the certificate fails', async () => {
    const impostor = { chain: own('ec384', 'ec384').chain, key: own('ec', 'ec').key };
    const [a, b] = joined(client(), server({ own: impostor }));
    expect((await shakeHands(a, b))[0]).toBe(TlsError.ECP_VERIFY_FAILED);
  });

  it('cannot be begun again, by neither side', async () => {
    const [a, b] = joined(client(), server());
    await shakeHands(a, b);
    for (const [asking, asked, type] of [
      [b, a, MessageType.helloRequest],
      [a, b, MessageType.clientHello],
    ] as const) {
      const { layer } = asking.connection as unknown as { readonly layer: MessageLayer };
      layer.send(type, Buffer.alloc(0));
      layer.flush();
      const sent = asked.bio.sent.length;
      expect(asked.connection.read(Buffer.alloc(1))).toBe(TlsError.SSL_WANT_READ);
      expect(asked.bio.sent.length).toBe(sent + 1);
      asked.write('no');
      expect(await asking.read(10)).toBe('no');
    }
  });
});

describe('certificates', () => {
  const [authority, leaf] = trusting('authority', 'ec');
  const nowMs = Date.UTC(2026, 0, 1);

  it('lead to an authority, or are trusted themselves', () => {
    expect(verifyChain({ chain: [leaf!], trusted: [authority!], nowMs, host: HOST })?.map(({ flags }) => flags)).toEqual([0, 0]);
    const [self] = trusting('selfsigned');
    expect(verifyChain({ chain: [self!], trusted: [self!], nowMs, host: HOST })?.map(({ flags }) => flags)).toEqual([0]);
  });

  it('say what they are for', () => {
    expect(authority?.allows(KeyUsage.certificateSign)).toBe(true);
    expect(authority?.allows(KeyUsage.digitalSignature)).toBe(false);
    expect([authority?.isAuthority, leaf?.isAuthority]).toEqual([true, false]);
  });

  it('are for hosts by name, with a star for one label, or by address', () => {
    const names = (dns: readonly string[], addresses: readonly Buffer[] = []) =>
      ({ alternativeNames: { dns, uris: [], addresses }, commonNames: ['common.test'] }) as never;
    expect(matchesHost(names(['a.test']), 'A.test')).toBe(true);
    expect(matchesHost(names(['*.test']), 'a.test')).toBe(true);
    expect(matchesHost(names(['*.test']), 'a.b.test')).toBe(false);
    expect(matchesHost(names(['a.test']), 'common.test')).toBe(false);
    expect(matchesHost(names([], [Buffer.of(10, 0, 0, 1)]), '10.0.0.1')).toBe(true);
    expect(matchesHost({ alternativeNames: undefined, commonNames: ['common.test'] } as never, 'common.test')).toBe(true);
  });

  it('have all their faults told, if there is room', () => {
    expect(verifyText(VerifyFlag.expired | VerifyFlag.notTrusted)).toBe(
      '\nThe certificate validity has expired\n\nThe certificate is not correctly signed by the trusted CA\n',
    );
    expect(verifyText(-1)).toBeUndefined();
  });
});

describe('texts of errors', () => {
  it('are the names of both parts of a code', () => {
    expect(tlsErrorText(-30592)).toBe('MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE');
    expect(tlsErrorText(-17040)).toBe('MBEDTLS_ERR_RSA_PUBLIC_FAILED+MBEDTLS_ERR_MPI_ALLOC_FAILED');
    expect(tlsErrorText(-0x5d80)).toBe('MBEDTLS_ERR_UNKNOWN (0x5D80)');
  });

  it('are not those of other negative numbers', () => {
    expect([-202, -2, 116].map(tlsErrorName)).toEqual([undefined, undefined, undefined]);
    expect(tlsErrorName(-29312)).toBe('MBEDTLS_ERR_SSL_CONN_EOF');
  });
});
