/** Classes: their bases, type parameters, order of lookup and members. */
import { childrenOf, type ClassDef, type Expression } from '../syntax/ast';
import { lastName } from './callSites';
import { specialForm } from './annotations';
import type { Engine, Member } from './engine';
import { fileOf } from './sourceFile';
import type { Binding, Scope } from './scopes';
import {
  substitute,
  UNKNOWN,
  unionOf,
  unionOfKnown,
  type ClassDeclaration,
  type FunctionType,
  type Substitution,
  type Type,
  type TypeVariable,
} from './types';

export interface Ancestor {
  readonly declaration: ClassDeclaration;
  readonly args: readonly Type[];
}

/** The type parameters of a class: those of `Generic[…]` or `Protocol[…]`, else the variables in its bases. */
export function typeParameters(engine: Engine, declaration: ClassDeclaration): readonly TypeVariable[] {
  const explicit = declaration.node.bases
    .map(({ value }) => value)
    .find((base) => base.kind === 'subscript' && isGenericForm(engine, base.value));
  const bases = explicit ? [explicit] : declaration.node.bases.map(({ value }) => value);
  const found = new Map<string, TypeVariable>();
  for (const base of bases) if (base.kind === 'subscript') collectVariables(engine, base.index, found);
  return [...found.values()];
}

function isGenericForm(engine: Engine, expression: Expression): boolean {
  const form = specialForm(engine, expression);
  return form === 'Generic' || form === 'Protocol';
}

function collectVariables(engine: Engine, expression: Expression, found: Map<string, TypeVariable>): void {
  if (expression.kind === 'name') {
    const type = engine.typeOf(expression);
    if (type.kind === 'typeVariable') found.set(type.name, type);
  } else for (const child of childrenOf(expression)) collectVariables(engine, child as Expression, found);
}

/** The bases of a class as it writes them; undefined in the place of one that cannot be told. */
export function basesOf(engine: Engine, node: ClassDef): readonly (Ancestor | undefined)[] {
  return node.bases
    .filter(({ name, value }) => name === undefined && !isFormBase(engine, value))
    .map(({ value }) => {
      const type = value.kind === 'subscript' ? engine.annotated(value) : engine.typeOf(value);
      return type.kind === 'class' || type.kind === 'instance' ? { declaration: type.declaration, args: type.args } : undefined;
    });
}

function isFormBase(engine: Engine, value: Expression): boolean {
  return specialForm(engine, value.kind === 'subscript' ? value.value : value) !== undefined;
}

/** Depth first, each class once: what MicroPython does. */
export function ancestorsOf(engine: Engine, declaration: ClassDeclaration, args: readonly Type[]): readonly Ancestor[] {
  const result: Ancestor[] = [];
  const seen = new Set<ClassDef>();
  const visit = (ancestor: Ancestor): void => {
    if (seen.has(ancestor.declaration.node)) return;
    seen.add(ancestor.declaration.node);
    result.push(ancestor);
    const substitution = engine.substitutionOf(ancestor.declaration, ancestor.args);
    for (const base of basesOf(engine, ancestor.declaration.node))
      if (base) visit({ declaration: base.declaration, args: base.args.map((arg) => substitute(arg, substitution)) });
  };
  visit({ declaration, args });
  return result;
}

/** The member of an instance, or with `isClass` of the class itself, and what it is there. */
export function classMember(engine: Engine, type: Type & { readonly kind: 'instance' | 'class' }, name: string): Member | undefined {
  const isClass = type.kind === 'class';
  for (const { declaration, args } of engine.ancestors(type.declaration, type.args)) {
    const own = declaration.scope.symbols.get(name)?.bindings ?? [];
    const assigned = declaration.scope.instanceAttributes.get(name) ?? [];
    // A class attribute such as `sock = None` says less than what the methods assign.
    const bindings = [...own, ...assigned];
    if (bindings.length === 0) continue;
    const substitution = withSelf(engine.substitutionOf(declaration, args), type);
    return {
      name,
      owner: declaration,
      file: declaration.file,
      bindings,
      type: () => bindMember(engine, declaredType(engine, bindings), type, substitution, isClass),
    };
  }
  return attributeOfObject(engine, type, name);
}

/** `__class__` and the like, which every value has. Of methods, a class has those of its own bases alone. */
function attributeOfObject(engine: Engine, type: Type & { readonly kind: 'instance' | 'class' }, name: string): Member | undefined {
  const object = engine.builtin('object');
  if (object.kind !== 'instance' || object.declaration.node === type.declaration.node) return undefined;
  const { declaration } = object;
  const bindings = (declaration.scope.symbols.get(name)?.bindings ?? []).filter(({ kind }) => kind === 'assign');
  if (bindings.length === 0) return undefined;
  const substitution = withSelf(new Map(), type);
  return {
    name,
    owner: declaration,
    file: declaration.file,
    bindings,
    type: () => bindMember(engine, declaredType(engine, bindings), type, substitution, type.kind === 'class'),
  };
}

