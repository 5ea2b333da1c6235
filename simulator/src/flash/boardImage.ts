/**
 * A board's image as the board uses it: what it holds, and changes that are kept before the operation that made them
 * returns. It is written anew when it has grown to much more than what it holds. Opening it takes for granted that no
 * other board has it open; `ImageLock` sees to that.
 */
import { decodeJournal, encodeRecord, type Change } from './journal';
import { openStore, type ImagePlace, type ImageStore } from './imageStore';
import { OwnFiles } from './ownFiles';

/** An image that is smaller than this is left as it is. */
const SMALL_BYTES = 256 * 1024;
/** How many times what it holds an image may be. */
const GROWTH = 3;

export class DamagedImageError extends Error {
  readonly code = 'DAMAGED_IMAGE';

  constructor(place: ImagePlace, atBytes: number) {
    const name = place.kind === 'file' ? place.path : 'the image in memory';
    super(
      `The board's files cannot be read: ${name} is damaged at byte ${atBytes}. It was left as it is. ` +
        'Reset the board files to factory, or move that file away, and the board begins anew with the files of the project.',
    );
  }
}

export class BoardImage {
  private sizeBytes: number;

  private constructor(
    private readonly store: ImageStore,
    readonly own: OwnFiles,
    endBytes: number,
  ) {
    this.sizeBytes = endBytes;
  }

  /** Throws a DamagedImageError, or an error of this computer's files. A new image is made if there is none. */
  static open(place: ImagePlace): BoardImage {
    const store = openStore(place);
    const bytes = store.read();
    const journal = decodeJournal(bytes);
    if (journal.kind === 'damaged') throw new DamagedImageError(place, journal.atBytes);
    const image = new BoardImage(store, new OwnFiles(journal.changes), journal.endBytes);
    if (journal.endBytes === 0) image.compact();
    else if (journal.endBytes < bytes.length) store.cut(journal.endBytes);
    image.compactIfGrown();
    return image;
  }

  /** Makes changes, all of them or none. Throws an error of this computer's files, and then nothing has changed. */
  commit(changes: readonly Change[]): void {
    const record = encodeRecord(changes);
    this.store.append(record);
    this.sizeBytes += record.length;
    for (const change of changes) this.own.apply(change);
    this.compactIfGrown();
  }

  private compactIfGrown(): void {
    if (this.sizeBytes <= SMALL_BYTES) return;
    if (this.sizeBytes <= GROWTH * Math.max(this.own.sizeBytes, SMALL_BYTES / GROWTH)) return;
    try {
      this.compact();
    } catch {
      // Nothing is lost by an image that stays large, and whatever is in the way may be gone the next time: a full disk, on
      // Windows a program that reads the image.
    }
  }

  private compact(): void {
    const image = this.own.compacted();
    this.store.replace(image);
    this.sizeBytes = image.length;
  }
}
