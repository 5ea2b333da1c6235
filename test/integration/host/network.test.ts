/** The board's network as the VM sees it: what connecting, sending and receiving do to the shared memory. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer } from '../../../examples/server/servers';
import { SimulatedBoard } from '../../../simulator/src';
import type { RunOptions } from '../../../shared/src';
import { makeFakeDist } from '../../support/distFolders';
import { runToEnd } from '../../support/runs';
import { closedPort, deafPort, resettingServer, scriptedServer, sendingServer, silentServer } from '../../support/servers';

let dist: Awaited<ReturnType<typeof makeFakeDist>>;
let board: SimulatedBoard;
const servers: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  dist = await makeFakeDist();
});
afterAll(() => dist.remove());
beforeEach(() => {
  board = new SimulatedBoard({ distFolder: dist.path });
});
afterEach(async () => {
  board.dispose();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function using<T extends { close(): Promise<void> }>(server: Promise<T>): Promise<T> {
  servers.push(await server);
  return server;
}

/** Joins the Wi-Fi, looks `host.local` up, runs the code with that as `host`, and returns what it printed. */
async function print(code: string, options: Partial<RunOptions> = {}): Promise<string> {
  const prelude = `vm.ready(); vm.wifi(); const host = vm.resolve('host.local').address; const say = (value) => vm.print(JSON.stringify(value) + ' ');`;
  const run = await runToEnd(board, prelude + code, options);
  expect(run.result).toEqual({ kind: 'completed' });
  return run.stdout.trim();
}

describe('a connection', () => {
  it('carries bytes both ways', async () => {
    const server = await using(startTestServer());
    const output = await print(
      `say(vm.connect(1, host, ${server.port})); vm.send(1, 'GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n'); vm.print(vm.readAll(1));`,
    );
    expect(output).toMatch(/^0 HTTP\/1\.1 200 OK\r\n[^]*<h1>It works<\/h1>/);
  });

  it('delivers every byte of a large transfer to a slow reader', async () => {
    const server = await using(startTestServer());
    const code = `
      vm.connect(1, host, ${server.port}); vm.send(1, 'GET /bytes/5000000 HTTP/1.0\\r\\n\\r\\n');
      let total = 0, wrong = 0, header = '';
      while (!header.endsWith('\\r\\n\\r\\n')) header += String.fromCharCode(vm.recv(1, 1)[0]);
      for (let part = vm.recv(1, 1000); part.length; part = vm.recv(1, 1000)) for (const byte of part) if (byte !== total++ % 256) wrong++;
      say([total, wrong]);`;
    expect(await print(code)).toBe('[5000000,0]');
  });

  it('takes everything of a large transfer from a fast writer', async () => {
    const server = await using(silentServer());
    await print(`vm.connect(1, host, ${server.port}); vm.send(1, new Uint8Array(3000000).fill(7)); vm.close(1); say('sent');`);
    await server.ended(1);
    expect(server.received().equals(Buffer.alloc(3_000_000, 7))).toBe(true);
    expect(server.endings).toEqual(['FIN']);
  });

  it('delivers what came before the peer closed, then its end', async () => {
    const server = await using(sendingServer([{ bytes: 'one ' }, { bytes: 'two', delayMs: 20 }]));
    expect(await print(`vm.connect(1, host, ${server.port}); vm.print(vm.readAll(1));`)).toBe('one two');
  });

  it('can still send after the peer has ended its side', async () => {
    const server = await using(scriptedServer((socket) => socket.end('bye')));
    await print(`vm.connect(1, host, ${server.port}); vm.readAll(1); vm.send(1, 'still here'); vm.close(1);`);
    await server.ended(1);
    expect(server.received().toString()).toBe('still here');
  });

  it('ends in 104 when the peer resets it', async () => {
    const server = await using(resettingServer());
    expect(await print(`vm.connect(1, host, ${server.port}); vm.send(1, 'x'); say(vm.recv(1, 10));`)).toBe('104');
  });

  it('keeps what came before it broke while others are read', async () => {
    const gone = new Set<() => void>();
    const breaking = await using(
      scriptedServer((socket) => {
        socket.write(Buffer.alloc(1_000_000, 'a'));
        socket.once('data', () => socket.resetAndDestroy()).once('close', () => gone.forEach((tell) => tell()));
      }),
    );
    const witness = await using(scriptedServer((socket) => gone.add(() => socket.end('gone'))));
    const other = await using(sendingServer([{ bytes: Buffer.alloc(60_000, 'b') }]));
    const output = await print(`
      vm.connect(1, host, ${breaking.port}); vm.connect(2, host, ${witness.port});
      vm.waitFor(() => vm.sockets.get(1).available >= 262144 || undefined);
      vm.send(1, 'x'); vm.readAll(2); vm.send(1, 'y');
      for (let socket = 3; socket < 9; socket++) { vm.connect(socket, host, ${other.port}); vm.readAll(socket); }
      let right = 0, wrong = 0;
      for (let part = vm.recv(1, 10000); part.length; part = vm.recv(1, 10000)) for (const byte of part) byte === 97 ? right++ : wrong++;
      say([right > 262144, wrong]);`);
    expect(output).toBe('[true,0]');
  });

  it('is reset when the VM asks for that', async () => {
    const server = await using(silentServer());
    await print(`vm.connect(1, host, ${server.port}); vm.close(1, true);`);
    await server.ended(1);
    expect(server.endings).toEqual(['ECONNRESET']);
  });

  it('is closed when the script ends without closing it', async () => {
    const server = await using(silentServer());
    await print(`vm.connect(1, host, ${server.port}); vm.send(1, 'last words');`);
    await server.ended(1);
    expect([server.received().toString(), server.endings]).toEqual(['last words', ['FIN']]);
  });
});

