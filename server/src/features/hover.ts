/** What a name is, shown where it stands: its signature or type, and what the API data or the docstring says of it. */
import type { Evaluator } from '../analysis/evaluator';
import { displaySignature, displayType } from '../analysis/display';
import { signaturesOf } from '../analysis/signatures';
import { nodeAt, type Name, type Node } from '../syntax/ast';
import type { SourceFile } from '../analysis/sourceFile';
import { docstringOfMeaning, meaningOf, type Meaning } from './definitions';
import { boardFacts, parseDocumentation } from './documentation';
import { codeBlock, renderDocumentation } from './markdown';

export interface Hover {
  readonly markdown: string;
  readonly from: number;
  readonly to: number;
}

export interface HoverOptions {
  /** Whether another server shows what every Python server knows. */
  readonly isSupplement?: boolean;
}

export function hover(engine: Evaluator, file: SourceFile, offset: number, { isSupplement = false }: HoverOptions = {}): Hover | undefined {
  const node: Node = nodeAt(file.source.module, offset);
  if (node.kind !== 'name') return undefined;
  const meaning = meaningOf(engine, node);
  if (meaning === undefined) return undefined;
  const documentation = docstringOfMeaning(meaning);
  if (isSupplement) {
    const facts = documentation === undefined ? undefined : boardFacts(parseDocumentation(documentation));
    return facts && { markdown: renderDocumentation(facts), from: node.from, to: node.to };
  }
  const parts = [codeBlock(headline(engine, node, meaning))];
  if (documentation) parts.push(renderDocumentation(parseDocumentation(documentation)));
  return { markdown: parts.join('\n\n'), from: node.from, to: node.to };
}

/** The line on top: how the name is called, or what it holds. */
function headline(engine: Evaluator, node: Name, { name, type, bindings }: Meaning): string {
  if (type.kind === 'module') return `(module) ${name}`;
  const kind = kindOf(node, bindings[0]?.kind, type.kind);
  if (type.kind === 'class' || type.kind === 'function' || type.kind === 'overloaded') {
    const signatures = signaturesOf(engine, type).map((signature) => displaySignature(name, signature).label);
    const lines = signatures.length > 0 ? signatures : [name];
    return lines.map((line) => (type.kind === 'class' ? `class ${line.replace(/ -> \w+$/, '')}` : `${kind}${line}`)).join('\n');
  }
  return `(${kind}) ${name}: ${displayType(type, { showsLiterals: true })}`;
}

function kindOf(node: Name, binding: string | undefined, type: string): string {
  if (type === 'function' || type === 'overloaded') return 'def ';
  if (binding === 'parameter') return 'parameter';
  if (node.parent?.kind === 'attribute') return 'attribute';
  return /^[A-Z][A-Z0-9_]+$/.test(node.id) ? 'constant' : 'variable';
}
