/** Real exchanges between Node's HTTP client and server, recorded on their way, and cut into operations anywhere. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import zlib from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeConversation, type Conversation } from '../../../../traffic/src';
import { seededRandom } from '../../../support/random';
import { conversationOf, cut, RecordingRelay } from '../../../support/recordedTraffic';

const PAGE = `<!doctype html><title>Größe</title>${'<p>Zeile</p>'.repeat(2_000)}`;

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  switch (request.url) {
    case '/json':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 14 }).end('{"temp":21.50}');
      return;
    case '/gzip':
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' }).end(zlib.gzipSync(PAGE));
      return;
    case '/chunks':
      response.writeHead(200, { 'Content-Type': 'text/plain', Trailer: 'X-Sum' });
      for (let i = 0; i < 50; i += 1) response.write(`${i}:${'.'.repeat(i * 7)}\n`);
      response.addTrailers({ 'X-Sum': '1225' });
      response.end();
      return;
    case '/echo':
      response.end(`you sent: ${await text(request)}`);
      return;
    case '/nothing':
      response.writeHead(204).end();
      return;
    case '/old':
      response.writeHead(304, { ETag: '"1"' }).end();
      return;
    default:
      response.writeHead(404, { Connection: 'close' }).end();
  }
}

describe('exchanges over one connection that is kept', () => {
  let conversation: Conversation;

  beforeAll(async () => {
    const server = http.createServer((request, response) => void answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const relay = await RecordingRelay.to((server.address() as AddressInfo).port);
    const { port } = relay;
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async (method: string, path: string, body?: readonly string[]): Promise<void> => {
      const request = http.request({ port, host: '127.0.0.1', method, path, agent });
      for (const part of body ?? []) request.write(part);
      request.end();
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      await text(response);
    };
    await ask('GET', '/json');
    await ask('HEAD', '/json');
    await ask('GET', '/gzip');
    await ask('GET', '/chunks');
    await ask('POST', '/echo', ['a=1', '&b=2']);
    await ask('DELETE', '/nothing');
    await ask('GET', '/old');
    await ask('GET', '/missing');
    const [connection] = relay.connections;
    await connection!.closed;
    agent.destroy();
    server.close();
    await relay.close();
    conversation = conversationOf(connection!.turns, { peer: `127.0.0.1:${port}`, end: 'closed' });
  });

  it('are decoded one by one', async () => {
    const { messages, exchanges, problem } = await decodeConversation(conversation);
    expect(problem).toBeUndefined();
    expect(conversation.transfers.length).toBeGreaterThan(15);
    expect(messages.flatMap((message) => message.problem ?? [])).toEqual([]);
    expect(exchanges.map(({ method, url, status, reason }) => `${method} ${url} → ${status} ${reason}`)).toEqual([
      'GET /json → 200 OK',
      'HEAD /json → 200 OK',
      'GET /gzip → 200 OK',
      'GET /chunks → 200 OK',
      'POST /echo → 200 OK',
      'DELETE /nothing → 204 No Content',
      'GET /old → 304 Not Modified',
      'GET /missing → 404 Not Found',
    ]);
    const bodies = exchanges.map(({ response }) => messages[response!]!.body);
    const sum = Array.from({ length: 50 }, (_, i) => `${i}:${'.'.repeat(i * 7)}\n`).join('');
    expect(bodies).toEqual([
      { kind: 'text', language: 'json', text: '{\n  "temp": 21.50\n}', sizeBytes: 14, isCut: false },
      undefined,
      { kind: 'text', language: 'html', text: PAGE, sizeBytes: Buffer.byteLength(PAGE), isCut: false },
      { kind: 'text', language: 'text', text: sum, sizeBytes: sum.length, isCut: false },
      { kind: 'text', language: 'text', text: 'you sent: a=1&b=2', sizeBytes: 17, isCut: false },
      undefined,
      undefined,
      undefined,
    ]);
    expect(messages[exchanges[3]!.response!]!.facts).toContainEqual(['X-Sum (after the body)', '1225']);
    expect(messages[exchanges[4]!.request]!.body).toMatchObject({ kind: 'text', text: 'a=1&b=2' });
    expect(exchanges.every(({ firstByteMs, totalMs }) => firstByteMs! >= 0 && totalMs! >= firstByteMs!)).toBe(true);
  });

  it('are the same however the script cut them', async () => {
    const whole = await decodeConversation(conversation);
    expect(await decodeConversation(cut(conversation, () => 1))).toEqual(whole);
    const random = seededRandom(7);
    for (let round = 0; round < 30; round += 1) {
      const longest = 2 + Math.floor(random() * 600);
      expect(await decodeConversation(cut(conversation, () => Math.floor(random() * longest)))).toEqual(whole);
    }
  });

  it('can be sent to the panel as they are', async () => {
    const decoded = await decodeConversation(conversation);
    expect(structuredClone(decoded)).toEqual(decoded);
  });
});
