/** Files over the wires that are not plain TCP: a real port of the system, RFC 2217 with its escapes, and WebREPL with its frames of text. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import { BoardFiles, ConnectedBoard } from '../../../board/src';
import type { BoardSession } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
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

function onOutput(board: BoardSession, listener: (bytes: Uint8Array) => void): void {
  board.onEvent((event) => {
    if (event.kind === 'output') listener(event.bytes);
  });
}

const WIRES: Readonly<Record<string, (board: BoardSession, test: TestContext) => Promise<string>>> = {
  'a serial port': (board, { onTestFinished }) => {
    const bridge = new SerialBridge(board);
    onTestFinished(() => bridge.dispose());
    return Promise.resolve(bridge.path);
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
    onOutput(board, (bytes) => server.print(bytes));
    return server.address;
  },
};

it.for(Object.entries(WIRES))('files go both ways whole over %s', async ([, connect], test) => {
  const { board: simulated } = await SerialConsole.open(simulator, { network: 'none' });
  test.onTestFinished(() => simulated.dispose());
  await simulated.boot();
  const board = await ConnectedBoard.open(await connect(simulated, test), { password: () => Promise.resolve('secret') });
  test.onTestFinished(() => board.dispose());
  const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, i) => i)), randomBytes(30_000)]);
  await new BoardFiles(board).hold(async (files) => {
    await files.write('/ü/a.bin', bytes);
    expect(Buffer.compare(await files.read('/ü/a.bin'), bytes)).toBe(0);
    expect((await files.list('/')).map(({ name }) => name)).toEqual(['ü']);
  });
});
