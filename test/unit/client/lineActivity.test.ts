/** What the lines of a run did with sockets: gathered from the log, and said in a few words. */
import { describe, expect, it } from 'vitest';
import { defaultLimits, TrafficLog } from '../../../client/src/panel/trafficLog';
import { activityRows, activityText, failedAtLast, failureExplanation } from '../../../client/src/source/activityText';
import { LineActivities, MAX_LINES, type LineActivity } from '../../../client/src/source/lineActivity';
import type { SocketOperation, SocketRecord } from '../../../shared/src';

const FACTS = { script: 'main.py', target: 'Simulated ESP32', startedAt: 0 };

class Script {
  readonly log: TrafficLog;
  readonly activities: LineActivities;
  private sequence = 0;

  constructor({ isFollowed = true, limits = defaultLimits } = {}) {
    this.log = new TrafficLog(limits);
    this.activities = new LineActivities(this.log);
    if (isFollowed) this.activities.follow();
  }

  begin(): this {
    this.sequence = 0;
    this.log.beginRun(FACTS);
    return this;
  }

  does(line: number | undefined, operation: SocketOperation, more: Partial<SocketRecord> = {}, file = 'main.py'): this {
    this.log.append([this.record(line, operation, more, file)]);
    return this;
  }

  doesOften(times: number, line: number, operation: SocketOperation, more: Partial<SocketRecord> = {}): void {
    this.log.append(Array.from({ length: times }, () => this.record(line, operation, more, 'main.py')));
  }

  private record(line: number | undefined, operation: SocketOperation, more: Partial<SocketRecord>, file: string): SocketRecord {
    const place = line === undefined ? {} : { place: { file, line } };
    const bytes = new Uint8Array(0);
    const base = { sequence: ++this.sequence, timeMs: 10 * this.sequence, durationMs: 12.34, socket: 1, peer: 'peer.test:80', bytes };
    return { ...base, operation, outcome: { kind: 'ok' }, ...place, ...more };
  }

  line(line: number, file = 'main.py'): LineActivity {
    return this.activities.in(file).find((activity) => activity.line === line) ?? { line, operations: [] };
  }
}

const count = (value: number): Partial<SocketRecord> => ({ outcome: { kind: 'ok', value } });
const fails = (errno: number): Partial<SocketRecord> => ({ outcome: { kind: 'error', errno } });

describe('behind a line stands', () => {
  it.for([
    ['recv', count(512), '↓ 512 B · 12.3 ms'],
    ['sendall', { outcome: { kind: 'ok' as const }, bytes: new Uint8Array(7) }, '↑ 7 B · 12.3 ms'],
    ['connect', {}, '→ peer.test:80 · 12.3 ms'],
    ['connect', fails(119), '→ peer.test:80 · 12.3 ms'],
    ['accept', { peer: '192.168.237.2:4000' }, '← 192.168.237.2:4000 · 12.3 ms'],
    ['getaddrinfo', { socket: 0, peer: 'peer.test', address: '10.0.0.1' }, '→ 10.0.0.1 · 12.3 ms'],
    ['handshake', { tls: { version: 'TLSv1.2', cipherSuite: '', chain: [] }, durationMs: 1234 }, 'TLSv1.2 · 1.23 s'],
    ['listen', { peer: 'port 80', durationMs: 0.001 }, 'port 80 · 0.00 ms'],
    ['socket', count(54), 'socket 1 · 12.3 ms'],
    ['close', {}, 'closed · 12.3 ms'],
    ['recv', fails(11), 'nothing yet · 12.3 ms'],
    ['recv', { ...fails(104), durationMs: 250 }, '104 ECONNRESET · 250 ms'],
    ['handshake', fails(-9984), '-9984 MBEDTLS_ERR_X509_CERT_VERIFY_FAILED · 12.3 ms'],
  ] as const)('what %s did: %o', ([operation, more, text]) => {
    expect(activityText(new Script().begin().does(3, operation, more).line(3))).toBe(text);
  });

  it('the last of several, and how many there were', () => {
    const script = new Script().begin().does(3, 'recv', count(10)).does(3, 'recv', count(20)).does(3, 'recv', count(30));
    expect(activityText(script.line(3))).toBe('↓ 30 B · 12.3 ms · 3×');
    expect(activityRows(script.line(3)).map(({ text }) => text)).toEqual(['recv 3× · ↓ 60 B · 37.0 ms in all']);
  });

  it('all bytes and times of a line that does several things', () => {
    const script = new Script()
      .begin()
      .does(2, 'getaddrinfo')
      .does(2, 'connect')
      .does(2, 'write', count(80))
      .does(2, 'read', count(512))
      .does(2, 'close');
    expect(activityText(script.line(2))).toBe('↑ 80 B ↓ 512 B · 61.7 ms · 5×');
    expect(activityRows(script.line(2)).map(({ text }) => text.split(' · ')[0])).toEqual([
      'getaddrinfo',
      'connect',
      'write',
      'read',
      'close',
    ]);
  });

  it('an error that came last, also if the socket was closed after it, and not one that was got over', () => {
    const script = new Script().begin().does(2, 'connect').does(2, 'recv', fails(104)).does(2, 'close');
    expect(activityText(script.line(2))).toBe('104 ECONNRESET · 12.3 ms · 3×');
    expect(failureExplanation(script.line(2))).toMatch(/\w/);
    script.does(2, 'recv', count(5));
    expect(failedAtLast(script.line(2))).toBeUndefined();
    expect(failureExplanation(script.line(2))).toBeUndefined();
  });
});

