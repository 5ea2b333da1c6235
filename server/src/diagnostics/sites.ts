/** Places that rules look at: calls of methods of a class, found by type and not by the variable's name. */
import type { Evaluator } from '../analysis/evaluator';
import type { SourceFile } from '../analysis/sourceFile';
import type { Type } from '../analysis/types';
import { walk, type Call } from '../syntax/ast';

export interface MethodCall {
  readonly call: Call;
  readonly method: string;
}

/** Calls of these methods on values that are surely instances of a class of this name in the API data. */
export function calls(engine: Evaluator, file: SourceFile, className: string, methods: readonly string[]): MethodCall[] {
  const found: MethodCall[] = [];
  walk(file.source.module, (node) => {
    if (node.kind === 'call' && node.callee.kind === 'attribute') {
      const method = node.callee.name?.id;
      if (method !== undefined && methods.includes(method) && isInstanceOf(engine.typeOf(node.callee.value), className))
        found.push({ call: node, method });
    }
    return true;
  });
  return found;
}

/** Whether every possible value is an instance of a class of the API data with this name. */
export function isInstanceOf(type: Type, className: string): boolean {
  const members = type.kind === 'union' ? type.members : [type];
  const instances = members.filter(({ kind }) => kind !== 'none');
  return (
    instances.length > 0 &&
    instances.every(
      (member) => member.kind === 'instance' && member.declaration.name === className && member.declaration.file.stubName !== undefined,
    )
  );
}
