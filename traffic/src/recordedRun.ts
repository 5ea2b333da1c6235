/** A run as it was recorded: what is saved and opened again, compared, exported and replayed. */
import type { SocketRecord } from '../../shared/src';

/** What is known of a run beside its records. */
export interface RunFacts {
  /** File name of the script. */
  readonly script: string;
  /** Where it ran, e.g. `Simulated ESP32`. */
  readonly target: string;
  /** When it began, in milliseconds since 1970; a record's time counts from there. */
  readonly startedAt: number;
}

export type RecordedEntry =
  | { readonly kind: 'operation'; readonly record: SocketRecord }
  /** Operations that could not be recorded in time. */
  | { readonly kind: 'gap'; readonly count: number };

export interface RecordedRun {
  readonly facts: RunFacts;
  readonly entries: readonly RecordedEntry[];
}
