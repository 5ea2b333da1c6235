/** The result of a call: overloads are chosen by the types of the arguments, type variables are found from them. */
import type { Call } from '../syntax/ast';
import type { Engine, PassedArgument } from './engine';
import { assignArguments, signaturesOf, type Signature } from './signatures';
import { specialForm } from './annotations';
import { typeParameters } from './classes';
import {
  keyOf,
  membersOfUnion,
  substitute,
  eraseVariables,
  UNKNOWN,
  unionOf,
  unionOfKnown,
  widen,
  type ClassType,
  type Type,
} from './types';

/** What type variables were found to be; grows while arguments are compared. */
type Findings = Map<string, Type>;

export function resultOfCall(engine: Engine, callee: Type, args: readonly PassedArgument[]): Type {
  switch (callee.kind) {
    case 'union':
      return unionOfKnown(callee.members.map((member) => resultOfCall(engine, member, args)));
    case 'class':
      return construct(engine, callee, args);
    case 'function':
    case 'overloaded':
    case 'callable':
    case 'instance': {
      const chosen = chooseSignature(engine, signaturesOf(engine, callee), args);
      return chosen ? eraseVariables(substitute(chosen.signature.returns(), chosen.findings)) : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

/** The first signature that takes these arguments; else the first that takes their number; else the first. */
export function chooseSignature(
  engine: Engine,
  signatures: readonly Signature[],
  args: readonly PassedArgument[],
): { readonly signature: Signature; readonly findings: Findings } | undefined {
  let second: { signature: Signature; findings: Findings } | undefined;
  for (const signature of signatures) {
    const { parameterOf, problem } = assignArguments(signature, args);
    const findings: Findings = new Map();
    const fits = args.every((argument, index) => {
      const parameter = parameterOf[index];
      if (parameter === undefined || (parameter.node && parameter.node.annotation === undefined)) return true;
      return accepts(engine, parameter.type(), argument.type(), findings);
    });
    if (problem) continue;
    if (fits) return { signature, findings };
    second ??= { signature, findings };
  }
  const [first] = signatures;
  return second ?? (first && { signature: first, findings: new Map() });
}

function construct(engine: Engine, { declaration, args: given }: ClassType, args: readonly PassedArgument[]): Type {
  const variables = typeParameters(engine, declaration);
  if (variables.length === 0 || given.length > 0) return engine.instanceOf(declaration, given);
  const chosen = chooseSignature(engine, signaturesOf(engine, { kind: 'class', declaration, args: variables }), args);
  return chosen ? eraseVariables(substitute(chosen.signature.returns(), chosen.findings)) : engine.instanceOf(declaration);
}

/** Whether a parameter of type `wanted` takes `given`; notes what the type variables of `wanted` are. */
export function accepts(engine: Engine, wanted: Type, given: Type, findings: Findings): boolean {
  if (wanted.kind === 'unknown' || given.kind === 'unknown' || given.kind === 'never') return true;
  if (wanted.kind === 'typeVariable') {
    const known = findings.get(wanted.name);
    findings.set(wanted.name, known ? unionOf([known, widen(given)]) : widen(given));
    return true;
  }
  if (given.kind === 'union') return given.members.map((member) => accepts(engine, wanted, member, findings)).every(Boolean);
  if (wanted.kind === 'union') return acceptsOneOf(engine, wanted.members, given, findings);
  if (given.kind === 'typeVariable') return true;
  if (wanted.kind === 'callable') return acceptsCallable(engine, wanted.returns, given, findings);
  if (wanted.kind === 'class') return given.kind === 'class' && inherits(engine, given, wanted);
  if (wanted.kind === 'instance') return acceptsInstance(engine, wanted, given, findings);
  return keyOf(wanted) === keyOf(given);
}

function acceptsOneOf(engine: Engine, members: readonly Type[], given: Type, findings: Findings): boolean {
  const [variables, others] = [members.filter(isVariable), members.filter((member) => !isVariable(member))];
  return [...others, ...variables].some((member) => {
    const trial = new Map(findings);
    if (!accepts(engine, member, given, trial)) return false;
    for (const [name, type] of trial) findings.set(name, type);
    return true;
  });
}

function isVariable(type: Type): boolean {
  return type.kind === 'typeVariable';
}

function acceptsCallable(engine: Engine, returns: Type, given: Type, findings: Findings): boolean {
  const [signature] = signaturesOf(engine, given);
  if (signature === undefined) return given.kind === 'class';
  accepts(engine, returns, signature.returns(), findings);
  return true;
}

function inherits(engine: Engine, given: ClassType, wanted: ClassType): boolean {
  return engine.ancestors(given.declaration, given.args).some(({ declaration }) => declaration.node === wanted.declaration.node);
}

const PROMOTIONS: Readonly<Record<string, readonly string[]>> = {
  float: ['int', 'bool'],
  complex: ['int', 'float', 'bool'],
  int: ['bool'],
};

function acceptsInstance(engine: Engine, wanted: Type & { readonly kind: 'instance' }, given: Type, findings: Findings): boolean {
  if (isProtocol(engine, wanted)) return acceptsProtocol(engine, wanted, given, findings);
  if (wanted.declaration.name === 'object' && wanted.declaration.file.stubName === 'builtins') return true;
  if (given.kind !== 'instance') return false;
  if (wanted.literal) return keyOf(wanted) === keyOf(given);
  const ancestor = engine.ancestors(given.declaration, given.args).find(({ declaration }) => declaration.node === wanted.declaration.node);
  if (ancestor === undefined)
    return (
      given.declaration.file.stubName === 'builtins' && (PROMOTIONS[wanted.declaration.name]?.includes(given.declaration.name) ?? false)
    );
  if (wanted.elements && given.elements) {
    if (wanted.elements.length !== given.elements.length) return false;
    return wanted.elements.every((element, index) => accepts(engine, element, given.elements?.[index] ?? UNKNOWN, findings));
  }
  return wanted.args.every((arg, index) => accepts(engine, arg, ancestor.args[index] ?? UNKNOWN, findings));
}

function isProtocol(engine: Engine, { declaration }: Type & { readonly kind: 'instance' }): boolean {
  return declaration.node.bases.some(({ value }) => specialForm(engine, value.kind === 'subscript' ? value.value : value) === 'Protocol');
}

/** What a protocol asks for is compared method by method: by name, and by what the methods return. */
function acceptsProtocol(engine: Engine, wanted: Type & { readonly kind: 'instance' }, given: Type, findings: Findings): boolean {
  if (given.kind === 'instance' && given.declaration.node === wanted.declaration.node)
    return wanted.args.every((arg, index) => accepts(engine, arg, given.args[index] ?? UNKNOWN, findings));
  return [...wanted.declaration.scope.symbols.keys()].every((name) => {
    const [asked, offered] = [engine.member(wanted, name), engine.member(given, name)];
    if (asked === undefined) return true;
    if (offered === undefined) return false;
    const [askedSignature] = signaturesOf(engine, asked.type());
    const [offeredSignature] = signaturesOf(engine, offered.type());
    if (askedSignature && offeredSignature) {
      const [askedResult, offeredResult] = [askedSignature.returns(), offeredSignature.returns()];
      // A method that returns the protocol itself would be compared without end.
      const isSame = askedResult.kind === 'instance' && askedResult.declaration.node === wanted.declaration.node;
      if (!isSame) return accepts(engine, askedResult, offeredResult, findings);
    }
    return true;
  });
}

/** The arguments of a call, each evaluated when it is asked for. */
export function passedArguments(engine: Engine, call: Call): PassedArgument[] {
  return call.args.map(({ name, star, value }) => ({ name: name?.id, star, type: () => engine.typeOf(value), node: value }));
}

/** The arguments of a value that is called with known types. */
export function passed(...types: readonly Type[]): PassedArgument[] {
  return types.map((type) => ({ name: undefined, star: '', type: () => type }));
}

/** What iterating over a value gives. */
export function iterated(engine: Engine, type: Type): Type {
  return unionOfKnown(
    membersOfUnion(type).map((member) => {
      if (member.kind === 'instance' && member.elements) return unionOfKnown(member.elements);
      const iterator = callMethod(engine, member, '__iter__');
      return callMethod(engine, iterator, '__next__');
    }),
  );
}

export function callMethod(engine: Engine, receiver: Type, name: string, ...args: readonly Type[]): Type {
  const method = engine.member(receiver, name);
  return method ? engine.call(method.type(), passed(...args)) : UNKNOWN;
}

/** What `await` gives. */
export function awaited(engine: Engine, type: Type): Type {
  return unionOfKnown(
    membersOfUnion(type).map((member) => {
      const generator = callMethod(engine, member, '__await__');
      return generator.kind === 'instance' ? (generator.args[2] ?? UNKNOWN) : UNKNOWN;
    }),
  );
}
