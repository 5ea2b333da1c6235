/**
 * What passes between the thread that shows traffic and the worker that decodes it. Bytes go over in buffers that are handed over, and
 * results come back part by part as they are asked for, so that neither thread is busy with the other's work for long.
 */
import type { ConnectionSummary, DecodedPart, SocketRecord, TlsFacts } from '../../../shared/src';
import type { Heads } from '../decode';

/** A record without its bytes, which lie in the batch one after another. */
export type BatchedRecord = Pick<SocketRecord, 'operation' | 'outcome' | 'timeMs' | 'peer'> & {
  readonly row: number;
  readonly byteCount: number;
};

export interface RecordBatch {
  readonly records: readonly BatchedRecord[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ConversationFacts {
  readonly connection: ConnectionSummary;
  readonly tls?: TlsFacts;
  /** What of it was not handed over, and why. */
  readonly missing?: string;
}

export type ToDecoder =
  /** Records of another connection follow; those before are forgotten, and what is under way for them is given up. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'records'; readonly batch: RecordBatch }
  /** Decode all records that came since `begin`. The answer is the first part. */
  | { readonly kind: 'decode'; readonly request: number; readonly facts: ConversationFacts }
  /** Send the next part. */
  | { readonly kind: 'more'; readonly request: number }
  | { readonly kind: 'titles'; readonly request: number; readonly heads: readonly TitledHeads[] };

/** How a connection begins. */
export type TitledHeads = Heads & { readonly isServer: boolean };

export type FromDecoder =
  | { readonly kind: 'part'; readonly request: number; readonly part: DecodedPart }
  | { readonly kind: 'titles'; readonly request: number; readonly titles: readonly string[] };
