/** Where a file calls what, by name, and what it imports: found in one walk, for all that would otherwise walk the file at each request. */
import { walk, type Argument, type Call, type Expression, type Import, type ImportFrom } from '../syntax/ast';
import type { SourceFile } from './sourceFile';

export interface PassedName {
  readonly call: Call;
  readonly argument: Argument;
}

export interface CallSites {
  /** Every call, in the order of the text: outer ones before those in their arguments. */
  readonly all: readonly Call[];
  /** Calls of `name(…)` and `anything.name(…)`. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  /** Anywhere in the file. */
  readonly imports: readonly (Import | ImportFrom)[];
  /** Where a name, or the last name of `a.name`, is an argument. */
  readonly passed: ReadonlyMap<string, readonly PassedName[]>;
  /** Assignments of `name[…] = value` and `anything.name[…] = value`. */
  readonly stores: ReadonlyMap<string, readonly { readonly key: Expression; readonly value: Expression }[]>;
}

const known = new WeakMap<SourceFile, CallSites>();

export function callSitesOf(file: SourceFile): CallSites {
  const found = known.get(file) ?? collect(file);
  known.set(file, found);
  return found;
}

function collect(file: SourceFile): CallSites {
  const all: Call[] = [];
  const calls = new Map<string, Call[]>();
  const passed = new Map<string, PassedName[]>();
  const imports: (Import | ImportFrom)[] = [];
  const stores = new Map<string, { key: Expression; value: Expression }[]>();
  walk(file.source.module, (node) => {
    if (node.kind === 'call') {
      all.push(node);
      push(calls, lastName(node.callee), node);
      for (const argument of node.args) push(passed, lastName(argument.value), { call: node, argument });
    }
    if (node.kind === 'import' || node.kind === 'importFrom') imports.push(node);
    if (node.kind === 'assign' && node.value)
      for (const target of node.targets)
        if (target.kind === 'subscript' && target.index.kind !== 'slice')
          push(stores, lastName(target.value), { key: target.index, value: node.value });
    return true;
  });
  return { all, calls, imports, passed, stores };
}

/** `b` of `b` and of `a.b`. */
export function lastName(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.id;
  return expression.kind === 'attribute' ? expression.name?.id : undefined;
}

function push<T>(map: Map<string, T[]>, key: string | undefined, value: T): void {
  if (key === undefined) return;
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
