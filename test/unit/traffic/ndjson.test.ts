/** Recorded runs as lines of JSON: what is written is read again to the letter, and what cannot be read is told where it is. */
import { describe, expect, it, test } from 'vitest';
import { collectRun, readNdjson, RunFileError, writeNdjson, type RecordedEntry, type RecordedRun } from '../../../traffic/src';
import { anyRun, FACTS, runOf } from '../../support/recordedRuns';
import { seededRandom } from '../../support/random';

const HEADER =
  '{"format":"micropython-sockets","version":1,"script":"main.py","target":"Simulated ESP32","started_at":"2026-11-26T05:04:22.123Z"}\n';
const LINE = '{"time_ms":1.235,"duration_ms":0,"socket":2,"operation":"recv","peer":"a:1","bytes":"AA==","result":1}\n';

async function textOf(run: RecordedRun): Promise<string> {
  let text = '';
  for await (const piece of writeNdjson(run)) text += piece;
  return text;
}

async function runFrom(text: string | Uint8Array, pieceSizes: () => number = () => 1 << 16): Promise<RecordedRun> {
  const bytes = Buffer.from(text);
  function* pieces(): Generator<Uint8Array> {
    for (let start = 0; start < bytes.length;) {
      const end = start + Math.max(1, pieceSizes());
      yield bytes.subarray(start, end);
      start = end;
    }
  }
  return collectRun(await readNdjson(pieces(), { name: 'trace.jsonl' }));
}

describe('a saved run', () => {
  it('has a header, and the lines of a trace', async () => {
    const record = { timeMs: 1.2345, durationMs: 0.0001, socket: 2, peer: 'a:1', bytes: '\0' };
    expect(await textOf(runOf([record]))).toBe(HEADER + LINE);
  });

  it('says what records have beyond an operation and its bytes', async () => {
    const run = runOf([
      { operation: 'getaddrinfo', peer: 'a', socket: 0, address: '192.0.2.1', place: { file: 'main.py', line: 7 } },
      { operation: 'socket', peer: '', transport: 'udp', sequence: 5 },
      {
        operation: 'handshake',
        sequence: 6,
        tls: { version: 'TLSv1.2', cipherSuite: 'TLS_X', serverName: 'a', chain: [Uint8Array.of(48)] },
      },
    ]);
    const [lookup, gap, socket, handshake] = [run.entries[0], { kind: 'gap', count: 3 } as const, run.entries[1], run.entries[2]];
    const text = await textOf({ ...run, entries: [lookup, gap, socket, handshake] as RecordedEntry[] });
    expect(text.split('\n').slice(1)).toEqual([
      '{"time_ms":1,"duration_ms":0.5,"socket":0,"operation":"getaddrinfo","peer":"a","bytes":"","result":null,"address":"192.0.2.1","file":"main.py","line":7}',
      '{"gap":3}',
      '{"time_ms":2,"duration_ms":0.5,"socket":1,"operation":"socket","peer":"","bytes":"","result":null,"transport":"udp"}',
      '{"time_ms":3,"duration_ms":0.5,"socket":1,"operation":"handshake","peer":"peer.test:80","bytes":"","result":null,' +
        '"tls":{"version":"TLSv1.2","cipher_suite":"TLS_X","server_name":"a","chain":["MA=="]}}',
      '',
    ]);
  });

  test('is read again to the letter, whatever is in it and however the file comes', async () => {
    const random = seededRandom(20261126);
    for (let seed = 0; seed < 400; seed += 1) {
      const run = anyRun(seed);
      const text = await textOf(run);
      const again = await runFrom(text, () => random() * [3, 40, 5000][seed % 3]!);
      expect(again).toEqual(run);
      expect(await textOf(again)).toBe(text);
    }
  });
});

describe('an old trace', () => {
  it('without a header is read', async () => {
    const { facts, entries } = await runFrom(LINE + LINE);
    expect(facts).toEqual({ script: '', target: '', startedAt: 0 });
    expect(entries.map((entry) => entry.kind === 'operation' && entry.record.sequence)).toEqual([1, 2]);
  });

  it('of a script without sockets is an empty run', async () => {
    expect((await runFrom('')).entries).toEqual([]);
  });

  it('may have ends of line as on Windows, empty lines, and no end of line at its end', async () => {
    expect((await runFrom(`${LINE.replace('\n', '\r\n')}\r\n\n${LINE.trim()}`)).entries).toHaveLength(2);
  });
});

