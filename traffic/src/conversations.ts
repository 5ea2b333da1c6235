/** A recorded run as conversations: one for each socket over which bytes went. */
import { type ConnectionSummary, Connections, Errno, type SocketRecord, type TlsFacts } from '../../shared/src';
import { type Conversation, transferOf, type Transfer } from './conversation';
import type { RecordedRun } from './recordedRun';

export interface NumberedConversation extends Conversation {
  readonly socket: number;
}

/** In the order in which their sockets came to be. */
export function conversationsOf(run: RecordedRun): NumberedConversation[] {
  const connections = new Connections();
  const records = new Map<number, { record: SocketRecord; row: number }[]>();
  run.entries.forEach((entry, row) => {
    if (entry.kind === 'gap') return;
    const { record } = entry;
    if (!connections.add(record)) return;
    const own = records.get(record.socket);
    if (own) own.push({ record, row });
    else records.set(record.socket, [{ record, row }]);
  });
  return [...records].flatMap(([socket, own]) => conversationOf(connections, socket, own) ?? []);
}

/** What went over one socket, from its records with the numbers of their rows; undefined if nothing did. */
function conversationOf(
  connections: Connections,
  socket: number,
  records: readonly { readonly record: SocketRecord; readonly row: number }[],
): NumberedConversation | undefined {
  const connection = connections.of(socket);
  const transfers = records.map(({ record, row }) => transferOf(record, row)).filter((transfer) => transfer !== undefined);
  return connection && conversationFrom(connection, connections.tlsOf(socket), transfers);
}

/** Undefined if nothing went over it. */
export function conversationFrom(
  connection: ConnectionSummary,
  tls: TlsFacts | undefined,
  transfers: readonly Transfer[],
): NumberedConversation | undefined {
  const { socket, transport, peer, isTls, role } = connection;
  if (transfers.length === 0 && !isTls) return undefined;
  const end = endOf(connection);
  return { socket, transport, peer, isServer: role === 'server', isTls, transfers, ...(tls && { tls }), ...(end && { end }) };
}

/** A reset is what the script was told, even if the connection had been ended otherwise before. */
function endOf({ closedBy, errno }: ConnectionSummary): Conversation['end'] {
  if (closedBy === 'reset' || errno === Errno.ECONNRESET) return 'reset';
  return closedBy === 'peer' ? 'closed' : closedBy;
}
