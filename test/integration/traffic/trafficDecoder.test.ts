/** The worker that decodes traffic, as the build made it, with a log in front of it and a page's reader of parts behind it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionFeed } from '../../../client/src/panel/connectionFeed';
import { ConversationReader } from '../../../client/src/panel/conversationReader';
import { type DecodeOutcome, TrafficDecoder } from '../../../client/src/panel/trafficDecoder';
import { TrafficLog } from '../../../client/src/panel/trafficLog';
import { DecodedParts } from '../../../panel/src/decodedParts';
import type { ConnectionKey, DecodedConversation, SocketRecord, ToPanel } from '../../../shared/src';
import { conversationsOf, decodeConversation } from '../../../traffic/src';
import { DIST } from '../../support/distFolders';
import type { Turn } from '../../support/recordedTraffic';
import { aRecord } from '../../unit/client/requests';

const KEY: ConnectionKey = { run: 1, socket: 1 };
const WORKER = join(DIST, 'trafficWorker.js');
const PNG = Buffer.from('\x89PNG\r\n\x1a\nand the rest of a picture', 'latin1');
/** A host that decodes by itself would be busy for many times as long. */
const MAX_GAP_MS = 2_000;

let folder: string;
let log: TrafficLog;
let decoder: TrafficDecoder;
let records: SocketRecord[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'traffic-decoder-'));
  log = new TrafficLog(undefined, folder);
  log.beginRun({ script: 'a.py', target: 'x', startedAt: 0 });
  decoder = new TrafficDecoder({ workerFile: WORKER });
  records = [];
});

afterEach(() => {
  decoder.dispose();
  log.dispose();
});

async function add(turns: readonly Turn[], socket = 1): Promise<void> {
  for (let at = 0; at < turns.length; at += 10) {
    const more = turns.slice(at, at + 10).map(([way, content], index): SocketRecord => {
      const bytes = typeof content === 'string' ? new Uint8Array(Buffer.from(content, 'latin1')) : content;
      const sequence = records.length + index + 1;
      const operation = way === 'in' ? 'recv' : 'send';
      return aRecord({ sequence, timeMs: sequence, operation, bytes, socket, peer: 'a.test:80', outcome: { kind: 'ok', value: bytes.length } }); // prettier-ignore
    });
    records.push(...more);
    log.append(more);
    await log.settled();
  }
}

function reader(key = KEY): ConversationReader {
  return ConversationReader.of(log, key)!;
}

async function decoded(own = reader()): Promise<{ outcome: DecodeOutcome; conversation: DecodedConversation | undefined; parts: number }> {
  const assembly = new DecodedParts();
  let conversation: DecodedConversation | undefined;
  let parts = 0;
  const outcome = await decoder.decode(own, (part) => {
    parts += 1;
    conversation = assembly.add(structuredClone(part));
  });
  return { outcome, conversation, parts };
}

/** As it is without a worker. */
async function direct(): Promise<DecodedConversation> {
  const entries = records.map((record) => ({ kind: 'operation' as const, record }));
  const [conversation] = await conversationsOf({ facts: { script: '', target: '', startedAt: 0 }, entries });
  return decodeConversation(conversation!);
}

