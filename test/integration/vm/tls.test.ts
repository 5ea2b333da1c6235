/** TLS between a script on the board and Node on this computer: what is recorded of it, and that much of it goes through. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { errnoName, type SocketRecord } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { runToEnd } from '../../support/runs';
import { fixture } from '../../support/tlsPeers';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

const ONLINE = `
import network, socket, ssl, time
wlan = network.WLAN()
wlan.active(True)
wlan.connect("name", "key")
while not wlan.isconnected():
    time.sleep_ms(10)
s = socket.socket()
s.connect(("tls.test", 443))
`;
const LARGE_BYTES = 2_000_000;

async function runWith(serve: (client: tls.TLSSocket) => void, script: string) {
  const server = tls.createServer({ cert: fixture('ec.pem'), key: fixture('ec.key.pem') }, (client) => {
    client.on('error', () => undefined);
    serve(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return await runToEnd(board, ONLINE + script, { aliases: [{ name: 'tls.test', host: '127.0.0.1', port }] });
  } finally {
    server.close();
  }
}

function textOf({ operation, bytes, outcome }: SocketRecord): string {
  const result = outcome.kind === 'error' ? `${outcome.errno} ${errnoName(outcome.errno)}` : '';
  return [operation, Buffer.from(bytes).toString(), result].filter((part) => part !== '').join(' ');
}

describe.concurrent('TLS of a script', () => {
  it('is recorded as the script sees it, under the number of the socket', async () => {
    let cipherSuite = '';
    const { records, stderr } = await runWith(
      (client) => {
        cipherSuite = client.getCipher().standardName;
        client.once('data', () => client.end('one\ntwo'));
      },
      `
t = ssl.wrap_socket(s, server_hostname="tls.test")
t.write(b"question")
t.readline()
t.read()
t.close()
`,
    );
    expect(stderr).toBe('');
    expect(records.map(textOf)).toEqual(['socket', 'connect', 'handshake', 'write question', 'readline one\n', 'read two', 'close']);
    expect(new Set(records.map(({ socket }) => socket)).size).toBe(1);
    expect(records.at(2)?.peer).toBe('tls.test:443');
    expect(records.at(0)?.transport).toBe('tcp');
    expect(records.filter(({ tls }) => tls)).toEqual([records.at(2)]);
    expect(records.at(2)?.tls).toEqual({
      version: 'TLSv1.2',
      cipherSuite,
      serverName: 'tls.test',
      chain: [new Uint8Array(new X509Certificate(fixture('ec.pem')).raw)],
    });
  });

  it('that does its handshake later records it when it is done', async () => {
    const { records } = await runWith(
      (client) => client.pipe(client),
      `
t = ssl.wrap_socket(s, do_handshake=False)
t.write(b"x")
t.recv(10)
`,
    );
    expect(records.map(textOf)).toEqual(expect.arrayContaining(['handshake', 'write x', 'recv x']));
  });

  it('that fails records the number and the name of the failure', async () => {
    const { records } = await runWith(
      () => undefined,
      `
import tls
context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
try:
    context.wrap_socket(s, server_hostname="tls.test")
except OSError:
    pass
`,
    );
    expect(records.map(textOf).at(-1)).toBe('handshake -30336 MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED');
    expect(records.at(-1)).not.toHaveProperty('tls');
  });

  it('brings a large download unharmed', async () => {
    const content = Buffer.from(Array.from({ length: LARGE_BYTES }, (_, i) => (i * 7) % 251));
    const { stdout } = await runWith(
      (client) => client.end(content),
      `
import binascii
t = ssl.wrap_socket(s)
count, check = 0, 0
buffer = bytearray(4000)
while True:
    n = t.readinto(buffer)
    if not n:
        break
    count += n
    check = binascii.crc32(memoryview(buffer)[:n], check)
print(count, check)
`,
    );
    expect(stdout).toBe(`${LARGE_BYTES} ${crc32(content)}\n`);
  });
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xedb88320);
  }
  return ~crc >>> 0;
}
