/** The test server that ships with the project, as a process and as a function. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE, startTestServer, type TestServer } from '../../examples/server/servers';
import { DIST } from '../support/distFolders';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function get(path: string): Promise<{ status: number; body: Buffer; header: (name: string) => string | null }> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()), header: (name) => response.headers.get(name) };
}

describe('the test server', () => {
  it('answers / with a page and closes', async () => {
    const { status, body, header } = await get('/');
    expect([status, body.toString(), header('connection'), header('content-length')]).toEqual([200, PAGE, 'close', String(PAGE.length)]);
  });

  it('gives as many bytes as asked for', async () => {
    const { body } = await get('/bytes/100000');
    expect(body.equals(Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256)))).toBe(true);
    expect((await get('/bytes/-1')).body).toHaveLength(0);
  });

  it('answers with the status asked for, if there is such a one', async () => {
    const codes = await Promise.all(['/status/200', '/status/503', '/status/99', '/status/x', '/nowhere'].map((path) => get(path)));
    expect(codes.map(({ status }) => status)).toEqual([200, 503, 404, 404, 404]);
  });

  it('drips, with a length and in chunks', async () => {
    const [slow, chunked] = await Promise.all([get('/slow'), get('/chunked')]);
    expect([slow.body.toString(), chunked.body.toString()]).toEqual(['drip\n'.repeat(5), 'drip\n'.repeat(5)]);
    expect([slow.header('content-length'), chunked.header('transfer-encoding')]).toEqual(['25', 'chunked']);
  });

  it('echoes until the client has ended', async () => {
    const socket = connect(server.echoPort, '127.0.0.1');
    socket.end('hello');
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(data.toString()).toBe('hello');
  });

  it('says where it listens, and ends with its standard input', async () => {
    const child = spawn(process.execPath, [join(DIST, 'testServer.js'), '--exit-with-stdin']);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { port } = JSON.parse(line.toString()) as { port: number; echoPort: number };
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('ends with 2 when its port is taken', async () => {
    const child = spawn(process.execPath, [join(DIST, 'testServer.js'), '--port', String(server.port)]);
    expect(await once(child, 'close')).toEqual([2, null]);
  });
});
