/** A run as text for a diff editor: what differs by chance alone gives the same text, and what differs in what was done does not. */
import { describe, expect, it } from 'vitest';
import { Errno, type SocketRecord } from '../../../shared/src';
import { runText, runTextInSlices, type RecordedRun } from '../../../traffic/src';
import { runOf } from '../../support/recordedRuns';

type Fields = Parameters<typeof runOf>[0][number];

const SOCKET: Fields = { operation: 'socket', peer: '', transport: 'tcp', outcome: { kind: 'ok', value: 3 } };
const LOOKUP: Fields = { operation: 'getaddrinfo', socket: 0, peer: 'www.example.com', address: '93.184.215.14' };
const CONNECT: Fields = { operation: 'connect', peer: 'www.example.com:80' };
const REQUEST = 'GET / HTTP/1.0\r\nHost: www.example.com\r\n\r\n';

function lines(records: readonly Fields[], options?: Parameters<typeof runText>[1]): string[] {
  return runText(runOf(records), options).split('\n').slice(0, -1);
}

function failed(operation: SocketRecord['operation'], errno: number): Fields {
  return { operation, outcome: { kind: 'error', errno } };
}

describe('a run as text', () => {
  it('has a line for each operation, without times', () => {
    const records: Fields[] = [
      LOOKUP,
      SOCKET,
      CONNECT,
      { operation: 'send', bytes: REQUEST },
      { bytes: 'HTTP/1.0 200 OK\r\n\r\n' },
      { bytes: '' },
      { operation: 'close' },
    ];
    expect(lines(records)).toEqual([
      'getaddrinfo www.example.com 93.184.215.14',
      '#1 socket tcp',
      '#1 connect www.example.com:80',
      String.raw`#1 send 41 B "GET / HTTP/1.0\r\nHost: www.example.com\r\n\r\n"`,
      String.raw`#1 recv 19 B in all "HTTP/1.0 200 OK\r\n\r\n"`,
      '#1 recv 0 B',
      '#1 close',
    ]);
    const later = records.map((record, index) => ({ ...record, timeMs: 1000 * index, durationMs: 7 }));
    expect(lines(later)).toEqual(lines(records));
  });

  it('says what failed, with the number and its name', () => {
    expect(lines([{ ...CONNECT, ...failed('connect', Errno.ECONNRESET) }, failed('recv', Errno.ETIMEDOUT), failed('send', 999)])).toEqual([
      '#1 connect www.example.com:80 104 ECONNRESET',
      '#1 recv 116 ETIMEDOUT',
      '#1 send 999',
    ]);
  });

  it('says where operations are missing', () => {
    const run: RecordedRun = {
      ...runOf([]),
      entries: [...runOf([CONNECT]).entries, { kind: 'gap', count: 12 }, { kind: 'gap', count: 1 }],
    };
    expect(runText(run)).toBe('#1 connect www.example.com:80\n… 12 operations were not recorded\n… 1 operation was not recorded\n');
  });

  it('escapes bytes as Python does, up to 120 characters', () => {
    const [short, exact, long, escapes] = lines([
      { operation: 'send', bytes: 'a\t"\\\0\x7f\xff' },
      { operation: 'send', bytes: 'x'.repeat(120) },
      { operation: 'send', bytes: 'x'.repeat(121) },
      { operation: 'send', bytes: `${'x'.repeat(118)}\xff\xff` },
    ]);
    expect(short).toBe(String.raw`#1 send 7 B "a\t\"\\\x00\x7f\xff"`);
    expect(exact).toBe(`#1 send 120 B "${'x'.repeat(120)}"`);
    expect(long).toBe(`#1 send 121 B "${'x'.repeat(120)}…"`);
    expect(escapes).toBe(`#1 send 120 B "${'x'.repeat(118)}…"`);
  });

  it('keeps a name on its line', () => {
    expect(lines([{ ...LOOKUP, peer: 'a\n#1 close' }])).toEqual(['getaddrinfo a?#1 close 93.184.215.14']);
  });

  it('shows datagrams with the other side, and what TLS agreed on', () => {
    const tls = { version: 'TLSv1.2', cipherSuite: 'TLS_RSA_WITH_AES_128_CBC_SHA', chain: [] };
    expect(
      lines([
        { operation: 'sendto', peer: 'pool.ntp.org:123', bytes: 'ask' },
        { operation: 'recvfrom', peer: '10.0.0.1:123', bytes: 'one' },
        { operation: 'recvfrom', peer: '10.0.0.1:123', bytes: 'two' },
        { operation: 'handshake', tls },
      ]),
    ).toEqual([
      '#1 sendto pool.ntp.org:123 3 B "ask"',
      '#1 recvfrom 10.0.0.1:123 3 B "one"',
      '#1 recvfrom 10.0.0.1:123 3 B "two"',
      '#1 handshake TLSv1.2 TLS_RSA_WITH_AES_128_CBC_SHA',
    ]);
  });
});

