/** What a completion is, and how its kind is told from what is bound. */
import { hasDecorator } from '../../analysis/classes';
import type { Member } from '../../analysis/engine';
import type { Binding } from '../../analysis/scopes';
import { fileOf } from '../../analysis/sourceFile';

export type CompletionKind = 'module' | 'class' | 'function' | 'method' | 'constant' | 'variable' | 'property' | 'keyword' | 'parameter';

/**
 * Where an item is declared, for its documentation when that is asked for. It is plain data that the editor keeps: when the name does not
 * stand there any longer, there is nothing to tell.
 */
export interface CompletionSource {
  readonly uri: string;
  readonly name: string;
  /** Offset of the name; undefined for a module. */
  readonly at?: number;
}

export interface AddedText {
  readonly at: number;
  readonly text: string;
}

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly source: CompletionSource | undefined;
  readonly rank: number;
  readonly insertText?: string;
  /** What is written elsewhere when the item is taken: an import. */
  readonly added?: AddedText;
}

/** Items with a lower rank come first. */
export const Rank = { expected: 0, argument: 1, near: 2, builtin: 3, keyword: 4, imported: 5, private: 6 } as const;

export function rankOf(name: string): number {
  return name.startsWith('_') ? Rank.private : Rank.near;
}

export function sourceOfBinding(binding: Binding | undefined): CompletionSource | undefined {
  return binding && { uri: fileOf(binding.name).uri, name: binding.name.id, at: binding.name.from };
}

export function kindOfMember(member: Member | undefined, name: string): CompletionKind {
  const binding = member?.bindings[0];
  switch (binding?.kind) {
    case 'function':
      if (member?.owner === undefined) return 'function';
      return hasDecorator(binding.node.decorators, 'property') ? 'property' : 'method';
    case 'class':
      return 'class';
    case undefined:
    case 'import':
      return 'module';
    default:
      return isConstantName(name) ? 'constant' : member?.owner ? 'property' : 'variable';
  }
}

export function kindOfBinding(kind: Binding['kind'] | undefined, name: string): CompletionKind {
  if (kind === 'function' || kind === 'class') return kind;
  if (kind === 'import') return 'module';
  if (kind === 'parameter') return 'parameter';
  return isConstantName(name) ? 'constant' : 'variable';
}

function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]+$/.test(name);
}
