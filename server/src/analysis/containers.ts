/** What is inside of lists, tuples and dicts: unpacked, sliced, and put into those that begin empty. */
import type { Expression } from '../syntax/ast';
import { iterated } from './calls';
import { callSitesOf, lastName } from './callSites';
import type { Engine } from './engine';
import type { Binding, UnpackStep } from './scopes';
import { fileOf } from './sourceFile';
import { UNKNOWN, unionOf, unionOfKnown, widen, type Type } from './types';

/** What stands at a place inside an unpacked value. */
export function unpack(engine: Engine, type: Type, steps: readonly UnpackStep[]): Type {
  return steps.reduce<Type>((inner, step) => {
    if (step === 'rest') return engine.builtin('list', iterated(engine, inner));
    const members = inner.kind === 'union' ? inner.members : [inner];
    return unionOfKnown(
      members.map((member) => {
        if (member.kind === 'instance' && member.elements) return member.elements.at(step) ?? UNKNOWN;
        return iterated(engine, member);
      }),
    );
  }, type);
}

/** A part of a sequence. */
export function sliced(engine: Engine, type: Type): Type {
  if (type.kind !== 'instance') return UNKNOWN;
  if (type.elements) return engine.builtin('tuple', unionOf(type.elements.map(widen)));
  return widen(type);
}

/** Whether the value begins empty: what it holds is told later. */
export function isOpenContainer(type: Type, value: Expression): boolean {
  const isDisplay = (value.kind === 'list' && value.elements.length === 0) || (value.kind === 'dict' && value.entries.length === 0);
  const isCall = value.kind === 'call' && value.args.length === 0 && ['list', 'dict', 'set'].includes(lastName(value.callee) ?? '');
  return type.kind === 'instance' && (isDisplay || isCall);
}

/** A list, dict or set that begins empty holds what is put into it later. */
export function filled(engine: Engine, binding: Binding, empty: Type): Type {
  if (empty.kind !== 'instance') return empty;
  const { calls, stores } = callSitesOf(fileOf(binding.name));
  const name = binding.name.id;
  if (empty.declaration.name !== 'dict') {
    const added = [...(calls.get('append') ?? []), ...(calls.get('add') ?? [])]
      .filter(({ callee }) => callee.kind === 'attribute' && lastName(callee.value) === name)
      .flatMap(({ args }) => (args[0] ? [widen(engine.typeOf(args[0].value))] : []));
    return { ...empty, args: [unionOfKnown(added)] };
  }
  const stored = stores.get(name) ?? [];
  const keys = unionOfKnown(stored.map(({ key }) => widen(engine.typeOf(key))));
  return { ...empty, args: [keys, unionOfKnown(stored.map(({ value }) => widen(engine.typeOf(value))))] };
}
