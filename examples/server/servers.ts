/**
 * The servers that the examples and the tests talk to: HTTP and echo, on loopback, so that no internet is needed. They
 * answer predictably, and a few paths answer the way that is hard for a client.
 */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface TestServerOptions {
  /** Port of the HTTP server; 0, the default, lets the system choose. */
  readonly port?: number;
}

export interface TestServer {
  readonly port: number;
  readonly echoPort: number;
  /** Ends both servers and what is connected to them. */
  close(): Promise<void>;
}

export const PAGE = `<!DOCTYPE html>
<html>
<head><title>Hello from the test server</title></head>
<body>
<h1>It works</h1>
<p>These bytes came over a TCP socket.</p>
</body>
</html>
`;

const HOST = '127.0.0.1';
const DRIP = { text: 'drip\n', count: 5, intervalMs: 100 } as const;
const MAX_BYTES = 1 << 30;

export async function startTestServer({ port = 0 }: TestServerOptions = {}): Promise<TestServer> {
  const http = createHttpServer(answer);
  const echo = createServer({ allowHalfOpen: true }, (socket) => {
    // A client that goes away in the middle is not the server's concern.
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  const sockets = new Set<Socket>();
  for (const server of [http, echo])
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  await listen(http, port);
  await listen(echo, 0);
  return {
    port: portOf(http),
    echoPort: portOf(echo),
    close: async () => {
      const closed = [http, echo].map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, topic = '', argument = ''] = (request.url ?? '/').split('?')[0]?.split('/') ?? [];
  response.setHeader('Connection', 'close');
  response.sendDate = false;
  switch (topic) {
    case '':
    case 'index.html':
      return page(response, 200, PAGE);
    case 'bytes':
      return bytes(response, numberIn(argument, { least: 0, most: MAX_BYTES, otherwise: 0 }));
    case 'slow':
      return drip(response, { isChunked: false });
    case 'chunked':
      return drip(response, { isChunked: true });
    case 'status':
      return status(response, numberIn(argument, { least: 200, most: 599, otherwise: 404 }));
    default:
      return page(response, 404, '<p>There is no such page.</p>\n');
  }
}

function numberIn(text: string, { least, most, otherwise }: { least: number; most: number; otherwise: number }): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : otherwise;
}

function status(response: ServerResponse, code: number): void {
  page(response, code, `<p>Status ${code}</p>\n`);
}

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(html) });
  response.end(html);
}

/** `count` bytes 0, 1, … 255, 0, …, as fast as the client takes them. */
function bytes(response: ServerResponse, count: number): void {
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': count });
  const block = Buffer.from(Array.from({ length: 64 * 1024 }, (_, index) => index % 256));
  let left = count;
  const more = (): void => {
    while (left > 0) {
      const part = block.subarray(0, left);
      left -= part.length;
      if (!response.write(part)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}

/** A few lines, one by one, with pauses between them. */
function drip(response: ServerResponse, { isChunked }: { isChunked: boolean }): void {
  response.writeHead(200, { 'Content-Type': 'text/plain', ...(isChunked ? {} : { 'Content-Length': DRIP.text.length * DRIP.count }) });
  let count = 0;
  const timer = setInterval(() => {
    response.write(DRIP.text);
    if (++count < DRIP.count) return;
    clearInterval(timer);
    response.end();
  }, DRIP.intervalMs);
  response.once('close', () => clearInterval(timer));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
