/** `traffic` on the command line, on files that runs have left. */
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../examples/server/servers';
import { CliBench } from '../../support/cli';
import { ROOT } from '../../support/distFolders';

const EXAMPLE = join(ROOT, 'examples', 'http_get.py');

/** The beginning of a script: on the network. */
const ONLINE = `import network, socket, ssl, time
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("any", "any key")
while not wlan.isconnected():
    time.sleep_ms(20)
`;

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

describe('traffic show', () => {
  it('tells connections and what was said', async () => {
    const { code, stdout } = await bench.run('traffic', 'show', 'run.ndjson');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^http_get\.py on Simulated ESP32, 20\d\d-/);
    expect(stdout).toMatch(/^#1 TCP {2}client {2}www\.example\.com:80 \(198\.19\.255\.2\) {2}sent \d+ B, received \d+ B/m);
    expect(stdout).toMatch(/^ {3}→ \S+ s {2}GET \/ /m);
    expect(stdout).toMatch(/^ {3}← \S+ s {2}200 OK .*<!DOCTYPE html>/m);
  });

  it('shows what could command a terminal as text', async () => {
    const hostile = Buffer.from('HTTP/1.1 200 \x1b[2JOK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n\x1b]0;x').toString(
      'base64',
    );
    const line = (fields: object): string =>
      `${JSON.stringify({ time_ms: 1, duration_ms: 0, socket: 1, peer: 'a\x1b[31m:80', ...fields })}\n`;
    const request = { operation: 'send', bytes: Buffer.from('GET /\u009b31m HTTP/1.1\r\n\r\n').toString('base64'), result: 1 };
    await writeFile(
      join(bench.folder, 'hostile.ndjson'),
      line({ operation: 'connect', bytes: '', result: null }) + line(request) + line({ operation: 'recv', bytes: hostile, result: 1 }),
    );
    const { code, stdout } = await bench.run('traffic', 'show', 'hostile.ndjson');
    expect(code).toBe(0);
    expect(stdout).toContain('a\\u001b[31m:80');
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });
});

