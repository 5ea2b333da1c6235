/** Annotations as types: the forms of `typing` that stubs use, unions, generics, aliases and forward references in strings. */
import type { Expression, Node } from '../syntax/ast';
import { parse } from '../syntax/parse';
import type { Engine } from './engine';
import { fileOf } from './sourceFile';
import { findSymbol, type Binding } from './scopes';
import { declaredUnion, NEVER, NONE, UNKNOWN, type LiteralValue, type Type } from './types';

const SPECIAL_FORMS = new Set([
  ...['Any', 'Generic', 'Protocol', 'Callable', 'Literal', 'Final', 'ClassVar', 'Optional', 'Union', 'NoReturn', 'Self', 'NamedTuple'],
]);

/** Which special form of `typing` an expression names. */
export function specialForm(engine: Engine, expression: Expression): string | undefined {
  const name = expression.kind === 'name' ? expression.id : expression.kind === 'attribute' ? expression.name?.id : undefined;
  if (name === undefined || !SPECIAL_FORMS.has(name)) return undefined;
  const type = engine.typeOf(expression);
  return type.kind === 'class' && type.declaration.file.stubName === 'typing' ? name : undefined;
}

export function typeOfAnnotation(engine: Engine, annotation: Expression): Type {
  switch (annotation.kind) {
    case 'constant':
      return annotation.value === null ? NONE : UNKNOWN;
    case 'string':
      return forwardReference(engine, annotation, annotation.value ?? '');
    case 'binary':
      return annotation.operator === '|' ? declaredUnion([engine.annotated(annotation.left), engine.annotated(annotation.right)]) : UNKNOWN;
    case 'subscript':
      return subscripted(engine, annotation.value, annotation.index);
    case 'name':
    case 'attribute':
      return named(engine, annotation);
    default:
      return UNKNOWN;
  }
}

/** A name in a string means what it means where the string stands. */
function forwardReference(engine: Engine, place: Node, text: string): Type {
  const known = forwardReferences.get(place);
  if (known) return engine.annotated(known);
  const statement = parse(text).module.body[0];
  if (statement?.kind !== 'expression') return UNKNOWN;
  statement.value.parent = place.parent;
  forwardReferences.set(place, statement.value);
  return engine.annotated(statement.value);
}

/** What strings hold, so that one is the same expression each time. */
const forwardReferences = new WeakMap<Node, Expression>();

function named(engine: Engine, annotation: Expression): Type {
  const form = specialForm(engine, annotation);
  if (form === 'Self') return { kind: 'typeVariable', name: 'Self', default: undefined };
  if (form === 'NoReturn') return NEVER;
  if (form === 'Callable') return { kind: 'callable', parameters: undefined, returns: UNKNOWN };
  if (form !== undefined) return UNKNOWN;
  const alias = aliasedAnnotation(engine, annotation);
  if (alias) return engine.annotated(alias);
  const type = engine.typeOf(annotation);
  if (type.kind === 'typeVariable') return type;
  if (type.kind === 'none') return NONE;
  return type.kind === 'class' ? engine.instanceOf(type.declaration, type.args) : UNKNOWN;
}

/** `Buffer = bytes | bytearray`: the annotation that an alias stands for. */
function aliasedAnnotation(engine: Engine, annotation: Expression): Expression | undefined {
  const bindings = bindingsOf(engine, annotation);
  const last = bindings.at(-1);
  if (last?.kind === 'importFrom') return undefined;
  if (last?.kind !== 'assign' || last.value === undefined || last.unpack.length > 0) return undefined;
  const { value } = last;
  return value.kind === 'binary' || value.kind === 'subscript' || value.kind === 'string' ? value : undefined;
}

/** The bindings behind a name, through `from … import`. */
function bindingsOf(engine: Engine, expression: Expression): readonly Binding[] {
  if (expression.kind === 'attribute' && expression.name)
    return engine.member(engine.typeOf(expression.value), expression.name.id)?.bindings ?? [];
  if (expression.kind !== 'name') return [];
  const bindings = findSymbol(fileOf(expression).scopes.scopeOf(expression), expression.id)?.bindings ?? [];
  const last = bindings.at(-1);
  if (last?.kind !== 'importFrom') return bindings;
  return engine.importedMember(last)?.bindings ?? [];
}

function subscripted(engine: Engine, value: Expression, index: Expression): Type {
  const parts = index.kind === 'tuple' ? index.elements : [index];
  const first = parts[0];
  switch (specialForm(engine, value)) {
    case 'Optional':
      return first ? declaredUnion([engine.annotated(first), NONE]) : UNKNOWN;
    case 'Union':
      return declaredUnion(parts.map((part) => engine.annotated(part)));
    case 'Final':
    case 'ClassVar':
      return first ? engine.annotated(first) : UNKNOWN;
    case 'Literal':
      return declaredUnion(parts.map((part) => literalType(engine, part)));
    case 'Callable': {
      const [parameters, returns] = parts;
      const known = parameters?.kind === 'list' ? parameters.elements.map((element) => engine.annotated(element)) : undefined;
      return { kind: 'callable', parameters: known, returns: returns ? engine.annotated(returns) : UNKNOWN };
    }
    case undefined:
      break;
    default:
      return UNKNOWN;
  }
  const type = engine.typeOf(value);
  if (type.kind !== 'class') return UNKNOWN;
  const { name, file } = type.declaration;
  if (file.stubName === 'builtins' && name === 'tuple') return tupleOf(engine, parts);
  if (file.stubName === 'builtins' && name === 'type' && first) {
    const instance = engine.annotated(first);
    return instance.kind === 'instance' ? { kind: 'class', declaration: instance.declaration, args: instance.args } : UNKNOWN;
  }
  return engine.instanceOf(
    type.declaration,
    parts.map((part) => engine.annotated(part)),
  );
}

function tupleOf(engine: Engine, parts: readonly Expression[]): Type {
  const last = parts.at(-1);
  const isOpen = parts.length === 2 && last?.kind === 'constant' && last.value === '...';
  const elements = (isOpen ? parts.slice(0, 1) : parts).map((part) => engine.annotated(part));
  const tuple = engine.builtin('tuple', declaredUnion(elements));
  return isOpen || tuple.kind !== 'instance' ? tuple : { ...tuple, elements };
}

function literalType(engine: Engine, part: Expression): Type {
  const type = engine.typeOf(part);
  return type.kind === 'instance' || type.kind === 'none' ? type : UNKNOWN;
}

/** An instance of a builtin class with a known value. */
export function literalInstance(engine: Engine, literal: LiteralValue): Type {
  const type = engine.builtin(literal.type);
  return type.kind === 'instance' ? { ...type, literal } : type;
}
