/**
 * A recorded request, copied as MicroPython and as curl: the script really runs on the simulated board and the line in a shell, and a server
 * gets, byte for byte, what was recorded. What follows from how it is sent now (how long it is, whether the connection stays) may differ.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { decodeConversation } from '../../../traffic/src';
import { throwawayCertificate } from '../../../traffic/src/peers/certificate';
import { DIST, ROOT } from '../../support/distFolders';
import { ensureCurl } from '../../support/curl';
import { conversationOf } from '../../support/recordedTraffic';
import { ObservedRun } from '../../support/runs';

const HOST = 'again.test';
const LARGE = 'x'.repeat(10_000);
/** What a client says of itself, unless it is told otherwise. */
const OF_CURL = ['accept', 'user-agent'];
const OF_THE_WAY = ['content-length', 'transfer-encoding', 'connection', 'accept-encoding', 'expect'];

/** Text stands for its bytes in Latin-1. */
interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body: string;
}

interface Case extends Partial<Request> {
  readonly name: string;
  readonly isTls?: boolean;
  readonly isChunked?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'GET', headers: ['Accept: text/html', 'X-Twice: one', 'X-Twice: two', 'X-Empty:'] },
  { name: 'GET with a query', target: '/a/../b?q=[1]&r={2}&s=$HOME&t=it\'s&u="x"*!&v=%41%20;`id`' },
  { name: 'POST of JSON', method: 'POST', headers: ['Content-Type: application/json'], body: '{"it\'s": "\\"$x\\" %d", "n": 1}' },
  { name: 'POST of a form', method: 'POST', headers: ['Content-Type: application/x-www-form-urlencoded'], body: 'a=1&b=%C3%A4+%25' },
  { name: 'POST of bytes', method: 'POST', headers: ['Content-Type: image/x-raw'], body: '\0\x01%s\\n\xff\n\'"\x7f\x80\xc3' },
  { name: 'POST of bytes that begin like an option', method: 'POST', body: '-n\0-' },
  { name: 'POST of nothing', method: 'POST' },
  { name: 'POST of much', method: 'POST', headers: ['Content-Type: text/plain'], body: LARGE },
  { name: 'POST of lines', method: 'POST', headers: ['Content-Type: text/plain'], body: '@one\r\ntwo\n\tthree\n' },
  { name: 'PUT with quotes and backslashes', method: 'PUT', headers: ['X-Quote: "a" \'b\' \\c\\'], body: '\'"\\\\\'\\"\\' },
  { name: 'PUT in chunks', method: 'PUT', isChunked: true, body: 'first second \xc3\xa4' },
  { name: 'DELETE', method: 'DELETE', target: '/thing/1' },
  { name: 'HEAD', method: 'HEAD' },
  { name: 'OPTIONS of the server', method: 'OPTIONS', target: '*' },
  { name: 'a password', headers: [`Authorization: Basic ${Buffer.from('Ada:p\u00e4ss').toString('base64')}`] },
  { name: 'a header and a path in UTF-8', target: '/caf\xc3\xa9?q=\xe2\x82\xac', headers: ['X-Name: J\xc3\xb6rg \xe2\x82\xac'] },
  { name: 'a header and a path in Latin-1', target: '/caf\xe9', headers: ['X-Name: J\xf6rg'] },
  { name: 'a header with what a terminal obeys', headers: ['X-Color: \x1b[31mred\x1b[201~\x07'] },
  { name: 'GET over TLS', isTls: true, headers: ['Accept: */*'] },
  { name: 'POST over TLS', isTls: true, method: 'POST', headers: ['Content-Type: text/plain'], body: 'secret' },
];

/** One server in the clear and one under TLS, which take down what they get. */
class Server {
  private readonly got: Request[] = [];
  private readonly servers: readonly net.Server[];
  private waiting: (() => void) | undefined;

  constructor() {
    const certificate = throwawayCertificate([HOST]);
    this.servers = [net.createServer((socket) => this.serve(socket)), tls.createServer(certificate, (socket) => this.serve(socket))];
  }

  async start(): Promise<void> {
    for (const server of this.servers) await once(server.listen(0, '127.0.0.1'), 'listening');
  }

  port(isTls: boolean): number {
    return (this.servers[isTls ? 1 : 0]?.address() as AddressInfo).port;
  }

  async next(): Promise<Request> {
    while (this.got.length === 0) await new Promise<void>((resolve) => (this.waiting = resolve));
    return this.got.shift()!;
  }

