/** A run as it was recorded: what is saved and opened again, compared, exported and replayed. */
import type { RunFacts, SocketRecord } from '../../shared/src';

export type { RunFacts } from '../../shared/src';

export type RecordedEntry =
  | { readonly kind: 'operation'; readonly record: SocketRecord }
  /** Operations that could not be recorded in time. */
  | { readonly kind: 'gap'; readonly count: number };

export interface RecordedRun {
  readonly facts: RunFacts;
  readonly entries: readonly RecordedEntry[];
}
