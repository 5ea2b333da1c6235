/** Types of parameters without annotations: from their defaults, from the calls of the function, and from what it is passed to as a callback. */
import type { Call, Expression, FunctionDef, Lambda, Parameter } from '../syntax/ast';
import { iterated, passedArguments } from './calls';
import { callSitesOf, lastName, type PassedName } from './callSites';
import type { Engine } from './engine';
import { fileOf } from './sourceFile';
import { assignArguments, signatureOf, signaturesOf } from './signatures';
import { eraseVariables, NONE, UNKNOWN, unionOfKnown, widen, type FunctionType, type Type } from './types';

/** More calls than this are not looked at: the first ones tell enough. */
const MAX_CALLS = 20;

export function inferParameter(engine: Engine, node: FunctionDef | Lambda, parameter: Parameter, index: number): Type {
  const types = node.kind === 'lambda' ? fromPlace(engine, node, index) : fromUses(engine, node, parameter, index);
  const fallback = parameter.defaultValue ? widen(engine.typeOf(parameter.defaultValue)) : UNKNOWN;
  const isPlaceholder = fallback.kind === 'none' || parameter.defaultValue === undefined;
  const known = unionOfKnown(isPlaceholder ? types : [...types, fallback]);
  if (known.kind !== 'unknown') return fallback.kind === 'none' ? unionOfKnown([known, NONE]) : known;
  return isPlaceholder ? UNKNOWN : fallback;
}

function fromUses(engine: Engine, node: FunctionDef, parameter: Parameter, index: number): Type[] {
  const name = callName(node);
  if (name === undefined) return [];
  const own = fileOf(node);
  const types: Type[] = [];
  for (const file of engine.userFiles()) {
    const sites = callSitesOf(file);
    const calls = (sites.calls.get(name) ?? []).slice(0, MAX_CALLS);
    for (const call of calls) if (isCallOf(engine, call, node)) types.push(...argumentFor(engine, call, node, parameter));
    if (file !== own) continue;
    for (const use of (sites.passed.get(node.name?.id ?? '') ?? []).slice(0, MAX_CALLS))
      if (means(engine, use.argument.value, node)) types.push(callbackParameter(engine, use, callbackIndex(node, index)));
  }
  return types;
}

/** The name that calls of the function use: the class's for `__init__`. */
function callName(node: FunctionDef): string | undefined {
  return node.name?.id === '__init__' && node.parent?.kind === 'class' ? node.parent.name?.id : node.name?.id;
}

function isCallOf(engine: Engine, call: Call, node: FunctionDef): boolean {
  if (lastName(call.callee) === undefined) return false;
  const callee = engine.typeOf(call.callee);
  if (callee.kind === 'class') return node.parent === callee.declaration.node;
  return callee.kind === 'function' && callee.node === node;
}

function means(engine: Engine, expression: Expression, node: FunctionDef): boolean {
  const type = engine.typeOf(expression);
  return type.kind === 'function' && type.node === node;
}

function argumentFor(engine: Engine, call: Call, node: FunctionDef, parameter: Parameter): Type[] {
  const isMethod = node.parent?.kind === 'class';
  const fn: FunctionType = { kind: 'function', node, file: fileOf(node), ...(isMethod ? { boundTo: UNKNOWN } : {}) };
  const args = passedArguments(engine, call);
  const { parameterOf } = assignArguments(signatureOf(engine, fn), args);
  return args.filter((_, at) => parameterOf[at]?.node === parameter).map((argument) => widen(argument.type()));
}

/** A method that is passed as `self.handle` has its receiver already. */
function callbackIndex(node: FunctionDef, index: number): number {
  return node.parent?.kind === 'class' ? index - 1 : index;
}

function fromPlace(engine: Engine, node: Lambda, index: number): Type[] {
  const { parent } = node;
  if (parent?.kind !== 'argument' || parent.parent?.kind !== 'call') return [];
  return [callbackParameter(engine, { call: parent.parent, argument: parent }, index)];
}

/** What the parameter of the call that takes the function promises to call it with. */
function callbackParameter(engine: Engine, { call, argument }: PassedName, index: number): Type {
  const signatures = signaturesOf(engine, engine.typeOf(call.callee));
  const args = passedArguments(engine, call);
  const at = call.args.indexOf(argument);
  for (const signature of signatures) {
    const wanted = assignArguments(signature, args).parameterOf[at]?.type();
    const members = wanted?.kind === 'union' ? wanted.members : wanted ? [wanted] : [];
    for (const member of members) {
      if (member.kind !== 'callable' || member.parameters === undefined) continue;
      const promised = member.parameters[index];
      if (promised && promised.kind !== 'typeVariable') return eraseVariables(promised);
      if (promised) return elementOfOther(engine, call, argument);
    }
  }
  return UNKNOWN;
}

/** `sorted(items, key=lambda item: …)`: the type variable of the callback is the element of the other argument. */
function elementOfOther(engine: Engine, call: Call, argument: PassedName['argument']): Type {
  const other = call.args.find((one) => one !== argument && one.name === undefined);
  if (other) return iterated(engine, engine.typeOf(other.value));
  return call.callee.kind === 'attribute' ? iterated(engine, engine.typeOf(call.callee.value)) : UNKNOWN;
}
