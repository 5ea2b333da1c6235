/**
 * The servers that conformance cases talk to, on loopback. A case names what it needs: `http`, `echo`, `closed` (a port on
 * which nothing listens), `deaf` (connection attempts are not answered), `mirror` (an HTTP server whose answer's body is
 * the whole request), `files` with a JSON object of paths and contents (an HTTP server; 404 for others, and 302 for a path that has `{"location": …}`), `mqtt` (a broker),
 * `ntp` with the seconds that it answers, or a list of steps that every connection goes
 * through: a text is sent (each character a byte), a number waits that many milliseconds, `<data>` waits until the client
 * has sent something more, `<fin>` ends its half, `<reset>` resets, `<deaf>` stops reading, and `[text, count]` sends a text many
 * times. At the end of its steps a connection stays open. `tls {…}` is a server that speaks TLS, see tlsPeer.ts;
 * `mirror`, `files`, `mqtt` and steps can be had `over tls` as well. A client of the board is a list of steps too, or `tls {…}`.
 */
import { connect, type Socket } from 'node:net';
import { startTestServer } from '../../examples/server/servers';
import { ntpServer } from '../support/ntpServer';
import { closedPort, deafPort, scriptedServer } from '../support/servers';
import { serviceOf } from './services';
import { SteppedConnection, type Step } from './steppedConnection';
import { startTlsPeer, type TlsPeerOptions } from './tlsPeer';

export interface Peer {
  readonly port: number;
  close(): Promise<void>;
}

export async function startPeer(peer: string): Promise<Peer> {
  const [kind = '', detail] = /^(ntp) (.+)$/.exec(peer)?.slice(1) ?? [peer];
  switch (kind) {
    case 'http':
      return startTestServer();
    case 'echo': {
      const server = await startTestServer();
      return { port: server.echoPort, close: () => server.close() };
    }
    case 'closed':
      return closedPort();
    case 'deaf':
      return deafPort();
    case 'ntp':
      return ntpServer(Number(detail));
    default: {
      const options = tlsOptions(peer);
      if (options) return startTlsPeer(options);
      const [, secured] = /^(.+) over tls$/.exec(peer) ?? [];
      if (secured !== undefined) return startTlsPeer({}, serviceOf(secured));
      const serve = serviceOf(peer);
      return scriptedServer((socket) => serve(socket, socket));
    }
  }
}

/** Connects to a port of the board, as it is reached on this computer, and goes through steps. */
export function connectSteppedPeer(address: { readonly host: string; readonly port: number }, steps: string, onDone: () => void): Socket {
  const socket = connect({ ...address, allowHalfOpen: true });
  // What goes wrong is for the case to see, at its own end.
  socket.on('error', () => undefined);
  const connection = new SteppedConnection(socket, JSON.parse(steps) as readonly Step[], socket, onDone);
  socket.once('connect', () => connection.run());
  return socket;
}

/** What stands after `tls` in a kind of peer. */
export function tlsOptions(kind: string): TlsPeerOptions | undefined {
  return kind.startsWith('tls ') ? (JSON.parse(kind.slice('tls '.length)) as TlsPeerOptions) : undefined;
}
