/** Where the lines of a run are in texts that were edited before it, during it and after it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { EditedLines } from '../../../client/src/source/editedLines';

const DIRTY = { isDirty: true };
const CLEAN = { isDirty: false };
/** Puts a line in front. */
const ABOVE = [{ start: 0, end: 0, lineCount: 2, keepsFirst: false }];

describe('a line of', () => {
  let lines: EditedLines;
  const now = (document: string): number | undefined => lines.now(document, 5);

  /** As VS Code tells it: the first edit before the document is dirty. */
  const edit = (document: string): void => {
    lines.edited(document, ABOVE, CLEAN);
    lines.edited(document, [], DIRTY);
  };
  const editMore = (document: string): void => lines.edited(document, ABOVE, DIRTY);
  const save = (document: string): void => {
    lines.edited(document, [], CLEAN);
    lines.saved(document);
  };

  beforeEach(() => {
    lines = new EditedLines();
  });

  it('a script is where it was when the run began, whatever was edited before', () => {
    edit('main');
    lines.begin('main');
    expect(now('main')).toBe(5);
    editMore('main');
    expect(now('main')).toBe(6);
  });

  it('a module is where it was in the saved file, from before the run on', () => {
    edit('module');
    editMore('module');
    lines.begin('main');
    expect(now('module')).toBe(7);
    editMore('module');
    expect(now('module')).toBe(8);
  });

  it('a module that was saved before the run is where it is shown', () => {
    edit('module');
    save('module');
    lines.begin('main');
    expect(now('module')).toBe(5);
  });

  it('a module that was read anew from the disk before the run is where it is shown', () => {
    lines.edited('module', ABOVE, CLEAN);
    lines.begin('main');
    expect(now('module')).toBe(5);
    edit('module');
    lines.begin('main');
    expect(now('module')).toBe(6);
  });

  it('a module that is saved after the run is still followed from the file that ran', () => {
    edit('module');
    lines.begin('main');
    save('module');
    edit('module');
    expect(now('module')).toBe(7);
  });

  it('a document that is closed without saving is where the saved file has it', () => {
    edit('module');
    lines.begin('main');
    editMore('module');
    lines.edited('module', [], CLEAN);
    lines.closed('module');
    expect(now('module')).toBe(5);
  });

  it('a document that is closed after saving stays where it is', () => {
    lines.begin('main');
    edit('module');
    save('module');
    lines.closed('module');
    expect(now('module')).toBe(6);
  });

  it('a document whose edits nobody saw is not known, until it is saved and runs', () => {
    lines.opened('module', DIRTY);
    editMore('module');
    lines.begin('main');
    expect(now('module')).toBeUndefined();
    save('module');
    expect(now('module')).toBeUndefined();
    lines.begin('main');
    expect(now('module')).toBe(5);
  });

  it('a script whose edits nobody saw is known: it ran as it is shown', () => {
    lines.opened('main', DIRTY);
    lines.begin('main');
    expect(now('main')).toBe(5);
  });
});
