/** The engine against Node's own TLS, as client and as server, with every cipher suite that both have. */
import { once } from 'node:events';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { configuration, EngineEnd, fixture, HOST, MemoryBio, own, streamTo, trusting } from '../../support/tlsPeers';
import { SUITES, type Suite } from '../../../simulator/src/tls/suites';

/** OpenSSL's name of a suite; undefined for those that it does not have any more. */
function openSslName({ name, keyExchange }: Suite): string | undefined {
  if (keyExchange.startsWith('ECDH-')) return undefined;
  const plain = name
    .replace('TLS-', '')
    .replace('-WITH', '')
    .replace(/AES-(\d+)/, 'AES$1')
    .replace('-CBC', '')
    .replace('CCM-8', 'CCM8');
  return plain.replace(/^RSA-/, '');
}

const COMMON = SUITES.filter((suite) => isKnown(openSslName(suite)));
function isKnown(name: string | undefined): boolean {
  if (name === undefined) return false;
  try {
    return tls.createSecureContext({ ciphers: `${name}:@SECLEVEL=0`, maxVersion: 'TLSv1.2' }) !== null;
  } catch {
    // OpenSSL has no cipher of that name.
    return false;
  }
}

const keyOf = ({ keyExchange }: Suite): string => (keyExchange === 'ECDHE-ECDSA' ? 'ec' : 'rsa');

function nodeServer(
  bio: MemoryBio,
  options: tls.TLSSocketOptions & { maxVersion?: tls.SecureVersion },
  key = 'ec',
  pieceBytes?: number,
): tls.TLSSocket {
  const secureContext = tls.createSecureContext({
    cert: fixture(`${key}.pem`),
    key: fixture(`${key}.key.pem`),
    ciphers: 'ALL:@SECLEVEL=0',
    ...(options as tls.SecureContextOptions),
  });
  const socket = new tls.TLSSocket(streamTo(bio, pieceBytes), { isServer: true, ...options, secureContext });
  socket.on('error', () => undefined);
  return socket;
}

function nodeClient(bio: MemoryBio, options: tls.ConnectionOptions = {}): tls.TLSSocket {
  const socket = tls.connect({
    socket: streamTo(bio),
    host: HOST,
    servername: HOST,
    ca: fixture('authority.pem'),
    ciphers: 'ALL:@SECLEVEL=0',
    ...options,
  });
  socket.on('error', () => undefined);
  return socket;
}

describe('as a client of Node', () => {
  it('both have enough suites for this to mean something', () => {
    expect(COMMON.length).toBeGreaterThanOrEqual(26);
  });

  for (const suite of COMMON) {
    it(`talks with ${suite.name}`, async () => {
      const end = new EngineEnd(
        configuration('client', { suites: [suite], verifyMode: 2, trusted: trusting('authority') }),
        new MemoryBio(),
        {
          serverName: HOST,
        },
      );
      const server = nodeServer(end.bio, { maxVersion: 'TLSv1.2' }, keyOf(suite));
      expect(await end.handshake()).toBe(0);
      expect(end.connection.suiteName).toBe(suite.name);
      end.write('question');
      const [asked] = (await once(server, 'data')) as [Buffer];
      expect(asked.toString()).toBe('question');
      server.write('answer');
      expect(await end.read(100)).toBe('answer');
      server.end();
      expect(await end.read(100)).toBeLessThan(0);
    });
  }

  for (const [curve, key] of [
    ['P-256', 'ec'],
    ['P-384', 'ec384'],
    ['P-521', 'rsa'],
  ] as const) {
    it(`talks over ${curve} with the certificate ${key}`, async () => {
      const end = new EngineEnd(configuration('client'));
      const options = { maxVersion: 'TLSv1.2', ecdhCurve: curve } as object;
      const server = nodeServer(end.bio, options, key);
      expect(await end.handshake()).toBe(0);
      server.write('x');
      expect(await end.read(1)).toBe('x');
    });
  }

  it('puts records together that arrive byte by byte', async () => {
    const end = new EngineEnd(configuration('client'));
    const server = nodeServer(end.bio, { maxVersion: 'TLSv1.2' } as object, 'ec', 1);
    expect(await end.handshake()).toBe(0);
    server.write('piece by piece');
    expect(await end.read(100)).toBe('piece by piece');
  });

  it('reads and sends what is longer than a record', async () => {
    const end = new EngineEnd(configuration('client'));
    const server = nodeServer(end.bio, { maxVersion: 'TLSv1.2' } as object);
    await end.handshake();
    const long = Buffer.alloc(100_000, 'abcdefg');
    server.end(long);
    const [received] = await end.readAll();
    expect(received.equals(long)).toBe(true);
    const echoed: Buffer[] = [];
    server.on('data', (chunk: Buffer) => echoed.push(chunk));
    expect(end.connection.write(long)).toBe(4096);
  });

  it('shows its certificate to a server that asks for one', async () => {
    const end = new EngineEnd(configuration('client', { own: own('client', 'ec') }));
    const options = { maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false, ca: fixture('authority.pem') } as object;
    const server = nodeServer(end.bio, options);
    expect(await end.handshake()).toBe(0);
    expect(server.getPeerCertificate().subject.CN).toBe('board.test');
  });

  it('names the server only if it was given a name', async () => {
    const names: unknown[] = [];
    for (const serverName of [HOST, undefined]) {
      const end = new EngineEnd(configuration('client'), new MemoryBio(), { serverName });
      const server = nodeServer(end.bio, { maxVersion: 'TLSv1.2' } as object);
      await end.handshake();
      names.push((server as { servername?: unknown }).servername);
    }
    expect(names).toEqual([HOST, false]);
  });
});

describe('as a server for Node', () => {
  for (const suite of COMMON) {
    it(`talks with ${suite.name}`, async () => {
      const end = new EngineEnd(configuration('server', { suites: [suite], own: own(keyOf(suite), keyOf(suite)) }));
      const client = nodeClient(end.bio, { maxVersion: 'TLSv1.2' });
      expect(await end.handshake()).toBe(0);
      client.write('question');
      expect(await end.read(100)).toBe('question');
      end.write('answer');
      const [answer] = (await once(client, 'data')) as [Buffer];
      expect(answer.toString()).toBe('answer');
      expect(client.authorized).toBe(true);
    });
  }

  it('takes the certificate of a client that has one', async () => {
    const end = new EngineEnd(configuration('server', { own: own('ec', 'ec'), verifyMode: 2, trusted: trusting('authority') }));
    nodeClient(end.bio, { maxVersion: 'TLSv1.2', cert: fixture('client.pem'), key: fixture('ec.key.pem') });
    expect(await end.handshake()).toBe(0);
    expect(end.connection.peerCertificate).toBeDefined();
  });

  it('takes a client that would rather speak TLS 1.3', async () => {
    const end = new EngineEnd(configuration('server', { own: own('rsa', 'rsa') }));
    const client = nodeClient(end.bio);
    expect(await end.handshake()).toBe(0);
    end.write('x');
    await once(client, 'data');
    expect(client.getProtocol()).toBe('TLSv1.2');
  });
});
