/** One socket of a run as a whole: with whom it spoke, how much, how long, and how it ended. */
import type { Transport } from './socketRecord';

export type ConnectionState = 'open' | 'listening' | 'connected' | 'closed' | 'failed';

/** Who ended a connection. `reset`: the other side, without a word (104). */
export type ClosedBy = 'script' | 'peer' | 'reset';

export interface ConnectionSummary {
  /** Number of the socket within its run. */
  readonly socket: number;
  readonly transport: Transport;
  /** Whether the script connected, or was connected to; a datagram socket is neither until it is used. */
  readonly role: 'client' | 'server' | 'listener' | 'datagram' | 'none';
  readonly state: ConnectionState;
  /** `name:port` or `address:port`; empty until it is known. */
  readonly peer: string;
  /** The address of the name in `peer`, if a lookup gave it. */
  readonly address?: string;
  readonly isTls: boolean;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly operations: number;
  /** Milliseconds since the start of the run. */
  readonly startMs: number;
  /** When the last operation ended. */
  readonly endMs: number;
  readonly closedBy?: ClosedBy;
  /** What the latest failed operation failed with. */
  readonly errno?: number;
}
