/** What the records of a socket say about it as a whole: with whom, in which state, and who ended it. */
import { describe, expect, it } from 'vitest';
import { Connections, Errno, TlsErrno, type ConnectionSummary, type SocketOperation, type SocketRecord } from '../../../shared/src';

type Step = readonly [operation: SocketOperation, more?: Partial<SocketRecord>];

const PEER = 'peer.test:80';
const ok = (value?: number): Pick<SocketRecord, 'outcome'> => ({ outcome: value === undefined ? { kind: 'ok' } : { kind: 'ok', value } });
const error = (errno: number): Pick<SocketRecord, 'outcome'> => ({ outcome: { kind: 'error', errno } });
const bytes = (count: number): Pick<SocketRecord, 'outcome' | 'bytes'> => ({ ...ok(count), bytes: new Uint8Array(count) });

const OPEN: Step = ['socket', { ...ok(54), peer: '', transport: 'tcp' }];
const OPEN_UDP: Step = ['socket', { ...ok(54), peer: '', transport: 'udp' }];
const CONNECT: Step = ['connect', ok()];
const SEND: Step = ['send', bytes(10)];
const CLOSE: Step = ['close', ok()];

/** One record every 10 ms, each of which took 4 ms. */
function told(...steps: readonly Step[]): Connections {
  const connections = new Connections();
  for (const [index, [operation, more]] of steps.entries()) {
    const timeMs = 10 * (index + 1);
    connections.add({
      sequence: index + 1,
      timeMs,
      durationMs: 4,
      socket: 1,
      operation,
      peer: PEER,
      bytes: new Uint8Array(0),
      ...ok(),
      ...more,
    });
  }
  return connections;
}

function after(...steps: readonly Step[]): ConnectionSummary | undefined {
  return told(...steps).of(1);
}

describe('a connection of the script', () => {
  it('is open until it connects', () => {
    expect(after(OPEN)).toMatchObject({ socket: 1, state: 'open', role: 'none', transport: 'tcp', peer: '', operations: 1, isTls: false });
    expect(after(OPEN, CONNECT)).toMatchObject({ state: 'connected', role: 'client', peer: PEER, operations: 2 });
  });

  it('counts bytes each way, also those that a record leaves out, and the time from its first operation to its last', () => {
    const all: readonly Step[] = [
      OPEN,
      CONNECT,
      SEND,
      ['write', { ...ok(2000), bytes: new Uint8Array(512) }],
      ['recv', bytes(3)],
      ['readline', bytes(4)],
    ];
    expect(after(...all)).toMatchObject({ sentBytes: 2010, receivedBytes: 7, startMs: 6, endMs: 60, operations: 6 });
  });

  it('is closed by the script', () => {
    const closed = after(OPEN, CONNECT, SEND, CLOSE);
    expect(closed).toMatchObject({ state: 'closed', closedBy: 'script' });
    expect(closed).not.toHaveProperty('errno');
  });

  it.for(['recv', 'read', 'readinto', 'readline', 'recvfrom'] as const)('is closed by the peer when %s gives nothing', (operation) => {
    expect(after(OPEN, CONNECT, [operation, bytes(0)])).toMatchObject({ state: 'connected', closedBy: 'peer' });
    expect(after(OPEN, CONNECT, [operation, bytes(0)], CLOSE)).toMatchObject({ state: 'closed', closedBy: 'peer' });
  });

  it('is not closed by the peer when nothing was sent, or nothing is there yet', () => {
    expect(after(OPEN, CONNECT, ['send', bytes(0)])).not.toHaveProperty('closedBy');
    expect(after(OPEN, CONNECT, ['recv', error(Errno.EAGAIN)])).not.toHaveProperty('closedBy');
    expect(after(OPEN, CONNECT, ['recv', error(Errno.EAGAIN)])).not.toHaveProperty('errno');
  });

  it('is reset', () => {
    const reset = after(OPEN, CONNECT, ['recv', error(Errno.ECONNRESET)]);
    expect(reset).toMatchObject({ state: 'failed', closedBy: 'reset', errno: 104 });
    expect(after(OPEN, CONNECT, ['recv', error(Errno.ECONNRESET)], CLOSE)).toMatchObject({
      state: 'failed',
      closedBy: 'reset',
      errno: 104,
    });
  });

  it.for([
    ['refused', Errno.ECONNREFUSED],
    ['not answered', Errno.EHOSTUNREACH],
    ['too slow', Errno.ETIMEDOUT],
    ['to a name that is not there', -202],
  ] as const)('is %s', ([, errno]) => {
    const failed = after(OPEN, ['connect', error(errno)]);
    expect(failed).toMatchObject({ state: 'failed', role: 'client', errno, peer: PEER });
    expect(failed).not.toHaveProperty('closedBy');
    expect(after(OPEN, ['connect', error(errno)], CLOSE)).toMatchObject({ state: 'failed', closedBy: 'script', errno });
  });

  it('outlives a read that took too long', () => {
    expect(after(OPEN, CONNECT, ['recv', error(Errno.ETIMEDOUT)])).toMatchObject({ state: 'connected', errno: 116 });
  });

  it('fails where there is none any more', () => {
    expect(after(OPEN, CONNECT, ['send', error(Errno.ENOTCONN)])).toMatchObject({ state: 'failed', errno: 128 });
  });
});

