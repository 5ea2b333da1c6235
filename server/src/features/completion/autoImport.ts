/**
 * Modules that the script does not import yet, and classes and functions that only one module has: taking one writes the import too.
 * They are offered once a word has begun, because there are hundreds.
 */
import type { Evaluator } from '../../analysis/evaluator';
import type { Program } from '../../analysis/program';
import type { SourceFile } from '../../analysis/sourceFile';
import { idsOf, type ImportFrom, type Statement } from '../../syntax/ast';
import { lineAt } from '../../syntax/parse';
import { Rank, type AddedText, type Completion, type CompletionKind } from './item';

export function importable(engine: Evaluator, file: SourceFile, word: string, taken: ReadonlySet<string>): Completion[] {
  const first = word[0]?.toLowerCase();
  if (first === undefined) return [];
  const isWanted = (name: string): boolean => name[0]?.toLowerCase() === first && !taken.has(name);
  const own = engine.program.userModules([], 0, file);
  const modules = [...own, ...engine.program.boardModules().filter((name) => !own.includes(name) && name !== 'builtins')];
  const ofModules = modules.filter(isWanted).map((name): Completion => {
    const type = own.includes(name) ? engine.moduleType([name], 0, file) : undefined;
    const uri = type?.kind === 'module' ? type.file.uri : engine.program.boardUri(name);
    return { label: name, kind: 'module', rank: rankFor(name), source: { uri, name }, added: importEdit(file, name) };
  });
  const ofNames = distinctiveNames(engine.program)
    .filter(({ name }) => isWanted(name))
    .map(({ name, module, kind, at }): Completion => {
      const source = { uri: engine.program.boardUri(module), name, at };
      return { label: name, kind, rank: rankFor(name), source, added: importEdit(file, module, name) };
    });
  return [...ofModules, ...ofNames];
}

function rankFor(name: string): number {
  return name.startsWith('_') ? Rank.private : Rank.imported;
}

/** `import module`, or `from module import name` where such an import may stand already. */
export function importEdit(file: SourceFile, module: string, name?: string): AddedText {
  const { body } = file.source.module;
  const same = name === undefined ? undefined : body.find((one): one is ImportFrom => isPlainFrom(one, module));
  const last = same?.names.at(-1);
  if (last) return { at: last.to, text: `, ${name}` };
  const text = name === undefined ? `import ${module}\n` : `from ${module} import ${name}\n`;
  const after = importsOnTop(body).at(-1);
  if (after === undefined) return { at: body[0] ? lineStart(file, body[0].from) : 0, text };
  const end = file.source.lineStarts[lineAt(file.source, after.to) + 1];
  return end === undefined ? { at: after.to, text: `\n${text.trimEnd()}` } : { at: end, text };
}

function isPlainFrom(statement: Statement, module: string): boolean {
  return statement.kind === 'importFrom' && statement.level === 0 && idsOf(statement.module).join('.') === module;
}

/** The docstring and the imports that a script begins with. */
function importsOnTop(body: readonly Statement[]): readonly Statement[] {
  const end = body.findIndex(
    (statement, index) =>
      statement.kind !== 'import' &&
      statement.kind !== 'importFrom' &&
      !(index === 0 && statement.kind === 'expression' && statement.value.kind === 'string'),
  );
  return end < 0 ? body : body.slice(0, end);
}

function lineStart(file: SourceFile, offset: number): number {
  return file.source.lineStarts[lineAt(file.source, offset)] ?? 0;
}

interface DistinctiveName {
  readonly name: string;
  readonly module: string;
  readonly kind: CompletionKind;
  readonly at: number;
}

const known = new WeakMap<Program, readonly DistinctiveName[]>();
const DECLARATION = /^(class|def|async def) (\w+)|^from \S+ import (\w+) as \3$/gm;

/** Read from the text of the stubs: parsing all of them would make the first completion slow. */
function distinctiveNames(program: Program): readonly DistinctiveName[] {
  const found = known.get(program) ?? findDistinctiveNames(program);
  known.set(program, found);
  return found;
}

function findDistinctiveNames(program: Program): DistinctiveName[] {
  const byName = new Map<string, DistinctiveName[]>();
  for (const module of program.boardModules()) {
    if (module.startsWith('_') || module === 'builtins') continue;
    for (const match of program.boardText(module).matchAll(DECLARATION)) {
      const name = match[2] ?? match[3] ?? '';
      if (name.startsWith('_')) continue;
      const kind = match[1] === 'class' || /^[A-Z]/.test(name) ? 'class' : 'function';
      const at = match.index + match[0].length - name.length;
      const others = (byName.get(name) ?? []).filter((other) => other.module !== module);
      byName.set(name, [...others, { name, module, kind, at }]);
    }
  }
  return [...byName.values()].flatMap((ones) => (ones.length === 1 ? ones : []));
}
