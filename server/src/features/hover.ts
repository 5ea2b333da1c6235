/** What a name or an error number is, shown where it stands: its signature or type, and what the API data or the docstring says of it. */
import type { Evaluator } from '../analysis/evaluator';
import { displaySignature, displayType } from '../analysis/display';
import { signaturesOf } from '../analysis/signatures';
import type { SourceFile } from '../analysis/sourceFile';
import { nodeAt, type Name } from '../syntax/ast';
import { documentationOf, entryOf } from './callAt';
import { docstringOfMeaning, meaningOf, type Meaning } from './definitions';
import { boardFacts, parseDocumentation } from './documentation';
import { errorText } from './errorNumbers';
import { codeBlock, renderDocumentation } from './markdown';

export interface Hover {
  readonly markdown: string;
  readonly from: number;
  readonly to: number;
}

export interface Description {
  /** How the name is called, or what it holds. */
  readonly headline: string;
  /** Markdown; empty when nothing is written of it. */
  readonly documentation: string;
}

export interface HoverOptions {
  /** Whether another server shows what every Python server knows. */
  readonly isSupplement?: boolean;
}

export function hover(engine: Evaluator, file: SourceFile, offset: number, { isSupplement = false }: HoverOptions = {}): Hover | undefined {
  const node = nodeAt(file.source.module, offset);
  const error = errorText(engine, node);
  if (node.kind !== 'name') return error === undefined ? undefined : { markdown: error, from: node.from, to: node.to };
  const description = describe(engine, node, { isSupplement });
  if (description === undefined) return error === undefined ? undefined : { markdown: error, from: node.from, to: node.to };
  const markdown = [description.headline && codeBlock(description.headline), description.documentation, error].filter(Boolean).join('\n\n');
  return { markdown, from: node.from, to: node.to };
}

/** @param meant a name where it stands, or what it was found to mean */
export function describe(engine: Evaluator, meant: Name | Meaning, { isSupplement = false }: HoverOptions = {}): Description | undefined {
  const node = 'kind' in meant ? meant : undefined;
  const meaning = 'kind' in meant ? meaningOf(engine, meant) : meant;
  if (meaning === undefined) return undefined;
  const docstring = docstringOfMeaning(meaning);
  if (isSupplement) {
    const facts = docstring === undefined ? undefined : boardFacts(parseDocumentation(docstring));
    return facts && { headline: '', documentation: renderDocumentation(facts) };
  }
  const documentation = docstring === undefined ? textOfParameter(meaning) : renderDocumentation(parseDocumentation(docstring));
  return { headline: headline(engine, node, meaning), documentation: documentation ?? '' };
}

/** A parameter is told by the Args of its function. */
function textOfParameter({ bindings, name }: Meaning): string | undefined {
  for (const binding of bindings) {
    if (binding.kind !== 'parameter' || binding.of.kind !== 'function') continue;
    const text = entryOf(documentationOf(binding.of), 'Args', name);
    if (text !== undefined) return text;
  }
  return undefined;
}

function headline(engine: Evaluator, node: Name | undefined, { name, type, bindings }: Meaning): string {
  if (type.kind === 'module') return `(module) ${name}`;
  const kind = kindOf(node, name, bindings[0]?.kind, type.kind);
  if (type.kind === 'class' || type.kind === 'function' || type.kind === 'overloaded') {
    const signatures = signaturesOf(engine, type).map((signature) => displaySignature(name, signature).label);
    const lines = signatures.length > 0 ? signatures : [name];
    const isAsync = type.kind === 'function' && type.node.kind === 'function' && type.node.isAsync;
    return lines
      .map((line) => (type.kind === 'class' ? `class ${line.replace(/ -> \S+$/, '')}` : `${isAsync ? 'async ' : ''}${kind}${line}`))
      .join('\n');
  }
  return `(${kind}) ${name}: ${displayType(type, { showsLiterals: true })}`;
}

function kindOf(node: Name | undefined, name: string, binding: string | undefined, type: string): string {
  if (type === 'function' || type === 'overloaded') return 'def ';
  if (binding === 'parameter') return 'parameter';
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) return 'constant';
  return node?.parent?.kind === 'attribute' ? 'attribute' : 'variable';
}