describe('traffic diff', () => {
  it('finds no difference in what is chance, and ends with 0', async () => {
    const later = (await read('run.ndjson')).replace(/"time_ms":(\d+)/g, (_, time: string) => `"time_ms":${Number(time) + 7}`);
    await writeFile(join(bench.folder, 'later.ndjson'), later);
    expect(await bench.run('traffic', 'diff', 'run.ndjson', 'later.ndjson')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('shows a difference as lines, and ends with 1', async () => {
    const other = (await read('run.ndjson')).replace(/^.*"operation":"close".*\n/m, '');
    await writeFile(join(bench.folder, 'other.ndjson'), other);
    const { code, stdout } = await bench.run('traffic', 'diff', 'run.ndjson', 'other.ndjson');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^--- run\.ndjson\n\+\+\+ other\.ndjson\n@@ /);
    expect(stdout).toMatch(/^-.*close/m);
  });
});

describe('a recorded run, with its server gone', () => {
  it('is played back for the script, which prints the same', async () => {
    const { code, stdout, stderr } = await bench.run('run', '--replay', 'run.ndjson', EXAMPLE);
    expect(stderr).toBe('');
    expect([code, stdout]).toEqual([0, printed]);
  });

  it('is played back from an HTTP archive as well', async () => {
    expect((await bench.run('traffic', 'convert', 'run.ndjson', 'run.har')).code).toBe(0);
    const { code, stdout, stderr } = await bench.run('run', '--replay', 'run.har', EXAMPLE);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('<h1>It works</h1>');
  });

  it('is played back as servers at addresses that are told', async () => {
    const port = await freePort();
    const replay = bench.start('traffic', 'replay', 'run.ndjson', '--port', `www.example.com:80=${port}`);
    await replay.complained('Ctrl-C ends it.');
    const [table, , command = ''] = replay.stdout.toString().split('\n');
    expect(table).toBe(`www.example.com:80  127.0.0.1:${port}  TCP, once`);
    expect(command).toBe(`micropython-sockets run --alias www.example.com:80=127.0.0.1:${port} SCRIPT`);
    const options = command.split(' ').slice(2, -1);
    expect(await bench.run('run', ...options, '--net', 'local', EXAMPLE)).toMatchObject({ code: 0, stdout: printed });
    replay.child.kill('SIGINT');
    expect(await replay.ended).toBe(0);
  });

  it('says what the script does otherwise, and reaches nothing else', async () => {
    await bench.script(
      `${ONLINE}
def get(host, path):
    s = socket.socket()
    s.connect(socket.getaddrinfo(host, 80)[0][-1])
    s.send(b"GET %s HTTP/1.0\\r\\n\\r\\n" % path)
    print(s.recv(12))
get("www.example.com", b"/other")
get("elsewhere.example.com", b"/")
`,
      'other.py',
    );
    const { code, stdout, stderr } = await bench.run('run', '--replay', 'run.ndjson', 'other.py');
    expect(stdout).toBe("b'HTTP/1.1 501'\n");
    expect(stderr).toContain('Not as recorded, with www.example.com:80: GET /other was not recorded; it is answered with 501\n');
    expect(stderr).toContain('"elsewhere.example.com" was blocked');
    expect([code, stderr.includes('OSError: -202')]).toEqual([1, true]);
  });

  test.each([
    ['run', '--replay', 'no.ndjson', EXAMPLE],
    ['traffic', 'replay', 'no.ndjson'],
  ])('%s says why it does not begin', async (...words) => {
    const { code, stderr } = await bench.run(...words);
    expect([code, stderr]).toEqual([2, 'micropython-sockets: no.ndjson cannot be read: there is no such file or folder.\n']);
  });
});

const PEERS_SCRIPT = `${ONLINE}
def talk(name, port, request=b"GET /json HTTP/1.0\\r\\nHost: x\\r\\n\\r\\n", tls=None):
    s = socket.socket()
    s.settimeout(1)
    try:
        s.connect(socket.getaddrinfo(name, port)[0][-1])
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.verify_mode = tls
            s = context.wrap_socket(s, server_hostname=name)
        s.write(request)
        return s.read(15)
    except (OSError, ValueError) as e:
        return e.errno if isinstance(e, OSError) and isinstance(e.errno, int) else str(e)
print(talk("http.test", 80))
print(talk("https.test", 443, tls=ssl.CERT_NONE))
print(talk("https.test", 443, tls=ssl.CERT_REQUIRED))
print(talk("echo.test", 7, b"fifteen letters"))
print(talk("silent.test", 80), talk("reset.test", 80), talk("half.test", 80), talk("refused.test", 80))
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.sendto(b"datagram", socket.getaddrinfo("echo.test", 7)[0][-1])
print(u.recv(100))
`;

describe('test peers', () => {
  it('are there for a run, and what was said to them can be played back', async () => {
    await bench.script(PEERS_SCRIPT, 'peers.py');
    const run = await bench.run('run', '--peers', '--trace', 'peers.ndjson', 'peers.py');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const lines = run.stdout.split('\n');
    expect(lines.slice(0, 2)).toEqual(["b'HTTP/1.1 200 OK'", "b'HTTP/1.1 200 OK'"]);
    expect(lines[2]).toMatch(/verify|certificate|unknown CA|-\d+/i);
    expect(lines[3]).toBe("b'fifteen letters'");
    expect(lines[4]).toBe("116 104 b'HTTP/1.1 200 OK' 104");
    expect(lines[5]).toBe("b'datagram'");
    const again = await bench.run('run', '--replay', 'peers.ndjson', 'peers.py');
    expect(again.stdout).toBe(run.stdout);
    expect(again.stderr).toMatch(/^micropython-sockets: The connections under TLS have a certificate that was made just now\./);
    expect(again.code).toBe(0);
  });

  it('are listed until Ctrl-C', async () => {
    const peers = bench.start('peers');
    await peers.complained('Ctrl-C ends it.');
    const text = peers.stdout.toString();
    expect(text).toMatch(/^http\.test:80 {6}127\.0\.0\.1:\d+ +HTTP; /m);
    const [, address] = /--alias echo\.test=(\S+)/.exec(text) ?? [];
    expect(text).toContain(`echo.test:7       ${address}`);
    peers.child.kill('SIGINT');
    expect(await peers.ended).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
