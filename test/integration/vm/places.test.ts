/** A record names the line of the user's files that the operation was called from, and no line where there is none. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SocketRecord } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { ObservedRun, runToEnd } from '../../support/runs';
import { answerRequest, scriptedServer } from '../../support/servers';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Brings the board into a network, in one line. */
const ONLINE =
  'import network, time; w = network.WLAN(); w.active(True); w.connect("a", "b"); [time.sleep_ms(50) for i in range(99) if not w.isconnected()]';

/** Runs a script, with modules beside it; `peer.test` is at a port of this computer. */
async function inFolder(files: Readonly<Record<string, string>>, source: string, port = 1): Promise<ObservedRun> {
  const own = await mkdtemp(join(folder, 'run-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(own, name)), { recursive: true });
    await writeFile(join(own, name), text);
  }
  const run = await ObservedRun.startScript(
    board,
    { name: 'test.py', source, folder: own },
    { aliases: [{ name: 'peer.test', host: '127.0.0.1', port }] },
  );
  await run.done;
  return run;
}

/** The operations by line, sorted. */
function byLine(records: readonly SocketRecord[]): readonly string[] {
  return records.map(({ operation, place }) => `${place ? `${place.file}:${place.line}` : 'no line'} ${operation}`).sort();
}

/** What a script's lines say that end with `#:` and operations. */
function marked(source: string): readonly string[] {
  return source
    .split('\n')
    .flatMap((text, index) => (text.split('#:')[1]?.trim().split(' ') ?? []).map((operation) => `test.py:${index + 1} ${operation}`))
    .sort();
}

const SCRIPTS = {
  'in functions, methods, closures, lambdas and loops': `
import socket
def function():
    s = socket.socket()  #: socket

    s.close()  #: close
class Class:
    def __init__(self, a, b, *, c=1, d=2):
        self.s = socket.socket()  #: socket
        def inner():
            return self.s.close()  #: close
        self.inner = inner
function()
Class(1, 2, d=3).inner()
open_one = lambda: socket.socket()  #: socket
s = open_one()
for i in range(2):
    if i:
        s.close()  #: close
    else:
        pass
for host, port in [("127.0.0.1", 80)]:
    socket.getaddrinfo(host, port)  #: getaddrinfo
`,
  'in generators, from within others and with what is thrown into them': `
import socket
def each(sockets):
    for s in sockets:
        s.close()  #: close close close
        yield s
def outer():
    yield from each([socket.socket() for i in range(2)])  #: socket socket
for s in outer():
    pass
g = each([socket.socket()])  #: socket
next(g)
g.close()
def thrown():
    s = socket.socket()  #: socket
    try:
        yield
    except ValueError:
        s.close()  #: close
        yield
t = thrown()
next(t)
t.throw(ValueError())
`,
  'below functions of the firmware, and after exceptions through them': `
import socket
def key(n):
    s = socket.socket()  #: socket socket socket
    s.close()  #: close close close
    if n == 1:
        raise ValueError
    return n
try:
    sorted([1, 2], key=key)
except ValueError:
    socket.getaddrinfo("127.0.0.1", 80)  #: getaddrinfo
list(map(lambda n: socket.socket().close(), [1]))  #: socket close
max([2], key=lambda n:
    key(n))
class Managed:
    def __enter__(self):
        self.s = socket.socket()  #: socket
    def __exit__(self, *rest):
        self.s.close()  #: close
        return True
with Managed():
    raise KeyError
s = socket.socket()  #: socket
try:
    try:
        s.recv(1)  #: recv
    finally:
        s.close()  #: close
except OSError:
    socket.getaddrinfo("127.0.0.1", 80)  #: getaddrinfo
`,
  'in callbacks, wherever the script is then': `
import socket, micropython
from machine import Timer
def callback(n):
    s = socket.socket()  #: socket
    s.close()  #: close
micropython.schedule(callback, 1)
for i in range(10):
    pass
done = []
def tick(t):
    s = socket.socket()  #: socket
    done.append(s)
    t.deinit()
    s.close()  #: close
Timer(0, mode=Timer.ONE_SHOT, period=5, callback=tick)
while not done:
    pass
`,
  'in coroutines and tasks': `
import asyncio, socket
async def open_later(n):
    await asyncio.sleep_ms(n)
    s = socket.socket()  #: socket socket
    await asyncio.sleep_ms(n)
    s.close()  #: close close
async def main():
    task = asyncio.create_task(open_later(1))
    await asyncio.gather(open_later(2), task)
    socket.getaddrinfo("127.0.0.1", 80)  #: getaddrinfo
asyncio.run(main())
`,
  'also where a traceback names a later one': `
import socket
look = lambda: socket.getaddrinfo("127.0.0.1", 80)  #: getaddrinfo
n = 0
while n < 2 and socket.getaddrinfo("127.0.0.1", 80):  #: getaddrinfo getaddrinfo
    n += 1
    n += 0
look()
def nested():
    n = 0
    while (socket.getaddrinfo("127.0.0.1", 1)  #: getaddrinfo getaddrinfo getaddrinfo
           and n < 2):
        n += 1
        m = 0
        while m < 1 and socket.getaddrinfo("127.0.0.1", 1):  #: getaddrinfo getaddrinfo
            m += 1
            while not socket.getaddrinfo("127.0.0.1", 2): pass  #: getaddrinfo getaddrinfo
${'            m += 0\n'.repeat(120)}            pass
    socket.getaddrinfo("127.0.0.1", 1)  #: getaddrinfo
nested()
all = [socket.getaddrinfo("127.0.0.1", n)  #: getaddrinfo getaddrinfo
       for n in range(4)
       if n % 2]
`,
} as const;

describe('a record names the line', () => {
  it.for(Object.entries(SCRIPTS))('%s', async ([, source]) => {
    const { records, result, stderr } = await runToEnd(board, source);
    expect(stderr).toBe('');
    expect(result).toEqual({ kind: 'completed' });
    expect(byLine(records)).toEqual(marked(source));
  });

  it('of the exec, for code that has no file', async () => {
    const source = `import socket
exec("s = socket.socket()")
exec("\\n\\ndef close():\\n s.close()")
def f():
    close()
f()
`;
    expect(byLine((await runToEnd(board, source)).records)).toEqual(['test.py:2 socket', 'test.py:5 close']);
  });

  it('of a module by the module’s file, and of the firmware’s modules never', async () => {
    const server = await scriptedServer((socket) => answerRequest(socket, () => ({ status: 200, body: 'here' })));
    const files = {
      'lib/client.py': 'import requests\n\ndef get(url):\n    return requests.get(url).text\n',
      'opener.py': 'import socket\nnone = socket.socket()\nnone.close()\n',
    };
    const { records, stderr } = await inFolder(files, `${ONLINE}\nimport opener, client\nclient.get("http://peer.test/")\n`, server.port);
    await server.close();
    expect(stderr).toBe('');
    expect(new Set(records.map(({ place }) => `${place?.file}:${place?.line}`))).toEqual(
      new Set(['opener.py:2', 'opener.py:3', '/lib/client.py:4']),
    );
  });

  it('of a module that has the name of one of the firmware’s', async () => {
    const { records } = await inFolder(
      { 'ntptime.py': 'import socket\ndef time():\n    return socket.socket()\n' },
      'import ntptime\nntptime.time()\n',
    );
    expect(byLine(records)).toEqual(['ntptime.py:3 socket']);
  });

  it('that awaits a stream of asyncio', async () => {
    const server = await scriptedServer((socket) => socket.on('data', (data) => socket.end(data)));
    const source = `${ONLINE}
import asyncio
async def main():
    reader, writer = await asyncio.open_connection("peer.test", 80)
    writer.write(b"line\\n")
    await writer.drain()
    line = await reader.readline()
    writer.close()
    await writer.wait_closed()
asyncio.run(main())
`;
    const { records, stderr } = await inFolder({}, source, server.port);
    await server.close();
    expect(stderr).toBe('');
    const lines = new Map(records.map(({ operation, place }) => [operation, place?.line]));
    expect([lines.get('connect'), lines.get('readline'), lines.get('close')]).toEqual([4, 7, 9]);
  });
});

describe('a record names no line', () => {
  it('for what nothing but the firmware called', async () => {
    const source = `import socket, micropython
micropython.schedule(socket.socket, 2)
for i in range(10):
    pass
`;
    expect(byLine((await runToEnd(board, source)).records)).toEqual(['no line socket']);
  });

  it('for sockets that the collector closed, and the right one afterwards', async () => {
    const source = `import gc, socket
def lose(n):
    for i in range(n):
        socket.socket()
lose(6)
gc.collect()
socket.getaddrinfo("127.0.0.1", 80)
`;
    const { records } = await runToEnd(board, source);
    const closed = records.filter(({ operation }) => operation === 'close');
    expect(closed.length).toBeGreaterThan(3);
    expect(closed.filter(({ place }) => place)).toEqual([]);
    expect(records.at(-1)?.place).toEqual({ file: 'test.py', line: 7 });
  });

  it('in code that was compiled without lines', async () => {
    const source = 'import socket, micropython\nmicropython.opt_level(3)\nimport lineless\n';
    const { records } = await inFolder({ 'lineless.py': 'import socket\n\n\nsocket.socket()\n' }, source);
    expect(byLine(records)).toEqual(['no line socket']);
  });
});

describe('the line that a record names changes nothing else', () => {
  it('a traceback names the line that a board’s would', async () => {
    const source = `
n = 0
while n < 1 or m:
    n += 1
    pass
`;
    expect((await runToEnd(board, source)).stderr).toBe(
      "Traceback (most recent call last):\n  File \"test.py\", line 5, in <module>\nNameError: name 'm' isn't defined\n",
    );
  });
});
