/** A server script on the board, and its clients on this computer. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { ObservedRun } from '../../support/runs';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

const serverOn = (port: number) => `
import socket
server = socket.socket()
server.bind(("", ${port}))
server.listen(5)
while True:
    conn, address = server.accept()
    request = conn.recv(1024)
    path = request.split()[1]
    conn.send(b"HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\n" + path + b" for " + address[0].encode())
    conn.close()
    if path == b"/stop":
        break
server.close()
print("stopped")
`;

/** The address on this computer, once the script listens. */
async function addressOf(run: ObservedRun): Promise<string> {
  await run.until(({ events }) => events.some(({ kind }) => kind === 'listening'));
  const event = run.events.find(({ kind }) => kind === 'listening');
  return event?.kind === 'listening' ? event.address : '';
}

describe.concurrent('a script that listens', () => {
  it('serves clients on this computer, which it sees as neighbours, until it stops', async () => {
    const run = await ObservedRun.start(board, serverOn(80));
    const address = await addressOf(run);
    const pages = await Promise.all(['/a', '/b', '/c'].map(async (path) => (await fetch(`http://${address}${path}`)).text()));
    expect(pages).toEqual(['/a', '/b', '/c'].map((path) => `${path} for 192.168.237.2`));
    await (await fetch(`http://${address}/stop`)).text();
    expect(await run.done).toEqual({ kind: 'completed' });
    expect(run).toMatchObject({ stdout: 'stopped\n', stderr: '' });
    const accepted = run.records.filter(({ operation }) => operation === 'accept');
    expect(accepted.map(({ transport }) => transport)).toEqual(['tcp', 'tcp', 'tcp', 'tcp']);
    await expect(fetch(`http://${address}/`)).rejects.toThrow();
  });

  it('sees them in the network of its access point when it has nothing else, and can connect to them there', async () => {
    const server = createServer((socket) => socket.end('welcome back')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const script = `
import network
network.WLAN(network.WLAN.IF_AP).active(True)
${serverOn(80)}
s = socket.socket()
s.connect((address[0], ${port}))
print(s.read())`;
    const run = await ObservedRun.start(board, script);
    expect(await (await fetch(`http://${await addressOf(run)}/stop`)).text()).toBe('/stop for 192.168.4.254');
    expect(await run.done).toEqual({ kind: 'completed' });
    expect(run).toMatchObject({ stdout: "stopped\nb'welcome back'\n", stderr: '' });
    server.close();
  });

  it('the example serves its page, and a link on it switches the LED', async () => {
    const source = readFileSync(join(__dirname, '../../../examples/http_server.py'), 'utf8');
    const run = await ObservedRun.startScript(board, { name: 'http_server.py', source });
    const address = await addressOf(run);
    const page = async (path: string) => (await fetch(`http://${address}${path}`)).text();
    expect(await page('/')).toContain('The LED is off');
    expect(await page('/on')).toContain('The LED is on');
    await run.until(({ events }) => events.some((event) => event.kind === 'pin' && event.pin === 2 && event.level === 1));
    run.run.interrupt();
    await run.done;
    expect(run.stdout).toContain('192.168.237.2 asks for /on\n');
  });

  it('gets another port of this computer when its own is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const run = await ObservedRun.start(board, serverOn(port));
    const address = await addressOf(run);
    expect(address).not.toBe(`127.0.0.1:${port}`);
    expect(await (await fetch(`http://${address}/stop`)).text()).toContain('/stop');
    await run.done;
    taken.close();
  });

  it('can be stopped while it waits for a client, and lets go of the port', async () => {
    const run = await ObservedRun.start(board, serverOn(8125));
    const address = await addressOf(run);
    run.run.interrupt();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: false });
    await expect(fetch(`http://${address}/`)).rejects.toThrow();
  });
});
