/**
 * What the engine can know of a value. Types are plain values: two of them are the same when their keys are. `unknown` is what
 * cannot be told; it spreads and is never reported. Classes and functions of the user's scripts and those of the stubs are one kind.
 */
import type { ClassDef, FunctionDef, Lambda } from '../syntax/ast';
import type { Scope } from './scopes';
import type { SourceFile } from './sourceFile';

export interface UnknownType {
  readonly kind: 'unknown';
}

export interface NeverType {
  readonly kind: 'never';
}

export interface NoneType {
  readonly kind: 'none';
}

export interface ModuleType {
  readonly kind: 'module';
  readonly file: SourceFile;
}

/** A package whose parts are known, and that is itself no file: the `a` of `import a.b` without an `a/__init__.py`. */
export interface NamespaceType {
  readonly kind: 'namespace';
  readonly path: string;
  readonly from: SourceFile;
}

export interface ClassDeclaration {
  readonly name: string;
  readonly node: ClassDef;
  readonly scope: Scope;
  readonly file: SourceFile;
}

/** The class itself, as a value. */
export interface ClassType {
  readonly kind: 'class';
  readonly declaration: ClassDeclaration;
  readonly args: readonly Type[];
}

export type LiteralValue =
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'str' | 'bytes'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean };

export interface InstanceType {
  readonly kind: 'instance';
  readonly declaration: ClassDeclaration;
  /** In the order of the class's type parameters. */
  readonly args: readonly Type[];
  /** Of a tuple whose length is known. */
  readonly elements?: readonly Type[];
  readonly literal?: LiteralValue;
}

export interface FunctionType {
  readonly kind: 'function';
  readonly node: FunctionDef | Lambda;
  readonly file: SourceFile;
  /** What takes the first parameter. */
  readonly boundTo?: Type;
  /** The class that it was found in, whose type parameters `substitution` names. */
  readonly substitution?: Substitution;
}

export interface OverloadedType {
  readonly kind: 'overloaded';
  readonly overloads: readonly FunctionType[];
}

/** A callable of which only the types are known: `Callable[[int], str]`. */
export interface CallableType {
  readonly kind: 'callable';
  /** Undefined for `Callable[..., X]`. */
  readonly parameters: readonly Type[] | undefined;
  readonly returns: Type;
}

export interface UnionType {
  readonly kind: 'union';
  readonly members: readonly Type[];
}

export interface TypeVariable {
  readonly kind: 'typeVariable';
  readonly name: string;
  /** What it stands for where nothing else is said. */
  readonly default: Type | undefined;
}

export type Type =
  | UnknownType
  | NeverType
  | NoneType
  | ModuleType
  | NamespaceType
  | ClassType
  | InstanceType
  | FunctionType
  | OverloadedType
  | CallableType
  | UnionType
  | TypeVariable;

/** What type variables stand for, by name. */
export type Substitution = ReadonlyMap<string, Type>;

export const UNKNOWN: UnknownType = { kind: 'unknown' };
export const NEVER: NeverType = { kind: 'never' };
export const NONE: NoneType = { kind: 'none' };

/** More members than this tell a reader nothing. */
const MAX_UNION = 12;

/** What a value can be that comes from several places. It is cut down to what tells something. */
export function unionOf(types: readonly Type[]): Type {
  const union = declaredUnion(types);
  // One that was not cut down before is as an annotation says it.
  if (union.kind !== 'union' || types.some((type) => type.kind === 'union' && type.members.length >= union.members.length)) return union;
  const distinct = dropLiteralsOf(union.members);
  if (distinct.length > MAX_UNION) return UNKNOWN;
  return distinct.length === 1 ? (distinct[0] ?? UNKNOWN) : { kind: 'union', members: distinct };
}

/** The union with all its members: for annotations, and for parts of a union. */
export function declaredUnion(types: readonly Type[]): Type {
  const members = new Map<string, Type>();
  for (const type of types) {
    for (const member of type.kind === 'union' ? type.members : [type]) {
      if (member.kind === 'unknown') return UNKNOWN;
      if (member.kind !== 'never') members.set(keyOf(member), member);
    }
  }
  const distinct = widerMembers(members);
  if (distinct.length === 0) return types.length === 0 ? UNKNOWN : NEVER;
  return distinct.length === 1 ? (distinct[0] ?? UNKNOWN) : { kind: 'union', members: distinct };
}

/** Like unionOf, but what is unknown is left out when anything is known: for completion, where a guess helps. */
export function unionOfKnown(types: readonly Type[]): Type {
  const known = types.filter((type) => type.kind !== 'unknown');
  return known.length > 0 ? unionOf(known) : UNKNOWN;
}

/** `int` swallows the literal `3`. */
function widerMembers(members: ReadonlyMap<string, Type>): Type[] {
  return [...members.values()].filter(
    (type) => type.kind !== 'instance' || (!type.literal && !type.elements) || !members.has(keyOf(withoutDetail(type))),
  );
}

