/** A recorded run whose entries come one by one, for files that need not fit into memory, and how it becomes one that is in memory. */
import type { RecordedEntry, RecordedRun, RunFacts } from '../recordedRun';

export interface RunStream {
  readonly facts: RunFacts;
  readonly entries: Iterable<RecordedEntry> | AsyncIterable<RecordedEntry>;
}

export async function collectRun({ facts, entries }: RunStream): Promise<RecordedRun> {
  const collected: RecordedEntry[] = [];
  for await (const entry of entries) collected.push(entry);
  return { facts, entries: collected };
}
