/**
 * Where the lines that a run had are in the editors' texts now. The script runs as it is shown, but of its modules the saved files do; so
 * what has been edited since a file was saved is followed too. Documents are known by their URI.
 */
import { type LineChange, LineTracker } from './lineTracker';

/** A document as it is now. */
interface Dirtiness {
  readonly isDirty: boolean;
}

interface Unsaved {
  readonly tracker: LineTracker;
  /** The first edit is told before the document is dirty, and what is read anew from the disk never makes it so. */
  state: 'notYet' | 'dirty' | 'noLonger';
}

export class EditedLines {
  private readonly unsaved = new Map<string, Unsaved>();
  /** Undefined before the first run; a document that is not there is as it was. */
  private sinceRun: Map<string, LineTracker> | undefined;

  /** A document is there; what has been edited in it before is not known. */
  opened(document: string, { isDirty }: Dirtiness): void {
    if (!isDirty) return;
    this.unsaved.set(document, { tracker: LineTracker.ofUnknownText(), state: 'dirty' });
    this.sinceRun?.set(document, LineTracker.ofUnknownText());
  }

  /** A run takes the script as it is shown, and of the rest what is saved. */
  begin(script: string | undefined): void {
    this.sinceRun = new Map();
    for (const [document, { tracker, state }] of this.unsaved)
      if (document !== script && state === 'dirty') this.sinceRun.set(document, tracker.copy());
  }

  /** Without changes it is told that the document is dirty, or is not any more. */
  edited(document: string, changes: readonly LineChange[], { isDirty }: Dirtiness): void {
    const unsaved = this.unsaved.get(document);
    if (changes.length === 0) {
      if (unsaved && isDirty) unsaved.state = 'dirty';
      else if (unsaved?.state === 'dirty') unsaved.state = 'noLonger';
      return;
    }
    const isGoingOn = unsaved !== undefined && isDirty && unsaved.state !== 'noLonger';
    const { tracker } = isGoingOn ? unsaved : { tracker: LineTracker.ofText() };
    this.unsaved.set(document, { tracker, state: isDirty ? 'dirty' : 'notYet' });
    for (const change of changes) {
      tracker.apply(change);
      this.ranTracker(document)?.apply(change);
    }
  }

  saved(document: string): void {
    this.unsaved.delete(document);
  }

  /** What was not saved is lost. */
  closed(document: string): void {
    const unsaved = this.unsaved.get(document);
    this.unsaved.delete(document);
    if (unsaved && unsaved.state !== 'notYet') this.ranTracker(document)?.undo(unsaved.tracker);
  }

  /** Where a line is, which counts from 0. Undefined if it is gone, or it is not known. */
  now(document: string, line: number): number | undefined {
    const tracker = this.sinceRun?.get(document);
    return tracker ? tracker.now(line) : line;
  }

  private ranTracker(document: string): LineTracker | undefined {
    const tracker = this.sinceRun?.get(document) ?? LineTracker.ofText();
    this.sinceRun?.set(document, tracker);
    return this.sinceRun && tracker;
  }
}
