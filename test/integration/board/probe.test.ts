/**
 * The probe on a board that runs the very MicroPython: scripts must print with it what they print without it, and its records
 * must be those that the simulator makes of the same calls. What is known to differ is listed in docs/boards.md, and left out
 * here by name: what the collector closes, and bytes beyond those that a record has.
 */
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MIN_FREE_BYTES, probeEndCode, probeFailure, probeStartCode } from '../../../board/src/probe/probe';
import { MAX_RECORDED_BYTES } from '../../../board/src/probe/probeSource';
import { boardKind, type SocketRecord } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { foldPatterns, readCases, type Client, type ConformanceCase } from '../../conformance/caseFile';
import { connectSteppedPeer, startPeer, tlsOptions } from '../../conformance/peers';
import { connectTlsPeer } from '../../conformance/tlsPeer';
import { DIST, ROOT } from '../../support/distFolders';
import { ProbedBoard } from '../../support/probedBoard';

const NONCE = 'q7Zx09';
/** Cases whose rows are the same to the letter. */
const SAME = [
  ...['address/sendto', 'asyncio/server', 'book/async_servers', 'book/read_variants', 'book/servers', 'book/ssl_client'],
  ...['book/web_requests', 'connect/again', 'connect/no_wifi', 'connect/refused', 'connect/reset', 'connect/non_blocking'],
  ...['connect/unknown_name', 'connect/timeout', 'interrupt/accept', 'interrupt/connect', 'interrupt/recv', 'interrupt/recvfrom'],
  ...['mistakes/address_not_a_tuple', 'mistakes/datagrams', 'mistakes/exceptions_of_a_pc'],
  ...['mistakes/names_taken', 'mistakes/no_reuse_address', 'mistakes/server_answers', 'mistakes/short_timeouts', 'ntptime/settime'],
  ...['requests/sent', 'requests/redirects', 'requests/answers', 'select/console_and_socket', 'select/lists', 'connect/already_connecting'],
  ...['server/accepted', 'server/addresses', 'server/errors', 'server/handshake', 'server/loopback', 'server/no_socket_left'],
  ...['socket/after_close', 'socket/constructor', 'socket/families', 'socket/not_connected', 'socket/with_statement'],
  ...['stream/as_file', 'stream/bytes_and_text', 'stream/poll', 'stream/readline', 'stream/waits', 'tls/clock', 'tls/poll_pending'],
  ...['tls/server', 'udp/groups', 'udp/no_wifi', 'umqtt/robust', 'umqtt/simple', 'websocket/over_socket', 'wifi/address_lost'],
];
const CASES = join(ROOT, 'test', 'conformance');
const FREE = "(__import__('gc').collect(), __import__('gc').mem_free())[1]";

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

describe('with the probe a script prints what it prints without, and the rows are those of the simulator', () => {
  const cases = readCases(join(CASES, 'cases'), join(CASES, 'board')).filter(({ title }) => SAME.includes(title));
  expect(cases).toHaveLength(SAME.length);
  for (const tested of cases) {
    it.concurrent(tested.title, { timeout: 120_000 }, async () => {
      const [plain, probed] = await Promise.all([run(tested, { isProbed: false }), run(tested, { isProbed: true })]);
      expect(comparable(probed.text, tested)).toBe(comparable(plain.text, tested));
      expect(probed.board.probed.length).toBeGreaterThan(0);
      const rows = numbered(probed.board.probed);
      const closed = new Set(rows.filter(({ operation }) => operation === 'close').map(({ socket }) => socket));
      const recorded = numbered(probed.board.recorded).filter(({ operation, socket }) => operation !== 'close' || closed.has(socket));
      expect(rows.map(shown)).toEqual(recorded.map(shown));
      expect(probed.board.droppedCount).toBe(0);
    });
  }
});

