/** A serial port that really is one to the system, a pseudo-terminal: bytes, backpressure, unplugging, and why one does not open. */
import { describe, expect, it, type TestContext } from 'vitest';
import { openTransport, type Transport } from '../../../board/src';
import { ByteCollector } from '../../support/byteCollector';
import { PseudoTerminal } from '../../support/pseudoTerminal';

const EVERY_VALUE = Uint8Array.from({ length: 256 }, (_, value) => value);
const MEGABYTE = Buffer.alloc(1024 * 1024, EVERY_VALUE);

async function opened({
  onTestFinished,
}: TestContext): Promise<{ wire: Transport; terminal: PseudoTerminal; atBoard: ByteCollector; atHost: ByteCollector }> {
  const atBoard = new ByteCollector();
  const atHost = new ByteCollector();
  const terminal = new PseudoTerminal(atBoard.add);
  onTestFinished(() => terminal.dispose());
  const wire = await openTransport(terminal.path);
  onTestFinished(() => wire.close());
  wire.onData(atHost.add);
  return { wire, terminal, atBoard, atHost };
}

const end = (wire: Transport): Promise<string> => new Promise((resolve) => void wire.onDidClose(resolve));

describe('a wire over a serial port', () => {
  it('carries every value of a byte, both ways, as it is', async (test) => {
    const { wire, terminal, atBoard, atHost } = await opened(test);
    await wire.write(EVERY_VALUE);
    await terminal.write(EVERY_VALUE);
    expect(await atBoard.take(256)).toEqual(Buffer.from(EVERY_VALUE));
    expect(await atHost.take(256)).toEqual(Buffer.from(EVERY_VALUE));
  });

  it('carries a megabyte each way at once', async (test) => {
    const { wire, terminal, atBoard, atHost } = await opened(test);
    await Promise.all([wire.write(MEGABYTE), terminal.write(MEGABYTE)]);
    expect((await atBoard.take(MEGABYTE.length)).equals(MEGABYTE)).toBe(true);
    expect((await atHost.take(MEGABYTE.length)).equals(MEGABYTE)).toBe(true);
  });

  it('has written only when the system has taken the bytes', async (test) => {
    const { wire, terminal, atBoard, atHost } = await opened(test);
    terminal.pause();
    let isWritten = false;
    const writing = wire.write(MEGABYTE).then(() => (isWritten = true));
    // Whatever comes from the board meanwhile comes as ever, and gives the write time enough to end too early.
    await terminal.write(MEGABYTE);
    await atHost.take(MEGABYTE.length);
    expect(isWritten).toBe(false);
    terminal.resume();
    await writing;
    expect((await atBoard.take(MEGABYTE.length)).length).toBe(MEGABYTE.length);
  });

  it('keeps what came before anybody listened', async (test) => {
    const terminal = new PseudoTerminal();
    test.onTestFinished(() => terminal.dispose());
    const wire = await openTransport(terminal.path);
    test.onTestFinished(() => wire.close());
    await terminal.write(EVERY_VALUE);
    const atHost = new ByteCollector();
    wire.onData(atHost.add);
    expect(await atHost.take(256)).toEqual(Buffer.from(EVERY_VALUE));
  });

  it('tells once, within a second, that the board was unplugged, and writes nothing more', async (test) => {
    const { wire, terminal } = await opened(test);
    const texts: string[] = [];
    wire.onDidClose((text) => texts.push(text));
    const told = end(wire);
    const before = performance.now();
    terminal.unplug();
    expect(await told).toBe(
      `${terminal.path} is gone: the board was unplugged, or its USB port was reset. Plug it in, then connect again.`,
    );
    expect(performance.now() - before).toBeLessThan(1000);
    await expect(wire.write(EVERY_VALUE)).rejects.toThrow(`${terminal.path} is not open any more.`);
    await wire.close();
    expect(texts).toHaveLength(1);
  });

  it('tells its end when the board is unplugged while it sends', async (test) => {
    const { wire, terminal } = await opened(test);
    const told = end(wire);
    wire.onData(() => terminal.unplug());
    await terminal.write(EVERY_VALUE);
    expect(await told).toContain(`${terminal.path} is gone`);
  });

  it('rejects a write that waits when the board is unplugged', async (test) => {
    const { wire, terminal } = await opened(test);
    terminal.pause();
    const writing = wire.write(MEGABYTE);
    terminal.unplug();
    await expect(writing).rejects.toThrow(`${terminal.path} is gone`);
  });

  it('has no reset where a port has no control lines', async (test) => {
    const { wire } = await opened(test);
    expect(wire.hardReset).toBeUndefined();
  });

  it('does not tell its end when it was closed, and frees the port for the next', async (test) => {
    const { wire, terminal } = await opened(test);
    let isTold = false;
    wire.onDidClose(() => (isTold = true));
    await Promise.all([wire.close(), wire.close()]);
    const next = await openTransport(terminal.path);
    await next.close();
    expect(isTold).toBe(false);
  });
});

describe('a serial port that does not open', () => {
  it('is in use by another program', async (test) => {
    const { terminal } = await opened(test);
    await expect(openTransport(terminal.path)).rejects.toThrow(`${terminal.path} is in use by another program. Close what may hold it`);
  });

  it('is not there', async () => {
    await expect(openTransport('/dev/ttyNone7')).rejects.toThrow('There is no port /dev/ttyNone7. There ');
  });

  it('was given up', async (test) => {
    const terminal = new PseudoTerminal();
    test.onTestFinished(() => terminal.dispose());
    const giveUp = new AbortController();
    const opening = openTransport(terminal.path, { signal: giveUp.signal });
    giveUp.abort();
    await expect(opening).rejects.toThrow(`Opening ${terminal.path} was cancelled.`);
    // It is free for the next one, whenever the system had it open.
    let next: Transport | undefined;
    while (!next) next = await openTransport(terminal.path).catch(() => undefined);
    await next.close();
  });
});
