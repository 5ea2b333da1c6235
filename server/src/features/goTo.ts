/** Where a name is defined, and where the class of its value is. */
import type { Evaluator } from '../analysis/evaluator';
import type { Binding } from '../analysis/scopes';
import { fileOf, type SourceFile } from '../analysis/sourceFile';
import { membersOfUnion, type Type } from '../analysis/types';
import type { Name } from '../syntax/ast';
import { meaningOf } from './definitions';
import { nameAt } from './identity';

export interface Place {
  readonly file: SourceFile;
  /** The name, or the beginning of a module. */
  readonly from: number;
  readonly to: number;
}

export function definitions(engine: Evaluator, file: SourceFile, offset: number): Place[] {
  const name = nameAt(file, offset);
  const meaning = name && meaningOf(engine, name);
  if (meaning === undefined) return [];
  if (meaning.module && meaning.bindings.every(({ kind }) => kind === 'import')) return [startOf(meaning.module)];
  return distinct(telling(meaning.bindings).map(({ name: bound }) => placeOf(bound)));
}

export function typeDefinitions(engine: Evaluator, file: SourceFile, offset: number): Place[] {
  const name = nameAt(file, offset);
  if (name === undefined) return [];
  const attribute = name.parent?.kind === 'attribute' && name.parent.name === name ? name.parent : name;
  const type = isExpression(name) ? engine.typeOf(attribute) : (meaningOf(engine, name)?.type ?? engine.typeOf(name));
  return distinct(membersOfUnion(type).flatMap(placesOfType));
}

/** Names of functions, parameters and imports are bound where they stand, not evaluated. */
function isExpression({ parent }: Name): boolean {
  return !['function', 'class', 'parameter', 'importedName', 'importFrom', 'except'].includes(parent?.kind ?? '');
}

function placesOfType(type: Type): Place[] {
  switch (type.kind) {
    case 'instance':
    case 'class':
      return type.declaration.node.name ? [placeOf(type.declaration.node.name)] : [];
    case 'module':
      return [startOf(type.file)];
    case 'function':
      return type.node.kind === 'function' && type.node.name ? [placeOf(type.node.name)] : [];
    case 'overloaded':
      return type.overloads.slice(0, 1).flatMap(placesOfType);
    default:
      return [];
  }
}

/** `sock = None` at the top says nothing when something else is assigned too; of overloads the first is enough. */
function telling(bindings: readonly Binding[]): readonly Binding[] {
  const functions = bindings.filter(({ kind }) => kind === 'function');
  if (functions.length === bindings.length && functions.some(({ name }) => fileOf(name).stubName !== undefined))
    return bindings.slice(0, 1);
  const others = bindings.filter((binding) => !(binding.kind === 'assign' && isNone(binding)));
  return others.length > 0 ? others : bindings;
}

function isNone({ value }: Binding & { readonly kind: 'assign' }): boolean {
  return value?.kind === 'constant' && value.value === null;
}

function placeOf(name: Name): Place {
  return { file: fileOf(name), from: name.from, to: name.to };
}

function startOf(file: SourceFile): Place {
  return { file, from: 0, to: 0 };
}

/** Without classes that the engine made up, such as those of `namedtuple`: they stand in no file. */
function distinct(places: readonly Place[]): Place[] {
  const found = new Map(places.map((place) => [`${place.file.uri}:${place.from}`, place]));
  return [...found.values()].filter(({ file }) => file.stubName !== 'namedtuple');
}
