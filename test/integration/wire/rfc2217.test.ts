/** A serial port at another computer: its bytes, its speed and its control lines, against a server that speaks RFC 2217. */
import { describe, expect, it, type TestContext } from 'vitest';
import { openTransport, type Transport } from '../../../board/src';
import { ByteCollector } from '../../support/byteCollector';
import { Rfc2217Server } from '../../support/rfc2217Server';
import { scriptedServer } from '../../support/servers';

const EVERY_VALUE = Uint8Array.from({ length: 256 }, (_, value) => value);
const MEGABYTE = Buffer.alloc(1024 * 1024, EVERY_VALUE);

async function opened({ onTestFinished }: TestContext, options: Parameters<typeof openTransport>[1] = {}) {
  const server = await Rfc2217Server.start();
  onTestFinished(() => server.dispose());
  const wire: Transport = await openTransport(server.address, options);
  onTestFinished(() => wire.close());
  const atBoard = new ByteCollector();
  const atHost = new ByteCollector();
  server.onData = atBoard.add;
  wire.onData(atHost.add);
  return { server, wire, atBoard, atHost };
}

describe('a wire to a serial port at another computer', () => {
  it('sets speed and control lines, in the order of a port here', async (test) => {
    const { server, wire } = await opened(test, { baudRate: 16_777_215 });
    expect(server.told.splice(0)).toEqual(['baud 16777215', 'rts off', 'dtr on', 'dtr on', 'rts on']);
    await wire.close();
    expect(server.told).toEqual(['rts off', 'dtr on', 'rts off', 'dtr off']);
  });

  it('resets the board by RTS alone', async (test) => {
    const { server, wire } = await opened(test);
    server.told.splice(0);
    await wire.hardReset?.();
    expect(server.told).toEqual(['dtr off', 'rts on', 'dtr on', 'rts on']);
  });

  it('carries a megabyte each way, with every value of a byte', async (test) => {
    const { server, wire, atBoard, atHost } = await opened(test);
    server.print(MEGABYTE);
    await wire.write(MEGABYTE);
    expect((await atBoard.take(MEGABYTE.length)).equals(MEGABYTE)).toBe(true);
    expect((await atHost.take(MEGABYTE.length)).equals(MEGABYTE)).toBe(true);
  });

  it('declines what it does not know', async (test) => {
    const { server } = await opened(test);
    expect(server.declined).toEqual([31]);
  });

  it('waits with writing while the server asks for it', async (test) => {
    const { server, wire, atBoard, atHost } = await opened(test);
    server.notify(108);
    server.print(Buffer.from('!'));
    await atHost.take(1);
    const writing = wire.write(Buffer.from('held'));
    server.notify(109);
    await writing;
    expect((await atBoard.take(4)).toString()).toBe('held');
  });
});

describe('a server that is not one of serial ports', () => {
  it('declines the option', async ({ onTestFinished }) => {
    const server = await Rfc2217Server.start({ hasComPort: false });
    onTestFinished(() => server.dispose());
    await expect(openTransport(server.address)).rejects.toThrow(
      `${server.address} is a Telnet server, but lets nobody set its serial port.`,
    );
  });

  it('passes bytes on as they are, and is named with the scheme for that', async ({ onTestFinished }) => {
    const server = await scriptedServer(() => undefined);
    onTestFinished(() => server.close());
    const address = `rfc2217://127.0.0.1:${server.port}`;
    await expect(openTransport(address)).rejects.toThrow(
      `${address} does not speak RFC 2217. If it passes bytes on as they are, use tcp://127.0.0.1:${server.port}.`,
    );
  });
});
