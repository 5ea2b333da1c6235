/** Names that can begin an expression: those of the scopes around, of star imports and `boot.py`, builtins and Python's keywords. */
import type { Evaluator } from '../../analysis/evaluator';
import { namesOfModule } from '../../analysis/moduleNames';
import type { Binding, Scope } from '../../analysis/scopes';
import type { SourceFile } from '../../analysis/sourceFile';
import { kindOfBinding, Rank, rankOf, sourceOfBinding, type Completion } from './item';
import { scopeAt } from './place';

export const KEYWORDS: readonly string[] = [
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else'],
  ...['except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise'],
  ...['return', 'try', 'while', 'with', 'yield'],
];

export function names(engine: Evaluator, file: SourceFile, offset: number): Completion[] {
  const found = new Map<string, Completion>();
  const add = (label: string, rank: number, binding: Binding | undefined): void => {
    if (found.has(label)) return;
    found.set(label, { label, kind: kindOfBinding(binding?.kind, label), rank, source: sourceOfBinding(binding) });
  };
  const around = scopeAt(file, offset);
  for (let scope: Scope | undefined = around; scope; scope = scope.parent) {
    if (scope.kind === 'class' && scope !== around) continue;
    for (const { name, bindings } of scope.symbols.values()) {
      // The word that is being written is no name yet.
      const others = bindings.filter((binding) => binding.name.to !== offset);
      if (others[0]) add(name, rankOf(name), others[0]);
    }
  }
  for (const other of engine.filesBehind(file))
    for (const name of namesOfModule(engine.program, other)) add(name, rankOf(name), other.scopes.module.symbols.get(name)?.bindings[0]);
  for (const label of KEYWORDS) if (!found.has(label)) found.set(label, { label, kind: 'keyword', rank: Rank.keyword, source: undefined });
  const builtins = engine.program.stub('builtins');
  if (builtins)
    for (const name of namesOfModule(engine.program, builtins))
      if (!name.startsWith('__')) add(name, Rank.builtin, builtins.scopes.module.symbols.get(name)?.bindings[0]);
  return [...found.values()];
}
