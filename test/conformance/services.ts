/**
 * What a peer of a conformance case does with a connection, by the name that the case gives for it; peers.ts says what the
 * names mean. A service is made once for a peer and serves all its connections, which may be plain or over TLS.
 */
import type { Socket } from 'node:net';
import { mqttBroker } from '../support/mqttBroker';
import { answerRequest } from '../support/servers';
import { SteppedConnection, type Step } from './steppedConnection';

/** `raw` is the connection under TLS; without TLS the same. */
export type Service = (socket: Socket, raw: Socket) => void;

export function serviceOf(kind: string): Service {
  const [name = '', detail = '{}'] = /^(files) (.+)$/.exec(kind)?.slice(1) ?? [kind];
  switch (name) {
    case 'mirror':
      return (socket) => answerRequest(socket, (request) => ({ status: 200, body: request }));
    case 'files': {
      const contents = new Map(Object.entries(JSON.parse(detail) as Readonly<Record<string, string | { readonly location: string }>>));
      return (socket) =>
        answerRequest(socket, (request) => {
          const body = contents.get(request.split(' ')[1] ?? '');
          if (body === undefined) return { status: 404, body: '' };
          return typeof body === 'string' ? { status: 200, body } : { status: 302, body: '', ...body };
        });
    }
    case 'mqtt':
      return mqttBroker();
    default: {
      const steps = JSON.parse(kind) as readonly Step[];
      return (socket, raw) => new SteppedConnection(socket, steps, raw).run();
    }
  }
}
