/** Texts between the letters of a script: the types that variables were found to have, and the names of parameters in calls. */
import { chooseSignature } from '../analysis/calls';
import { displayType } from '../analysis/display';
import { passedArguments } from '../analysis/calls';
import type { Evaluator } from '../analysis/evaluator';
import { assignArguments, signaturesOf } from '../analysis/signatures';
import type { SourceFile } from '../analysis/sourceFile';
import { lastName } from '../analysis/callSites';
import { walk, type Assign, type Call } from '../syntax/ast';

export interface InlayHintOptions {
  readonly types: boolean;
  readonly parameterNames: boolean;
}

export interface Hint {
  readonly at: number;
  readonly label: string;
  readonly kind: 'type' | 'parameter';
}

export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

export function inlayHints(engine: Evaluator, file: SourceFile, { from, to }: TextSpan, options: InlayHintOptions): Hint[] {
  const hints: Hint[] = [];
  walk(file.source.module, (node) => {
    if (node.to < from || node.from > to) return false;
    if (node.kind === 'assign' && options.types) hints.push(...typeHints(engine, node));
    if (node.kind === 'call' && options.parameterNames) hints.push(...parameterHints(engine, node));
    return true;
  });
  return hints.sort((a, b) => a.at - b.at);
}

/** Nothing where the value says it already: literals, and calls of the class itself. */
function typeHints(engine: Evaluator, { targets, annotation, value }: Assign): Hint[] {
  const [target] = targets;
  if (annotation || value === undefined || target?.kind !== 'name' || targets.length > 1) return [];
  if (['string', 'number', 'constant', 'lambda', 'missing'].includes(value.kind)) return [];
  const type = engine.typeOf(value);
  if (!['instance', 'union', 'none'].includes(type.kind)) return [];
  const shown = displayType(type);
  if (value.kind === 'call' && lastName(value.callee) === shown) return [];
  return [{ at: target.to, label: `: ${shown}`, kind: 'type' }];
}

/** Nothing for arguments that are called like their parameter, and for calls with one. */
function parameterHints(engine: Evaluator, call: Call): Hint[] {
  if (call.args.length < 2) return [];
  const args = passedArguments(engine, call);
  const signature = chooseSignature(engine, signaturesOf(engine, engine.typeOf(call.callee)), args)?.signature;
  if (signature === undefined) return [];
  const { parameterOf } = assignArguments(signature, args);
  return call.args.flatMap((argument, index): Hint[] => {
    const parameter = parameterOf[index];
    if (parameter?.node === undefined || argument.name || argument.star || parameter.star || parameter.name.startsWith('_')) return [];
    if (lastName(argument.value) === parameter.name) return [];
    return [{ at: argument.from, label: `${parameter.name}=`, kind: 'parameter' }];
  });
}
