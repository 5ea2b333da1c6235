/** After `def` in a class: what can be overridden, and the special methods that MicroPython calls. */
import type { Evaluator } from '../../analysis/evaluator';
import type { SourceFile } from '../../analysis/sourceFile';
import { enclosing, nodeAt, type FunctionDef } from '../../syntax/ast';
import { Rank, rankOf, sourceOfBinding, type Completion } from './item';
import { scopeAt } from './place';

const SPECIAL: Readonly<Record<string, string>> = {
  __init__: '(self)',
  __str__: '(self)',
  __repr__: '(self)',
  __call__: '(self)',
  __len__: '(self)',
  __bool__: '(self)',
  __iter__: '(self)',
  __next__: '(self)',
  __enter__: '(self)',
  __exit__: '(self, exc_type, exc, tb)',
  __aenter__: '(self)',
  __aexit__: '(self, exc_type, exc, tb)',
  __aiter__: '(self)',
  __anext__: '(self)',
  __getitem__: '(self, key)',
  __setitem__: '(self, key, value)',
  __delitem__: '(self, key)',
  __contains__: '(self, item)',
  __eq__: '(self, other)',
  __lt__: '(self, other)',
  __hash__: '(self)',
  __add__: '(self, other)',
  __sub__: '(self, other)',
  __getattr__: '(self, name)',
};

/** Undefined when the place is not after a `def`. */
export function overrides(engine: Evaluator, file: SourceFile, offset: number): Completion[] | undefined {
  const { text, module } = file.source;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (!/^\s*(?:async\s+)?def[ \t]+\w*$/.test(line)) return undefined;
  const written = enclosing(nodeAt(module, offset), 'function');
  const around = enclosing(written?.parent ?? scopeAt(file, offset).node, 'class', 'function');
  const scope = around?.kind === 'class' ? file.scopes.scopeOpenedBy(around) : undefined;
  if (around?.kind !== 'class' || scope === undefined) return [];
  const isHeadWritten = /^\w*\s*\(/.test(text.slice(offset));
  const found = new Map<string, Completion>();
  const own = new Set(
    [...scope.symbols.values()].filter(({ bindings }) => bindings.some(({ name }) => name.to !== offset)).map(({ name }) => name),
  );
  const declaration = { name: around.name?.id ?? '', node: around, scope, file };
  for (const ancestor of engine.ancestors(declaration, []).slice(1))
    for (const { name, bindings } of ancestor.declaration.scope.symbols.values()) {
      const binding = bindings[0];
      if (binding?.kind !== 'function' || own.has(name) || found.has(name)) continue;
      const insertText = isHeadWritten ? name : `${name}${headOf(binding.node)}:`;
      found.set(name, { label: name, kind: 'method', rank: rankOf(name), source: sourceOfBinding(binding), insertText });
    }
  for (const [name, head] of Object.entries(SPECIAL))
    if (!own.has(name) && !found.has(name))
      found.set(name, {
        label: name,
        kind: 'method',
        rank: Rank.builtin,
        source: undefined,
        insertText: isHeadWritten ? name : `${name}${head}:`,
      });
  return [...found.values()];
}

/** The parameters without their annotations; defaults that a stub leaves out are None. */
function headOf({ parameters }: FunctionDef): string {
  const parts = parameters
    .filter(({ star }) => star !== '/')
    .map(({ name, star, defaultValue }) => `${star}${name?.id ?? ''}${defaultValue ? '=None' : ''}`);
  return `(${parts.join(', ')})`;
}
