/** Servers that behave in one precise way, for tests of the client side. All on loopback, all closed by their user. */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface ScriptedServer {
  readonly port: number;
  /** Everything that clients have sent so far. */
  received(): Buffer;
  /** Resolves when as many bytes have been received. */
  receivedBytes(count: number): Promise<void>;
  /** How the connections ended, in order: by FIN or by an error code. */
  readonly endings: readonly string[];
  /** Resolves when as many connections have ended. */
  ended(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Calls `serve` for every connection; the caller says what it does. */
export async function scriptedServer(serve: (socket: Socket) => void): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  const endings: string[] = [];
  const watchers = new Set<() => void>();
  const look = (): void => watchers.forEach((watcher) => watcher());
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watcher = (): void => {
        if (!condition()) return;
        watchers.delete(watcher);
        resolve();
      };
      watchers.add(watcher);
      watcher();
    });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let ending: string | undefined;
    sockets.add(socket);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      look();
    });
    const end = (how: string): void => {
      if (ending !== undefined) return;
      ending = how;
      endings.push(how);
      look();
    };
    socket.on('end', () => end('FIN'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received: () => Buffer.concat(chunks),
    receivedBytes: (count) => until(() => chunks.reduce((sum, { length }) => sum + length, 0) >= count),
    endings,
    ended: (count) => until(() => endings.length >= count),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What a web server says to a request. */
export type RequestAnswer = (request: string) => { readonly status: number; readonly body: string; readonly location?: string };

/** Answers one whole HTTP request of a connection, which it takes as text, one character a byte, and then ends it. */
export function answerRequest(socket: Socket, answer: RequestAnswer): void {
  let request = '';
  socket.on('data', (chunk) => {
    request += chunk.toString('latin1');
    if (!isWholeRequest(request)) return;
    const { status, body, location } = answer(request);
    const header = location === undefined ? '' : `Location: ${location}\r\n`;
    socket.end(Buffer.from(`HTTP/1.0 ${status} Answer\r\n${header}\r\n${body}`, 'latin1'));
  });
}

function isWholeRequest(request: string): boolean {
  const bodyStart = request.indexOf('\r\n\r\n') + 4;
  if (bodyStart < 4) return false;
  // A GET has no body, even if its headers speak of one.
  if (request.startsWith('GET ')) return true;
  if (/^Transfer-Encoding: chunked/m.test(request)) return request.endsWith('0\r\n\r\n');
  return request.length - bodyStart >= Number(/^Content-Length: (\d+)/m.exec(request)?.[1] ?? 0);
}

/** Sends the given pieces, each after its delay, then ends the connection. */
export function sendingServer(
  pieces: readonly { readonly bytes: string | Uint8Array; readonly delayMs?: number }[],
): Promise<ScriptedServer> {
  return scriptedServer((socket) => {
    const next = (index: number): void => {
      const piece = pieces[index];
      if (!piece) socket.end();
      else setTimeout(() => socket.write(piece.bytes, () => next(index + 1)), piece.delayMs ?? 0);
    };
    next(0);
  });
}

/** Accepts and never says a word. */
export function silentServer(): Promise<ScriptedServer> {
  return scriptedServer(() => undefined);
}

/** Sends some bytes and then resets the connection when the client has sent something. */
export function resettingServer(): Promise<ScriptedServer> {
  return scriptedServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
}

/**
 * A port on which nothing listens, and on which nothing will before it is closed: it is the near end of a connection, so that the system
 * does not give it to a server that starts meanwhile.
 */
export async function closedPort(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = await silentServer();
  const holder = connect(server.port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => holder.once('connect', resolve).once('error', reject));
  return {
    port: (holder.address() as AddressInfo).port,
    close: async () => {
      holder.destroy();
      await server.close();
    },
  };
}

/**
 * A port that does not answer connection attempts at all, as a host behind a firewall: its server has stopped accepting
 * and its queue is full, so that the kernel drops what comes.
 */
export async function deafPort(): Promise<{ port: number; close: () => Promise<void> }> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const server = require('node:net').createServer();
     server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(new Int32Array(workerData), 0, 0));
     });`,
    { eval: true, workerData: new SharedArrayBuffer(4) },
  );
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  const fillers: Socket[] = [];
  // The queue is full when an attempt is not answered any more.
  for (let isAnswered = true; isAnswered;) {
    const filler = connect(port, '127.0.0.1').on('error', () => undefined);
    fillers.push(filler);
    isAnswered = await new Promise((resolve) => {
      filler.once('connect', () => resolve(true));
      // A busy process looks at its timers before it looks at its sockets.
      setTimeout(() => setImmediate(() => resolve(false)), 300);
    });
  }
  return {
    port,
    close: async () => {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
