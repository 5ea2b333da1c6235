/** What went over one connection, in order: what decoders read and replays answer from. */
import { type SocketRecord, type TlsFacts, type Transport } from '../../shared/src';
export interface Transfer {
  /** Number of the row in the panel, or of the entry in its run. */
  readonly row: number;
  readonly direction: 'in' | 'out';
  /** When it ended, in milliseconds since the start of the run. */
  readonly timeMs: number;
  readonly bytes: Uint8Array;
  /** How many bytes there were; more than `bytes` has where a board's probe cut them. */
  readonly sizeBytes: number;
  /** The other side, of datagrams. */
  readonly peer: string;
}
export interface Conversation {
  readonly transport: Transport;
  /** `name:port` or `address:port`. */
  readonly peer: string;
  /** Whether the script was connected to. */
  readonly isServer: boolean;
  readonly tls?: TlsFacts;
  readonly isTls: boolean;
  readonly transfers: readonly Transfer[];
  /** Set once the other side has ended: it closed, or it reset. */
  readonly end?: 'closed' | 'reset';
}
/** The transfer that a record is of, if bytes went over the socket with it. */
export declare function transferOf(record: SocketRecord, row: number): Transfer | undefined;
//# sourceMappingURL=conversation.d.ts.map
