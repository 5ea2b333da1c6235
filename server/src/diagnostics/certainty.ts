/**
 * Whether the engine's type of an expression is all that the value can be. For completion the engine takes a part for the whole:
 * one call site for a parameter, the known half of a union. A rule must not: here only what is written down counts, which is
 * imports, literals, the API data, and assignments of such.
 */
import type { Evaluator } from '../analysis/evaluator';
import { findSymbol, type Binding } from '../analysis/scopes';
import { fileOf } from '../analysis/sourceFile';
import { membersOfUnion, UNKNOWN, withoutNone, type Type } from '../analysis/types';
import type { Expression, Name } from '../syntax/ast';

/** The type of an expression without None when it is certain; else unknown. */
export function certainType(engine: Evaluator, expression: Expression): Type {
  if (!isCertain(engine, expression, new Set())) return UNKNOWN;
  const type = withoutNone(engine.typeOf(expression));
  return membersOfUnion(type).some(({ kind }) => kind === 'unknown') ? UNKNOWN : type;
}

/** @param open the symbols that are being looked at: a name that is assigned from itself adds nothing */
function isCertain(engine: Evaluator, expression: Expression, open: Set<object>): boolean {
  switch (expression.kind) {
    case 'string':
    case 'number':
      return true;
    case 'name':
      return isCertainName(engine, expression, open);
    case 'attribute': {
      if (expression.name === undefined || !isCertain(engine, expression.value, open)) return false;
      const member = engine.member(withoutNone(engine.typeOf(expression.value)), expression.name.id);
      return member?.file.stubName !== undefined;
    }
    case 'call':
      return isCertain(engine, expression.callee, open) && isOfLibrary(engine.typeOf(expression.callee));
    default:
      return false;
  }
}

/** What the API data declares is certain; what a user's function returns is inferred. */
function isOfLibrary(callee: Type): boolean {
  return membersOfUnion(callee).every((member) => {
    if (member.kind === 'class') return member.declaration.file.stubName !== undefined;
    if (member.kind === 'function') return member.file.stubName !== undefined;
    return member.kind === 'overloaded' && member.overloads.every(({ file }) => file.stubName !== undefined);
  });
}

function isCertainName(engine: Evaluator, name: Name, open: Set<object>): boolean {
  const file = fileOf(name);
  const symbol = findSymbol(file.scopes.scopeOf(name), name.id);
  // A name of a star import, of another file or of the builtins may be bound anew elsewhere.
  if (symbol === undefined) return false;
  if (open.has(symbol)) return true;
  open.add(symbol);
  const isAll = symbol.bindings.every((binding) => isCertainBinding(engine, binding, open));
  open.delete(symbol);
  return isAll;
}

function isCertainBinding(engine: Evaluator, binding: Binding, open: Set<object>): boolean {
  switch (binding.kind) {
    case 'import': {
      const type = engine.typeOfBinding(binding);
      return type.kind === 'module' && type.file.stubName !== undefined;
    }
    case 'importFrom':
      return engine.importedMember(binding)?.file.stubName !== undefined;
    case 'assign':
      return binding.unpack.length === 0 && binding.value !== undefined && isCertain(engine, binding.value, open);
    default:
      return false;
  }
}
