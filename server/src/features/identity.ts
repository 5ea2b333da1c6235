/**
 * Which names mean the same thing: the bindings behind a name, all of them. Two names are one thing when they share a binding. A name
 * that `from … import` brings in is the one that it was imported from; an alias is a name of its own. What classes inherit is one
 * thing with what they override.
 */
import type { Evaluator } from '../analysis/evaluator';
import { findSymbol, type Binding, type Scope } from '../analysis/scopes';
import { fileOf, type SourceFile } from '../analysis/sourceFile';
import type { Type } from '../analysis/types';
import { nodeAt, walk, type Name, type Node } from '../syntax/ast';
import { meaningOf } from './definitions';

/** The name at an offset, also just before and after it; undefined elsewhere. */
export function nameAt(file: SourceFile, offset: number): Name | undefined {
  const node = nodeAt(file.source.module, offset);
  if (node.kind === 'name') return node;
  // `nodeAt` prefers what ends at the offset; here the name that begins there is meant too.
  const next = nodeAt(file.source.module, offset + 1);
  return next.kind === 'name' && next.from === offset ? next : undefined;
}

/** Every binding of what the name means; empty when nothing is known of it. */
export function identityOf(engine: Evaluator, node: Name): ReadonlySet<Binding> {
  const found = new Set<Binding>();
  for (const binding of bindingsOf(engine, node)) collect(engine, binding, found);
  return found;
}

function bindingsOf(engine: Evaluator, node: Name): readonly Binding[] {
  const { parent } = node;
  const file = fileOf(node);
  if (parent?.kind === 'attribute' && parent.name === node) {
    const own = ownAttribute(node, file);
    return own ? [own] : membersOf(engine, engine.typeOf(parent.value), node.id);
  }
  const isPartOfPath = parent?.kind === 'importFrom' || (parent?.kind === 'importedName' && node !== parent.alias);
  if (isPartOfPath && !bindsHere(file, node)) return meaningOf(engine, node)?.bindings ?? [];
  if (parent?.kind === 'argument' && parent.name === node) return meaningOf(engine, node)?.bindings ?? [];
  const symbol = findSymbol(file.scopes.scopeOf(node), node.id);
  return symbol?.bindings ?? engine.distantMember(node.id, file)?.bindings ?? [];
}

function membersOf(engine: Evaluator, type: Type, name: string): readonly Binding[] {
  const members = type.kind === 'union' ? type.members : [type];
  return members.flatMap((member) => engine.member(member, name)?.bindings ?? []);
}

/** `self.x = …` itself, whose receiver needs no type. */
function ownAttribute(node: Name, file: SourceFile): Binding | undefined {
  for (let scope: Scope | undefined = file.scopes.scopeOf(node); scope; scope = scope.parent) {
    const own = scope.instanceAttributes.get(node.id)?.find(({ name }) => name === node);
    if (own) return own;
  }
  return undefined;
}

function bindsHere(file: SourceFile, node: Name): boolean {
  return findSymbol(file.scopes.scopeOf(node), node.id)?.bindings.some(({ name }) => name === node) ?? false;
}

/** Adds a binding with its whole symbol, with what it was imported from, and with what its class inherits. */
function collect(engine: Evaluator, binding: Binding, found: Set<Binding>): void {
  if (found.has(binding)) return;
  found.add(binding);
  const { id } = binding.name;
  const file = fileOf(binding.name);
  const home = homeOf(binding, file);
  for (const other of home?.symbols.get(id)?.bindings ?? []) collect(engine, other, found);
  if (home?.node.kind === 'class') {
    for (const other of home.instanceAttributes.get(id) ?? []) collect(engine, other, found);
    for (const other of inherited(engine, home, file, id)) collect(engine, other, found);
  }
  if (binding.kind === 'importFrom' && binding.imported.alias === undefined)
    for (const other of engine.importedMember(binding)?.bindings ?? []) collect(engine, other, found);
}

/** The scope that holds a binding's symbol; for `self.x = …` the class's. */
export function homeOf(binding: Binding, file: SourceFile): Scope | undefined {
  for (let scope: Scope | undefined = file.scopes.scopeOf(binding.name); scope; scope = scope.parent) {
    if (scope.symbols.get(binding.name.id)?.bindings.includes(binding)) return scope;
    if (scope.instanceAttributes.get(binding.name.id)?.includes(binding)) return scope;
  }
  return undefined;
}

function inherited(engine: Evaluator, scope: Scope, file: SourceFile, name: string): readonly Binding[] {
  const { node } = scope;
  if (node.kind !== 'class') return [];
  return engine
    .ancestors({ name: node.name?.id ?? '', node, scope, file }, [])
    .slice(1)
    .flatMap(({ declaration }) => [
      ...(declaration.scope.symbols.get(name)?.bindings ?? []),
      ...(declaration.scope.instanceAttributes.get(name) ?? []),
    ]);
}

/** All names with this text below a node. */
export function namesIn(root: Node, id: string): Name[] {
  const names: Name[] = [];
  walk(root, (node) => {
    if (node.kind === 'name' && node.id === id) names.push(node);
    return true;
  });
  return names;
}
