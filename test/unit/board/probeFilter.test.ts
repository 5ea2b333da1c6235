import { describe, expect, it } from 'vitest';
import { ProbeFilter } from '../../../board/src/probe/probeFilter';
import { recordStart } from '../../../board/src/probe/probe';
import { RecordKind } from '../../../board/src/probe/probeSource';
import { SOCKET_OPERATIONS, type SocketOperation } from '../../../shared/src';

const NONCE = 'k3Yq81';
const RESETS = [
  'ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET)\r\n',
  'ESP-ROM:esp32s3-20210327\r\n',
  'rst:0x8 (TG1WDT_SYS_RESET),boot:0x13\r\n',
  '\r\nMPY: soft reboot\r\n>>> ',
  'MPY: soft reboot\r\n',
  'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nKeyboardInterrupt: \r\n',
  'Guru Meditation Error: Core  1 panic',
];

interface Sent {
  readonly sequence: number;
  readonly operation: SocketOperation;
  readonly kind?: number;
  readonly value?: number;
  readonly peer?: string;
  readonly bytes?: Uint8Array;
  readonly ticksMs?: number;
  readonly duration?: number;
}

/** A record as the board sends it, written anew from the description of the format. */
function sent({ sequence, operation, kind = RecordKind.done, value = 0, peer = '', bytes = new Uint8Array(0), ...times }: Sent): Buffer {
  const header = Buffer.alloc(18);
  header.writeUInt16LE(sequence, 0);
  header.writeUInt8(SOCKET_OPERATIONS.indexOf(operation) | (kind << 5), 2);
  header.writeUInt8(Buffer.byteLength(peer), 3);
  header.writeUInt16LE(operation === 'getaddrinfo' ? 0 : 1, 4);
  header.writeUInt32LE(times.ticksMs ?? 1000, 6);
  header.writeInt32LE(times.duration ?? 250, 10);
  header.writeInt32LE(value, 14);
  const body = Buffer.from(Buffer.concat([header, Buffer.from(peer), bytes]).toString('base64'), 'latin1');
  return Buffer.concat([recordStart(NONCE), body.map((byte) => byte | 0x80), Buffer.from([0xfe])]);
}

const hello = sent({ sequence: 1, operation: 'socket', kind: RecordKind.probe });
const connect = sent({ sequence: 2, operation: 'connect', peer: '192.168.1.5:80' });
const send = sent({ sequence: 3, operation: 'send', kind: RecordKind.count, value: 5, bytes: Buffer.from('hello'), ticksMs: 1010 });
const ownLine = (name: string): Buffer => Buffer.from(`  File "\x1f${NONCE}", line 1, in ${name}\r\n`);
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Everything that a filter makes of what comes in one piece. */
function filtered(...parts: readonly Uint8Array[]) {
  const filter = new ProbeFilter(NONCE);
  const { output, records, droppedCount } = filter.push(Buffer.concat(parts));
  return { output: text(output) + text(filter.end()), records, droppedCount, hasStarted: filter.hasStarted };
}