  close(): void {
    for (const server of this.servers) server.close();
  }

  private serve(socket: net.Socket): void {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      const request = wholeRequest(text);
      if (!request) return;
      this.got.push(request);
      this.waiting?.();
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok'.slice(0, request.method === 'HEAD' ? -2 : undefined),
      );
    });
  }
}

/** Undefined while something is missing. */
function wholeRequest(text: string): Request | undefined {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  if (rest.length === 0) return undefined;
  const [line = '', ...headers] = head.split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const body = rest.join('\r\n\r\n');
  const length = headers.find((header) => /^content-length:/i.test(header));
  if (body.length < Number(length?.split(':')[1] ?? 0)) return undefined;
  return { method, target, headers, body };
}

/** The bytes that were recorded. */
function recordedText({ method, target, headers, body }: Request, { isChunked = false }: Case): string {
  const framing = isChunked ? ['Transfer-Encoding: chunked'] : body === '' && method !== 'POST' ? [] : [`Content-Length: ${body.length}`];
  const cut = 5;
  const chunks = [body.slice(0, cut), body.slice(cut), ''].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
  return `${[`${method} ${target} HTTP/1.1`, ...headers, ...framing].join('\r\n')}\r\n\r\n${isChunked ? chunks : body}`;
}

/** In some order, with names as they are written. */
function ownHeaders(headers: readonly string[], others: readonly string[] = []): string[] {
  const nameOf = (header: string): string => (header.split(':')[0] ?? '').toLowerCase();
  const isOwn = (header: string): boolean => ![...OF_THE_WAY, ...others].includes(nameOf(header));
  return headers.filter(isOwn).map((header) => header.trimEnd()).sort(); // prettier-ignore
}

describe('a recorded request is sent again as it was:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'request-again-'));
  const board = new SimulatedBoard({ distFolder: DIST });
  const server = new Server();

  beforeAll(async () => {
    ensureCurl();
    copyFileSync(join(ROOT, 'test', 'conformance', 'board', 'online.py'), join(folder, 'online.py'));
    writeFileSync(join(folder, 'body.bin'), LARGE);
    await server.start();
  });

  afterAll(() => {
    board.dispose();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function copied(tested: Case): Promise<{ readonly request: Request; readonly curl: string; readonly micropython: string }> {
    const { isTls = false, method = 'GET', target = '/', headers = [], body = '' } = tested;
    const place = `${HOST}:${server.port(isTls)}`;
    const request = { method, target, headers: [`Host: ${place}`, 'Connection: close', ...headers], body };
    const conversation = conversationOf([['out', recordedText(request, tested)]], { peer: place, isTls });
    const { exchanges } = await decodeConversation(conversation);
    expect(exchanges).toHaveLength(1);
    const [{ curl, micropython } = { curl: '', micropython: '' }] = exchanges;
    return { request, curl, micropython };
  }

  for (const tested of CASES) {
    it(`${tested.name}, by a script`, async () => {
      const { request, micropython } = await copied(tested);
      const run = await ObservedRun.startScript(
        board,
        { name: 'again.py', source: `import online\n${micropython}`, folder },
        { aliases: [{ name: HOST, host: '127.0.0.1' }] },
      );
      expect([await run.done, run.stderr]).toEqual([{ kind: 'completed' }, '']);
      expect(run.stdout).toMatch(/^b'HTTP\/1\.1 200 OK/);
      const got = await server.next();
      expect([got.method, got.target, got.body]).toEqual([request.method, request.target, request.body]);
      expect(ownHeaders(got.headers)).toEqual(ownHeaders(request.headers));
    });

    it(`${tested.name}, by curl`, async () => {
      const { request, curl } = await copied(tested);
      // eslint-disable-next-line no-control-regex -- a terminal would obey them when the line is pasted
      expect(curl).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
      const options = `--silent --insecure --max-time 30 --connect-to ${HOST}::127.0.0.1:`;
      const line = curl.replace(/(^|\| )curl /, (_, before: string) => `${before}curl ${options} `);
      await promisify(execFile)('/bin/sh', ['-c', line], { cwd: folder });
      const got = await server.next();
      expect([got.method, got.target, got.body]).toEqual([request.method, request.target, request.body]);
      const others = OF_CURL.filter((name) => !request.headers.some((header) => header.toLowerCase().startsWith(`${name}:`)));
      expect(ownHeaders(got.headers, others)).toEqual(ownHeaders(request.headers));
    });
  }
});
