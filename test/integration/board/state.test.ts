/** What a board tells of its radio, heap and sockets to whom watches it, and that it tells nobody else. */
import { afterAll, beforeAll, describe, expect, it, vi, type TestContext } from 'vitest';
import type { RunEvent } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { SerialConsole } from '../../support/serialConsole';
import { startTestServer, type TestServer } from '../../../examples/server/servers';

const simulator = new SimulatedBoard({ distFolder: DIST });
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  simulator.dispose();
  await server.close();
});

const PROMPT = '>>> ';
const JOIN = 'import network; w = network.WLAN(); w.active(True); w.connect("home", "secret123")';
const CONNECTED = 'while not w.isconnected(): pass\r\n';

type Kind = 'wifi' | 'memory' | 'sockets';

class Watched {
  private constructor(readonly line: SerialConsole) {}

  static async open({ onTestFinished }: TestContext): Promise<Watched> {
    const line = await SerialConsole.open(simulator, {
      localNetwork: crypto.randomUUID(),
      aliases: [{ name: 'echo.test', host: '127.0.0.1', port: server.echoPort }],
    });
    onTestFinished(() => line.board.dispose());
    await line.board.boot();
    await line.until(PROMPT);
    return new Watched(line);
  }

  async run(statement: string): Promise<string> {
    const text = await this.line.exchange(`${statement}\r`, `\n${PROMPT}`);
    return text.split('\r\n').slice(1, -1).join('\n');
  }

  events<K extends Kind>(kind: K): Extract<RunEvent, { kind: K }>[] {
    return this.line.events.filter((event): event is Extract<RunEvent, { kind: K }> => event.kind === kind);
  }

  /** Waits until the last event of a kind is as expected. */
  async seen<K extends Kind>(kind: K, test: (event: Extract<RunEvent, { kind: K }>) => boolean): Promise<Extract<RunEvent, { kind: K }>> {
    return vi.waitFor(
      () => {
        const last = this.events(kind).at(-1);
        if (!last || !test(last)) throw new Error(`${kind} is ${JSON.stringify(last)}`);
        return last;
      },
      { timeout: 10_000 },
    );
  }
}

describe.concurrent('a board that is watched', () => {
  it('tells how its radio joins a network, and leaves it at a hard reset', async (test) => {
    const board = await Watched.open(test);
    board.line.board.watch(true);
    await board.seen('wifi', ({ station }) => station.kind === 'off');
    await board.run(JOIN);
    await board.seen('wifi', ({ station }) => station.kind === 'connecting' && station.ssid === 'home');
    const { station } = await board.seen('wifi', ({ station: { kind } }) => kind === 'connected');
    expect(station).toEqual({ kind: 'connected', ssid: 'home', address: await board.run('print(w.ifconfig()[0])'), rssiDbm: -48 });
    board.line.board.reset('hard');
    await board.seen('wifi', ({ station: { kind } }) => kind === 'off');
  });

  it('tells the network that it makes', async (test) => {
    const board = await Watched.open(test);
    await board.run('import network; ap = network.WLAN(network.AP_IF); ap.config(ssid="mine"); ap.active(True)');
    board.line.board.watch(true);
    const { accessPoint } = await board.seen('wifi', (event) => event.accessPoint !== undefined);
    expect(accessPoint).toEqual({ ssid: 'mine', address: '192.168.4.1', stations: [] });
    await board.run('ap.active(False)');
    await board.seen('wifi', (event) => event.accessPoint === undefined);
  });

  it('tells its heap as gc counts it', async (test) => {
    const board = await Watched.open(test);
    board.line.board.watch(true);
    const counted = Number(await board.run('import gc; _ = gc.collect(); gc.mem_alloc()'));
    const size = Number(await board.run('gc.mem_free() + gc.mem_alloc()'));
    // What the prompt itself takes comes and goes.
    const { totalBytes } = await board.seen('memory', ({ usedBytes }) => Math.abs(usedBytes - counted) < 3000);
    expect(totalBytes).toBe(size);
    await board.run('x = bytearray(50000)');
    await board.seen('memory', ({ usedBytes }) => Math.abs(usedBytes - counted - 50_000) < 3000);
    await board.run('del x; _ = gc.collect()');
    await board.seen('memory', ({ usedBytes }) => Math.abs(usedBytes - counted) < 3000);
  });

  it('tells the heap of a script that computes and never waits', async (test) => {
    const board = await Watched.open(test);
    board.line.board.watch(true);
    await board.run('x = []');
    board.line.send('while True: x = x or [0] * 10000\r\r');
    await board.seen('memory', ({ usedBytes }) => usedBytes > 40_000);
    board.line.send('\x03');
    await board.line.until('KeyboardInterrupt');
  });

  it('tells its sockets, by the numbers that their records have', async (test) => {
    const board = await Watched.open(test);
    board.line.board.watch(true);
    await board.seen('sockets', ({ sockets }) => sockets.length === 0);
    await board.run(JOIN);
    await board.run(CONNECTED);
    await board.run('import socket; s = socket.socket(); s.connect(socket.getaddrinfo("echo.test", 7)[0][-1])');
    const connected = await board.seen('sockets', ({ sockets: [first] }) => first?.state === 'connected');
    expect(connected.sockets).toMatchObject([{ socket: 1, protocol: 'tcp', state: 'connected', peer: 'echo.test:7' }]);
    expect(connected.sockets[0]?.localPort).toBeGreaterThan(1023);
    await board.run('l = socket.socket(); l.bind(("0.0.0.0", 8080)); l.listen(1); u = socket.socket(2, 2); u.bind(("", 5353))');
    const all = await board.seen('sockets', ({ sockets }) => sockets.length === 3 && sockets[2]?.localPort !== 0);
    expect(all.sockets.slice(1)).toEqual([
      { socket: 2, protocol: 'tcp', state: 'listening', localPort: 8080 },
      { socket: 3, protocol: 'udp', state: 'open', localPort: 5353 },
    ]);
    await board.run('s.close(); l.close(); u.close()');
    await board.seen('sockets', ({ sockets }) => sockets.length === 0);
  });

  it('tells everything to whom comes late, the pins among it, and nothing any more to whom has gone', async (test) => {
    const board = await Watched.open(test);
    await board.run('from machine import Pin; p = Pin(18, Pin.OUT, value=1)');
    await board.run('x = bytearray(5000)');
    for (const kind of ['wifi', 'memory', 'sockets'] as const) expect(board.events(kind)).toEqual([]);
    const before = board.line.events.filter(({ kind }) => kind === 'pin').length;
    board.line.board.watch(true);
    await Promise.all((['wifi', 'memory', 'sockets'] as const).map((kind) => board.seen(kind, () => true)));
    await vi.waitFor(() => expect(board.line.events.filter(({ kind }) => kind === 'pin').length).toBe(before + 1), { timeout: 10_000 });
    expect(board.line.events.filter(({ kind }) => kind === 'pin').at(-1)).toMatchObject({ pin: 18, mode: 'out', level: 1 });
    board.line.board.watch(false);
    // What was told before is there when the answer to this is.
    await board.run('1');
    const count = board.events('memory').length;
    await board.run('import time; y = bytearray(20000); time.sleep_ms(500)');
    expect(board.events('memory').length).toBe(count);
  });
});
