/** What can be written at a place: members after a dot, modules and names in imports, arguments in calls, and names elsewhere. */
import type { Evaluator } from '../analysis/evaluator';
import { classMemberNames } from '../analysis/classes';
import type { Scope } from '../analysis/scopes';
import type { SourceFile } from '../analysis/sourceFile';
import type { Type } from '../analysis/types';
import { enclosing, nodeAt, type Node } from '../syntax/ast';

export type CompletionKind = 'module' | 'class' | 'function' | 'method' | 'constant' | 'variable' | 'property' | 'keyword' | 'parameter';

/** How to find an item's documentation again, when it is asked for. */
export type CompletionSource =
  | { readonly kind: 'member'; readonly of: number; readonly name: string }
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'name'; readonly at: number; readonly name: string };

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly source: CompletionSource | undefined;
  /** Items with a lower rank come first. */
  readonly rank: number;
  readonly insertText?: string;
}

export const KEYWORDS: readonly string[] = [
  ...[
    'False',
    'None',
    'True',
    'and',
    'as',
    'assert',
    'async',
    'await',
    'break',
    'class',
    'continue',
    'def',
    'del',
    'elif',
    'else',
    'except',
  ],
  ...['finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try'],
  ...['while', 'with', 'yield'],
];

export function complete(engine: Evaluator, file: SourceFile, offset: number): Completion[] {
  if (isInCommentOrString(file, offset)) return [];
  const node = nodeAt(file.source.module, offset);
  const attribute = enclosing(node, 'attribute');
  if (attribute && attribute.nameFrom <= offset && offset <= attribute.to)
    return members(engine, engine.typeOf(attribute.value), attribute.value.to);
  const importFrom = enclosing(node, 'importFrom');
  if (importFrom) return inImportFrom(engine, file, importFrom, offset);
  const plainImport = enclosing(node, 'import');
  if (plainImport) return inImport(engine, file, offset);
  return names(engine, file, node, offset);
}

function isInCommentOrString(file: SourceFile, offset: number): boolean {
  const { name, from, to } = file.source.tree.resolveInner(offset, -1);
  if (name === 'Comment') return true;
  if (name !== 'String' && name !== 'FormatString') return false;
  return offset > from && (offset < to || !isClosedString(file.source.text.slice(from, to)));
}

function isClosedString(literal: string): boolean {
  const quote = /^[a-zA-Z]*('''|"""|'|")/.exec(literal)?.[1];
  return quote !== undefined && literal.length >= 2 * quote.length && literal.endsWith(quote);
}

function members(engine: Evaluator, type: Type, of: number): Completion[] {
  return memberNames(engine, type).map((name) => ({
    label: name,
    kind: kindOfMember(engine, type, name),
    source: { kind: 'member', of, name },
    rank: rankOf(name),
  }));
}

/** Everything a value has, private names last. */
export function memberNames(engine: Evaluator, type: Type): string[] {
  switch (type.kind) {
    case 'union':
      return [...new Set(type.members.flatMap((member) => memberNames(engine, member)))];
    case 'module':
      return moduleNames(engine, type.file);
    case 'instance':
    case 'class':
      return classMemberNames(engine, type).filter((name) => !isHiddenMember(name));
    default:
      return [];
  }
}

function moduleNames(engine: Evaluator, file: SourceFile): string[] {
  const own = [...file.scopes.module.symbols.values()]
    .filter(({ name, bindings }) => isVisible(file, name, bindings[0]?.kind))
    .map(({ name }) => name);
  const submodules = file.stubName === undefined ? [] : engine.program.boardSubmodules(file.stubName).filter((name) => !name.includes('.'));
  return [...new Set([...own, ...submodules])];
}

/** What a stub imports for its own use is no name of the module. */
function isVisible(file: SourceFile, name: string, kind: string | undefined): boolean {
  if (file.stubName === undefined) return true;
  if (kind === 'import' || kind === 'importFrom') return false;
  return !name.startsWith('_') || name === '__version__';
}

function isHiddenMember(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

function kindOfMember(engine: Evaluator, type: Type, name: string): CompletionKind {
  const member = engine.member(type, name);
  switch (member?.bindings[0]?.kind) {
    case 'function':
      return member.owner ? 'method' : 'function';
    case 'class':
      return 'class';
    case undefined:
    case 'import':
      return 'module';
    default:
      return /^[A-Z][A-Z0-9_]+$/.test(name) ? 'constant' : member?.owner ? 'property' : 'variable';
  }
}

function rankOf(name: string): number {
  return name.startsWith('_') ? 2 : 1;
}

function inImportFrom(engine: Evaluator, file: SourceFile, node: Node & { readonly kind: 'importFrom' }, offset: number): Completion[] {
  const path = node.module.map(({ id }) => id);
  if (node.importFrom === undefined || offset < node.importFrom) return modules(engine, file, offset);
  if (offset < node.importFrom + 'import'.length) return [{ label: 'import', kind: 'keyword', source: undefined, rank: 0 }];
  const module = engine.moduleType(path, node.level, file);
  return module ? members(engine, module, node.module.at(-1)?.to ?? node.from) : [];
}

function inImport(engine: Evaluator, file: SourceFile, offset: number): Completion[] {
  return modules(engine, file, offset);
}

/** Modules below the dotted path that is written before the place. */
function modules(engine: Evaluator, file: SourceFile, offset: number): Completion[] {
  const written = /([\w.]*)$/.exec(file.source.text.slice(0, offset))?.[1] ?? '';
  const parent = written.split('.').slice(0, -1).join('.');
  const available = parent ? engine.program.boardSubmodules(parent) : engine.program.boardModules();
  return available
    .filter((name) => !name.includes('.'))
    .map((name) => ({
      label: name,
      kind: 'module',
      source: { kind: 'module', path: parent ? `${parent}.${name}` : name },
      rank: rankOf(name),
    }));
}

function names(engine: Evaluator, file: SourceFile, node: Node, offset: number): Completion[] {
  const found = new Map<string, Completion>();
  const add = (label: string, kind: CompletionKind, rank: number): void => {
    if (!found.has(label)) found.set(label, { label, kind, rank, source: { kind: 'name', at: offset, name: label } });
  };
  const around = file.scopes.scopeOf(node);
  for (let scope: Scope | undefined = around; scope; scope = scope.parent) {
    if (scope.kind === 'class' && scope !== around) continue;
    for (const { name, bindings } of scope.symbols.values()) add(name, kindOfBinding(bindings[0]?.kind, name), 1);
  }
  for (const keyword of KEYWORDS)
    if (!found.has(keyword)) found.set(keyword, { label: keyword, kind: 'keyword', rank: 3, source: undefined });
  const builtins = engine.program.stub('builtins');
  if (builtins)
    for (const name of moduleNames(engine, builtins)) add(name, kindOfMember(engine, { kind: 'module', file: builtins }, name), 2);
  return [...found.values()];
}

function kindOfBinding(kind: string | undefined, name: string): CompletionKind {
  if (kind === 'function' || kind === 'class') return kind;
  if (kind === 'import') return 'module';
  if (kind === 'parameter') return 'parameter';
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? 'constant' : 'variable';
}
