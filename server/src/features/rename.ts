/**
 * Renaming: whether a name may be renamed, to what, and where. Refuses what is not the user's (the board's API, keywords, modules, whose
 * name is their file's) and new names that would come to mean something else.
 */
import type { Evaluator } from '../analysis/evaluator';
import { findSymbol, type Binding } from '../analysis/scopes';
import { fileOf, type SourceFile } from '../analysis/sourceFile';
import type { Name } from '../syntax/ast';
import { KEYWORDS } from './completion/names';
import { homeOf, identityOf, nameAt, namesIn } from './identity';
import type { Reference } from './references';

export type Renaming = { readonly kind: 'possible'; readonly name: Name } | { readonly kind: 'refused'; readonly reason: string };

const refused = (reason: string): Renaming => ({ kind: 'refused', reason });

export function prepareRename(engine: Evaluator, file: SourceFile, offset: number): Renaming {
  const name = nameAt(file, offset);
  if (name === undefined) return refused('There is no name to rename here.');
  const { id } = name;
  if (/^__\w+__$/.test(id)) return refused(`${id} has a meaning of its own in Python.`);
  const target = [...identityOf(engine, name)];
  if (target.length === 0) return refused(`Nothing is known of ${id}.`);
  const isBoards = target.some((binding) => fileOf(binding.name).stubName !== undefined);
  if (isBoards) return refused(`${id} belongs to the board's API.`);
  if (target.some(isModule)) return refused(`${id} is a module: its name is the name of its file.`);
  if (target.every((binding) => binding.kind === 'importFrom' && binding.imported.alias === undefined))
    return refused(`Nothing is known of ${id}: the module that it comes from was not found.`);
  return { kind: 'possible', name };
}

function isModule(binding: Binding): boolean {
  return binding.kind === 'import' && binding.imported.alias === undefined;
}

/** MicroPython takes every character beyond ASCII as part of a name. */
const IDENTIFIER = /^[A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}]*$/u;

/** Why the uses may not get this name; undefined when they may. */
export function renameProblem(engine: Evaluator, references: readonly Reference[], newName: string): string | undefined {
  if (!IDENTIFIER.test(newName)) return `“${newName}” is no name in Python.`;
  if (KEYWORDS.includes(newName)) return `“${newName}” is a keyword.`;
  for (const { file, name } of references) if (isTaken(engine, file, name, newName)) return `“${newName}” is taken in ${fileName(file)}.`;
  const target = new Set(references.flatMap(({ name }) => [...identityOf(engine, name)]));
  for (const file of new Set(references.map((reference) => reference.file)))
    if (namesIn(file.source.module, newName).some((other) => wouldMean(other, target)))
      return `“${newName}” in ${fileName(file)} means something else, and would mean this.`;
  return undefined;
}

function isTaken(engine: Evaluator, file: SourceFile, name: Name, newName: string): boolean {
  if (isAttribute(name)) {
    const { parent } = name;
    return parent?.kind === 'attribute' && engine.member(engine.typeOf(parent.value), newName) !== undefined;
  }
  if (name.parent?.kind === 'argument' && name.parent.name === name) return false;
  return findSymbol(file.scopes.scopeOf(name), newName) !== undefined;
}

function isAttribute({ parent, ...name }: Name): boolean {
  return parent?.kind === 'attribute' && parent.name?.from === name.from;
}

/** Whether a name that is there already would be caught by a renamed one in a scope around it. */
function wouldMean(other: Name, target: ReadonlySet<Binding>): boolean {
  if (isAttribute(other) || (other.parent?.kind === 'argument' && other.parent.name === other)) return false;
  const file = fileOf(other);
  const homes = new Set([...target].filter(({ name }) => fileOf(name) === file).map((binding) => homeOf(binding, file)));
  for (let scope: ReturnType<typeof homeOf> = file.scopes.scopeOf(other); scope; scope = scope.parent) {
    if (scope.kind === 'class' && scope !== file.scopes.scopeOf(other)) continue;
    if (homes.has(scope)) return true;
  }
  return false;
}

function fileName({ uri }: SourceFile): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
