/** What the other side sees when a script is done with a socket. */
import { afterAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { runToEnd } from '../../support/runs';
import { scriptedServer } from '../../support/servers';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

const CONNECTED = `
import gc, network, socket, time
wlan = network.WLAN()
wlan.active(True)
wlan.connect("name", "key")
while not wlan.isconnected():
    time.sleep_ms(10)
def connected():
    s = socket.socket()
    s.connect(("server.test", 80))
    return s
`;

/** Runs a script against a server that greets with "hello", and tells what that got and how the connection ended. */
async function seenByServer(script: string): Promise<{ received: string; ending: string | undefined; stdout: string; stderr: string }> {
  const server = await scriptedServer((socket) => {
    socket.write('hello');
    socket.on('end', () => socket.end());
  });
  try {
    const run = await runToEnd(board, CONNECTED + script, { aliases: [{ name: 'server.test', host: '127.0.0.1', port: server.port }] });
    await server.ended(1);
    return { received: server.received().toString(), ending: server.endings[0], stdout: run.stdout, stderr: run.stderr };
  } finally {
    await server.close();
  }
}

describe.concurrent('the other side of a connection', () => {
  it('gets what was sent, and then the end, when the socket is closed', async () => {
    const seen = await seenByServer('s = connected()\ns.read(5)\ns.sendall(b"x" * 20000)\ns.close()\nprint("closed")');
    expect(seen).toEqual({ received: 'x'.repeat(20_000), ending: 'FIN', stdout: 'closed\n', stderr: '' });
  });

  it('gets a reset when the socket is closed with bytes that nobody has read', async () => {
    const seen = await seenByServer('s = connected()\ns.recv(1)\ns.close()');
    expect(seen).toMatchObject({ ending: 'ECONNRESET', stderr: '' });
  });

  it('gets the end when the script has lost the socket and garbage is collected', async () => {
    const seen = await seenByServer(`
def lose():
    s = connected()
    s.read(5)
    s.send("lost")
lose()
gc.collect()
print(socket.socket().fileno())
`);
    expect(seen).toEqual({ received: 'lost', ending: 'FIN', stdout: '54\n', stderr: '' });
  });

  it.for([
    ['ends', 'connected_socket.read(5)\nconnected_socket.send("bye")'],
    ['fails', 'connected_socket.read(5)\nconnected_socket.send("bye")\n1 / 0'],
    ['exits', 'connected_socket.read(5)\nconnected_socket.send("bye")\nraise SystemExit'],
  ] as const)('gets what was sent, and then the end, when the script %s without closing', async ([, rest]) => {
    const seen = await seenByServer(`connected_socket = connected()\n${rest}`);
    expect(seen).toMatchObject({ received: 'bye', ending: 'FIN' });
  });
});
