/**
 * Every snippet, run on the board as it is inserted: what it prints, and what the other side gets of it. Only addresses are typed in; names
 * lead to servers of this computer.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import type { NameAlias } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { startTlsPeer } from '../../conformance/tlsPeer';
import { DIST } from '../../support/distFolders';
import { mqttBroker } from '../../support/mqttBroker';
import { ntpServer } from '../../support/ntpServer';
import { ObservedRun, runToEnd } from '../../support/runs';
import { SerialConsole } from '../../support/serialConsole';
import { answerRequest, scriptedServer } from '../../support/servers';
import { filledIn, SNIPPETS } from '../../support/snippets';
import { fixture, HOST } from '../../support/tlsPeers';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

const ran = new Set<string>();

function snippet(name: string, typed: Readonly<Record<number, string>> = {}): string {
  const found = SNIPPETS[name];
  if (!found) throw new Error(`There is no snippet ${name}.`);
  ran.add(name);
  return filledIn(found, typed);
}

/** A client has the snippet for Wi-Fi above it, as in a user's file. */
function client(name: string, typed: Readonly<Record<number, string>> = {}): string {
  return snippet('Wi-Fi: connect') + snippet(name, typed);
}

/** What a client printed below its address. */
function printed({ stdout }: ObservedRun): string {
  return stdout.replace(/^192\.168\.237\.\d+\n/, '');
}

const WEB = 'www.example.com';

function alias(name: string, port: number): readonly NameAlias[] {
  return [{ name, host: '127.0.0.1', port }];
}

/** A web server under the name of the snippets, and the requests that it gets. */
async function webServer({ onTestFinished }: TestContext, body: string): Promise<{ aliases: readonly NameAlias[]; requests: string[] }> {
  const requests: string[] = [];
  const server = await scriptedServer((socket) =>
    answerRequest(socket, (request) => {
      requests.push(request);
      return { status: 200, body };
    }),
  );
  onTestFinished(() => server.close());
  return { aliases: alias(WEB, server.port), requests };
}

/** Starts a server on the board; it ends with the test. The address is that on this computer. */
async function served(
  { onTestFinished }: TestContext,
  source: string,
  folder?: string,
): Promise<{ run: ObservedRun; host: string; port: number }> {
  const run = await ObservedRun.startScript(board, { name: 'main.py', source, ...(folder === undefined ? {} : { folder }) });
  onTestFinished(async () => {
    run.run.interrupt();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
  });
  await run.until(({ events }) => events.some(({ kind }) => kind === 'listening'));
  const event = run.events.find(({ kind }) => kind === 'listening');
  const [host = '', port] = event?.kind === 'listening' ? event.address.split(':') : [];
  return { run, host, port: Number(port) };
}

