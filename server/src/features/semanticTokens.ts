/** Colours that a grammar cannot know: which names are modules, classes, parameters, attributes of `self`, and constants of the board's API. */
import type { Evaluator } from '../analysis/evaluator';
import { findSymbol } from '../analysis/scopes';
import type { SourceFile } from '../analysis/sourceFile';
import type { Type } from '../analysis/types';
import { walk, type Attribute, type Name } from '../syntax/ast';
import { meaningOf } from './definitions';

export const TOKEN_TYPES = ['namespace', 'class', 'parameter', 'property', 'variable'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

export interface SemanticToken {
  readonly from: number;
  readonly to: number;
  readonly type: TokenType;
  readonly isConstant: boolean;
}

export function semanticTokens(engine: Evaluator, file: SourceFile): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  walk(file.source.module, (node) => {
    if (node.kind !== 'name') return true;
    const token = tokenOf(engine, file, node);
    if (token) tokens.push({ from: node.from, to: node.to, ...token });
    return true;
  });
  return tokens.sort((a, b) => a.from - b.from);
}

type Token = Pick<SemanticToken, 'type' | 'isConstant'>;

const plain = (type: TokenType): Token => ({ type, isConstant: false });

function tokenOf(engine: Evaluator, file: SourceFile, node: Name): Token | undefined {
  const { parent } = node;
  if (parent?.kind === 'attribute' && parent.name === node) return ofAttribute(engine, file, parent, node);
  // The grammar knows these by where they stand.
  if ((parent?.kind === 'function' || parent?.kind === 'class') && parent.name === node) return undefined;
  if (parent?.kind === 'argument' && parent.name === node) return undefined;
  if (parent?.kind === 'importFrom' || parent?.kind === 'importedName') return ofImport(engine, node);
  const symbol = findSymbol(file.scopes.scopeOf(node), node.id);
  const parameter = symbol?.bindings.find((binding) => binding.kind === 'parameter');
  if (parameter?.kind === 'parameter') return isReceiver(file, node) ? undefined : plain('parameter');
  if (symbol === undefined && engine.distantMember(node.id, file)?.file.stubName === 'builtins') return undefined;
  return ofType(engine.typeOf(node));
}

function ofAttribute(engine: Evaluator, file: SourceFile, attribute: Attribute, node: Name): Token | undefined {
  const byType = ofType(engine.typeOf(attribute));
  if (byType) return byType;
  const member = engine.member(engine.typeOf(attribute.value), node.id);
  if (member?.file.stubName !== undefined && /^[A-Z][A-Z0-9_]+$/.test(node.id)) return { type: 'variable', isConstant: true };
  const isMethod = member?.bindings.every(({ kind }) => kind === 'function') ?? true;
  return !isMethod && attribute.value.kind === 'name' && isReceiver(file, attribute.value) ? plain('property') : undefined;
}

function ofImport(engine: Evaluator, node: Name): Token | undefined {
  const meaning = meaningOf(engine, node);
  if (meaning === undefined) return undefined;
  return ofType(meaning.type);
}

function ofType(type: Type): Token | undefined {
  switch (type.kind) {
    case 'module':
    case 'namespace':
      return plain('namespace');
    case 'class':
      return plain('class');
    default:
      return undefined;
  }
}

/** Whether a name is the first parameter of the method around it. */
function isReceiver(file: SourceFile, name: Name): boolean {
  const binding = findSymbol(file.scopes.scopeOf(name), name.id)?.bindings.find(({ kind }) => kind === 'parameter');
  if (binding?.kind !== 'parameter' || binding.of.kind !== 'function') return false;
  return binding.of.parameters[0] === binding.parameter && binding.of.parent?.kind === 'class';
}