const get = (path: string): Turn => ['out', `GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`];
const answer = (headers: string, body: string | Uint8Array): Turn => [
  'in',
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}Content-Length: ${body.length}\r\n\r\n`), Buffer.from(body)]),
];
const json = (content: string): Turn => answer('Content-Type: application/json\r\n', content);

function exchanges(count: number): Turn[] {
  return Array.from({ length: count }, (_, index) => [get(`/${index}`), json(`{"id":${index},"list":[1,2,3]}`)]).flat();
}

describe('what the worker makes of a connection', () => {
  it('is what is made without it, whatever bodies there are, in parts', { timeout: 60_000 }, async () => {
    await add([get('/a.png'), answer('', PNG), get('/b'), answer('', Uint8Array.of(0, 1, 2, 255)), ...exchanges(600)]);
    const { outcome, conversation, parts } = await decoded();
    expect(outcome).toEqual({ kind: 'decoded' });
    expect(parts).toBeGreaterThan(3);
    expect(conversation).toEqual(await direct());
    expect(conversation?.messages[1]?.body).toMatchObject({ kind: 'image', bytes: new Uint8Array(PNG) });
  });

  it('grows with the connection, of which only what is new is handed over', async () => {
    await add([get('/a'), json('{"a":1}')]);
    const own = reader();
    await decoded(own);
    expect(decoder.has(own)).toBe(true);
    await add([get('/b')]);
    const batches = vi.spyOn(own, 'batches');
    const { conversation } = await decoded(own);
    expect(conversation).toEqual(await direct());
    expect(conversation?.exchanges.map(({ url }) => url)).toEqual(['/a', '/b']);
    expect(batches).toHaveBeenCalledTimes(1);
  });

  it('is said to be a part where the connection is too long', { timeout: 60_000 }, async () => {
    await add(Array.from({ length: 18 }, (): Turn => ['in', new Uint8Array(1024 * 1024)]));
    expect((await decoded()).conversation?.problem).toBe('Only the first 16 transfers are decoded.');
  });
});

describe('a newer question', () => {
  it('takes the place of the one before it', { timeout: 60_000 }, async () => {
    await add(exchanges(1000));
    await add([get('/other')], 2);
    const first = decoded();
    const second = decoded(reader({ run: 1, socket: 2 }));
    expect((await second).conversation?.exchanges.map(({ url }) => url)).toEqual(['/other']);
    expect((await first).outcome).toEqual({ kind: 'replaced' });
  });

  it('is answered with none once the decoder is disposed of', async () => {
    await add(exchanges(10));
    const first = decoded();
    decoder.dispose();
    expect((await first).outcome).toEqual({ kind: 'replaced' });
    expect((await decoded()).outcome).toEqual({ kind: 'replaced' });
    expect(decoder.isRunning).toBe(false);
  });
});

describe('the worker', () => {
  it('is started for the first question, ended when there are none, and started again', async () => {
    decoder = new TrafficDecoder({ workerFile: WORKER, idleMs: 300 });
    expect(decoder.isRunning).toBe(false);
    await add([get('/a')]);
    const own = reader();
    expect((await decoded(own)).outcome.kind).toBe('decoded');
    await vi.waitFor(() => expect(decoder.isRunning).toBe(false), { timeout: 20_000 });
    expect(decoder.has(own)).toBe(false);
    expect((await decoded()).conversation?.exchanges).toHaveLength(1);
  });

  it('is replaced if it dies, and who waited is told why', async () => {
    const marker = join(folder, 'died');
    const workerFile = join(folder, 'worker.js');
    writeFileSync(workerFile, `const fs = require('node:fs');
