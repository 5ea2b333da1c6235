/** Help while a call is being written: every way to call it, the parameter at the place, and what is known of each parameter. */
import { chooseSignature, passedArguments } from '../analysis/calls';
import { lastName } from '../analysis/callSites';
import { displaySignature } from '../analysis/display';
import type { Evaluator } from '../analysis/evaluator';
import { assignArguments, signaturesOf } from '../analysis/signatures';
import type { SourceFile } from '../analysis/sourceFile';
import { callAround, documentationOf, entryOf, parametersAt } from './callAt';
import { renderSummary } from './markdown';

export interface SignatureHelp {
  readonly signatures: readonly SignatureText[];
  readonly activeSignature: number;
}

export interface SignatureText {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly ParameterText[];
  /** Undefined when the place is for no parameter. */
  readonly activeParameter: number | undefined;
}

export interface ParameterText {
  /** Where the parameter stands in the label. */
  readonly range: readonly [from: number, to: number];
  readonly documentation: string | undefined;
}

export function signatureHelp(engine: Evaluator, file: SourceFile, offset: number): SignatureHelp | undefined {
  if (file.source.tree.resolveInner(offset, -1).name === 'Comment') return undefined;
  const call = callAround(file, offset);
  if (call === undefined) return undefined;
  const places = parametersAt(engine, call, offset);
  if (places.length === 0) return undefined;
  const label = lastName(call.callee) ?? '';
  const signatures = places.map(({ signature, parameter }): SignatureText => {
    const shown = displaySignature(label, signature);
    const documentation = documentationOf(signature.fn?.node);
    return {
      label: shown.label,
      documentation: documentation[0] ? renderSummary(documentation[0]) : '',
      parameters: signature.parameters.map((one, index) => ({
        range: shown.parameters[index] ?? [0, 0],
        documentation: entryOf(documentation, 'Args', one.name),
      })),
      activeParameter: parameter && signature.parameters.findIndex(({ name: other }) => other === parameter.name),
    };
  });
  return {
    signatures,
    activeSignature: activeSignature(
      engine,
      call,
      places.map(({ parameter }) => parameter !== undefined),
    ),
  };
}

/** The first that takes what is written so far, and has a parameter for the place. */
function activeSignature(engine: Evaluator, call: Parameters<typeof passedArguments>[1], hasParameter: readonly boolean[]): number {
  const signatures = signaturesOf(engine, engine.typeOf(call.callee));
  const args = passedArguments(engine, call);
  const taking = signatures.map((signature, index) => {
    const { problem } = assignArguments(signature, args);
    return hasParameter[index] && (problem === undefined || problem.kind === 'missing') ? { ...signature, index } : undefined;
  });
  const open = taking.filter((signature) => signature !== undefined);
  const chosen = chooseSignature(
    engine,
    open.map((signature) => ({ ...signature, parameters: signature.parameters.map((one) => ({ ...one, hasDefault: true })) })),
    args,
  );
  const found = open.find(({ fn }) => fn === chosen?.signature.fn);
  return found?.index ?? open[0]?.index ?? 0;
}
