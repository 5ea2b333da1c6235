/**
 * Servers on this computer's loopback address, in the clear or under TLS, and datagram sockets. Disposing of one ends its connections too. What
 * a client does to its connection, a reset among it, is no error here.
 */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Disposable } from '../../../shared/src';
import type { ThrowawayCertificate } from './certificate';

export const LOOPBACK = '127.0.0.1';

/** A connection to a server: the stream that carries what is said, and the socket beneath it, which can be reset. */
export interface ServedConnection {
  readonly stream: Socket;
  reset(): void;
}

export interface LoopbackServer extends Disposable {
  readonly port: number;
}

export interface LoopbackOptions {
  /** Absent or 0: one that is free. */
  readonly port?: number;
  readonly certificate?: ThrowawayCertificate;
}

/** Rejects if the port is taken. */
export async function listen(
  serve: (connection: ServedConnection) => void,
  { port = 0, certificate }: LoopbackOptions = {},
): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const secureContext = certificate && createSecureContext(certificate);
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    ignoreErrors(socket);
    const reset = (): void => void socket.resetAndDestroy();
    if (!secureContext) return serve({ stream: socket, reset });
    const stream = new TLSSocket(socket, { isServer: true, secureContext });
    ignoreErrors(stream);
    stream.once('secure', () => serve({ stream, reset }));
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    dispose: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A datagram socket on the loopback address. Rejects if the port is taken. */
export async function bind(
  serve: (datagram: Buffer, answer: (bytes: Uint8Array) => void) => void,
  { port = 0 }: Pick<LoopbackOptions, 'port'> = {},
): Promise<LoopbackServer> {
  const socket: DatagramSocket = createSocket('udp4');
  let isOpen = true;
  socket.on('message', (datagram, { address, port: from }) =>
    serve(datagram, (bytes) => {
      if (isOpen) socket.send(bytes, from, address);
    }),
  );
  socket.bind(port, LOOPBACK);
  await once(socket, 'listening');
  // A client that has gone is told to the socket on some systems.
  socket.on('error', () => undefined);
  return {
    port: socket.address().port,
    dispose: () => {
      if (isOpen) socket.close();
      isOpen = false;
    },
  };
}

/** A port on which nothing listens: below those that a system gives to programs, and of a service that nobody has any more. */
export const REFUSING_PORT = 1;

function ignoreErrors(socket: Socket): void {
  // That a client resets its connection, or does not like a certificate, is its own business.
  socket.on('error', () => undefined);
}
