/** A board's serial line on a TCP port: who has it, and what happens when a program does not read. The board is a fake. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, type TestContext } from 'vitest';
import { Emitter, type BoardSession, type RunEvent } from '../../../shared/src';
import { SerialServer } from '../../../simulator/src';

class FakeLine {
  private readonly emitter = new Emitter<RunEvent>();
  readonly written: Buffer[] = [];
  isPaused = false;
  private readonly changed = new Emitter<void>();
  readonly board = {
    onEvent: this.emitter.event,
    write: (bytes: Uint8Array) => {
      this.written.push(Buffer.from(bytes));
      this.changed.fire();
    },
    pauseEvents: () => {
      this.isPaused = true;
    },
    resumeEvents: () => {
      this.isPaused = false;
      this.changed.fire();
    },
  } as unknown as BoardSession;

  print(bytes: Uint8Array): void {
    this.emitter.fire({ kind: 'output', stream: 'stdout', bytes });
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => void this.changed.event(() => resolve()));
  }
}

async function served({ onTestFinished }: TestContext): Promise<{ line: FakeLine; server: SerialServer; join: () => Promise<Socket> }> {
  const line = new FakeLine();
  const server = await SerialServer.listen(line.board, { port: 0 });
  onTestFinished(() => server.dispose());
  const join = async (): Promise<Socket> => {
    const socket = connect(Number(server.address.split(':')[1]), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  return { line, server, join };
}

const client = (server: SerialServer): Promise<boolean> => new Promise((resolve) => void server.onDidChangeClient(resolve));

describe('a serial line on a port', () => {
  it('makes the board wait for a program that does not read, until it reads or leaves', async (test) => {
    const { line, server, join } = await served(test);
    const isThere = client(server);
    const socket = (await join()).pause();
    expect(await isThere).toBe(true);
    const block = new Uint8Array(64 * 1024).fill(7);
    let sent = 0;
    for (; !line.isPaused; sent += block.length) line.print(block);
    let received = 0;
    socket.on('data', ({ length }) => (received += length)).resume();
    await line.until(() => !line.isPaused);
    while (received < sent) await once(socket, 'data');
    socket.pause();
    while (!line.isPaused) line.print(block);
    socket.destroy();
    await line.until(() => !line.isPaused);
  });

  it('passes bytes on as they are, and drops what is printed while nobody listens', async (test) => {
    const { line, server, join } = await served(test);
    line.print(Buffer.from('unheard'));
    const isThere = client(server);
    const socket = await join();
    await isThere;
    line.print(Uint8Array.of(0, 0xff, 0x0a));
    expect(await once(socket, 'data')).toEqual([Buffer.of(0, 0xff, 0x0a)]);
    socket.write(Buffer.of(3, 0x0d, 0xfe));
    await line.until(() => Buffer.concat(line.written).length === 3);
    expect(Buffer.concat(line.written)).toEqual(Buffer.of(3, 0x0d, 0xfe));
  });

  it('hands the line over to a program that comes as another leaves, and refuses one that comes too early', async (test) => {
    const { server, join } = await served(test);
    const first = await join();
    const second = await join();
    first.end();
    const third = await join();
    const [text] = (await once(third, 'data')) as [Buffer];
    expect(text.toString()).toContain('in use by another program');
    await once(third.resume(), 'close');
    expect(second.closed).toBe(false);
    const left = client(server);
    second.end();
    expect(await left).toBe(false);
  });
});
