/**
 * A recorded run played back: for each peer of the script a server on this computer that answers as the peer did, so that the script can be run
 * again without the network. Connections under TLS are served with a certificate that was made for it, which a script that verifies
 * certificates rejects.
 */
import { DisposableStore, Emitter, type Disposable, type Event, type NameAlias } from '../../../shared/src';
import { throwawayCertificate, type ThrowawayCertificate } from '../peers/certificate';
import { bind, listen, LOOPBACK, REFUSING_PORT, type LoopbackServer } from '../peers/loopback';
import type { RecordedRun } from '../recordedRun';
import { DatagramSessions } from './datagramSessions';
import type { Deviation, OnDeviation } from './deviation';
import { ExchangePool, exchangesOf } from './httpExchanges';
import { HttpSessions } from './httpSessions';
import { recordedPeers, type RecordedPeer, type RecordedPeers } from './recordedPeers';
import { StreamSessions } from './streamSessions';

export interface ReplayOptions {
  /** Whether pauses are as long as they were; otherwise they are cut short. */
  readonly hasTiming?: boolean;
  /** On which port of this computer a peer is to be, by `name:port`; any that is free for the others. */
  readonly ports?: ReadonlyMap<string, number>;
}

export interface ReplayedPeer {
  /** As the script names it, `name:port`. */
  readonly peer: string;
  readonly transport: 'tcp' | 'udp';
  readonly isTls: boolean;
  /** Where it is on this computer, `address:port`; absent: connections to it are refused, as they were. */
  readonly address?: string;
  /** How often the script connected to it, or for datagrams how many sockets spoke to it. */
  readonly connections: number;
}

export interface Replay extends Disposable {
  readonly peers: readonly ReplayedPeer[];
  /** With these a script on the simulated board reaches the peers under their names. */
  readonly aliases: readonly NameAlias[];
  /** What is not as it was, for the user. */
  readonly remarks: readonly string[];
  /** The script does something else than the recorded one did. */
  readonly onDeviation: Event<Deviation>;
}

export class ReplayError extends Error {
  readonly code = 'REPLAY';
}

/** Rejects with a ReplayError if there is nothing to replay, or a port is taken. */
export async function startReplay(run: RecordedRun, options: ReplayOptions = {}): Promise<Replay> {
  const recorded = recordedPeers(run);
  if (recorded.peers.length === 0) throw new ReplayError('The recorded script connected to nobody: there is nothing to replay.');
  const unknown = [...(options.ports?.keys() ?? [])].find((name) => !recorded.peers.some((peer) => nameOf(peer) === name));
  if (unknown !== undefined)
    throw new ReplayError(`The recorded script spoke with ${recorded.peers.map(nameOf).join(', ')}, and not with ${unknown}.`);
  const store = new DisposableStore();
  const deviation = new Emitter<Deviation>();
  try {
    const secured = recorded.peers.filter(({ isTls }) => isTls);
    const certificate = secured.length === 0 ? undefined : throwawayCertificate([...new Set(secured.map(({ host }) => host))]);
    const served: ServedPeer[] = [];
    for (const peer of recorded.peers) {
      const onDeviation = (text: string): void => deviation.fire({ peer: nameOf(peer), text });
      const port = options.ports?.get(nameOf(peer)) ?? served.find((other) => nameOf(other.peer) === nameOf(peer))?.port;
      const server = await serve(peer, { ...options, onDeviation, certificate, port });
      if (server) store.add(server);
      served.push({ peer, ...(server && { port: server.port }) });
    }
    return {
      peers: served.map(replayedPeer),
      aliases: aliasesOf(served, recorded),
      remarks: [...(certificate ? [TLS_REMARK] : []), ...recorded.remarks],
      onDeviation: deviation.event,
      dispose: () => store.dispose(),
    };
  } catch (error) {
    store.dispose();
    throw error;
  }
}

const TLS_REMARK =
  'The connections under TLS have a certificate that was made just now. A script that verifies certificates rejects it; ' +
  'one with ssl.CERT_NONE, which is the default of ssl.wrap_socket and requests, does not see a difference.';

interface ServedPeer {
  readonly peer: RecordedPeer;
  readonly port?: number;
}

interface ServeOptions extends ReplayOptions {
  readonly onDeviation: OnDeviation;
  readonly certificate: ThrowawayCertificate | undefined;
  readonly port: number | undefined;
}

/** Undefined for a peer that refuses. */
async function serve(peer: RecordedPeer, options: ServeOptions): Promise<LoopbackServer | undefined> {
  if (peer.sessions.length === 0) return undefined;
  try {
    return await (peer.transport === 'udp' ? serveDatagrams(peer, options) : serveStreams(peer, options));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used' : 'is taken';
    throw new ReplayError(`Port ${options.port ?? 0} for ${nameOf(peer)} ${why}. Choose another one.`, { cause: error });
  }
}

async function serveStreams({ sessions, isTls }: RecordedPeer, options: ServeOptions): Promise<LoopbackServer> {
  const { hasTiming = false, onDeviation, certificate, port = 0 } = options;
  const exchanges = sessions.map(exchangesOf);
  // A connection over which nothing went says nothing against HTTP.
  const isHttp =
    exchanges.some((own) => own) && sessions.every(({ sent, answers }, index) => exchanges[index] ?? sent.length + answers.length === 0);
  const server = isHttp
    ? new HttpSessions(new ExchangePool(exchanges.flatMap((own) => own ?? [])), { hasTiming, onDeviation })
    : new StreamSessions(sessions, { hasTiming, onDeviation });
  return listen((connection) => server.serve(connection), { port, ...(isTls && certificate && { certificate }) });
}

async function serveDatagrams({ sessions, port: recordedPort }: RecordedPeer, options: ServeOptions): Promise<LoopbackServer> {
  const { hasTiming = false, onDeviation, port = 0 } = options;
  const server = new DatagramSessions(sessions, { isDns: recordedPort === DNS_PORT, hasTiming, onDeviation });
  const socket = await bind((datagram, answer) => server.serve(datagram, answer), { port });
  return {
    port: socket.port,
    dispose: () => {
      server.dispose();
      socket.dispose();
    },
  };
}

const DNS_PORT = 53;

function nameOf({ host, port }: Pick<RecordedPeer, 'host' | 'port'>): string {
  return `${host}:${port}`;
}

function replayedPeer({ peer, port }: ServedPeer): ReplayedPeer {
  const { transport, isTls, sessions } = peer;
  return {
    peer: nameOf(peer),
    transport,
    isTls,
    connections: sessions.length,
    ...(port !== undefined && { address: `${LOOPBACK}:${port}` }),
  };
}

/** Names keep the addresses that they had, because a script may print them; and so does a name with which nobody spoke. */
function aliasesOf(served: readonly ServedPeer[], { addresses }: RecordedPeers): readonly NameAlias[] {
  const known = (name: string): Pick<NameAlias, 'address'> => {
    const address = addresses.get(name);
    return address === undefined ? {} : { address };
  };
  const peers = served.map(({ peer: { host, port: forPort }, port = REFUSING_PORT }): NameAlias => ({
    name: host,
    host: LOOPBACK,
    port,
    forPort,
    ...known(host),
  }));
  const spoken = new Set(served.map(({ peer }) => peer.host));
  const others = [...addresses.keys()].filter((name) => !spoken.has(name));
  return [...peers, ...others.map((name): NameAlias => ({ name, host: LOOPBACK, port: REFUSING_PORT, ...known(name) }))];
}
