/**
 * What a board keeps in its flash beside files: the non-volatile storage, by namespace and key, and the sectors whose bytes
 * a script wrote itself. Knows nothing of limits and errors; those are of the modules that write here.
 */
import type { StorageChange } from './journal';

/** A value of the non-volatile storage. */
export type StoredValue = number | Uint8Array;

export class OwnStorage {
  readonly namespaces = new Map<string, Map<string, StoredValue>>();
  /** The sectors that are not erased, by number. */
  readonly sectors = new Map<number, Uint8Array>();

  apply(change: StorageChange): void {
    switch (change.kind) {
      case 'namespace':
        this.namespace(change.namespace);
        return;
      case 'value':
        this.namespace(change.namespace).set(change.key, change.value);
        return;
      case 'noValue':
        this.namespaces.get(change.namespace)?.delete(change.key);
        return;
      case 'sector':
        this.sectors.set(change.sector, change.bytes);
        return;
      case 'erased':
        this.sectors.delete(change.sector);
        return;
      case 'storageErased':
        this.namespaces.clear();
        this.sectors.clear();
    }
  }

  /** The changes that lead from nothing to this. */
  get changes(): readonly StorageChange[] {
    const changes: StorageChange[] = [];
    for (const [namespace, values] of this.namespaces) {
      changes.push({ kind: 'namespace', namespace });
      for (const [key, value] of values) changes.push({ kind: 'value', namespace, key, value });
    }
    for (const [sector, bytes] of this.sectors) changes.push({ kind: 'sector', sector, bytes });
    return changes;
  }

  private namespace(name: string): Map<string, StoredValue> {
    const values = this.namespaces.get(name) ?? new Map<string, StoredValue>();
    this.namespaces.set(name, values);
    return values;
  }
}