describe('a broken line', () => {
  it('is told without anything of it that a terminal obeys', async () => {
    const failure: unknown = await runFrom('\u001b[2J\n').catch((error: unknown) => error);
    expect(String(failure)).toContain('it is no JSON object: ');
    expect(String(failure)).not.toContain('\u001b');
  });

  const without = (field: string): string => JSON.stringify({ ...(JSON.parse(LINE) as object), [field]: undefined });
  const having = (fields: object): string => JSON.stringify({ ...(JSON.parse(LINE) as object), ...fields });

  test.each([
    ['what is no JSON', 'GET / HTTP/1.1\n', 2, /^it is no JSON object: /],
    ['another value', '17\n', 2, /^it is no JSON object$/],
    ['a list', '[]\n', 2, /^it is no JSON object$/],
    ['a run that was ended by force', LINE.slice(0, 50), 2, /^it is cut off, as by a run that was ended by force; without this line/],
    ['a missing field', without('socket'), 2, /^"socket" is missing$/],
    ['a missing result', without('result'), 2, /^"result" is missing$/],
    ['an unknown operation', having({ operation: 'fly' }), 2, /^"operation" is "fly", which is no socket operation$/],
    ['a time that is none', having({ time_ms: '1' }), 2, /^"time_ms" is no number$/],
    ['a socket below zero', having({ socket: -1 }), 2, /^"socket" is below zero$/],
    ['half an errno', having({ errno: 1.5 }), 2, /^"errno" is no whole number$/],
    ['bytes that are no base64', having({ bytes: 'AB$=' }), 2, /^"bytes" is no base64$/],
    ['bytes that are cut', having({ bytes: 'AAA' }), 2, /^"bytes" is no base64$/],
    ['a third transport', having({ transport: 'sctp' }), 2, /^"transport" is "sctp", which is no transport$/],
    ['a place without a line', having({ file: 'main.py' }), 2, /^"line" is missing$/],
    ['TLS in a word', having({ tls: 'yes' }), 2, /^"tls" is no JSON object$/],
    ['a chain that is none', having({ tls: { version: '', cipher_suite: '', chain: 'MA==' } }), 2, /^"chain" is no list$/],
    ['a gap of nothing', '{"gap":null}', 2, /^"gap" is no number$/],
  ])('with %s is told with the file, the line and the cause', async (_what, line, number, cause) => {
    const error: unknown = await runFrom(LINE + line).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunFileError);
    const { message } = error as RunFileError;
    expect(message.slice(0, `trace.jsonl, line ${number}: `.length)).toBe(`trace.jsonl, line ${number}: `);
    expect(message.slice(`trace.jsonl, line ${number}: `.length)).toMatch(cause);
  });

  test.each([
    [HEADER.replace('"version":1', '"version":2'), /^trace\.jsonl, line 1: it is of version 2 of the format, and only 1 is known here$/],
    [HEADER.replace('"micropython-sockets"', '"other"'), /^trace\.jsonl, line 1: "format" is "other", and not "micropython-sockets"$/],
    [HEADER.replace('2026-11-26T05', 'yesterday'), /^trace\.jsonl, line 1: "started_at" is no time$/],
    ['\x89PNG\r\n\x1a\n', /^trace\.jsonl, line 1: it is no JSON object: /],
  ])('in place of a header is told: %j', async (text, message) => {
    await expect(runFrom(text)).rejects.toThrow(message);
  });

  it('does not keep those before it from being read', async () => {
    const { entries } = await readNdjson([Buffer.from(`${HEADER}${LINE}nonsense\n`)], { name: 'trace.jsonl' });
    const read: RecordedEntry[] = [];
    const reading = (async () => {
      for await (const entry of entries) read.push(entry);
    })();
    await expect(reading).rejects.toThrow(/^trace\.jsonl, line 3: /);
    expect(read).toHaveLength(1);
  });
});

test('a long run goes through in small pieces', async () => {
  const record = runOf([{ bytes: 'x'.repeat(200) }]).entries[0]!;
  let count = 0;
  function* entries(): Generator<RecordedEntry> {
    for (let index = 0; index < 200_000; index += 1) yield record;
  }
  async function* encoded(): AsyncGenerator<Uint8Array> {
    for await (const piece of writeNdjson({ facts: FACTS, entries: entries() })) {
      expect(piece.length).toBeLessThan(100_000);
      yield Buffer.from(piece);
    }
  }
  const { entries: read } = await readNdjson(encoded(), { name: 'trace.jsonl' });
  for await (const entry of read) count += entry.kind === 'operation' ? 1 : 0;
  expect(count).toBe(200_000);
});