describe('two runs that differ by chance', () => {
  it('have the same numbers of sockets, in the order of their first use', () => {
    const exchange = (first: number, second: number): Fields[] => [
      { ...CONNECT, socket: first },
      { ...CONNECT, socket: second },
      { operation: 'send', socket: second, bytes: 'b' },
      { operation: 'send', socket: first, bytes: 'a' },
    ];
    const text = ['#1 connect www.example.com:80', '#2 connect www.example.com:80', '#2 send 1 B "b"', '#1 send 1 B "a"'];
    expect(lines(exchange(1, 2))).toEqual(text);
    expect(lines([LOOKUP, ...exchange(7, 4)]).slice(1)).toEqual(text);
  });

  it('have the same lines however the stream was cut', () => {
    const answer = `HTTP/1.0 200 OK\r\n\r\n${'y'.repeat(300)}`;
    const cutInto = (size: number): Fields[] =>
      Array.from({ length: Math.ceil(answer.length / size) }, (_, index) => ({ bytes: answer.slice(index * size, (index + 1) * size) }));
    const whole = lines([CONNECT, { bytes: answer }, { operation: 'close' }]);
    expect(whole[1]).toMatch(/^#1 recv 319 B in all "HTTP\/1.0 200 OK\\r\\n\\r\\ny+…"$/);
    for (const size of [1, 2, 50, 119, 121, 318]) expect(lines([CONNECT, ...cutInto(size), { operation: 'close' }])).toEqual(whole);
    expect(lines([CONNECT, failed('recv', Errno.EAGAIN), ...cutInto(100), { operation: 'close' }])).toEqual(whole);
  });

  it('differ where the bytes do', () => {
    expect(lines([{ bytes: 'one' }])).not.toEqual(lines([{ bytes: 'two' }]));
  });
});

describe('reads of a socket', () => {
  it('are joined until the socket does something else, whatever other sockets do', () => {
    expect(
      lines([
        { operation: 'readline', bytes: 'HTTP/1.0 200 OK\r\n' },
        { socket: 2, bytes: 'other' },
        { operation: 'read', bytes: 'body' },
        { operation: 'write', bytes: 'more' },
        { operation: 'read', bytes: 'next' },
      ]),
    ).toEqual([
      String.raw`#1 readline 21 B in all "HTTP/1.0 200 OK\r\nbody"`,
      '#2 recv 5 B in all "other"',
      '#1 write 4 B "more"',
      '#1 read 4 B in all "next"',
    ]);
  });

  it('are not joined where they are datagrams, or where operations are missing', () => {
    expect(lines([{ ...SOCKET, transport: 'udp' }, { bytes: 'one' }, { bytes: 'two' }]).slice(1)).toEqual([
      '#1 recv 3 B "one"',
      '#1 recv 3 B "two"',
    ]);
    const [first, second] = runOf([{ bytes: 'one' }, { bytes: 'two' }]).entries;
    expect(runText({ ...runOf([]), entries: [first!, { kind: 'gap', count: 2 }, second!] })).toBe(
      '#1 recv 3 B in all "one"\n… 2 operations were not recorded\n#1 recv 3 B in all "two"\n',
    );
  });

  it('have a line each if that is asked for', () => {
    expect(lines([{ bytes: 'one' }, failed('recv', Errno.EAGAIN), { bytes: 'two' }], { joinsReads: false })).toEqual([
      '#1 recv 3 B "one"',
      '#1 recv 11 EAGAIN',
      '#1 recv 3 B "two"',
    ]);
  });

  it('show no bytes after those that a probe has left out', () => {
    const cut: Fields = { bytes: 'begins', outcome: { kind: 'ok', value: 1000 } };
    expect(lines([cut, { bytes: 'later' }])).toEqual(['#1 recv 1005 B in all "begins…"']);
  });
});

describe('a run as text for an editor', () => {
  const run = runOf(Array.from({ length: 30 }, (_, index): Fields => ({ operation: 'send', bytes: `message ${index}` })));

  it('is the same text', async () => {
    expect(await runTextInSlices(run)).toBe(runText(run));
  });

  it('ends where it is long enough, and says how much is not in it', async () => {
    const all = (await runTextInSlices(run, 10)).split('\n');
    expect(all.slice(0, 10)).toEqual(runText(run).split('\n').slice(0, 10));
    expect(all.slice(10)).toEqual(['… 20 more operations are not shown', '']);
  });
});
