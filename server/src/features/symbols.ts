/** What a file declares, as a tree: classes, functions, and the names of modules and classes. Attributes of `self` are not listed. */
import type { SourceFile } from '../analysis/sourceFile';
import { blocksOf, type Expression, type Name, type Statement } from '../syntax/ast';

export type DeclaredKind = 'class' | 'function' | 'method' | 'constant' | 'variable' | 'field';

export interface DeclaredSymbol {
  readonly name: string;
  readonly kind: DeclaredKind;
  readonly from: number;
  readonly to: number;
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly children: readonly DeclaredSymbol[];
}

export function documentSymbols({ source }: SourceFile): DeclaredSymbol[] {
  return symbolsOf(source.module.body, 'module', new Set());
}

type Around = 'module' | 'class' | 'function';

/** @param seen names that the scope has listed: a variable is listed where it is first assigned */
function symbolsOf(body: readonly Statement[], around: Around, seen: Set<string>): DeclaredSymbol[] {
  return body.flatMap((statement): DeclaredSymbol[] => {
    switch (statement.kind) {
      case 'class':
        return statement.name ? [symbol(statement.name, 'class', statement, symbolsOf(statement.body, 'class', new Set()))] : [];
      case 'function': {
        const kind = around === 'class' ? 'method' : 'function';
        return statement.name ? [symbol(statement.name, kind, statement, symbolsOf(statement.body, 'function', new Set()))] : [];
      }
      case 'assign':
        if (around === 'function') return [];
        return statement.targets
          .flatMap(namesOfTarget)
          .filter(({ id }) => !seen.has(id) && seen.add(id))
          .map((name) => symbol(name, kindOfVariable(name.id, around), statement, []));
      default: {
        const handlers = statement.kind === 'try' ? statement.handlers.map((handler) => handler.body) : [];
        return [...blocksOf(statement), ...handlers].flatMap((block) => symbolsOf(block, around, seen)).sort((a, b) => a.from - b.from);
      }
    }
  });
}

function namesOfTarget(target: Expression): Name[] {
  if (target.kind === 'name') return [target];
  return target.kind === 'tuple' || target.kind === 'list' ? target.elements.flatMap(namesOfTarget) : [];
}

function kindOfVariable(name: string, around: Around): DeclaredKind {
  if (/^_?[A-Z][A-Z0-9_]+$/.test(name)) return 'constant';
  return around === 'class' ? 'field' : 'variable';
}

function symbol(name: Name, kind: DeclaredKind, { from, to }: Statement, children: readonly DeclaredSymbol[]): DeclaredSymbol {
  return { name: name.id, kind, from, to, nameFrom: name.from, nameTo: name.to, children };
}

export interface FoundSymbol {
  readonly file: SourceFile;
  readonly symbol: DeclaredSymbol;
  readonly container: string | undefined;
}

/** The symbols of a file whose name has the query's letters in order, upper and lower case alike. */
export function findSymbols(file: SourceFile, query: string): FoundSymbol[] {
  const visit = (symbols: readonly DeclaredSymbol[], container: string | undefined): FoundSymbol[] =>
    symbols.flatMap((found) => [
      ...(matches(found.name, query) ? [{ file, symbol: found, container }] : []),
      ...visit(found.children, found.name),
    ]);
  return visit(documentSymbols(file), undefined);
}

function matches(name: string, query: string): boolean {
  const lower = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
