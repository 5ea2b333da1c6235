/** Where the lines of a text are after it has been edited. Lines count from 0. After very many edits it does not know any more. */

const MAX_CHANGES = 2000;

/** Lines `start` to `end` have become `lineCount` lines. */
export interface LineChange {
  readonly start: number;
  readonly end: number;
  readonly lineCount: number;
  /** Whether what stood on the first line stays there, as when a line break is typed behind it. */
  readonly keepsFirst: boolean;
}

export class LineTracker {
  /** Undefined if nothing is known of the text that there was. */
  private constructor(private changes: LineChange[] | undefined) {}

  static ofText(): LineTracker {
    return new LineTracker([]);
  }

  static ofUnknownText(): LineTracker {
    return new LineTracker(undefined);
  }

  copy(): LineTracker {
    return new LineTracker(this.changes && [...this.changes]);
  }

  apply(change: LineChange): void {
    if (change.start === change.end && change.lineCount === 1) return;
    this.changes?.push(change);
    if (this.changes && this.changes.length > MAX_CHANGES) this.changes = undefined;
  }

  /** What another one has followed is taken back: its text is there again as it was. */
  undo(other: LineTracker): void {
    if (!other.changes) this.changes = undefined;
    for (const { start, end, lineCount, keepsFirst } of [...(other.changes ?? [])].reverse())
      this.apply({ start, end: start + lineCount - 1, lineCount: end - start + 1, keepsFirst });
  }

  /** Undefined if the line is gone, or it is not known where it is. */
  now(line: number): number | undefined {
    if (!this.changes) return undefined;
    let at = line;
    for (const { start, end, lineCount, keepsFirst } of this.changes) {
      if (at > end) at += lineCount - (end - start + 1);
      else if (at < start || (at === start && keepsFirst)) continue;
      // What stood on the last of the lines stands behind what was put in.
      else if (at === end) at = start + lineCount - 1;
      else return undefined;
    }
    return at;
  }
}