describe('a connection that is not waited for', () => {
  const begun: readonly Step[] = [OPEN, ['connect', error(Errno.EINPROGRESS)]];

  it('is open, of a client, and nothing is wrong with it', () => {
    expect(after(...begun)).toMatchObject({ state: 'open', role: 'client', peer: PEER });
    expect(after(...begun, ['connect', error(Errno.EALREADY)])).not.toHaveProperty('errno');
  });

  it('stands when it carries something', () => {
    expect(after(...begun, SEND)).toMatchObject({ state: 'connected', sentBytes: 10 });
    expect(after(...begun, ['read', bytes(1)])).toMatchObject({ state: 'connected', receivedBytes: 1 });
  });

  it('stands when a further connect says so', () => {
    const standing = after(...begun, ['connect', error(Errno.EISCONN)]);
    expect(standing).toMatchObject({ state: 'connected', role: 'client' });
    expect(standing).not.toHaveProperty('errno');
  });

  it('is refused later', () => {
    expect(after(...begun, ['write', error(Errno.ECONNREFUSED)])).toMatchObject({ state: 'failed', errno: 111 });
  });
});

describe('a server', () => {
  const LISTENING: readonly Step[] = [OPEN, ['bind', { ...ok(), peer: 'port 80' }], ['listen', { ...ok(), peer: 'port 80' }]];

  it('listens, also when an accept found nobody', () => {
    expect(after(...LISTENING)).toMatchObject({ state: 'listening', role: 'listener', peer: 'port 80' });
    expect(after(...LISTENING, ['accept', { ...error(Errno.ETIMEDOUT), peer: 'port 80' }])).toMatchObject({ state: 'listening' });
    expect(after(...LISTENING, CLOSE)).toMatchObject({ state: 'closed', closedBy: 'script', role: 'listener' });
  });

  it('cannot listen on a port that is taken', () => {
    expect(after(OPEN, ['bind', { ...error(Errno.EADDRINUSE), peer: 'port 80' }])).toMatchObject({
      state: 'open',
      errno: 112,
      role: 'none',
    });
  });

  it('has a connection of its own for each client', () => {
    const connections = told(...LISTENING, ['accept', { socket: 2, ...ok(55), peer: '192.168.237.2:4001', transport: 'tcp' }]);
    expect(connections.count).toBe(2);
    expect(connections.of(2)).toMatchObject({ state: 'connected', role: 'server', peer: '192.168.237.2:4001', transport: 'tcp' });
    expect([...connections.all()].map(({ socket }) => socket)).toEqual([1, 2]);
  });
});