function withSelf(substitution: Substitution, type: Type): Substitution {
  return new Map([
    ...substitution,
    ['Self', type.kind === 'class' ? { kind: 'instance', declaration: type.declaration, args: type.args } : type],
  ]);
}

/** What the bindings of one name of a class or module amount to. */
export function declaredType(engine: Engine, bindings: readonly Binding[]): Type {
  const annotated = bindings.find((binding) => binding.kind === 'assign' && binding.annotation);
  if (annotated) return engine.typeOfBinding(annotated);
  const functions = bindings.filter((binding) => binding.kind === 'function');
  const getter = functions.find(({ node }) => hasDecorator(node.decorators, 'property'));
  // `@x.setter` below it makes no other value of it.
  if (getter && functions.every((fn) => fn === getter || isAccessor(fn.node.decorators))) return engine.typeOfBinding(getter);
  if (
    functions.length === bindings.length &&
    functions.length > 1 &&
    functions.every(({ node }) => hasDecorator(node.decorators, 'overload'))
  ) {
    const overloads = functions.map((binding) => engine.typeOfBinding(binding)).filter((type) => type.kind === 'function');
    return { kind: 'overloaded', overloads };
  }
  const last = functions.at(-1);
  if (last && functions.length === bindings.length) return engine.typeOfBinding(last);
  return unionOfKnown(bindings.map((binding) => engine.typeOfBinding(binding)));
}

function isAccessor(decorators: readonly Expression[]): boolean {
  return hasDecorator(decorators, 'setter') || hasDecorator(decorators, 'deleter');
}

export function hasDecorator(decorators: readonly Expression[], name: string): boolean {
  return decorators.some((decorator) => lastName(decorator.kind === 'call' ? decorator.callee : decorator) === name);
}

/** A member as it is when read from an instance or class: methods are bound, properties are read. */
function bindMember(engine: Engine, type: Type, receiver: Type, substitution: Substitution, isClass: boolean): Type {
  switch (type.kind) {
    case 'function':
      return bindFunction(engine, type, receiver, substitution, isClass);
    case 'overloaded': {
      const overloads = type.overloads
        .map((overload) => bindFunction(engine, overload, receiver, substitution, isClass))
        .filter((bound) => bound.kind === 'function');
      return { kind: 'overloaded', overloads };
    }
    case 'union':
      return unionOf(type.members.map((member) => bindMember(engine, member, receiver, substitution, isClass)));
    default:
      return substitute(type, substitution);
  }
}

function bindFunction(engine: Engine, fn: FunctionType, receiver: Type, substitution: Substitution, isClass: boolean): Type {
  // A function that was bound already is a value that an attribute holds.
  if (fn.boundTo || fn.node.kind === 'lambda' || fn.node.parent?.kind !== 'class') return fn;
  const known: FunctionType = { ...fn, substitution: new Map([...(fn.substitution ?? []), ...substitution]) };
  const { decorators } = fn.node;
  if (hasDecorator(decorators, 'staticmethod')) return known;
  if (hasDecorator(decorators, 'classmethod')) {
    const cls: Type = receiver.kind === 'instance' ? { kind: 'class', declaration: receiver.declaration, args: receiver.args } : receiver;
    return { ...known, boundTo: cls };
  }
  if (isClass) return known;
  const bound: FunctionType = { ...known, boundTo: receiver };
  return hasDecorator(decorators, 'property') ? substitute(engine.returnType(bound), known.substitution ?? new Map()) : bound;
}

/** The names of a class and its bases, nearest first; each once. */
export function classMemberNames(engine: Engine, type: Type & { readonly kind: 'instance' | 'class' }): string[] {
  const names = new Set<string>();
  for (const { declaration } of engine.ancestors(type.declaration, type.args)) {
    for (const name of declaration.scope.symbols.keys()) names.add(name);
    for (const name of declaration.scope.instanceAttributes.keys()) names.add(name);
  }
  return [...names];
}

export function declarationOf(engine: Engine, node: ClassDef, scope: Scope): ClassDeclaration {
  return { name: node.name?.id ?? '', node, scope, file: fileOf(node) };
}

/** What the type parameters of a class are for `args`; those not given are their defaults, or unknown. */
export function substitutionFor(engine: Engine, declaration: ClassDeclaration, args: readonly Type[]): Substitution {
  const variables = typeParameters(engine, declaration);
  return new Map(variables.map((variable, index) => [variable.name, args[index] ?? variable.default ?? UNKNOWN]));
}
