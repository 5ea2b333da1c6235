/** Scripts on a board at a serial port: a simulated board, over a port that is real to the system. */
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { BoardRun, ConnectedBoard } from '../../../board/src';
import type { BoardSession, RunResult } from '../../../shared/src';
import { SerialServer, SimulatedBoard } from '../../../simulator/src';
import { ByteCollector } from '../../support/byteCollector';
import { DIST } from '../../support/distFolders';
import { Rfc2217Server } from '../../support/rfc2217Server';
import { SerialBridge } from '../../support/serialBridge';
import { SerialConsole } from '../../support/serialConsole';
import { WebReplBoard } from '../../support/webReplBoard';

let simulator: SimulatedBoard;
beforeAll(() => {
  simulator = new SimulatedBoard({ distFolder: DIST });
});
afterAll(() => simulator.dispose());

async function connected({ onTestFinished }: TestContext): Promise<{ board: ConnectedBoard; bridge: SerialBridge }> {
  const { board: simulated } = await SerialConsole.open(simulator, { network: 'none' });
  onTestFinished(() => simulated.dispose());
  const bridge = new SerialBridge(simulated);
  onTestFinished(() => bridge.dispose());
  await simulated.boot();
  const board = await ConnectedBoard.open(bridge.path);
  onTestFinished(() => board.dispose());
  return { board, bridge };
}

async function run(board: ConnectedBoard, source: string): Promise<{ result: RunResult; output: ByteCollector }> {
  const session = new BoardRun(board, { source, name: 'main.py' }, { softReset: true, imports: 'none' });
  const output = new ByteCollector();
  session.onEvent((event) => {
    if (event.kind === 'output') output.add(event.bytes);
  });
  return { result: await session.done, output };
}

/** The same board at the end of other wires. */
const WIRES: Readonly<Record<string, (board: BoardSession, test: TestContext) => Promise<string>>> = {
  'a TCP port': async (board, { onTestFinished }) => {
    const server = await SerialServer.listen(board, { port: 0 });
    onTestFinished(() => server.dispose());
    return `tcp://${server.address}`;
  },
  'RFC 2217': async (board, { onTestFinished }) => {
    const server = await Rfc2217Server.start();
    onTestFinished(() => server.dispose());
    server.onData = (bytes) => board.write(bytes);
    onOutput(board, (bytes) => server.print(bytes));
    return server.address;
  },
  WebREPL: async (board, { onTestFinished }) => {
    const server = await WebReplBoard.start('secret');
    onTestFinished(() => server.dispose());
    server.onInput = (bytes) => board.write(bytes);
    onOutput(board, (bytes) => {
      server.print(bytes);
      // A board's sockets end with a soft reset, that of its WebREPL too.
      if (Buffer.from(bytes).includes('soft reboot')) server.switchOff();
    });
    return server.address;
  },
};

function onOutput(board: BoardSession, listener: (bytes: Uint8Array) => void): void {
  board.onEvent((event) => {
    if (event.kind === 'output') listener(event.bytes);
  });
}

describe.each(Object.entries(WIRES))('a board at %s', (_name, connect) => {
  it('runs a script, and is at its prompt again', async (test) => {
    const { board: simulated } = await SerialConsole.open(simulator, { network: 'none' });
    test.onTestFinished(() => simulated.dispose());
    await simulated.boot();
    const board = await ConnectedBoard.open(await connect(simulated, test), { password: () => Promise.resolve('secret') });
    test.onTestFinished(() => board.dispose());
    const { result, output } = await run(board, 'print("Grüße", 6 * 7)\n');
    expect(result).toEqual({ kind: 'completed' });
    await output.text('Grüße 42\r\n');
    const said = new ByteCollector();
    board.onOutput(said.add);
    board.write(Buffer.from('1 + 1\r'));
    await said.text('2\r\n>>> ');
  });
});

describe('a board at a serial port', () => {
  it('runs a script, and is at its prompt again', async (test) => {
    const { board } = await connected(test);
    const said = new ByteCollector();
    const { result, output } = await run(board, 'x = 6 * 7\nprint("answer", x)\n');
    expect(result.kind).toBe('completed');
    expect(await output.text('answer 42\r\n')).toBeTruthy();
    board.onOutput(said.add);
    board.write(Buffer.from('x + 1\r'));
    await said.text('43\r\n>>> ');
  });

  it('takes a long script, and what it prints comes whole', async (test) => {
    const { board } = await connected(test);
    const source = `${'# A line of a long script that says nothing at all.\n'.repeat(1000)}for i in range(5000): print(i, "x" * 40)\n`;
    const { result, output } = await run(board, source);
    expect(result.kind).toBe('completed');
    const lines = (await output.text(`4999 ${'x'.repeat(40)}`)).trim().split('\r\n');
    expect(lines).toEqual(Array.from({ length: 5000 }, (_, i) => `${i} ${'x'.repeat(40)}`));
  });

  it('runs a server again that left its socket open: the port is free', async (test) => {
    const { board } = await connected(test);
    const source = 'import socket\ns = socket.socket()\ns.bind(("127.0.0.1", 8000))\ns.listen()\nprint("listens")\n';
    for (let round = 0; round < 2; round++) {
      const { result, output } = await run(board, source);
      expect(result).toEqual({ kind: 'completed' });
      await output.text('listens');
    }
  });

  it('ends a run that is still being prepared when Ctrl-C is typed', async (test) => {
    const { board } = await connected(test);
    const session = new BoardRun(board, { source: 'print("never")\n', name: 'main.py' }, { softReset: true, imports: 'none' });
    const output = new ByteCollector();
    session.onEvent((event) => event.kind === 'output' && output.add(event.bytes));
    session.write(Uint8Array.of(0x03));
    expect(await session.done).toEqual({ kind: 'interrupted', killed: false });
    const { result, output: next } = await run(board, 'print("next")\n');
    expect(result.kind).toBe('completed');
    await next.text('next');
  });

  it('that is unplugged ends the run in words', async (test) => {
    const { board, bridge } = await connected(test);
    const session = new BoardRun(board, { source: 'while True: pass\n', name: 'main.py' }, { softReset: false, imports: 'none' });
    session.onEvent((event) => {
      if (event.kind === 'state' && event.state === 'running') bridge.terminal.unplug();
    });
    expect(await session.done).toEqual({
      kind: 'disconnected',
      reason: `${bridge.path} is gone: the board was unplugged, or its USB port was reset. Plug it in, then connect again.`,
    });
  });
});