const MAX_LITERALS = 4;

/** Many literals of one class say no more than the class. */
function dropLiteralsOf(types: readonly Type[]): Type[] {
  const literals = types.filter((type) => type.kind === 'instance' && type.literal);
  if (literals.length <= MAX_LITERALS) return [...types];
  const widened = new Map(
    types.map((type) => (type.kind === 'instance' && type.literal ? withoutDetail(type) : type)).map((type) => [keyOf(type), type]),
  );
  return [...widened.values()];
}

/** The type without its literal value: `int` for `3`. */
export function widen(type: Type): Type {
  if (type.kind === 'union') return unionOf(type.members.map(widen));
  return type.kind === 'instance' && type.literal ? withoutDetail(type) : type;
}

function withoutDetail({ declaration, args }: InstanceType): InstanceType {
  return { kind: 'instance', declaration, args };
}

export function membersOfUnion(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.members : [type];
}

export function withoutNone(type: Type): Type {
  return type.kind === 'union' ? declaredUnion(type.members.filter((member) => member.kind !== 'none')) : type;
}

/** Equal for types that are the same. */
export function keyOf(type: Type): string {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'none':
      return type.kind;
    case 'module':
      return `module ${type.file.uri}`;
    case 'namespace':
      return `namespace ${type.path}`;
    case 'class':
      return `class ${declarationKey(type.declaration)}[${type.args.map(keyOf).join()}]`;
    case 'instance': {
      const detail = type.literal
        ? `=${typeof type.literal.value}:${type.literal.value}`
        : type.elements
          ? `(${type.elements.map(keyOf).join()})`
          : '';
      return `${declarationKey(type.declaration)}[${type.args.map(keyOf).join()}]${detail}`;
    }
    case 'function':
      return `function ${type.file.uri}:${type.node.from}${type.boundTo ? ` of ${keyOf(type.boundTo)}` : ''}`;
    case 'overloaded':
      return type.overloads.map(keyOf).join('&');
    case 'callable':
      return `(${type.parameters?.map(keyOf).join() ?? '...'})->${keyOf(type.returns)}`;
    case 'union':
      return type.members.map(keyOf).sort().join('|');
    case 'typeVariable':
      return `~${type.name}`;
  }
}

function declarationKey(declaration: ClassDeclaration): string {
  return `${declaration.file.uri}:${declaration.node.from}`;
}

/** Puts what they stand for in the place of type variables. */
export function substitute(type: Type, substitution: Substitution): Type {
  if (substitution.size === 0) return type;
  switch (type.kind) {
    case 'typeVariable':
      return substitution.get(type.name) ?? type;
    case 'class':
      return type.args.length === 0 ? type : { ...type, args: type.args.map((arg) => substitute(arg, substitution)) };
    case 'instance': {
      if (type.args.length === 0 && !type.elements) return type;
      const args = type.args.map((arg) => substitute(arg, substitution));
      return type.elements
        ? { ...type, args, elements: type.elements.map((element) => substitute(element, substitution)) }
        : { ...type, args };
    }
    case 'callable':
      return {
        kind: 'callable',
        parameters: type.parameters?.map((parameter) => substitute(parameter, substitution)),
        returns: substitute(type.returns, substitution),
      };
    case 'function':
      return { ...type, substitution: new Map([...(type.substitution ?? []), ...substitution]) };
    case 'union':
      return declaredUnion(type.members.map((member) => substitute(member, substitution)));
    default:
      return type;
  }
}

/** Type variables that nothing was found for are unknown. */
export function eraseVariables(type: Type): Type {
  switch (type.kind) {
    case 'typeVariable':
      return UNKNOWN;
    case 'instance':
      if (type.args.length === 0 && !type.elements) return type;
      return {
        ...type,
        args: type.args.map(eraseVariables),
        ...(type.elements ? { elements: type.elements.map(eraseVariables) } : {}),
      };
    case 'callable':
      return { kind: 'callable', parameters: type.parameters?.map(eraseVariables), returns: eraseVariables(type.returns) };
    case 'union':
      return declaredUnion(type.members.map(eraseVariables));
    default:
      return type;
  }
}

const sizes = new WeakMap<Type, number>();

/** How many types a type is made of, itself included; for types that share parts, what writing it out would take. */
export function sizeOf(type: Type): number {
  const known = sizes.get(type);
  if (known !== undefined) return known;
  const size = partsOf(type).reduce((sum, part) => sum + sizeOf(part), 1);
  sizes.set(type, size);
  return size;
}

function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'class':
      return type.args;
    case 'instance':
      return [...type.args, ...(type.elements ?? [])];
    case 'union':
      return type.members;
    case 'overloaded':
      return type.overloads;
    case 'callable':
      return [...(type.parameters ?? []), type.returns];
    case 'function':
      return type.boundTo ? [type.boundTo] : [];
    default:
      return [];
  }
}
