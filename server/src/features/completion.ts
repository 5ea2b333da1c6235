/** What can be written at a place: members after a dot, modules and names in imports, arguments in calls, and names elsewhere. */
import type { Evaluator } from '../analysis/evaluator';
import { lastName } from '../analysis/callSites';
import type { SourceFile } from '../analysis/sourceFile';
import { enclosing, nodeAt, type Attribute } from '../syntax/ast';
import { callAround } from './callAt';
import { constantArguments, expectedConstants, keywordArguments } from './completion/arguments';
import { importable } from './completion/autoImport';
import { inImportFrom, modules } from './completion/imports';
import { Rank, type Completion, type CompletionSource } from './completion/item';
import { members } from './completion/members';
import { names } from './completion/names';
import { overrides } from './completion/overrides';
import { isInCommentOrString, isNewName, wordBefore } from './completion/place';
import { describe, type Description } from './hover';

export type { Completion, CompletionKind, CompletionSource } from './completion/item';

export function complete(engine: Evaluator, file: SourceFile, offset: number): Completion[] {
  if (isInCommentOrString(file, offset)) return [];
  const node = nodeAt(file.source.module, offset);
  const attribute = enclosing(node, 'attribute');
  if (attribute && attribute.nameFrom <= offset && offset <= attribute.to) return afterDot(engine, file, attribute, offset);
  const word = wordBefore(file, offset);
  // `5.` is a number, and so is what follows.
  if (/\d/.test(word[0] ?? '') || /\d\.$/.test(file.source.text.slice(0, offset - word.length))) return [];
  const importFrom = enclosing(node, 'importFrom');
  if (importFrom) return inImportFrom(engine, file, importFrom, offset);
  if (enclosing(node, 'import')) return isNewName(node, file.source.text, offset) ? [] : modules(engine, file, offset);
  const statement = importLineBefore(file, offset);
  if (statement) return modules(engine, file, offset);
  const overridden = overrides(engine, file, offset);
  if (overridden) return overridden;
  if (isNewName(node, file.source.text, offset)) return [];
  const call = callAround(file, offset);
  const constants = call ? constantArguments(engine, file, call, offset) : [];
  const keywords = call ? keywordArguments(engine, call, offset) : [];
  const near = names(engine, file, offset);
  const taken = new Set(near.filter(({ rank }) => rank !== Rank.keyword).map(({ label }) => label));
  return [...constants, ...keywords, ...near, ...importable(engine, file, word, taken)];
}

function afterDot(engine: Evaluator, file: SourceFile, { value }: Attribute, offset: number): Completion[] {
  if (value.kind === 'number') return [];
  const call = callAround(file, offset);
  const expected = new Set(call && expectedConstants(engine, call, offset).map(({ name }) => name));
  const isSuper = value.kind === 'call' && value.callee.kind === 'name' && lastName(value.callee) === 'super';
  return members(engine, engine.typeOf(value), { expected, showsSpecial: isSuper || wordBefore(file, offset).startsWith('_') });
}

/** `import ` with nothing after it is not a statement yet. */
function importLineBefore({ source }: SourceFile, offset: number): boolean {
  return /^[ \t]*(?:import|from)[ \t]+[\w.]*$/.test(source.text.slice(source.text.lastIndexOf('\n', offset - 1) + 1, offset));
}

/** Detail and documentation of an item; undefined when what it came from has changed. */
export function resolveCompletion(engine: Evaluator, { uri, name, at }: CompletionSource): Description | undefined {
  const file = engine.program.file(uri);
  if (file === undefined) return undefined;
  if (at === undefined) return describe(engine, { name, type: { kind: 'module', file }, bindings: [], module: file });
  const node = nodeAt(file.source.module, at + 1);
  return node.kind === 'name' && node.from === at && node.id === name ? describe(engine, node) : undefined;
}
