/** Inside of a call: its parameters by name, and the constants that the parameter at the place is meant for. */
import type { Evaluator } from '../../analysis/evaluator';
import type { Member } from '../../analysis/engine';
import { memberNames } from '../../analysis/memberNames';
import type { Scope } from '../../analysis/scopes';
import type { SourceFile } from '../../analysis/sourceFile';
import type { Signature } from '../../analysis/signatures';
import type { Type } from '../../analysis/types';
import type { Call } from '../../syntax/ast';
import { argumentAt, documentationOf, entryOf, namesIn, parametersAt } from '../callAt';
import { entriesOf } from '../documentation';
import { importEdit } from './autoImport';
import { Rank, sourceOfBinding, type Completion } from './item';
import { scopeAt } from './place';

export function keywordArguments(engine: Evaluator, call: Call, offset: number): Completion[] {
  const current = argumentAt(call, offset);
  if (current?.name || (current && current.value.kind !== 'name')) return [];
  const passed = new Set(call.args.map(({ name }) => name?.id));
  const found = new Map<string, Completion>();
  parametersAt(engine, call, offset).forEach(({ signature }) => {
    const before = call.commas.filter((comma) => comma < offset).length;
    signature.parameters.forEach((parameter, index) => {
      const { name, star, kind, node } = parameter;
      const isTaken = passed.has(name) || (kind === 'either' && index < before && call.args[index]?.name === undefined);
      if (star !== '' || kind === 'positionalOnly' || isTaken || found.has(name)) return;
      const source = node?.name && signature.fn ? { uri: signature.fn.file.uri, name, at: node.name.from } : undefined;
      found.set(name, { label: `${name}=`, kind: 'parameter', source, rank: Rank.argument });
    });
    for (const name of furtherKeywords(signature))
      if (!passed.has(name) && !found.has(name))
        found.set(name, { label: `${name}=`, kind: 'parameter', source: undefined, rank: Rank.argument });
  });
  return [...found.values()];
}

/** What a function with `**settings` takes stands in its Args. */
function furtherKeywords(signature: Signature): string[] {
  if (!signature.parameters.some(({ star }) => star === '**')) return [];
  const known = new Set(signature.parameters.map(({ name }) => name));
  return documentationOf(signature.fn?.node)
    .flatMap(({ sections }) => entriesOf(sections.get('Args') ?? '').flatMap(({ name }) => namesIn(name)))
    .filter((name) => /^[a-z]\w*$/.test(name) && !known.has(name));
}

export interface ExpectedConstant {
  readonly name: string;
  /** The class or module that has it. */
  readonly owner: Type;
  readonly member: Member;
}

/** The constants that the section Constants names for the parameter at the place. */
export function expectedConstants(engine: Evaluator, call: Call, offset: number): ExpectedConstant[] {
  const keyword = argumentAt(call, offset)?.name?.id;
  const found = new Map<string, ExpectedConstant>();
  for (const { signature, parameter } of parametersAt(engine, call, offset)) {
    const name = keyword ?? parameter?.name;
    const wanted = name && entryOf(documentationOf(signature.fn?.node), 'Constants', name);
    if (!wanted) continue;
    for (const owner of ownersOf(engine, signature))
      for (const constant of memberNames(engine, owner)) {
        if (found.has(constant) || !wanted.split(',').some((pattern) => matches(constant, pattern.trim()))) continue;
        const member = engine.member(owner, constant);
        if (member && member.bindings[0]?.kind === 'assign') found.set(constant, { name: constant, owner, member });
      }
  }
  return [...found.values()];
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** The class of the method, then its module. */
function ownersOf(engine: Evaluator, { fn }: Signature): Type[] {
  if (fn === undefined) return [];
  const { node, file } = fn;
  const around = node.parent?.kind === 'class' ? node.parent : undefined;
  const binding = around?.name && file.scopes.scopeOf(around).symbols.get(around.name.id)?.bindings.at(-1);
  const type = binding && engine.typeOfBinding(binding);
  return [...(type ? [type] : []), { kind: 'module', file }];
}

export function constantArguments(engine: Evaluator, file: SourceFile, call: Call, offset: number): Completion[] {
  const constants = expectedConstants(engine, call, offset);
  if (constants.length === 0) return [];
  const scope = scopeAt(file, offset);
  return constants.map((constant): Completion => {
    const written = writtenAs(engine, file, scope, call, constant);
    const source = sourceOfBinding(constant.member.bindings[0]);
    if (written) return { label: written, kind: 'constant', source, rank: Rank.expected };
    const added = importEdit(file, constant.member.file.stubName ?? '', constant.name);
    return { label: constant.name, kind: 'constant', source, rank: Rank.expected, added };
  });
}

/** How the script can write the constant with what it has imported. */
function writtenAs(engine: Evaluator, file: SourceFile, scope: Scope, call: Call, { name, owner, member }: ExpectedConstant) {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    for (const symbol of at.symbols.values()) {
      const binding = symbol.bindings.at(-1);
      if (binding?.kind !== 'import' && binding?.kind !== 'importFrom') continue;
      const type = engine.typeOfBinding(binding);
      if (isSameOwner(type, owner)) return `${symbol.name}.${name}`;
      if (type.kind === 'module' && type.file === member.file && owner.kind === 'class')
        return `${symbol.name}.${owner.declaration.name}.${name}`;
      if (binding.kind === 'importFrom' && engine.importedMember(binding)?.bindings[0] === member.bindings[0]) return symbol.name;
    }
  }
  // `p.irq(trigger=` of a pin that another file made: the pin has the constants too.
  const { callee } = call;
  const receiver = callee.kind === 'attribute' ? callee.value : callee;
  const text = file.source.text.slice(receiver.from, receiver.to);
  return owner.kind === 'class' && /^[\w.]+$/.test(text) ? `${text}.${name}` : undefined;
}

function isSameOwner(type: Type, owner: Type): boolean {
  if (type.kind === 'class' && owner.kind === 'class') return type.declaration.node === owner.declaration.node;
  return type.kind === 'module' && owner.kind === 'module' && type.file === owner.file;
}
