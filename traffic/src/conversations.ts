/** A recorded run as conversations: one for each socket over which bytes went. */
import { type ConnectionSummary, Connections, Errno, type TlsFacts } from '../../shared/src';
import { type Conversation, transferOf, type Transfer } from './conversation';
import { Pace } from './decode/pace';
import type { RecordedRun } from './recordedRun';

export interface NumberedConversation extends Conversation {
  readonly socket: number;
}

/** In the order in which their sockets came to be. */
export async function conversationsOf(run: RecordedRun, pace = new Pace()): Promise<NumberedConversation[]> {
  const connections = new Connections();
  const transfers = new Map<number, Transfer[]>();
  let row = 0;
  for await (const part of pace.parts(run.entries))
    for (const entry of part) {
      const transfer = entry.kind === 'operation' && connections.add(entry.record) ? transferOf(entry.record, row) : undefined;
      row += 1;
      if (entry.kind === 'gap' || !transfer) continue;
      const own = transfers.get(entry.record.socket);
      if (own) own.push(transfer);
      else transfers.set(entry.record.socket, [transfer]);
    }
  return [...connections.all()].flatMap(
    (connection) => conversationFrom(connection, connections.tlsOf(connection.socket), transfers.get(connection.socket) ?? []) ?? [],
  );
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
