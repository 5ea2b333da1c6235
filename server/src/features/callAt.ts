/** The call whose arguments a place is in, which of its parameters the place is for, and what the API data says of it. */
import { passedArguments } from '../analysis/calls';
import type { Evaluator } from '../analysis/evaluator';
import type { PassedArgument } from '../analysis/engine';
import { assignArguments, signaturesOf, type Signature, type SignatureParameter } from '../analysis/signatures';
import { fileOf, type SourceFile } from '../analysis/sourceFile';
import { UNKNOWN } from '../analysis/types';
import { walk, type Argument, type Call, type FunctionDef, type Lambda } from '../syntax/ast';
import { docstringOf, entriesOf, parseDocumentation, type Documentation, type SectionName } from './documentation';

/** The innermost call around the place; it may lack its closing parenthesis. */
export function callAround({ source }: SourceFile, offset: number): Call | undefined {
  let found: Call | undefined;
  // One that is not closed yet may end before the spaces in front of the place.
  const lastWord = source.text.slice(0, offset).trimEnd().length;
  walk(source.module, (node) => {
    if (node.from > offset || node.to < lastWord) return false;
    if (node.kind === 'call' && isInArguments(node, source.text, offset)) {
      if (found === undefined || node.argsFrom > found.argsFrom) found = node;
    }
    return true;
  });
  return found;
}

function isInArguments({ argsFrom, argsTo, isClosed }: Call, text: string, offset: number): boolean {
  if (argsFrom === 0 || offset < argsFrom) return false;
  return offset <= argsTo || (!isClosed && text.slice(argsTo, offset).trim() === '');
}

export function argumentAt(call: Call, offset: number): Argument | undefined {
  return call.args.find(({ from, to, value }) => from <= offset && (offset <= to || (value.kind === 'missing' && offset <= value.to + 1)));
}

export interface ParameterAtPlace {
  readonly signature: Signature;
  readonly parameter: SignatureParameter | undefined;
}

/** For each way to call it: the parameter that the argument at the place falls on. */
export function parametersAt(engine: Evaluator, call: Call, offset: number): ParameterAtPlace[] {
  const before = call.commas.filter((comma) => comma < offset).length;
  const current = argumentAt(call, offset);
  const given = passedArguments(engine, call);
  const made: PassedArgument = { name: current?.name?.id, star: current?.star ?? '', type: () => UNKNOWN };
  const args = [...given.slice(0, before), made];
  return signaturesOf(engine, engine.typeOf(call.callee)).map((signature) => ({
    signature,
    parameter: assignArguments(signature, args).parameterOf[before],
  }));
}

/** What is written of a signature: at the function itself, at its other overloads, and at the class of an `__init__`. */
export function documentationOf(node: FunctionDef | Lambda | undefined): readonly Documentation[] {
  if (node?.kind !== 'function') return [];
  const name = node.name?.id ?? '';
  const bindings = fileOf(node).scopes.scopeOf(node).symbols.get(name)?.bindings ?? [];
  const overloads = bindings.flatMap((binding) => (binding.kind === 'function' && binding.node !== node ? [binding.node] : []));
  const texts = [node, ...overloads].map(({ body }) => docstringOf(body));
  if (name === '__init__' && node.parent?.kind === 'class') texts.push(docstringOf(node.parent.body));
  return texts.filter((text) => text !== undefined).map(parseDocumentation);
}

/** The text of a parameter in a section such as Args, where several may share one: `host, port: …`. */
export function entryOf(documentation: readonly Documentation[], section: SectionName, parameter: string): string | undefined {
  for (const { sections } of documentation) {
    const entry = entriesOf(sections.get(section) ?? '').find(({ name }) => namesIn(name).includes(parameter));
    if (entry) return entry.text;
  }
  return undefined;
}

export function namesIn(entry: string): string[] {
  return entry.split(',').map((part) => part.trim().replace(/^\*+|`/g, ''));
}
