/** `traffic` on the command line, on files that runs have left. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../examples/server/servers';
import { CliBench } from '../../support/cli';
import { ROOT } from '../../support/distFolders';

const EXAMPLE = join(ROOT, 'examples', 'http_get.py');

let bench: CliBench;
/** What the script printed while it was recorded. */
let printed: string;
let server: TestServer;

beforeAll(async () => {
  bench = await CliBench.create();
  server = await startTestServer();
  const { stdout, code } = await bench.run('run', '--alias', `www.example.com=127.0.0.1:${server.port}`, '--trace', 'run.ndjson', EXAMPLE);
  expect(code).toBe(0);
  printed = stdout;
  await server.close();
});
afterAll(() => bench.remove());

const read = (name: string): Promise<string> => readFile(join(bench.folder, name), 'utf8');

describe('traffic convert', () => {
  it('writes a trace as it was', async () => {
    expect(printed).toContain('It works');
    expect(await bench.run('traffic', 'convert', 'run.ndjson', 'again.jsonl')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await read('again.jsonl')).toBe(await read('run.ndjson'));
  });

  it('takes the format that it is told', async () => {
    expect((await bench.run('traffic', 'convert', 'run.ndjson', 'named.txt', '--to', 'ndjson')).code).toBe(0);
    expect(await read('named.txt')).toBe(await read('run.ndjson'));
  });

  it('writes packets and an HTTP archive, which is read again', async () => {
    expect((await bench.run('traffic', 'convert', 'run.ndjson', 'run.pcapng')).code).toBe(0);
    expect((await readFile(join(bench.folder, 'run.pcapng'))).readUInt32LE(0)).toBe(0x0a0d0d0a);
    expect((await bench.run('traffic', 'convert', 'run.ndjson', 'run.har')).code).toBe(0);
    const har = JSON.parse(await read('run.har')) as { log: { entries: { request: { url: string }; response: { status: number } }[] } };
    expect(har.log.entries).toMatchObject([{ request: { url: 'http://www.example.com/' }, response: { status: 200 } }]);
    expect((await bench.run('traffic', 'convert', 'run.har', 'from-har.ndjson')).code).toBe(0);
    expect(await read('from-har.ndjson')).toContain('"peer":"www.example.com:80"');
  });

  test.each([
    [['run.pcapng', 'x.ndjson'], /^micropython-sockets: run\.pcapng cannot be read: packets are for other programs/],
    [['no.ndjson', 'x.ndjson'], /^micropython-sockets: no\.ndjson cannot be read: there is no such file or folder\.\n$/],
    [['run.ndjson', 'no/x.ndjson'], /^micropython-sockets: no\/x\.ndjson cannot be written: there is no such file or folder\.\n$/],
    [['run.ndjson', 'x.doc'], /^micropython-sockets: the extension of x\.doc names no format; there are \.ndjson/],
    [['run.ndjson', 'x', '--to', 'doc'], /^micropython-sockets: --to is one of ndjson.*, not "doc"\n$/],
    [['broken.ndjson', 'x.ndjson'], /^micropython-sockets: broken\.ndjson, line 1: it is no JSON object: /],
    [['run.ndjson'], /^micropython-sockets: traffic convert wants two files: the one to read and the one to write\n/],
  ])('of %j ends with 2 and says why', async (words, complaint) => {
    await writeFile(join(bench.folder, 'broken.ndjson'), 'nothing\n');
    const { code, stderr } = await bench.run('traffic', 'convert', ...words);
    expect(stderr).toMatch(complaint);
    expect(code).toBe(2);
  });
});