describe('the probe', () => {
  it('leaves modules, names and memory as they were', { timeout: 60_000 }, async () => {
    const board = await ProbedBoard.open(simulator, NONCE);
    const names = '(sorted(__import__("sys").modules), sorted(globals()))';
    await board.execute('import asyncio, requests, socket, ssl');
    await board.execute(`${FREE}\n${names}`);
    const before = await board.execute(`print(${names})`);
    const freeBefore = await free(board);
    for (let round = 0; round < 2; round++) {
      expect(await board.execute(probeStartCode(NONCE))).toEqual({ output: '', error: '' });
      expect(board.hasStarted).toBe(true);
      const probed = await board.execute(`
print(socket is __import__('socket'), requests.__dict__.get('socket', socket) is socket)
s = socket.socket()
s.close()`);
      expect(probed).toEqual({ output: 'True True\r\n', error: '' });
      await board.execute('del s');
      const cost = freeBefore - (await free(board));
      expect(cost).toBeLessThan(10_000);
      expect(await board.execute(probeEndCode())).toEqual({ output: '', error: '' });
    }
    expect(await board.execute(`print(${names})`)).toEqual(before);
    const native = await board.execute(
      "import socket, ssl\nprint(type(socket.socket.send), type(ssl.tls), hasattr(socket.socket, 'end_'))",
    );
    expect(native.output).toContain('False');
    expect(freeBefore - (await free(board))).toBeLessThan(500);
    expect(board.probed).toHaveLength(4);
    board.board.dispose();
  });

  it('leaves to the prompt the sockets of the script, which go on working unseen', { timeout: 60_000 }, async () => {
    const board = await ProbedBoard.open(simulator, NONCE);
    await board.execute(probeStartCode(NONCE));
    await board.execute('import socket\ns = socket.socket()\nkept = [s]');
    await board.execute(probeEndCode());
    const { output } = await board.execute('print(s.fileno(), kept[0].fileno(), s)\nkept[0].close()\nprint(s.fileno())');
    expect(output).toBe('54 54 <socket>\r\n-1\r\n');
    expect(board.probed.map(({ operation }) => operation)).toEqual(['socket']);
    board.board.dispose();
  });

  it('stays out where there is too little memory, and says so', { timeout: 60_000 }, async () => {
    const board = await ProbedBoard.open(simulator, NONCE);
    await board.execute(`gone = bytearray(${FREE} - ${MIN_FREE_BYTES - 4000})`);
    const { output, error } = await board.execute(probeStartCode(NONCE));
    expect(output).toBe('');
    expect(probeFailure(error)).toMatch(/too little free memory/);
    expect(board.hasStarted).toBe(false);
    expect((await board.execute('import socket\nprint(socket.socket.__name__, hasattr(socket.socket, "end_"))')).output).toContain('False');
    board.board.dispose();
  });

  it('loses records rather than to tell the script of its own lack of memory, and counts them', { timeout: 60_000 }, async () => {
    const board = await ProbedBoard.open(simulator, NONCE);
    await board.execute(probeStartCode(NONCE));
    const { output, error } = await board.execute(`
import socket, gc
a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(('127.0.0.1', 5000))
a.connect(('127.0.0.1', 5000))
data = b'x' * 500
hold = []
try:
    while True:
        hold.append(bytearray(1000))
except MemoryError:
    pass
sent = 0
for i in range(5):
    sent += a.send(data)
hold = None
gc.collect()
print(sent)
a.close()`);
    expect({ output, error }).toEqual({ output: '2500\r\n', error: '' });
    const sends = board.probed.filter(({ operation }) => operation === 'send').length;
    expect(board.droppedCount).toBeGreaterThan(0);
    expect(sends + board.droppedCount).toBe(5);
    board.board.dispose();
  });

  it('is gone after a soft reset, and its end does nothing then', { timeout: 60_000 }, async () => {
    const board = await ProbedBoard.open(simulator, NONCE);
    await board.execute(probeStartCode(NONCE));
    board.send('\x04');
    await board.until(() => board.text.includes('soft reboot') && board.text.endsWith('raw REPL; CTRL-B to exit\r\n>'));
    board.text = '';
    expect(await board.execute(probeEndCode())).toEqual({ output: '', error: '' });
    board.board.dispose();
  });
});

interface CaseRun {
  readonly text: string;
  readonly board: ProbedBoard;
}

