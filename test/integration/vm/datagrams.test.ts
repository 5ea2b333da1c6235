/** UDP between a script on the board and this computer. */
import { createSocket, type Socket } from 'node:dgram';
import { afterAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { ObservedRun, runToEnd } from '../../support/runs';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

const ONLINE = `
import network, socket, time
wlan = network.WLAN()
wlan.active(True)
wlan.connect("name", "key")
while not wlan.isconnected():
    time.sleep_ms(10)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
`;

function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket)));
}

/** The port on this computer, once the script has bound one. */
async function portOf(run: ObservedRun): Promise<number> {
  await run.until(({ events }) => events.some(({ kind }) => kind === 'listening'));
  const event = run.events.find(({ kind }) => kind === 'listening');
  return event?.kind === 'listening' ? Number(event.address.split(':')[1]) : 0;
}

describe.concurrent('a UDP socket of a script', () => {
  it('asks a server on this computer and gets the answer from the address that it asked', async () => {
    const server = await bound();
    server.on('message', (bytes, { port, address }) => server.send(`you said ${bytes.toString()}`, port, address));
    try {
      const script = `${ONLINE}
address = socket.getaddrinfo("echo.test", 7)[0][-1]
s.sendto("hello", address)
data, source = s.recvfrom(100)
print(data, source == address)
`;
      const run = await runToEnd(board, script, { aliases: [{ name: 'echo.test', host: '127.0.0.1', port: server.address().port }] });
      expect(run).toMatchObject({ stdout: "b'you said hello' True\n", stderr: '' });
      expect(run.records.map(({ operation, peer }) => `${operation} ${peer}`)).toEqual(
        expect.arrayContaining(['sendto echo.test:7', 'recvfrom echo.test:7']),
      );
      const lookup = run.records.find(({ operation }) => operation === 'getaddrinfo');
      expect(lookup?.address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(run.records.find(({ operation }) => operation === 'socket')?.transport).toBe('udp');
    } finally {
      server.close();
    }
  });

  it('serves a client on this computer', async () => {
    const run = await ObservedRun.start(
      board,
      `${ONLINE}s.bind(("", 5353))\ndata, source = s.recvfrom(100)\ns.sendto(data + b" from " + source[0].encode(), source)`,
    );
    const port = await portOf(run);
    const client = await bound();
    const answer = new Promise<string>((resolve) => client.once('message', (bytes) => resolve(bytes.toString())));
    client.send('ping', port, '127.0.0.1');
    expect(await answer).toBe('ping from 192.168.237.2');
    expect(await run.done).toEqual({ kind: 'completed' });
    client.close();
  });

  it.each(['', '192.168.4.1'])('serves a client on this computer through its own access point, bound to "%s"', async (address) => {
    const run = await ObservedRun.start(
      board,
      `
import network, socket
network.WLAN(network.WLAN.IF_AP).active(True)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("${address}", 5394))
data, source = s.recvfrom(100)
s.sendto(data + b" from " + source[0].encode(), source)
s.sendto("and once more", source)`,
    );
    const client = await bound();
    const answers: string[] = [];
    const answered = new Promise<void>((resolve) =>
      client.on('message', (bytes) => {
        if (answers.push(bytes.toString()) === 2) resolve();
      }),
    );
    client.send('ping', await portOf(run), '127.0.0.1');
    await answered;
    expect(answers).toEqual(['ping from 192.168.4.254', 'and once more']);
    expect(await run.done).toEqual({ kind: 'completed' });
    client.close();
  });

  it('hears the groups that it has joined, and is heard in them', async () => {
    const group = '239.7.7.7';
    const run = await ObservedRun.start(
      board,
      `${ONLINE}s.bind(("", 5391))
s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, bytes((239, 7, 7, 7, 0, 0, 0, 0)))
print("joined")
data, source = s.recvfrom(100)
print(data, source[0])
s.sendto(b"answer", source)
s.sendto(b"to all in the group", ("${group}", 5391))`,
      { network: 'local' },
    );
    const listener = createSocket({ type: 'udp4', reuseAddr: true });
    await new Promise<void>((resolve) => listener.bind(5391, () => resolve()));
    listener.addMembership(group, '127.0.0.1');
    const client = await bound();
    client.setMulticastInterface('127.0.0.1');
    const answer = new Promise<string>((resolve) => client.once('message', (bytes) => resolve(bytes.toString())));
    const heard = new Promise<string>((resolve) =>
      listener.on('message', (bytes) => {
        if (bytes.toString() !== 'question') resolve(bytes.toString());
      }),
    );
    try {
      await run.until(({ stdout }) => stdout.includes('joined'));
      client.send('question', 5391, group);
      expect(await answer).toBe('answer');
      expect(await heard).toBe('to all in the group');
      expect(await run.done).toEqual({ kind: 'completed' });
      expect(run.stdout).toBe("joined\nb'question' 192.168.237.2\n");
    } finally {
      client.close();
      listener.close();
    }
  });

  it('is heard by this computer when it broadcasts', async () => {
    const server = await bound();
    const heard = new Promise<string>((resolve) => server.once('message', (bytes) => resolve(bytes.toString())));
    try {
      await runToEnd(board, `${ONLINE}s.sendto(b"hello all", ("255.255.255.255", ${server.address().port}))\ntime.sleep_ms(50)`, {
        network: 'local',
      });
      expect(await heard).toBe('hello all');
    } finally {
      server.close();
    }
  });

  it('never gets what does not fit into one frame of its network', async () => {
    const run = await ObservedRun.start(
      board,
      `${ONLINE}s.bind(("", 5392))\nprint("bound")\nprint(len(s.recv(2000)))\ns.settimeout(0.2)\nprint(len(s.recv(2000)))`,
    );
    const port = await portOf(run);
    const client = await bound();
    for (const size of [1473, 1472, 1473]) client.send(Buffer.alloc(size), port, '127.0.0.1');
    await run.done;
    client.close();
    expect(run.stdout).toBe('bound\n1472\n');
    expect(run.stderr).toContain('ETIMEDOUT');
  });

  it('sends nothing that the policy forbids, and says so', async () => {
    const run = await runToEnd(board, `${ONLINE}print(s.sendto(b"x", ("192.0.2.1", 9)))\ntime.sleep_ms(50)`, { network: 'local' });
    expect(run.stdout).toBe('1\n');
    expect(run.notices.map(({ text }) => text)).toEqual([expect.stringContaining('The datagram to 192.0.2.1:9 was blocked')]);
  });
});
