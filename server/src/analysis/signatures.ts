/** The parameters of what can be called, and how the arguments of a call fall on them. */
import type { Parameter } from '../syntax/ast';
import { hasDecorator } from './classes';
import type { Engine, PassedArgument } from './engine';
import { UNKNOWN, type CallableType, type FunctionType, type OverloadedType, type Type } from './types';

export interface SignatureParameter {
  readonly name: string;
  readonly star: '' | '*' | '**';
  readonly kind: 'positionalOnly' | 'either' | 'keywordOnly';
  readonly hasDefault: boolean;
  readonly type: () => Type;
  /** Undefined for a callable of which only the types are known. */
  readonly node: Parameter | undefined;
}

export interface Signature {
  readonly parameters: readonly SignatureParameter[];
  /** Undefined for a callable of which only the types are known. */
  readonly fn: FunctionType | undefined;
  readonly returns: () => Type;
}

/** The signature of a function, without the parameter that the value it is bound to takes. */
export function signatureOf(engine: Engine, fn: FunctionType): Signature {
  const nodes = fn.node.parameters;
  const starAt = nodes.findIndex(({ star }) => star === '*');
  const slashAt = nodes.findIndex(({ star }) => star === '/');
  const parameters = nodes.flatMap((node, index): SignatureParameter[] => {
    if (node.name === undefined || node.star === '/') return [];
    const kind = index < slashAt ? 'positionalOnly' : starAt >= 0 && index > starAt && node.star === '' ? 'keywordOnly' : 'either';
    return [
      {
        name: node.name.id,
        star: node.star,
        kind,
        hasDefault: node.defaultValue !== undefined,
        type: () => engine.parameterType(fn, index),
        node,
      },
    ];
  });
  return { parameters: takesReceiver(fn) ? parameters.slice(1) : parameters, fn, returns: () => engine.returnType(fn) };
}

function takesReceiver(fn: FunctionType): boolean {
  return fn.boundTo !== undefined && fn.node.parameters[0]?.star === '';
}

function signatureOfCallable({ parameters, returns }: CallableType): Signature {
  const any: SignatureParameter = { name: 'args', star: '*', kind: 'either', hasDefault: false, type: () => UNKNOWN, node: undefined };
  const known = parameters?.map((type, index): SignatureParameter => ({
    name: `arg${index + 1}`,
    star: '',
    kind: 'positionalOnly',
    hasDefault: false,
    type: () => type,
    node: undefined,
  }));
  return { parameters: known ?? [any], fn: undefined, returns: () => returns };
}

/** Every way in which a value can be called; empty when it cannot be, or when that is not known. */
export function signaturesOf(engine: Engine, callee: Type): readonly Signature[] {
  switch (callee.kind) {
    case 'function':
      return [signatureOf(engine, callee)];
    case 'overloaded':
      return signaturesOfOverloads(engine, callee);
    case 'callable':
      return [signatureOfCallable(callee)];
    case 'class': {
      const init = engine.member(engine.instanceOf(callee.declaration, callee.args), '__init__');
      if (init === undefined) return [];
      const instance = engine.instanceOf(callee.declaration, callee.args);
      return signaturesOf(engine, init.type()).map((signature) => ({
        ...signature,
        returns: () => (signature.fn && annotatedReceiver(engine, signature.fn)) ?? instance,
      }));
    }
    case 'instance': {
      const call = engine.member(callee, '__call__');
      return call ? signaturesOf(engine, call.type()) : [];
    }
    case 'union':
      return callee.members.flatMap((member) => signaturesOf(engine, member));
    default:
      return [];
  }
}

/** `def __init__(self: zip[_T1], …)`: what this form of the call makes. */
function annotatedReceiver(engine: Engine, { node }: FunctionType): Type | undefined {
  const annotation = node.parameters[0]?.annotation;
  return annotation && engine.annotated(annotation);
}

function signaturesOfOverloads(engine: Engine, { overloads }: OverloadedType): readonly Signature[] {
  return overloads.map((overload) => signatureOf(engine, overload));
}

/** Whether the first parameter of a method is its instance or class. */
export function isReceiver(fn: FunctionType, index: number): boolean {
  const { node } = fn;
  return index === 0 && node.kind === 'function' && node.parent?.kind === 'class' && !hasDecorator(node.decorators, 'staticmethod');
}

export type ArgumentProblem =
  | { readonly kind: 'tooMany'; readonly expected: number; readonly given: number; readonly argument: PassedArgument }
  | { readonly kind: 'missing'; readonly names: readonly string[] }
  | { readonly kind: 'unexpectedName'; readonly argument: PassedArgument; readonly name: string }
  | { readonly kind: 'twice'; readonly argument: PassedArgument; readonly name: string };

export interface Assignment {
  /** Which parameter each argument falls on; undefined for those that spread or fall on none. */
  readonly parameterOf: readonly (SignatureParameter | undefined)[];
  readonly problem: ArgumentProblem | undefined;
}

/** Python's rules for arguments. With `*x` or `**x` among them, what is missing cannot be told. */
export function assignArguments(signature: Signature, args: readonly PassedArgument[]): Assignment {
  const { parameters } = signature;
  const positional = parameters.filter(({ star, kind }) => star === '' && kind !== 'keywordOnly');
  const rest = parameters.find(({ star }) => star === '*');
  const keywords = parameters.find(({ star }) => star === '**');
  const taken = new Set<SignatureParameter>();
  const parameterOf: (SignatureParameter | undefined)[] = [];
  const spreads = args.some(({ star }) => star !== '');
  let problem: ArgumentProblem | undefined;
  let next = 0;
  for (const argument of args) {
    if (argument.star !== '') {
      parameterOf.push(undefined);
      continue;
    }
    if (argument.name === undefined) {
      const parameter = positional[next++] ?? rest;
      if (parameter === undefined) problem ??= { kind: 'tooMany', expected: positional.length, given: countPositional(args), argument };
      else taken.add(parameter);
      parameterOf.push(parameter);
      continue;
    }
    const name = argument.name;
    const named = parameters.find((parameter) => parameter.name === name && parameter.star === '' && parameter.kind !== 'positionalOnly');
    if (named && taken.has(named) && !spreads) problem ??= { kind: 'twice', argument, name };
    if (named === undefined && keywords === undefined) problem ??= { kind: 'unexpectedName', argument, name };
    if (named) taken.add(named);
    parameterOf.push(named ?? keywords);
  }
  const missing = parameters.filter((parameter) => parameter.star === '' && !parameter.hasDefault && !taken.has(parameter));
  if (missing.length > 0 && !spreads) problem ??= { kind: 'missing', names: missing.map(({ name }) => name) };
  return { parameterOf, problem };
}

function countPositional(args: readonly PassedArgument[]): number {
  return args.filter(({ name, star }) => name === undefined && star === '').length;
}
