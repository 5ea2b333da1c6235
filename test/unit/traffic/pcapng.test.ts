/**
 * Recorded runs as packets: the file's structure and checksums as this test reads them by itself, and what tshark, Wireshark without a
 * window, makes of it.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encode, type Packet } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { Errno } from '../../../shared/src';
import { pcapngOf, type RecordedRun } from '../../../traffic/src';
import { readPcapng, sumOfIpv4, sumOfTransport } from '../../support/pcapngReader';
import { anyRun, FACTS, runOf } from '../../support/recordedRuns';
import { ensureTshark, packetFields, tshark } from '../../support/tshark';

const BODY = 'x'.repeat(5000);
const RESPONSE = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\nContent-Type: text/plain\r\n\r\n${BODY}`;
const QUESTION: Packet = { type: 'query', id: 7, questions: [{ type: 'A', name: 'time.test' }] };
const refused = { kind: 'error', errno: Errno.ECONNREFUSED } as const;
const place = { file: 'main.py', line: 7 };

/** A GET in several rows, one in TLS, a lookup over UDP, a refused connection, and a client of the board. */
const RUN = runOf([
  { operation: 'getaddrinfo', socket: 0, peer: 'web.test', address: '203.0.113.9' },
  { operation: 'socket', transport: 'tcp', peer: '' },
  { operation: 'connect', peer: 'web.test:80', timeMs: 30, durationMs: 20, place },
  { operation: 'write', peer: 'web.test:80', timeMs: 31, bytes: 'GET /hello?a=1 HTTP/1.1\r\n' },
  { operation: 'write', peer: 'web.test:80', timeMs: 32, bytes: 'Host: web.test\r\n\r\n' },
  { operation: 'readline', peer: 'web.test:80', timeMs: 82, bytes: RESPONSE.slice(0, 17) },
  { operation: 'recv', peer: 'web.test:80', timeMs: 84, bytes: RESPONSE.slice(17) },
  { operation: 'recv', peer: 'web.test:80', timeMs: 90, outcome: { kind: 'ok', value: 0 } },
  { operation: 'close', peer: 'web.test:80', timeMs: 91 },
  { operation: 'connect', socket: 2, peer: 'secret.test:443', timeMs: 100 },
  {
    operation: 'handshake',
    socket: 2,
    peer: 'secret.test:443',
    timeMs: 120,
    tls: { version: 'TLSv1.2', cipherSuite: 'TLS_X', chain: [] },
  },
  {
    operation: 'write',
    socket: 2,
    peer: 'secret.test:443',
    timeMs: 121,
    bytes: 'POST /in HTTP/1.1\r\nHost: secret.test\r\nContent-Length: 2\r\n\r\nhi',
  },
  { operation: 'read', socket: 2, peer: 'secret.test:443', timeMs: 150, bytes: 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n' },
  { operation: 'recv', socket: 2, peer: 'secret.test:443', timeMs: 160, outcome: { kind: 'error', errno: Errno.ECONNRESET } },
  { operation: 'close', socket: 2, peer: 'secret.test:443', timeMs: 161 },
  { operation: 'socket', socket: 3, peer: '', transport: 'udp', timeMs: 170 },
  { operation: 'sendto', socket: 3, peer: '192.0.2.53:53', timeMs: 171, bytes: encode(QUESTION) },
  {
    operation: 'recvfrom',
    socket: 3,
    peer: '192.0.2.53:53',
    timeMs: 181,
    bytes: encode({ ...QUESTION, type: 'response', answers: [{ type: 'A', name: 'time.test', data: '192.0.2.1', ttl: 60 }] }),
  },
  { operation: 'connect', socket: 4, peer: '192.0.2.4:8080', timeMs: 190, outcome: refused },
  { operation: 'bind', socket: 5, peer: 'port 8000', timeMs: 200 },
  { operation: 'listen', socket: 5, peer: 'port 8000', timeMs: 200 },
  { operation: 'accept', socket: 6, peer: '192.0.2.77:50123', timeMs: 210, transport: 'tcp' },
  { operation: 'recv', socket: 6, peer: '192.0.2.77:50123', timeMs: 211, bytes: 'hello' },
  { operation: 'send', socket: 6, peer: '192.0.2.77:50123', timeMs: 212, bytes: 'world!' },
  { operation: 'close', socket: 6, peer: '192.0.2.77:50123', timeMs: 213 },
]);

function bytesOf(run: RecordedRun): Buffer {
  return Buffer.concat([...pcapngOf(run)]);
}

describe('the file', () => {
  it('has a section, an interface named as the target, the names, and packets with right checksums', () => {
    const { blockTypes, interfaceName, names, packets } = readPcapng(bytesOf(RUN));
    expect(blockTypes.slice(0, 4)).toEqual([0x0a0d0d0a, 1, 4, 6]);
    expect(interfaceName).toBe(FACTS.target);
    expect(names).toEqual({ 'web.test': '203.0.113.9', 'secret.test': '198.51.100.1' });
    for (const { bytes, size } of packets) {
      expect(size).toBe(bytes.length);
      expect(size).toBeLessThanOrEqual(1514);
      expect([sumOfIpv4(bytes), sumOfTransport(bytes)]).toEqual([0xffff, 0xffff]);
    }
  });

  it('has the times of the record, and they never go back', () => {
    const times = readPcapng(bytesOf(RUN)).packets.map(({ timeUs }) => timeUs - FACTS.startedAt * 1000);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.slice(0, 4)).toEqual([10_000, 30_000, 30_000, 31_000]);
  });

  it('says which operation the packets are of, what is missing, and that TLS is in the clear', () => {
    const run = { ...RUN, entries: [{ kind: 'gap', count: 3 } as const, ...RUN.entries] };
    const comments = readPcapng(bytesOf(run)).packets.map((packet) => packet.comments);
    expect(comments.slice(0, 4)).toEqual([['3 operations before this could not be recorded', 'connect, main.py:7'], [], [], ['write']]);
    expect(comments.filter(([, second]) => second?.startsWith('This went in TLS.'))).toHaveLength(1);
  });

  it('leaves room for the bytes that were not recorded', () => {
    const run = runOf([
      { operation: 'connect' },
      { operation: 'recv', bytes: 'abc', outcome: { kind: 'ok', value: 2000 } },
      { operation: 'recv', bytes: 'next' },
    ]);
    const { packets } = readPcapng(bytesOf(run));
    const data = packets.filter(({ size }) => size > 60);
    expect(data.map(({ bytes, size }) => [bytes.length, size])).toEqual([
      [57, 1514],
      [54, 594],
    ]);
    expect(data[0]!.comments).toEqual(['recv', '1997 of 2000 bytes were not recorded']);
    const sequenceOf = (bytes: Buffer): number => bytes.readUInt32BE(38);
    expect(sequenceOf(packets.at(-2)!.bytes) - sequenceOf(data[0]!.bytes)).toBe(2000);
  });

  it('cuts a datagram that IPv4 could not carry', () => {
    const run = runOf([{ operation: 'sendto', transport: 'udp', bytes: 'a'.repeat(70_000) }]);
    expect(readPcapng(bytesOf(run)).packets.map(({ size }) => size)).toEqual([14 + 65_535]);
  });

  it('has a SYN for a connection that was asked for, whatever became of it', () => {
    const failing = (errno: number, ...more: Parameters<typeof runOf>[0]): string[] => {
      const connect = { operation: 'connect', outcome: { kind: 'error', errno }, timeMs: 5, durationMs: 1 } as const;
      const { packets } = readPcapng(bytesOf(runOf([connect, ...more])));
      return packets.map(({ bytes, timeUs }) => `${timeUs / 1000 - FACTS.startedAt} ${bytes[47]}`);
    };
    const [syn, reset, synAck, ack, data] = [2, 20, 18, 16, 24];
    expect(failing(Errno.ETIMEDOUT)).toEqual([`4 ${syn}`]);
    expect(failing(Errno.ECONNRESET)).toEqual([`4 ${syn}`, `5 ${reset}`]);
    expect(failing(Errno.ENOMEM)).toEqual([]);
    const later = { operation: 'write', bytes: 'a', timeMs: 9 } as const;
    expect(failing(Errno.EINPROGRESS, later)).toEqual([`4 ${syn}`, `9 ${synAck}`, `9 ${ack}`, `9 ${data}`, `9 ${ack}`]);
  });

  test('has whole packets whatever is in the run', () => {
    for (let seed = 0; seed < 300; seed += 1)
      for (const { bytes, size } of readPcapng(bytesOf(anyRun(seed))).packets) {
        expect(sumOfIpv4(bytes)).toBe(0xffff);
        if (bytes.length === size) expect(sumOfTransport(bytes)).toBe(0xffff);
      }
  });
});

