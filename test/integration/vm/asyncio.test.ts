/** An asyncio server on the board, and its clients on this computer. */
import { connect, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { ObservedRun } from '../../support/runs';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

const ECHO_SERVER = `
import asyncio

async def echo(reader, writer):
    while True:
        line = await reader.readline()
        if not line:
            break
        writer.write(line)
        await writer.drain()
    await writer.wait_closed()

async def main():
    server = await asyncio.start_server(echo, "0.0.0.0", 8123)
    await server.wait_closed()

asyncio.run(main())
`;

async function startServer(): Promise<{ readonly run: ObservedRun; readonly port: number }> {
  const run = await ObservedRun.start(board, ECHO_SERVER);
  await run.until(({ events }) => events.some(({ kind }) => kind === 'listening'));
  const event = run.events.find(({ kind }) => kind === 'listening');
  return { run, port: event?.kind === 'listening' ? Number(event.address.split(':')[1]) : 0 };
}

/** Sends lines one after the other and returns what comes back; each waits for the answer to the one before. */
async function converse(port: number, lines: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answers = '';
  for (const line of lines) {
    const answered = nextLine(socket);
    socket.write(line);
    answers += await answered;
  }
  socket.end();
  return answers;
}

function nextLine(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
      if (!text.endsWith('\n')) return;
      socket.off('data', take);
      resolve(text);
    };
    socket.on('data', take);
  });
}

describe.concurrent('an asyncio server', () => {
  it('serves several clients at once, and as many again when they have gone', async () => {
    const { run, port } = await startServer();
    for (let round = 0; round < 3; round++) {
      const clients = Array.from({ length: 8 }, (_, client) => Array.from({ length: 20 }, (__, line) => `${client} ${line}\n`));
      const answers = await Promise.all(clients.map((lines) => converse(port, lines)));
      expect(answers).toEqual(clients.map((lines) => lines.join('')));
    }
    run.run.interrupt();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
  });

  it('goes on when a client is rude', async () => {
    const { run, port } = await startServer();
    const rude = connect(port, '127.0.0.1');
    rude.write('hello\n');
    await nextLine(rude);
    rude.resetAndDestroy();
    await run.until(({ stderr }) => stderr.includes("Task exception wasn't retrieved"));
    expect(await converse(port, ['still there?\n'])).toBe('still there?\n');
    run.run.interrupt();
    await run.done;
    expect(run.stderr).toContain('OSError: [Errno 104] ECONNRESET');
  });
});
