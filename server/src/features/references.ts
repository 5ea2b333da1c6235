/** Where a name's thing is used. Attributes are found by the type of their receiver: one whose type is unknown is not taken for a use. */
import type { Evaluator } from '../analysis/evaluator';
import type { Binding } from '../analysis/scopes';
import type { SourceFile } from '../analysis/sourceFile';
import type { Name } from '../syntax/ast';
import { identityOf, namesIn } from './identity';

export interface Reference {
  readonly file: SourceFile;
  readonly name: Name;
  /** Whether the place binds the name. */
  readonly isBinding: boolean;
}

/** The uses in one file of what `target` is, for names that are written `id`. */
export function referencesIn(engine: Evaluator, file: SourceFile, id: string, target: ReadonlySet<Binding>): Reference[] {
  const places = new Set([...target].map(({ name }) => name));
  return namesIn(file.source.module, id)
    .filter((name) => places.has(name) || [...identityOf(engine, name)].some((binding) => target.has(binding)))
    .map((name) => ({ file, name, isBinding: places.has(name) }));
}

/** What to look for. */
export interface Search {
  readonly id: string;
  readonly target: ReadonlySet<Binding>;
  /** Whether other files can use it: what is local to a function cannot be seen from outside, but for keyword arguments. */
  readonly isLocal: boolean;
}

export function searchFor(engine: Evaluator, name: Name): Search | undefined {
  const target = identityOf(engine, name);
  if (target.size === 0) return undefined;
  return { id: name.id, target, isLocal: [...target].every(isLocalBinding) };
}

function isLocalBinding(binding: Binding): boolean {
  if (binding.kind === 'parameter') return binding.of.kind === 'lambda';
  // A name that is bound in a function, and not through `self.` or `global`.
  let at = binding.name.parent;
  if (at?.kind === 'attribute') return false;
  for (; at; at = at.parent) {
    if (at.kind === 'class') return false;
    if (at.kind === 'function' && at !== binding.owner) return !redirects(at, binding.name.id);
  }
  return false;
}

function redirects(fn: { readonly body: readonly { readonly kind: string }[] }, id: string): boolean {
  return fn.body.some(
    (statement) =>
      statement.kind === 'global' && 'names' in statement && (statement.names as readonly Name[]).some((name) => name.id === id),
  );
}
