/** Where lines are after edits: compared with a text in which the lines carry their names. */
import { describe, expect, it } from 'vitest';
import { LineTracker, type LineChange } from '../../../client/src/source/lineTracker';

const change = (start: number, end: number, lineCount: number, keepsFirst = false): LineChange => ({ start, end, lineCount, keepsFirst });

function after(...changes: readonly LineChange[]): readonly (number | undefined)[] {
  const tracker = LineTracker.ofText();
  for (const each of changes) tracker.apply(each);
  return [0, 1, 2, 3, 4].map((line) => tracker.now(line));
}

describe('a line', () => {
  it('stays where it is when text within a line changes', () => {
    expect(after(change(1, 1, 1), change(1, 1, 1, true))).toEqual([0, 1, 2, 3, 4]);
  });

  it('moves down when lines are put in above it', () => {
    expect(after(change(2, 2, 4))).toEqual([0, 1, 5, 6, 7]);
  });

  it('stays when a line break is typed behind it', () => {
    expect(after(change(2, 2, 2, true))).toEqual([0, 1, 2, 4, 5]);
  });

  it('is gone when it is deleted, and what was below moves up', () => {
    expect(after(change(1, 3, 1))).toEqual([0, undefined, undefined, 1, 2]);
  });

  it('stays when the line below is joined to it', () => {
    expect(after(change(1, 2, 1, true))).toEqual([0, 1, 1, 2, 3]);
  });

  it('is followed through one edit after the other', () => {
    expect(after(change(0, 0, 3), change(3, 4, 1), change(0, 0, 2, true))).toEqual([3, undefined, 4, 5, 6]);
  });

  it('is not known any more after very many edits', () => {
    expect(after(...Array.from({ length: 3000 }, () => change(4, 4, 2, true)))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is back where it was when all edits are taken back', () => {
    const tracker = LineTracker.ofText();
    const edits = LineTracker.ofText();
    for (const each of [change(1, 1, 3), change(4, 4, 2, true), change(0, 0, 2)]) {
      tracker.apply(each);
      edits.apply(each);
    }
    tracker.undo(edits);
    expect([0, 1, 2, 3, 4].map((line) => tracker.now(line))).toEqual([0, 1, 2, 3, 4]);
  });

  it('is not known where the text was not known', () => {
    const tracker = LineTracker.ofUnknownText();
    tracker.apply(change(1, 1, 2));
    expect(tracker.now(0)).toBeUndefined();
    const other = LineTracker.ofText();
    other.undo(tracker);
    expect(other.now(0)).toBeUndefined();
  });
});