if (fs.existsSync(${JSON.stringify(marker)})) require(${JSON.stringify(WORKER)});
else require('node:worker_threads').parentPort.on('message', ({ kind }) => {
  if (kind !== 'decode') return;
  fs.writeFileSync(${JSON.stringify(marker)}, '');
  throw new Error('no luck');
});`); // prettier-ignore
    decoder = new TrafficDecoder({ workerFile });
    await add([get('/a')]);
    expect((await decoded()).outcome).toEqual({ kind: 'failed', reason: 'What decodes has failed: no luck' });
    expect((await decoded()).conversation?.exchanges).toHaveLength(1);
  });

  it('is ended if it takes too long', async () => {
    const workerFile = join(folder, 'silent.js');
    writeFileSync(workerFile, `require('node:worker_threads').parentPort.on('message', ({ kind }) => { while (kind === 'decode'); });`);
    decoder = new TrafficDecoder({ workerFile, limitMs: 500 });
    await add([get('/a')]);
    expect((await decoded()).outcome).toEqual({ kind: 'failed', reason: 'Decoding took longer than 0.5 s, and was ended.' });
    expect(decoder.isRunning).toBe(false);
  });
});

describe('a hostile connection', () => {
  const bomb = zlib.gzipSync(Buffer.alloc(8_000_000, 0x20));
  const line = (): Turn => ['in', new Uint8Array(1024 * 1024).fill(0x61)];
  const cases: readonly (readonly [string, () => Turn[]])[] = [
    ['JSON that is very deep', () => [get('/'), json('['.repeat(2_000_000))]],
    ['JSON that grows when it is laid out', () => Array.from({ length: 60 }, () => [get('/'), json(`${'['.repeat(50)}${'1,'.repeat(120_000)}1${']'.repeat(50)}`)]).flat()], // prettier-ignore
    ['gzip bombs', () => Array.from({ length: 100 }, () => [get('/'), answer('Content-Encoding: gzip\r\nContent-Type: text/plain\r\n', bomb)]).flat()], // prettier-ignore
    ['a line of 100 MB', () => [['out', 'GET / HTTP/1.1\r\nHost: a\r\nX: '], ...Array.from({ length: 100 }, line)]],
    ['ten thousand messages', () => exchanges(5000)],
  ];

  it.each(cases)('is decoded within bounds, and the host goes on: %s', { timeout: 120_000 }, async (_, turns) => {
    await add(turns());
    const gaps = watchGaps();
    let sizeBytes = 0;
    const outcome = await decoder.decode(reader(), (part) => {
      sizeBytes += part.json.length + part.bytes.reduce((sum, bytes) => sum + bytes.length, 0);
    });
    expect(outcome).toEqual({ kind: 'decoded' });
    expect(gaps.longestMs()).toBeLessThan(MAX_GAP_MS);
    expect(sizeBytes).toBeLessThan(64 * 1024 * 1024);
  });

  /** The longest time in which nothing else had its turn in this thread. */
  function watchGaps(): { longestMs: () => number } {
    let last = performance.now();
    let longest = 0;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    return {
      longestMs: () => {
        clearInterval(timer);
        return longest;
      },
    };
  }
});

describe('the page', () => {
  let messages: ToPanel[];
  let feed: ConnectionFeed;
  const failures: unknown[] = [];
  const begin = (): void => {
    messages = [];
    feed = new ConnectionFeed(
      log,
      (message) => messages.push(message),
      decoder,
      (error) => failures.push(error),
    );
    feed.open();
  };
  const all = <K extends ToPanel['kind']>(kind: K): Extract<ToPanel, { kind: K }>[] =>
    messages.filter((message): message is Extract<ToPanel, { kind: K }> => message.kind === kind);
  const conversation = (): DecodedConversation | undefined => {
    const parts = new DecodedParts();
    return all('decoded').map(({ part }) => parts.add(part)).filter(Boolean).at(-1); // prettier-ignore
  };

  afterEach(() => {
    feed.dispose();
    expect(failures).toEqual([]);
  });

  it('is told the connections, and soon what each is about', async () => {
    await add([get('/a'), json('{}')]);
    begin();
    expect(all('connections')[0]?.connections).toMatchObject([{ run: 1, socket: 1, title: '' }]);
    await vi.waitFor(() => expect(all('connections').at(-1)?.connections[0]?.title).toBe('GET /a → 200 OK'), { timeout: 20_000 });
  });

  it('is told of the newest connections, and how many more there are', () => {
    const turns = Array.from({ length: 1200 }, (_, index) => aRecord({ sequence: index + 1, socket: index + 1 }));
    log.append(turns);
    begin();
    const [list] = all('connections');
    expect(list?.connections).toHaveLength(1000);
    expect(list?.connections.at(-1)?.socket).toBe(1200);
    expect(list?.forgottenCount).toBe(200);
  });

  it('is told again what a connection means when more has come', async () => {
    await add([get('/a')]);
    begin();
    feed.decode(KEY);
    await vi.waitFor(() => expect(conversation()?.exchanges).toMatchObject([{ url: '/a' }]), { timeout: 20_000 });
    await add([json('{}')]);
    feed.changed();
    await vi.waitFor(() => expect(conversation()?.exchanges).toMatchObject([{ url: '/a', status: 200 }]), { timeout: 20_000 });
  });

  it('that asks for the same connection while it is read gets all of it', { timeout: 60_000 }, async () => {
    await add(exchanges(1000));
    begin();
    feed.decode(KEY);
    await new Promise(setImmediate);
    feed.decode({ ...KEY });
    await vi.waitFor(() => expect(conversation()?.exchanges).toHaveLength(1000), { timeout: 50_000 });
    expect(conversation()).toEqual(await direct());
  });

  it('is told why nothing is decoded', async () => {
    const workerFile = join(folder, 'broken.js');
    writeFileSync(workerFile, `throw new Error('no luck');`);
    decoder = new TrafficDecoder({ workerFile });
    await add([get('/a')]);
    begin();
    feed.decode(KEY);
    const problem = expect.stringMatching(/^What decodes has (failed: no luck|ended)/) as string;
    await vi.waitFor(() => expect(conversation()).toMatchObject({ messages: [], problem }), { timeout: 20_000 });
  });
});
