/** WebREPL over a real WebSocket, against a server that does what a board does. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, type TestContext } from 'vitest';
import { openTransport, type Transport } from '../../../board/src';
import { ByteCollector } from '../../support/byteCollector';
import { WebReplBoard } from '../../support/webReplBoard';

const PASSWORD = 'geheim9';
const EVERY_VALUE = Uint8Array.from({ length: 256 }, (_, value) => value);

async function started({ onTestFinished }: TestContext): Promise<WebReplBoard> {
  const board = await WebReplBoard.start(PASSWORD);
  onTestFinished(() => board.dispose());
  return board;
}

async function opened(test: TestContext): Promise<{ board: WebReplBoard; wire: Transport; atBoard: ByteCollector; atHost: ByteCollector }> {
  const board = await started(test);
  const wire = await openTransport(board.address, { password: () => Promise.resolve(PASSWORD) });
  test.onTestFinished(() => wire.close());
  const atBoard = new ByteCollector();
  const atHost = new ByteCollector();
  board.onInput = atBoard.add;
  wire.onData(atHost.add);
  return { board, wire, atBoard, atHost };
}

describe('a wire over WebREPL', () => {
  it('asks for the password with its address, and begins at the prompt', async (test) => {
    const board = await started(test);
    const asked: string[] = [];
    const wire = await openTransport(board.address, {
      password: (address) => {
        asked.push(address);
        return Promise.resolve(PASSWORD);
      },
    });
    test.onTestFinished(() => wire.close());
    const atHost = new ByteCollector();
    wire.onData(atHost.add);
    expect((await atHost.take(4)).toString()).toBe('>>> ');
    expect(asked).toEqual([board.address]);
    expect(wire.name).toBe(board.address);
    expect(wire.hardReset).toBeUndefined();
  });

  it('carries bytes that are no text, both ways', async (test) => {
    const { board, wire, atBoard, atHost } = await opened(test);
    await wire.write(EVERY_VALUE);
    board.print(EVERY_VALUE);
    expect(await atBoard.take(256)).toEqual(Buffer.from(EVERY_VALUE));
    expect((await atHost.take(4 + 256)).subarray(4)).toEqual(Buffer.from(EVERY_VALUE));
    expect(board.fileTransfer).toEqual([]);
  });

  it('carries a character that a frame cuts in half', async (test) => {
    const { board, atHost } = await opened(test);
    const text = Buffer.from('Grüße');
    board.print(text.subarray(0, 3));
    board.print(text.subarray(3));
    expect((await atHost.take(4 + text.length)).subarray(4)).toEqual(text);
  });

  it('sends frames of a size that a board can take', async (test) => {
    const { board, wire, atBoard } = await opened(test);
    await wire.write(Buffer.alloc(100_000, 'x'));
    expect((await atBoard.take(100_000)).length).toBe(100_000);
    expect(Math.max(...board.frameSizes)).toBeLessThan(65_536);
  });

  it('tells its end when the board loses its power, and not when it was closed', async (test) => {
    const { board, wire } = await opened(test);
    const told = new Promise<string>((resolve) => void wire.onDidClose(resolve));
    board.switchOff();
    expect(await told).toBe(`The connection to ${board.address} has ended. Check that the board is on, then connect again.`);
    await expect(wire.write(EVERY_VALUE)).rejects.toThrow(`${board.address} is gone`);
    const next = await openTransport(board.address, { password: () => Promise.resolve(PASSWORD) });
    let isTold = false;
    next.onDidClose(() => (isTold = true));
    await next.close();
    expect(isTold).toBe(false);
  });
});

describe('a WebREPL that does not open', () => {
  it('does not take the password', async (test) => {
    const { address } = await started(test);
    await expect(openTransport(address, { password: () => Promise.resolve('wrong') })).rejects.toThrow(
      `${address} does not take this password. It is the one of webrepl_setup on the board, in webrepl_cfg.py.`,
    );
  });

  it('is left when the user gives no password', async (test) => {
    const { address } = await started(test);
    await expect(openTransport(address, { password: () => Promise.resolve(undefined) })).rejects.toThrow(
      `Opening ${address} was cancelled.`,
    );
    await expect(openTransport(address)).rejects.toThrow(`${address} asks for a password, and none was given.`);
  });

  it('is left when opening is given up while the user is asked', async (test) => {
    const { address } = await started(test);
    const giveUp = new AbortController();
    const opening = openTransport(address, {
      signal: giveUp.signal,
      password: () => {
        giveUp.abort();
        return new Promise<never>(() => undefined);
      },
    });
    await expect(opening).rejects.toThrow(`Opening ${address} was cancelled.`);
  });

  it('is held by another program', async (test) => {
    const { board } = await opened(test);
    await expect(openTransport(board.address, { password: () => Promise.resolve(PASSWORD) })).rejects.toThrow(
      `${board.address} ended the connection at once. Another program may have the board's WebREPL`,
    );
  });

  it('is a web server', async ({ onTestFinished }) => {
    const server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(openTransport(address)).rejects.toThrow(`${address} is a web server, but no WebREPL.`);
  });

  it('is not there', async (test) => {
    const board = await started(test);
    const { address } = board;
    board.dispose();
    await expect(openTransport(address)).rejects.toThrow(`Nothing listens at ${address}.`);
  });
});
