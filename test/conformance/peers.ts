/**
 * The servers that conformance cases talk to, on loopback. A case names what it needs: `http`, `echo`, `closed` (a port on
 * which nothing listens), `deaf` (connection attempts are not answered), or a list of steps that every connection goes
 * through: a text is sent (each character a byte), a number waits that many milliseconds, `<data>` waits until the client
 * has sent something more, `<fin>` ends, `<reset>` resets, `<deaf>` stops reading, and `[text, count]` sends a text many
 * times. At the end of its steps a connection stays open. `tls {…}` is a server that speaks TLS, see tlsPeer.ts.
 */
import { startTestServer } from '../../examples/server/servers';
import { closedPort, deafPort, scriptedServer } from '../support/servers';
import { SteppedConnection } from './steppedConnection';
import { startTlsPeer, type TlsPeerOptions } from './tlsPeer';

export interface Peer {
  readonly port: number;
  close(): Promise<void>;
}

export type Step = string | number | readonly [text: string, count: number];

export async function startPeer(kind: string): Promise<Peer> {
  switch (kind) {
    case 'http':
      return startTestServer();
    case 'echo': {
      const server = await startTestServer();
      return { port: server.echoPort, close: () => server.close() };
    }
    case 'closed':
      return { port: await closedPort(), close: () => Promise.resolve() };
    case 'deaf':
      return deafPort();
    default: {
      const options = tlsOptions(kind);
      if (options) return startTlsPeer(options);
      const steps = JSON.parse(kind) as readonly Step[];
      return scriptedServer((socket) => new SteppedConnection(socket, steps).run());
    }
  }
}

/** What stands after `tls` in a kind of peer. */
export function tlsOptions(kind: string): TlsPeerOptions | undefined {
  return kind.startsWith('tls ') ? (JSON.parse(kind.slice('tls '.length)) as TlsPeerOptions) : undefined;
}