/** Runs a case at the raw REPL, with its peers, its clients and what is typed. */
async function run(tested: ConformanceCase, { isProbed }: { readonly isProbed: boolean }): Promise<CaseRun> {
  const peers = await Promise.all([...tested.peers].map(async ([name, kind]) => ({ name, server: await startPeer(kind) })));
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  if (existsSync(tested.folder)) cpSync(tested.folder, folder, { recursive: true });
  for (const file of tested.sharedFiles) copyFileSync(file, join(folder, basename(file)));
  const options = {
    aliases: peers.map(({ name, server }) => ({ name, host: '127.0.0.1', port: server.port })),
    ...(tested.board ? { board: tested.board } : {}),
    heapSizeBytes: tested.heapSizeBytes ?? boardKind(tested.board).heapSizeBytes,
    accessPoints: tested.accessPoints,
    localNetwork: `${tested.title} ${isProbed}`,
  };
  const board = await ProbedBoard.open(simulator, NONCE, options, folder);
  const clients: { destroy(): void }[] = [];
  try {
    if (isProbed) expect(await board.execute(probeStartCode(NONCE))).toEqual({ output: '', error: '' });
    // What never happens ends with the board.
    for (const client of tested.clients)
      connectClient(board, client).then(
        (made) => clients.push(made),
        () => undefined,
      );
    for (const { when, action } of tested.reactions)
      board
        .until(() => board.text.includes(when))
        .then(
          () => (action.kind === 'interrupt' ? board.board.interrupt() : action.kind === 'type' && board.send(action.text)),
          () => undefined,
        );
    const { output, error } = await board.execute(tested.source);
    if (isProbed) expect(await board.execute(probeEndCode())).toEqual({ output: '', error: '' });
    await recordsAreIn(board);
    return { text: `${output}--- stderr\n${error}`, board };
  } finally {
    for (const client of clients) client.destroy();
    board.board.dispose();
    rmSync(folder, { recursive: true, force: true });
    await Promise.all(peers.map(({ server }) => server.close()));
  }
}

/** The simulator sends its records in batches: one more socket, and they have come when its record has. */
async function recordsAreIn(board: ProbedBoard): Promise<void> {
  const count = board.recorded.length;
  await board.execute('__import__("socket").socket().bind(("127.0.0.1", 60999))');
  await board.until(() => board.recorded.slice(count).some(({ peer }) => peer === 'port 60999'));
  const own = board.recorded.find(({ peer }) => peer === 'port 60999')?.socket;
  board.recorded.splice(0, board.recorded.length, ...board.recorded.filter(({ socket }) => socket !== own));
}

async function connectClient(board: ProbedBoard, { port, kind, typedAfterwards }: Client): Promise<{ destroy(): void }> {
  const find = () => board.events.find((event) => event.kind === 'listening' && event.boardPort === port);
  await board.until(() => find() !== undefined);
  const event = find();
  const [, host = '', hostPort = ''] = /([\d.]+):(\d+)/.exec(event?.kind === 'listening' ? event.address : '') ?? [];
  const address = { host, port: Number(hostPort) };
  const options = tlsOptions(kind);
  return options ? connectTlsPeer(address, options) : connectSteppedPeer(address, kind, () => board.send(typedAfterwards));
}

async function free(board: ProbedBoard): Promise<number> {
  await board.execute(`print(${FREE})`);
  return Number((await board.execute(`print(${FREE})`)).output);
}

/** Without addresses of objects, and with what a case says that differs from run to run. */
function comparable(text: string, { expected }: ConformanceCase): string {
  return foldPatterns(text.replaceAll('\r\n', '\n'), expected).replaceAll(/ at (?:0x)?[0-9a-f]+>/g, ' at …>');
}

/** With the numbers of sockets in the order in which they appear: the simulator also numbers some that no script sees. */
function numbered(records: readonly SocketRecord[]): readonly SocketRecord[] {
  const numbers = new Map<number, number>();
  return records.map((record) => {
    if (record.socket === 0) return record;
    if (!numbers.has(record.socket)) numbers.set(record.socket, numbers.size + 1);
    return { ...record, socket: numbers.get(record.socket) ?? 0 };
  });
}

function shown({ socket, operation, peer, outcome, bytes, transport, address }: SocketRecord): string {
  const kept = Buffer.from(bytes.slice(0, MAX_RECORDED_BYTES)).toString('latin1');
  return `${socket} ${operation} ${peer} ${JSON.stringify(outcome)} ${JSON.stringify(kept)} ${transport ?? ''} ${address ?? ''}`;
}
