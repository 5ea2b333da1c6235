/**
 * What a board has of its own beside the project's files: the entries and the storage that the changes of its image add up
 * to. Knows nothing of the project; an entry only remembers which version of a project's file it covers.
 */
import { encodeRecord, journalTitle, type Change } from './journal';
import { OwnStorage } from './ownStorage';

export interface OwnFile {
  readonly kind: 'file';
  readonly bytes: Uint8Array;
  /** Milliseconds since the start of 2000 on the board's clock. */
  readonly modifiedMs: number;
  /** Which version of a project's file it covers; empty if there was none. */
  readonly covers: string;
}

export type OwnEntry = OwnFile | { readonly kind: 'folder' } | { readonly kind: 'deleted'; readonly covers: string };

export class OwnFiles {
  readonly entries = new Map<string, OwnEntry>();
  readonly storage = new OwnStorage();
  /** Whether the board has booted before. */
  isSetUp = false;

  constructor(changes: readonly Change[] = []) {
    for (const change of changes) this.apply(change);
  }

  apply(change: Change): void {
    switch (change.kind) {
      case 'file':
        this.entries.set(change.path, {
          kind: 'file',
          bytes: this.contents(change),
          modifiedMs: change.modifiedMs,
          covers: change.covers,
        });
        return;
      case 'folder':
        this.entries.set(change.path, { kind: 'folder' });
        return;
      case 'deleted':
        this.entries.set(change.path, { kind: 'deleted', covers: change.covers });
        return;
      case 'forgotten':
        this.entries.delete(change.path);
        return;
      case 'setUp':
        this.isSetUp = true;
        return;
      default:
        this.storage.apply(change);
    }
  }

  /** An image that holds this and nothing that is over. */
  compacted(): Uint8Array {
    const changes: Change[] = this.isSetUp ? [{ kind: 'setUp' }] : [];
    for (const [path, entry] of this.entries) {
      changes.push(entry.kind === 'file' ? { ...entry, path, keepBytes: 0 } : { ...entry, path });
    }
    changes.push(...this.storage.changes);
    return Buffer.concat([journalTitle(), ...changes.map((change) => encodeRecord([change]))]);
  }

  /** About how long the image is that holds this and nothing else. */
  get sizeBytes(): number {
    let size = 0;
    for (const [path, entry] of this.entries) size += path.length + (entry.kind === 'file' ? entry.bytes.length : 0);
    for (const values of this.storage.namespaces.values()) {
      for (const value of values.values()) size += typeof value === 'number' ? 0 : value.length;
    }
    for (const bytes of this.storage.sectors.values()) size += bytes.length;
    return size;
  }

  private contents({ path, keepBytes, bytes }: Extract<Change, { kind: 'file' }>): Uint8Array {
    if (keepBytes === 0) return bytes;
    const before = this.entries.get(path);
    const contents = new Uint8Array(keepBytes + bytes.length);
    if (before?.kind === 'file') contents.set(before.bytes.subarray(0, keepBytes));
    contents.set(bytes, keepBytes);
    return contents;
  }
}
