/** What a function without an annotation returns: what its `return` and `yield` statements give. */
import { walkOwn, type FunctionDef } from '../syntax/ast';
import type { Engine } from './engine';
import { alwaysLeaves } from './flow';
import { NONE, UNKNOWN, unionOfKnown, widen, type Type } from './types';

export function returnedType(engine: Engine, node: FunctionDef): Type {
  const values: Type[] = [];
  const yielded: Type[] = [];
  walkOwn(node.body, (inner) => {
    if (inner.kind === 'return') values.push(inner.value ? widen(engine.typeOf(inner.value)) : NONE);
    if (inner.kind === 'yield') yielded.push(inner.value ? widen(engine.typeOf(inner.value)) : NONE);
  });
  if (!alwaysLeaves(node.body)) values.push(NONE);
  const returned = values.length > 0 ? unionOfKnown(values) : UNKNOWN;
  return yielded.length > 0 ? engine.typing('Generator', unionOfKnown(yielded), UNKNOWN, returned) : returned;
}

export function isGenerator(node: FunctionDef): boolean {
  let found = false;
  walkOwn(node.body, (inner) => {
    if (inner.kind === 'yield') found = true;
  });
  return found;
}