describe('a socket for datagrams', () => {
  it('is told by its transport, and by what it does where that was not told', () => {
    expect(after(OPEN_UDP)).toMatchObject({ transport: 'udp', state: 'open', role: 'none' });
    const sent: Step = ['sendto', bytes(5)];
    expect(after(OPEN_UDP, sent)).toMatchObject({ transport: 'udp', role: 'datagram', sentBytes: 5, state: 'open' });
    expect(after(OPEN_UDP, ['recv', bytes(5)])).toMatchObject({ role: 'datagram', receivedBytes: 5, state: 'open' });
    const untold: Step = ['socket', { ...ok(54), peer: '' }];
    expect(after(untold, sent)).toMatchObject({ transport: 'udp', role: 'datagram' });
    expect(after(untold, ['recvfrom', bytes(5)])).toMatchObject({ transport: 'udp', role: 'datagram' });
  });

  it('can be connected, and a datagram without bytes ends nothing', () => {
    expect(after(OPEN_UDP, CONNECT)).toMatchObject({ role: 'datagram', state: 'connected' });
    expect(after(OPEN_UDP, CONNECT, ['recv', bytes(0)])).not.toHaveProperty('closedBy');
    expect(after(OPEN_UDP, ['recvfrom', bytes(0)])).not.toHaveProperty('closedBy');
  });

  it('has the peer that it spoke with last', () => {
    expect(after(OPEN_UDP, ['sendto', { ...bytes(1), peer: 'a:1' }], ['recvfrom', { ...bytes(1), peer: 'b:2' }])).toMatchObject({
      peer: 'b:2',
    });
  });

  it('is none where a connection is used by sendto and recvfrom', () => {
    const used = after(OPEN, CONNECT, ['sendto', bytes(5)], ['recvfrom', bytes(0)]);
    expect(used).toMatchObject({ transport: 'tcp', role: 'client', sentBytes: 5, closedBy: 'peer' });
  });
});

describe('TLS', () => {
  const facts = { version: 'TLSv1.2', cipherSuite: 'TLS_RSA_WITH_AES_128_CCM', serverName: 'peer.test', chain: [Uint8Array.of(1)] };

  it('is there after a handshake, with what it agreed on where that is told', () => {
    const connections = told(OPEN, CONNECT, ['handshake', { ...ok(), tls: facts }]);
    expect(connections.of(1)).toMatchObject({ isTls: true, state: 'connected' });
    expect(connections.tlsOf(1)).toEqual(facts);
    const untold = told(OPEN, CONNECT, ['handshake', ok()]);
    expect(untold.of(1)).toMatchObject({ isTls: true });
    expect(untold.tlsOf(1)).toBeUndefined();
    expect(told(OPEN, CONNECT).tlsOf(1)).toBeUndefined();
  });

  it('fails', () => {
    const errno = TlsErrno.MBEDTLS_ERR_X509_CERT_VERIFY_FAILED;
    expect(after(OPEN, CONNECT, ['handshake', error(errno)])).toMatchObject({ isTls: false, state: 'failed', errno });
  });
});

describe('names and addresses', () => {
  const LOOKUP: Step = ['getaddrinfo', { socket: 0, peer: 'peer.test', address: '192.0.2.7' }];

  it('a lookup is of no socket, and its address is that of the peer', () => {
    const connections = told(LOOKUP, OPEN, CONNECT);
    expect(connections.count).toBe(1);
    expect(connections.of(1)).toMatchObject({ peer: PEER, address: '192.0.2.7' });
    expect(connections.of(0)).toBeUndefined();
  });

  it('an address that was not looked up has no other', () => {
    expect(told(LOOKUP, OPEN, ['connect', { peer: '10.0.0.1:80' }]).of(1)).not.toHaveProperty('address');
    const same: Step = ['getaddrinfo', { socket: 0, peer: '10.0.0.1', address: '10.0.0.1' }];
    expect(told(same, OPEN, ['connect', { peer: '10.0.0.1:80' }]).of(1)).not.toHaveProperty('address');
  });

  it('follow the peer of a socket that changes it', () => {
    const steps: readonly Step[] = [LOOKUP, OPEN_UDP, ['sendto', bytes(1)], ['recvfrom', { ...bytes(1), peer: '10.0.0.9:53' }]];
    expect(told(...steps).of(1)).not.toHaveProperty('address');
    expect(told(...steps.slice(0, 3)).of(1)).toHaveProperty('address', '192.0.2.7');
  });
});

it('a record gives the connection that it changed', () => {
  const connections = new Connections();
  const record: SocketRecord = {
    sequence: 1,
    timeMs: 1,
    durationMs: 1,
    socket: 4,
    operation: 'socket',
    peer: '',
    bytes: new Uint8Array(0),
    ...ok(54),
  };
  expect(connections.add(record)).toBe(connections.of(4));
  expect(connections.add({ ...record, socket: 0, operation: 'getaddrinfo' })).toBeUndefined();
});
