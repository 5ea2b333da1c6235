/** What went over one connection, in order: what decoders read and replays answer from. */
import { direction, movedBytes, type SocketRecord, type TlsFacts, type Transport } from '../../shared/src';

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
  /** Set once nothing more can come: the other side closed or reset, or the script closed before that. */
  readonly end?: 'closed' | 'reset' | 'script';
}

/** The transfer that a record is of, if bytes went over the socket with it. */
export function transferOf(
  record: Pick<SocketRecord, 'operation' | 'outcome' | 'bytes' | 'timeMs' | 'peer'>,
  row: number,
): Transfer | undefined {
  const way = direction(record.operation);
  const { bytes, timeMs, peer } = record;
  const sizeBytes = movedBytes(record);
  return way === 'none' || sizeBytes === 0 ? undefined : { row, direction: way, timeMs, bytes, sizeBytes, peer };
}
