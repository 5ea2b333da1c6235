/** What is shown of a file's structure: symbols, folding, selections, semantic colours and inlay hints. */
import {
  FoldingRangeKind,
  InlayHintKind,
  SemanticTokensBuilder,
  SymbolKind,
  type DocumentSymbol,
  type SelectionRange,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import type { SourceFile } from '../../analysis/sourceFile';
import { foldingRanges } from '../../features/folding';
import { inlayHints } from '../../features/inlayHints';
import { selectionSteps } from '../../features/selection';
import { semanticTokens, TOKEN_TYPES } from '../../features/semanticTokens';
import { documentSymbols, findSymbols, type DeclaredKind, type DeclaredSymbol } from '../../features/symbols';
import { offsetAt, positionAt, rangeOf } from '../positions';
import type { Settings } from '../settings';
import type { UserFileIndex } from '../userFileIndex';
import { locationOf, type HandlerContext } from './context';
import { nextTurn } from './navigation';

export const OUTLINE_CAPABILITIES = {
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  inlayHintProvider: true,
  semanticTokensProvider: { legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: ['readonly', 'defaultLibrary'] }, full: true },
};

/** Bits of the modifiers above. */
const CONSTANT_OF_THE_BOARD = 0b11;

/** A longer list of symbols helps nobody. */
const MAX_FOUND = 256;

const SYMBOL_KINDS: Readonly<Record<DeclaredKind, SymbolKind>> = {
  class: SymbolKind.Class,
  function: SymbolKind.Function,
  method: SymbolKind.Method,
  constant: SymbolKind.Constant,
  variable: SymbolKind.Variable,
  field: SymbolKind.Field,
};

const FOLDING_KINDS = { comment: FoldingRangeKind.Comment, imports: FoldingRangeKind.Imports, region: FoldingRangeKind.Region };

export function handleOutline({ connection, engine, fileAt }: HandlerContext, index: UserFileIndex, settings: Settings): void {
  connection.onDocumentSymbol(({ textDocument }) => {
    const file = fileAt(textDocument.uri);
    return file ? documentSymbols(file).map((symbol) => toDocumentSymbol(file, symbol)) : [];
  });
  connection.onWorkspaceSymbol(async ({ query }, token): Promise<WorkspaceSymbol[]> => {
    const found: WorkspaceSymbol[] = [];
    for (const { uri } of index.files()) {
      await nextTurn(token);
      const file = fileAt(uri);
      if (file === undefined) continue;
      for (const { symbol, container } of findSymbols(file, query))
        found.push({
          name: symbol.name,
          kind: SYMBOL_KINDS[symbol.kind],
          location: locationOf({ file, from: symbol.nameFrom, to: symbol.nameTo }),
          ...(container === undefined ? {} : { containerName: container }),
        });
      if (found.length >= MAX_FOUND) break;
    }
    return found.slice(0, MAX_FOUND);
  });
  connection.onFoldingRanges(({ textDocument }) => {
    const file = fileAt(textDocument.uri);
    const ranges = file ? foldingRanges(file) : [];
    return ranges.map(({ start, end, kind }) => ({ startLine: start, endLine: end, ...(kind ? { kind: FOLDING_KINDS[kind] } : {}) }));
  });
  connection.onSelectionRanges(({ textDocument, positions }) => {
    const file = fileAt(textDocument.uri);
    return file ? positions.map((position) => toSelectionRange(file, offsetAt(file.source, position))) : [];
  });
  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const options = await settings.inlayHints(textDocument.uri);
    const file = fileAt(textDocument.uri);
    if (file === undefined || !(options.types || options.parameterNames)) return [];
    const span = { from: offsetAt(file.source, range.start), to: offsetAt(file.source, range.end) };
    return inlayHints(engine, file, span, options).map(({ at, label, kind }) => ({
      position: positionAt(file.source, at),
      label,
      kind: kind === 'type' ? InlayHintKind.Type : InlayHintKind.Parameter,
    }));
  });
  connection.languages.semanticTokens.on(({ textDocument }) => {
    const builder = new SemanticTokensBuilder();
    const file = fileAt(textDocument.uri);
    if (file === undefined) return builder.build();
    for (const { from, to, type, isConstant } of semanticTokens(engine, file)) {
      const { line, character } = positionAt(file.source, from);
      builder.push(line, character, to - from, TOKEN_TYPES.indexOf(type), isConstant ? CONSTANT_OF_THE_BOARD : 0);
    }
    return builder.build();
  });
}

function toDocumentSymbol(file: SourceFile, { name, kind, children, nameFrom, nameTo, ...whole }: DeclaredSymbol): DocumentSymbol {
  return {
    name,
    kind: SYMBOL_KINDS[kind],
    range: rangeOf(file.source, whole),
    selectionRange: rangeOf(file.source, { from: nameFrom, to: nameTo }),
    children: children.map((child) => toDocumentSymbol(file, child)),
  };
}

function toSelectionRange(file: SourceFile, offset: number): SelectionRange {
  const outermostFirst = selectionSteps(file, offset).reverse();
  let range: SelectionRange | undefined;
  for (const step of outermostFirst) range = { range: rangeOf(file.source, step), ...(range ? { parent: range } : {}) };
  return range ?? { range: rangeOf(file.source, { from: offset, to: offset }) };
}
