/**
 * Test peers on this computer: servers that do what servers do, well and badly, under names that lead to them. They are there until they are
 * disposed of.
 */
import { DisposableStore, type Disposable, type NameAlias } from '../../../shared/src';
import { throwawayCertificate } from './certificate';
import { serveGarbage, serveHalf, serveReset, serveSilence, serveSlowly } from './faultyPeers';
import { httpPeer } from './httpPeer';
import { bind, listen, LOOPBACK, REFUSING_PORT, type LoopbackServer, type ServedConnection } from './loopback';

export interface TestPeer {
  readonly name: string;
  /** The port that the script names. */
  readonly port: number;
  /** Where it is on this computer, `address:port`. */
  readonly address: string;
  /** What it does, for the user. */
  readonly what: string;
}

export interface TestPeers extends Disposable {
  readonly peers: readonly TestPeer[];
  /** With these a script on the simulated board reaches the peers under their names. */
  readonly aliases: readonly NameAlias[];
}

interface PeerKind {
  readonly name: string;
  readonly port: number;
  readonly what: string;
  readonly start: (store: DisposableStore) => Promise<Pick<LoopbackServer, 'port'>>;
}

const HTTPS_NAME = 'https.test';

const KINDS: readonly PeerKind[] = [
  { name: 'http.test', port: 80, what: 'HTTP; http://http.test/ lists its paths', start: (store) => startHttp(store) },
  {
    name: HTTPS_NAME,
    port: 443,
    what: 'the same under TLS, with a certificate made just now, which a client that verifies rejects',
    start: (store) => startHttp(store, { certificate: throwawayCertificate([HTTPS_NAME]) }),
  },
  { name: 'echo.test', port: 7, what: 'TCP and UDP: sends back what it gets', start: startEcho },
  { name: 'mqtt.test', port: 1883, what: 'an MQTT broker, for anybody', start: startMqtt },
  { name: 'slow.test', port: 80, what: 'HTTP, a byte every 200 ms', start: serving(serveSlowly) },
  { name: 'silent.test', port: 80, what: 'accepts connections and never answers', start: serving(serveSilence) },
  { name: 'reset.test', port: 80, what: 'resets the connection after the request (errno 104)', start: serving(serveReset) },
  { name: 'half.test', port: 80, what: 'HTTP, closes after half of its Content-Length', start: serving(serveHalf) },
  { name: 'garbage.test', port: 80, what: 'answers with bytes that mean nothing', start: serving(serveGarbage) },
  {
    name: 'refused.test',
    port: 80,
    what: 'nobody listens (errno 104, when it connects)',
    start: () => Promise.resolve({ port: REFUSING_PORT }),
  },
];

export async function startPeers(): Promise<TestPeers> {
  const store = new DisposableStore();
  try {
    const started = await Promise.all(KINDS.map(async ({ start, ...kind }) => ({ ...kind, own: (await start(store)).port })));
    return {
      peers: started.map(({ name, port, what, own }) => ({ name, port, what, address: `${LOOPBACK}:${own}` })),
      aliases: started.map(({ name, own }) => ({ name, host: LOOPBACK, port: own })),
      dispose: () => store.dispose(),
    };
  } catch (error) {
    store.dispose();
    throw error;
  }
}

function serving(serve: (connection: ServedConnection) => void): PeerKind['start'] {
  return async (store) => store.add(await listen(serve));
}

async function startHttp(store: DisposableStore, options: Parameters<typeof listen>[1] = {}): Promise<LoopbackServer> {
  const http = httpPeer();
  return store.add(await listen(({ stream }) => http.emit('connection', stream), options));
}

/** An alias has one port, so that both have to be on the same one. */
async function startEcho(store: DisposableStore): Promise<LoopbackServer> {
  for (let attempt = 1; ; attempt += 1) {
    const server = await listen(({ stream }) => stream.pipe(stream));
    try {
      store.add(await bind((datagram, answer) => answer(datagram), { port: server.port }));
      return store.add(server);
    } catch (error) {
      server.dispose();
      if (attempt === SAME_PORT_ATTEMPTS) throw error;
    }
  }
}

const SAME_PORT_ATTEMPTS = 20;

async function startMqtt(store: DisposableStore): Promise<LoopbackServer> {
  // Loaded only here: whoever decodes traffic has no use for a broker.
  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker();
  // A client that breaks the protocol loses its connection, and that is all.
  broker.on('clientError', () => undefined);
  broker.on('connectionError', () => undefined);
  store.defer(() => broker.close());
  return store.add(await listen(({ stream }) => broker.handle(stream)));
}
