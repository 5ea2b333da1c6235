/**
 * Scripts with marks, for tests of the language server: `s.«1»` is the script `s.` and the offset of mark `1`. The real stubs are read;
 * other files of the same board are given by name.
 */
import { packStubs } from '../../scripts/bundles.mjs';
import { Evaluator } from '../../server/src/analysis/evaluator';
import { Program, type StubLibrary } from '../../server/src/analysis/program';
import type { SourceFile } from '../../server/src/analysis/sourceFile';
import { libraryOf } from '../../server/src/lsp/stubLibrary';

export interface MarkedSource {
  readonly engine: Evaluator;
  readonly file: SourceFile;
  readonly text: string;
  /** Offset of a mark in `text`. */
  readonly at: (mark: string) => number;
}

const FOLDER = 'file:///board';
const MARK = /«([^»]*)»/g;

/**
 * @param marked the script, with marks
 * @param others texts of further files of the board, by their path: `lib/config.py`
 * @param name the script's own file name
 */
export function readMarked(marked: string, others: Readonly<Record<string, string>> = {}, name = 'main.py'): MarkedSource {
  const { text, marks } = splitMarks(marked);
  const files = new Map(Object.entries(others).map(([file, content]) => [`${FOLDER}/${file}`, content]));
  const program = new Program(stubLibrary(), {
    read: (uri) => files.get(uri),
    list: (uri) => entriesOf([...files.keys()], uri),
    rootsOf: () => [FOLDER],
  });
  const file = program.setOpen(`${FOLDER}/${name}`, text);
  const at = (mark: string): number => {
    const offset = marks.get(mark);
    if (offset === undefined) throw new Error(`There is no mark «${mark}» in the source.`);
    return offset;
  };
  return { engine: new Evaluator(program), file, text, at };
}

function entriesOf(uris: readonly string[], folder: string): string[] {
  const below = uris.filter((uri) => uri.startsWith(`${folder}/`)).map((uri) => uri.slice(folder.length + 1));
  return [...new Set(below.map((rest) => rest.replace(/\/.*/, '/')))];
}

export function splitMarks(marked: string): { readonly text: string; readonly marks: ReadonlyMap<string, number> } {
  const marks = new Map<string, number>();
  let removed = 0;
  const text = marked.replace(MARK, (whole, mark: string, offset: number) => {
    marks.set(mark, offset - removed);
    removed += whole.length;
    return '';
  });
  return { text, marks };
}

let library: StubLibrary | undefined;

/** The stubs of the source tree, read once. */
export function stubLibrary(): StubLibrary {
  library ??= libraryOf(packStubs());
  return library;
}