describe('one connection after another', () => {
  it('shares few memories, and each begins afresh', async () => {
    const server = await using(startTestServer());
    const output = await print(
      `let pages = 0;
       for (let socket = 1; socket <= 50; socket++) {
         const port = socket % 5 === 0 ? ${(await using(closedPort())).port} : ${server.port};
         if (vm.connect(socket, socket % 7 === 0 ? '127.0.0.1' : host, port) === 0) {
           vm.send(socket, 'GET / HTTP/1.0\\r\\n\\r\\n');
           if (vm.readAll(socket).endsWith('</html>\\n')) pages++;
         }
         vm.close(socket);
       }
       say([pages, vm.memoryCount <= 5]);`,
    );
    // Every fifth and every seventh connection is refused.
    expect(output).toBe('[34,true]');
  });
});

describe('a connection that fails', () => {
  it('gets 104 where nothing listens', async () => {
    expect(await print(`say(vm.connect(1, host, ${(await using(closedPort())).port}));`)).toBe('104');
  });

  it('gets 118 without Wi-Fi, and names are unknown', async () => {
    const run = await runToEnd(
      board,
      `vm.print(JSON.stringify([vm.connect(1, '198.19.255.1', 80), vm.resolve('host.local'), vm.resolve('127.0.0.1')]));`,
    );
    expect(JSON.parse(run.stdout)).toEqual([118, { errno: -202 }, { address: '127.0.0.1' }]);
  });

  it('gets 113 after 18 seconds where nobody answers', { timeout: 90_000 }, async () => {
    const deaf = await using(deafPort());
    const output = await print(
      `const start = performance.now(); say(vm.connect(1, host, ${deaf.port}, 30000)); say(Math.round((performance.now() - start) / 1000));`,
    );
    expect(output).toBe('113 18');
  });

  it('finds nobody on the loopback address, and is told once where the computer is', async () => {
    const server = await using(startTestServer());
    const run = await runToEnd(
      board,
      `vm.wifi(); vm.print([vm.connect(1, '127.0.0.1', ${server.port}), vm.connect(2, '127.0.0.1', ${server.port})].join());`,
    );
    expect(run.stdout).toBe('104,104');
    expect(run.notices).toHaveLength(1);
    expect(run.notices[0]?.text).toContain('host.local');
  });
});

describe('names', () => {
  it('lead where the aliases say, with a stable address for each', async () => {
    const server = await using(startTestServer());
    const aliases = [
      { name: 'www.example.com', host: '127.0.0.1', port: server.port },
      { name: 'other.example', host: 'localhost' },
    ];
    const output = await print(
      `const a = vm.resolve('WWW.example.com').address, b = vm.resolve('other.example').address;
       say([a, vm.resolve('www.example.com').address === a, a !== b, vm.connect(1, a, 80), vm.connect(2, b, ${server.port}), vm.connect(3, b, ${(await using(closedPort())).port})]);`,
      { aliases },
    );
    expect(JSON.parse(output)).toEqual([expect.stringMatching(/^198\.19\.255\.\d+$/), true, true, 0, 0, 104]);
  });

  it('that nobody knows give -202', async () => {
    expect(await print(`say(vm.resolve('no-such-name.invalid').errno);`)).toBe('-202');
  });
});

describe('the network policy', () => {
  it('"local" allows this computer and blocks the rest, and says so', async () => {
    const server = await using(startTestServer());
    const code = `vm.wifi(); vm.print(JSON.stringify([vm.connect(1, vm.resolve('host.local').address, ${server.port}), vm.connect(2, '203.0.113.1', 80), vm.resolve('example.com').errno]));`;
    const run = await runToEnd(board, code, { network: 'local' });
    expect(JSON.parse(run.stdout)).toEqual([0, 118, -202]);
    expect(run.notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/203\.0\.113\.1:80 was blocked.*"local".*"all"/),
      expect.stringMatching(/"example\.com" was blocked.*"local".*"all"/),
    ]);
  });

  it('"none" blocks this computer too', async () => {
    const run = await runToEnd(
      board,
      `vm.wifi(); vm.print(JSON.stringify([vm.resolve('host.local').errno, vm.connect(1, '198.19.255.1', 80)]));`,
      { network: 'none' },
    );
    expect(JSON.parse(run.stdout)).toEqual([-202, 118]);
  });
});