describe.concurrent('the snippet', () => {
  it('for Wi-Fi connects, and prints the address', async () => {
    const run = await runToEnd(board, snippet('Wi-Fi: connect', { 1: 'home', 2: 'secret12' }), {
      accessPoints: [{ ssid: 'home', key: 'secret12' }],
      localNetwork: 'of one board',
    });
    expect(run).toMatchObject({ result: { kind: 'completed' }, stdout: '192.168.237.50\n', stderr: '' });
  });

  it('for a GET request prints the head of the answer', async (test) => {
    const { aliases, requests } = await webServer(test, 'hello');
    const run = await runToEnd(board, client('Socket: GET request'), { aliases });
    expect(printed(run)).toBe('HTTP/1.0 200 Answer\n');
    expect(run).toMatchObject({ result: { kind: 'completed' }, stderr: '' });
    expect(requests).toEqual([`GET / HTTP/1.0\r\nHost: ${WEB}\r\nConnection: close\r\n\r\n`]);
  });

  it('for a GET request over TLS tells the server its name, and prints the first line', async (test) => {
    const requests: string[] = [];
    const peer = await startTlsPeer({}, (secure) =>
      answerRequest(secure, (request) => {
        requests.push(`${secure instanceof tls.TLSSocket ? String(secure.servername) : ''} ${request}`);
        return { status: 200, body: 'hello' };
      }),
    );
    test.onTestFinished(() => peer.close());
    const run = await runToEnd(board, client('Socket: GET request over TLS'), { aliases: alias(WEB, peer.port) });
    expect(printed(run)).toBe('HTTP/1.0 200 Answer\n');
    expect(run).toMatchObject({ result: { kind: 'completed' }, stderr: '' });
    expect(requests).toEqual([`${WEB} GET / HTTP/1.0\r\nHost: ${WEB}\r\nConnection: close\r\n\r\n`]);
  });

  it('for JSON posts it with its length', async (test) => {
    const { aliases, requests } = await webServer(test, '');
    const run = await runToEnd(board, client('Socket: POST JSON'), { aliases });
    expect(printed(run)).toBe('HTTP/1.0 200 Answer\n');
    expect(run).toMatchObject({ result: { kind: 'completed' }, stderr: '' });
    const head = `POST / HTTP/1.0\r\nHost: ${WEB}\r\nContent-Type: application/json\r\nContent-Length: 12\r\nConnection: close\r\n\r\n`;
    expect(requests).toEqual([`${head}{"value": 1}`]);
  });

  it('for an HTTP server answers a browser, and prints what it asked for', async (test) => {
    const { run, host, port } = await served(test, snippet('Socket: HTTP server'));
    const response = await fetch(`http://${host}:${port}/lamp`);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toBe('<h1>ESP32</h1>');
    await run.until(({ stdout }) => /^\('192\.168\.237\.2', \d+\) GET \/lamp HTTP\/1\.1\n/.test(stdout));
  });

  it('for UDP sends a datagram and prints the answer', async (test) => {
    const peer = createSocket('udp4');
    test.onTestFinished(() => void peer.close());
    const received: string[] = [];
    peer.on('message', (message, { port, address }) => {
      received.push(message.toString());
      peer.send(`${message.toString()} to you`, port, address);
    });
    peer.bind(0, '127.0.0.1');
    await once(peer, 'listening');
    const run = await runToEnd(board, client('Socket: UDP send and receive', { 1: 'peer.local' }), {
      aliases: alias('peer.local', peer.address().port),
    });
    expect(received).toEqual(['hello']);
    expect(printed(run)).toMatch(/^b'hello to you' \('[\d.]+', \d+\)\n$/);
    expect(run).toMatchObject({ result: { kind: 'completed' }, stderr: '' });
  });

  it('for a TLS server shows its certificate, and answers', async (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
    test.onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'cert.der'), derOf('ec.pem'));
    writeFileSync(join(folder, 'key.der'), derOf('ec.key.pem'));
    const { run, host, port } = await served(test, snippet('Socket: TLS server'), folder);
    const visitor = tls.connect({ host, port, servername: HOST, ca: fixture('authority.pem') });
    visitor.write('GET / HTTP/1.0\r\n\r\n');
    expect(await textFrom(visitor)).toBe('HTTP/1.0 200 OK\r\n\r\nhello\r\n');
    await run.until(({ stdout }) => stdout === "b'GET / HTTP/1.0\\r\\n'\n");
  });

  it('that waits with poll prints what comes, and closes when nothing more does', async (test) => {
    const server = await scriptedServer((socket) => void socket.write('one', () => socket.end()));
    test.onTestFinished(() => server.close());
    const run = await ObservedRun.start(board, client('Socket: wait with poll', { 1: 'peer.local' }), {
      aliases: alias('peer.local', server.port),
    });
    await server.ended(1);
    run.run.interrupt();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
    expect(printed(run)).toBe("b'one'\n");
    expect(server.endings).toEqual(['FIN']);
  });

  it('for a client of asyncio prints the answer', async (test) => {
    const { aliases, requests } = await webServer(test, 'hello');
    const run = await runToEnd(board, client('asyncio: client'), { aliases });
    expect(printed(run)).toBe("b'HTTP/1.0 200 Answer\\r\\n\\r\\nhello'\n");
    expect(run).toMatchObject({ result: { kind: 'completed' }, stderr: '' });
    expect(requests).toEqual([`GET / HTTP/1.0\r\nHost: ${WEB}\r\nConnection: close\r\n\r\n`]);
  });

  it('for a server of asyncio serves several clients at once', async (test) => {
    const { run, host, port } = await served(test, snippet('asyncio: server'));
    // The first one says nothing yet; the second one is served all the same.
    const slow = connect({ host, port });
    await once(slow, 'connect');
    expect(await (await fetch(`http://${host}:${port}/quick`)).text()).toBe('hello\r\n');
    slow.write('GET /slow HTTP/1.0\r\n\r\n');
    expect(await textFrom(slow)).toBe('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello\r\n');
    await run.until(({ stdout }) => stdout === "b'GET /quick HTTP/1.1\\r\\n'\nb'GET /slow HTTP/1.0\\r\\n'\n");
  });

  it('for requests prints the status and the JSON', async (test) => {
    const { aliases, requests } = await webServer(test, '{"temperature": 21.5}');
    const run = await runToEnd(board, client('requests: GET JSON'), { aliases });
    expect(printed(run)).toBe("200\n{'temperature': 21.5}\n");
    expect(run).toMatchObject({ result: { kind: 'completed' }, stderr: '' });
    expect(requests[0]).toMatch(/^GET \/ HTTP\/1\.1\r\n[^]*Host: www\.example\.com\r\n/);
  });

  it('for MQTT publishes, hears what others publish, and says goodbye', async (test) => {
    const serve = mqttBroker();
    const broker = await scriptedServer((socket) => serve(socket));
    test.onTestFinished(() => broker.close());
    const aliases = alias('broker.local', broker.port);
    const run = await ObservedRun.start(board, client('MQTT: publish and subscribe'), { aliases });
    // It publishes once its subscription is confirmed; then another board writes to the topic.
    await run.until(({ records }) => records.some(({ bytes }) => Buffer.from(bytes ?? []).toString() === 'hello'));
    const other = client('MQTT: publish and subscribe', { 1: 'other', 3: 'other/in', 4: 'esp32/in' });
    const second = await ObservedRun.start(board, other, { aliases });
    await run.until((one) => printed(one) === "b'esp32/in' b'hello'\n");
    for (const one of [run, second]) {
      one.run.interrupt();
      expect(await one.done).toEqual({ kind: 'interrupted', killed: false });
    }
    await broker.ended(2);
    // The last packet of a client that goes in good order is a DISCONNECT.
    expect(broker.received().subarray(-2)).toEqual(Buffer.of(0xe0, 0));
    expect(broker.endings).toEqual(['FIN', 'FIN']);
  });

  it('for NTP sets the clock', async (test) => {
    const seconds = Date.UTC(2031, 4, 6, 7, 8, 9) / 1000 - Date.UTC(1900, 0, 1) / 1000;
    const server = await ntpServer(seconds % 2 ** 32);
    test.onTestFinished(() => server.close());
    const run = await runToEnd(board, client('NTP: set the clock'), { aliases: alias('pool.ntp.org', server.port) });
    expect(printed(run)).toMatch(/^\(2031, 5, 6, 7, 8, \d+, 1, 126\)\n$/);
    expect(run).toMatchObject({ result: { kind: 'completed' }, stderr: '' });
  });

  it('that blinks goes on at the prompt', async (test) => {
    const line = await SerialConsole.open(board);
    test.onTestFinished(() => line.board.dispose());
    await line.board.boot();
    await line.until('>>> ');
    const levels: number[] = [];
    const hasBlinked = new Promise<void>((resolve) =>
      line.board.onEvent((event) => {
        if (event.kind === 'pin' && event.pin === 2) levels.push(event.level);
        if (levels.length > 4) resolve();
      }),
    );
    expect(await line.board.runScript({ name: 'main.py', source: snippet('Pin: blink', { 2: '20' }) })).toEqual({ kind: 'completed' });
    await hasBlinked;
    expect(levels.slice(1, 5)).toEqual([1, 0, 1, 0]);
  });
});

it('no snippet is left out', () => {
  expect([...ran].sort()).toEqual(Object.keys(SNIPPETS).sort());
});

function derOf(pem: string): Buffer {
  return Buffer.from(
    fixture(pem)
      .toString()
      .replace(/-----.*-----|\s/g, ''),
    'base64',
  );
}

async function textFrom(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}
