/**
 * Which names of a module others see. Of a user's file all of them; of a stub neither what it imports for its own use (`import x as x`
 * shows it) nor its private names, which stand for types.
 */
import type { Program } from './program';
import type { Binding, SymbolInScope } from './scopes';
import type { SourceFile } from './sourceFile';

export function isShown(file: SourceFile, { bindings }: SymbolInScope): boolean {
  return file.stubName === undefined || bindings.some((binding) => !isPrivateImport(binding));
}

function isPrivateImport(binding: Binding): boolean {
  if (binding.kind !== 'import' && binding.kind !== 'importFrom') return false;
  const { alias, path } = binding.imported;
  return alias === undefined || alias.id !== path.at(-1)?.id;
}

/** The names to offer after the module and a dot, parts of a package too. */
export function namesOfModule(program: Program, file: SourceFile): string[] {
  const own = [...file.scopes.module.symbols.values()]
    .filter((symbol) => isShown(file, symbol) && !isStandIn(file, symbol.name) && !(file.stubName !== undefined && isPrivate(symbol.name)))
    .map(({ name }) => name);
  const submodules = file.stubName === undefined ? [] : program.boardSubmodules(file.stubName).filter((name) => !name.includes('.'));
  return [...new Set([...own, ...submodules])];
}

/** Classes of builtins that have no name on the board; the engine needs one. */
function isStandIn(file: SourceFile, name: string): boolean {
  return file.stubName === 'builtins' && ['function', 'ellipsis', 'NoneType'].includes(name);
}

function isPrivate(name: string): boolean {
  return name.startsWith('_') && !/^__\w+__$/.test(name);
}