describe('the filter of the probe', () => {
  it('takes records out of the output and tells them', () => {
    const { output, records, droppedCount, hasStarted } = filtered(
      hello,
      Buffer.from('a\r\n'),
      connect,
      Buffer.from('b'),
      send,
      Buffer.from('c'),
    );
    expect({ output, droppedCount, hasStarted }).toEqual({ output: 'a\r\nbc', droppedCount: 0, hasStarted: true });
    expect(records).toEqual([
      {
        sequence: 1,
        timeMs: 0,
        durationMs: 0.25,
        socket: 1,
        operation: 'connect',
        peer: '192.168.1.5:80',
        bytes: new Uint8Array(0),
        outcome: { kind: 'ok' },
      },
      {
        sequence: 2,
        timeMs: 10,
        durationMs: 0.25,
        socket: 1,
        operation: 'send',
        peer: '192.168.1.5:80',
        bytes: Uint8Array.from(Buffer.from('hello')),
        outcome: { kind: 'ok', value: 5 },
      },
    ]);
  });

  it('does so wherever the bytes are split', () => {
    const bytes = Buffer.concat([
      hello,
      Buffer.from('  Fi\r\n  File "x"\r\n\xff\x00é\r\n', 'latin1'),
      connect,
      ownLine('call'),
      Buffer.from('end'),
      send,
    ]);
    const whole = filtered(bytes);
    for (let split = 0; split <= bytes.length; split++) {
      const filter = new ProbeFilter(NONCE);
      const [first, second] = [filter.push(bytes.subarray(0, split)), filter.push(bytes.subarray(split))];
      expect(text(first.output) + text(second.output) + text(filter.end())).toBe(whole.output);
      expect([...first.records, ...second.records]).toEqual(whole.records);
    }
    expect(whole.output).toBe('  Fi\r\n  File "x"\r\n\xff\x00é\r\nend');
  });

  it('shows nothing of a record that is cut at any byte, and all of what follows', () => {
    for (const reset of RESETS)
      for (let cut = 1; cut < send.length; cut++) {
        const { output, droppedCount, records } = filtered(
          hello,
          Buffer.from('before'),
          send.subarray(0, cut),
          Buffer.from(reset),
          connect,
        );
        expect(output, `${reset} after ${cut} bytes`).toBe(`before${reset}`);
        expect(droppedCount).toBe(1);
        expect(records).toHaveLength(1);
      }
  });

  it('goes on with the next record when one is cut by it', () => {
    for (let cut = 1; cut < send.length; cut++) {
      const { output, records } = filtered(hello, connect.subarray(0, cut), connect, Buffer.from('x'));
      if (cut >= 3 && cut < connect.length) expect({ output, count: records.length }, `cut at ${cut}`).toEqual({ output: 'x', count: 1 });
    }
  });

  it("takes the probe's own lines out of tracebacks, also when a reset cuts them", () => {
    const head = 'Traceback (most recent call last):\r\n  File "<stdin>", line 3, in <module>\r\n';
    const [error] = ['OSError: [Errno 113] ECONNABORTED\r\n'];
    expect(filtered(Buffer.from(head), ownLine('f'), ownLine('call'), Buffer.from(error)).output).toBe(head + error);
    const line = ownLine('call');
    for (let cut = line.length - 4; cut < line.length; cut++)
      expect(filtered(Buffer.from(head), line.subarray(0, cut), Buffer.from('ESP-ROM:esp32\r\n')).output).toBe(`${head}ESP-ROM:esp32\r\n`);
  });

  it('holds nothing of a prompt, or of a text that ends in blanks', () => {
    const filter = new ProbeFilter(NONCE);
    expect(text(filter.push(Buffer.from('Name?  ')).output)).toBe('Name?  ');
  });

  it('counts what never came by the numbers of what does, also when they wrap', () => {
    const at = (sequence: number): Buffer => sent({ sequence, operation: 'close' });
    expect(filtered(hello, at(2), at(6)).droppedCount).toBe(3);
    const first = sent({ sequence: 0xffff, operation: 'socket', kind: RecordKind.probe });
    expect(filtered(first, at(0), at(1)).droppedCount).toBe(0);
    expect(filtered(hello, at(2), sent({ sequence: 4, operation: 'socket', kind: RecordKind.probe })).droppedCount).toBe(1);
  });

  it('names an address by the name for which it was given, and a bound socket by its port', () => {
    const lookup = sent({ sequence: 2, operation: 'getaddrinfo', peer: 'example.com', bytes: Buffer.from('192.168.1.5') });
    const other = sent({ sequence: 3, operation: 'connect', peer: '192.168.1.5:80' });
    const bound = sent({ sequence: 4, operation: 'bind', peer: ':8080' });
    expect(filtered(hello, lookup, other, bound).records.map(({ peer, bytes }) => [peer, bytes.length])).toEqual([
      ['example.com', 0],
      ['example.com:80', 0],
      ['port 8080', 0],
    ]);
  });

  it('counts time on where the ticks of the board wrap, and tells times of minutes in milliseconds', () => {
    const start = sent({ sequence: 1, operation: 'socket', kind: RecordKind.probe, ticksMs: 2 ** 30 - 5 });
    const end = sent({ sequence: 2, operation: 'accept', ticksMs: 7, duration: -600_000 });
    expect(filtered(start, end).records).toMatchObject([{ timeMs: 12, durationMs: 600_000 }]);
  });

  it('survives ten thousand mutations: it ends, and no text is lost behind a mutated record', () => {
    const random = numbers(20261126);
    const original = Buffer.concat([
      hello,
      Buffer.from('one\r\n'),
      connect,
      Buffer.from('two\r\n'),
      send,
      ownLine('call'),
      Buffer.from('three\r\n'),
    ]);
    for (let round = 0; round < 10_000; round++) {
      const bytes = Buffer.from(original);
      for (let count = 1 + (random() % 3); count > 0; count--) {
        const at = random() % bytes.length;
        if (random() % 2 === 0) bytes[at] = random() % 256;
        else bytes.copyWithin(at, Math.min(bytes.length, at + 1 + (random() % 4)));
      }
      const filter = new ProbeFilter(NONCE);
      const { output, records } = filter.push(Buffer.concat([bytes, Buffer.from('\r\n\r\n'), hello, Buffer.from('the end\r\n')]));
      const isWhole = text(output).endsWith('the end\r\n') && records.every(({ operation }) => SOCKET_OPERATIONS.includes(operation));
      if (!isWhole) expect(text(output), `round ${round}`).toBe('');
    }
  });
});

/** A generator of numbers, the same at each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
