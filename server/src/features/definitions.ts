/** What a name at a place means: the bindings behind it, and the documentation that stands with them. */
import type { Evaluator } from '../analysis/evaluator';
import { findSymbol, type Binding } from '../analysis/scopes';
import { fileOf, type SourceFile } from '../analysis/sourceFile';
import type { Type } from '../analysis/types';
import { enclosing, idsOf, type Name, type Node, type Statement } from '../syntax/ast';
import { docstringOf } from './documentation';

export interface Meaning {
  readonly name: string;
  readonly type: Type;
  readonly bindings: readonly Binding[];
  /** A module that is meant itself. */
  readonly module?: SourceFile;
}

/** The meaning of the name at `node`; undefined for names that nothing is known of. */
export function meaningOf(engine: Evaluator, node: Name): Meaning | undefined {
  const { parent } = node;
  const file = fileOf(node);
  if (parent?.kind === 'attribute' && parent.name === node)
    return ofMember(engine, engine.typeOf(parent.value), node.id, engine.typeOf(parent));
  if (parent?.kind === 'importFrom') return ofModule(engine, parent.module.slice(0, parent.module.indexOf(node) + 1), parent.level, file);
  if (parent?.kind === 'importedName' && node !== parent.alias) {
    if (parent.parent?.kind === 'import') return ofModule(engine, parent.path.slice(0, parent.path.indexOf(node) + 1), 0, file);
    if (parent.parent?.kind === 'importFrom') {
      const module = engine.importedModule(parent.parent);
      return module && ofMember(engine, module, node.id, undefined);
    }
  }
  if (parent?.kind === 'argument' && parent.name === node) return ofKeyword(engine, parent, node);
  return ofName(engine, node, file);
}

function ofModule(engine: Evaluator, path: readonly Name[], level: number, from: SourceFile): Meaning | undefined {
  const type = engine.moduleType(idsOf(path), level, from);
  const name = path.at(-1)?.id ?? '';
  return type && { name, type, bindings: [], ...(type.kind === 'module' ? { module: type.file } : {}) };
}

function ofMember(engine: Evaluator, owner: Type, name: string, type: Type | undefined): Meaning | undefined {
  const member = engine.member(owner, name);
  if (member === undefined) return undefined;
  const known = type ?? member.type();
  return {
    name,
    type: known,
    bindings: throughImports(engine, member.bindings),
    ...(known.kind === 'module' ? { module: known.file } : {}),
  };
}

function ofKeyword(engine: Evaluator, argument: Node & { readonly kind: 'argument' }, node: Name): Meaning | undefined {
  const call = enclosing(argument, 'call');
  const callee = call && engine.typeOf(call.callee);
  const init = callee?.kind === 'class' ? engine.member(callee, '__init__')?.type() : callee;
  const functions = init?.kind === 'function' ? [init] : init?.kind === 'overloaded' ? init.overloads : [];
  for (const fn of functions) {
    const scope = fn.file.scopes.scopeOpenedBy(fn.node);
    const bindings = scope?.symbols.get(node.id)?.bindings.filter(({ kind }) => kind === 'parameter') ?? [];
    const [first] = bindings;
    if (first) return { name: node.id, type: engine.typeOfBinding(first), bindings };
  }
  return undefined;
}

function ofName(engine: Evaluator, node: Name, file: SourceFile): Meaning | undefined {
  const symbol = findSymbol(file.scopes.scopeOf(node), node.id);
  const member = symbol ? undefined : engine.distantMember(node.id, file);
  const bindings = symbol?.bindings ?? member?.bindings;
  if (bindings === undefined) return undefined;
  const own = bindings.find((binding) => binding.name === node);
  const type = own ? engine.typeOfBinding(own) : engine.typeOf(node);
  const through = throughImports(engine, bindings);
  return { name: node.id, type, bindings: through, ...(type.kind === 'module' ? { module: type.file } : {}) };
}

/** Imported names mean what they were imported from. */
export function throughImports(engine: Evaluator, bindings: readonly Binding[]): readonly Binding[] {
  return bindings.flatMap((binding) => {
    if (binding.kind !== 'importFrom') return [binding];
    const member = engine.importedMember(binding);
    return member && member.bindings.length > 0 ? throughImports(engine, member.bindings) : [binding];
  });
}

/** The docstring of what is bound. */
export function docstringOfBinding(binding: Binding): string | undefined {
  switch (binding.kind) {
    case 'function':
    case 'class':
      return docstringOf(binding.node.body);
    case 'assign':
      return docstringAfter(binding.owner);
    default:
      return undefined;
  }
}

/** A string on the line after an assignment documents it. */
function docstringAfter(statement: Node): string | undefined {
  const block: readonly Node[] | undefined =
    statement.parent && 'body' in statement.parent ? (statement.parent.body as readonly Statement[]) : undefined;
  const next = block?.[block.indexOf(statement) + 1];
  return next?.kind === 'expression' && next.value.kind === 'string' ? next.value.value : undefined;
}

export function docstringOfMeaning({ bindings, module }: Meaning): string | undefined {
  for (const binding of bindings) {
    const text = docstringOfBinding(binding);
    if (text !== undefined) return text;
  }
  return module && bindings.length === 0 ? docstringOf(module.source.module.body) : undefined;
}