describe('tshark', { timeout: 60_000 }, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pcapng-'));
  const file = path.join(folder, 'run.pcapng');
  beforeAll(() => {
    ensureTshark();
    fs.writeFileSync(file, bytesOf(RUN));
  }, 300_000);
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it('shows the HTTP exchanges with their times', () => {
    const requests = packetFields(file, 'http.request', ['http.request.method', 'http.request.full_uri', 'http.host']);
    expect(requests).toEqual([
      ['GET', 'http://web.test/hello?a=1', 'web.test'],
      ['POST', 'http://secret.test/in', 'secret.test'],
    ]);
    const responses = packetFields(file, 'http.response', ['http.response.code', 'http.content_length', 'http.time']);
    expect(responses.map((fields) => fields.slice(0, 2))).toEqual([
      ['200', '5000'],
      ['404', '0'],
    ]);
    expect(Number(responses[0]![2])).toBeCloseTo(0.052, 4);
    expect(Number(responses[1]![2])).toBeCloseTo(0.029, 4);
  });

  it('shows the lookup with its time', () => {
    const fields = packetFields(file, 'dns.flags.response == 1', ['dns.qry.name', 'dns.a', 'dns.time']);
    expect(fields.map(([name, address, time]) => [name, address, Number(time)])).toEqual([['time.test', '192.0.2.1', 0.01]]);
  });

  it('finds nothing wrong with any packet', () => {
    const wrong = '_ws.malformed || tcp.analysis.flags || tcp.checksum.status != 1 || udp.checksum.status != 1 || ip.checksum.status != 1';
    expect(packetFields(file, wrong, ['frame.number', '_ws.col.Info'])).toEqual([]);
    expect(packetFields(file, 'ip.checksum.status == 1', ['frame.number']).length).toBe(readPcapng(bytesOf(RUN)).packets.length);
  });

  it('lists the conversations', () => {
    const lines = tshark(file, ['-q', '-z', 'conv,tcp', '-z', 'conv,udp']).match(/\S+:\d+ +<-> \S+:\d+/g);
    expect(lines?.map((line) => line.replace(/ +/g, ' ')).sort()).toEqual([
      '192.0.2.77:50123 <-> 192.168.237.50:8000',
      '192.168.237.50:49153 <-> 203.0.113.9:80',
      '192.168.237.50:49154 <-> 198.51.100.1:80',
      '192.168.237.50:49155 <-> 192.0.2.53:53',
      '192.168.237.50:49156 <-> 192.0.2.4:8080',
    ]);
  });

  it('sees how each connection began and ended', () => {
    const flags = packetFields(file, 'tcp.flags.syn == 1 || tcp.flags.fin == 1 || tcp.flags.reset == 1', [
      'tcp.stream',
      'ip.src',
      'tcp.flags.str',
    ]);
    const side = (address: string): string => (address === '192.168.237.50' ? 'board' : 'peer');
    const story = flags.map(([stream, source, text]) => `${stream} ${side(source!)} ${text!.replace(/[^A-Z]/g, '')}`);
    expect(story).toEqual([
      ...['0 board S', '0 peer AS', '0 peer AF', '0 board AF'],
      ...['1 board S', '1 peer AS', '1 peer AR'],
      ...['2 board S', '2 peer AR'],
      ...['3 peer S', '3 board AS', '3 board AF', '3 peer AF'],
    ]);
  });

  it('shows the names and the comments', () => {
    expect(packetFields(file, 'frame.number == 1', ['frame.comment', 'frame.interface_name'])).toEqual([
      ['connect, main.py:7', FACTS.target],
    ]);
    const named = tshark(file, ['-N', 'n', '-Y', 'tcp.flags.syn == 1 && tcp.flags.ack == 0', '-T', 'fields', '-e', 'ip.dst_host']);
    expect(named.split('\n').slice(0, 2)).toEqual(['web.test', 'secret.test']);
  });
});
