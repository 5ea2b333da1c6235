/** A recorded run as conversations: one for each socket over which bytes went. */
import { Connections, type SocketRecord } from '../../shared/src';
import { type Conversation } from './conversation';
import type { RecordedRun } from './recordedRun';
export interface NumberedConversation extends Conversation {
  readonly socket: number;
}
/** In the order in which their sockets came to be. */
export declare function conversationsOf(run: RecordedRun): NumberedConversation[];
/** What went over one socket, from its records with the numbers of their rows; undefined if nothing did. */
export declare function conversationOf(
  connections: Pick<Connections, 'of' | 'tlsOf'>,
  socket: number,
  records: readonly {
    readonly record: SocketRecord;
    readonly row: number;
  }[],
): NumberedConversation | undefined;
//# sourceMappingURL=conversations.d.ts.map