describe('the lines of a run', () => {
  it('are told by file, and what no line called is left out', () => {
    const script = new Script().begin().does(1, 'socket').does(1, 'socket', {}, '/lib/own.py').does(undefined, 'close');
    expect([...script.activities.fileNames]).toEqual(['main.py', '/lib/own.py']);
    expect(script.activities.in('main.py').map(({ line }) => line)).toEqual([1]);
    expect(script.activities.in('none.py')).toEqual([]);
  });

  it('lead to the entries of the log', async () => {
    const script = new Script().begin().does(1, 'socket').does(2, 'recv', count(1)).does(2, 'recv', count(2));
    const [row] = activityRows(script.line(2));
    expect(await script.log.at(row?.index ?? -1)).toMatchObject({
      kind: 'operation',
      record: { operation: 'recv', outcome: { value: 2 } },
    });
  });

  it('go with the next run, also where the log keeps the run before', () => {
    const script = new Script().begin().does(1, 'socket');
    let changes = 0;
    script.activities.onDidChange(() => changes++);
    script.begin();
    expect({ changes, files: [...script.activities.fileNames] }).toEqual({ changes: 1, files: [] });
    script.does(9, 'socket');
    expect(script.activities.in('main.py').map(({ line }) => line)).toEqual([9]);
  });

  it('stay when the log is cleared', () => {
    const script = new Script().begin().does(1, 'socket');
    script.log.clear();
    expect(script.line(1).operations).toHaveLength(1);
  });

  it('are bounded, and of those that are kept everything counts', () => {
    const script = new Script().begin();
    for (let line = 1; line <= MAX_LINES + 10; line++) script.does(line, 'socket');
    script.does(1, 'close');
    expect(script.activities.in('main.py')).toHaveLength(MAX_LINES);
    expect(script.line(1).operations).toHaveLength(2);
  });

  it('keep no payload', () => {
    const script = new Script().begin().does(1, 'recv', { bytes: new Uint8Array(5000), ...count(5000) });
    expect(script.line(1).operations[0]?.last.bytes).toHaveLength(0);
    expect(activityText(script.line(1))).toContain('5000 B');
  });
});

describe('while nobody wants to know', () => {
  it('no record is looked at', () => {
    const script = new Script({ isFollowed: false }).begin().does(1, 'socket');
    expect([...script.activities.fileNames]).toEqual([]);
    script.activities.follow();
    script.activities.rest();
    script.does(2, 'close');
    expect([...script.activities.fileNames]).toEqual([]);
  });

  it('nothing is lost: what the latest run has done is told when somebody wants to, and what it does then', () => {
    const script = new Script({ isFollowed: false }).begin().does(1, 'socket').begin().does(2, 'recv', count(3)).does(2, 'recv', count(4));
    script.activities.follow();
    expect(script.activities.in('main.py').map(({ line }) => line)).toEqual([2]);
    script.does(2, 'recv', count(5)).does(3, 'close');
    expect(activityRows(script.line(2)).map(({ text }) => text)).toEqual(['recv 3× · ↓ 12 B · 37.0 ms in all']);
    expect(script.activities.in('main.py').map(({ line }) => line)).toEqual([2, 3]);
  });

  it('a long run is not forgotten either: it is gone through bit by bit, also what lies on the disk', async () => {
    const script = new Script({ isFollowed: false, limits: { memoryBytes: 2 * 1024 * 1024, diskBytes: 1024 * 1024 * 1024 } }).begin();
    const RECORDS = 40_000;
    for (let added = 0; added < RECORDS; added += 2000) {
      script.doesOften(2000, 7, 'recv', count(1));
      await script.log.settled();
    }
    expect(script.log.inMemory(script.log.firstIndex)).toBeUndefined();
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    script.activities.follow();
    script.doesOften(1, 8, 'close');
    while (script.line(8).operations.length === 0)
      await new Promise<void>((resolve) => {
        const subscription = script.activities.onDidChange(() => {
          subscription.dispose();
          resolve();
        });
      });
    isOver = true;
    expect(script.line(7).operations[0]?.count).toBe(RECORDS);
    // Others had their turn in between.
    expect(turns).toBeGreaterThan(3);
    script.activities.dispose();
    script.log.dispose();
  });
});
