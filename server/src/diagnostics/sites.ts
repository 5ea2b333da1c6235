/** Places that rules look at: calls of methods of a class, found by type and not by the variable's name. */
import type { Evaluator } from '../analysis/evaluator';
import { callSitesOf } from '../analysis/callSites';
import type { SourceFile } from '../analysis/sourceFile';
import type { Type } from '../analysis/types';
import type { Call } from '../syntax/ast';

export interface MethodCall {
  readonly call: Call;
  readonly method: string;
}

/** Calls of these methods on values that are surely instances of a class of this name in the API data. */
export function calls(engine: Evaluator, file: SourceFile, className: string, methods: readonly string[]): MethodCall[] {
  return callSitesOf(file).all.flatMap((call) => {
    const { callee } = call;
    const method = callee.kind === 'attribute' ? callee.name?.id : undefined;
    if (callee.kind !== 'attribute' || method === undefined || !methods.includes(method)) return [];
    return isInstanceOf(engine.typeOf(callee.value), className) ? [{ call, method }] : [];
  });
}

/** Whether every possible value is an instance of a class of the API data with one of these names. */
export function isInstanceOf(type: Type, ...classNames: readonly string[]): boolean {
  const members = type.kind === 'union' ? type.members : [type];
  const instances = members.filter(({ kind }) => kind !== 'none');
  return (
    instances.length > 0 &&
    instances.every(
      (member) =>
        member.kind === 'instance' && classNames.includes(member.declaration.name) && member.declaration.file.stubName !== undefined,
    )
  );
}
