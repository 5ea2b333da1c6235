/**
 * Modules as values: what an import means, and which names a module has, its own, those of star imports, its submodules, and those that
 * the board's `boot.py` and the builtins lend it.
 */
import { idsOf, type ImportFrom } from '../syntax/ast';
import { declaredType } from './classes';
import type { Engine, Member } from './engine';
import { isShown } from './moduleNames';
import type { Program, Resolution } from './program';
import type { Binding } from './scopes';
import { fileOf, type SourceFile } from './sourceFile';
import type { ModuleType, NamespaceType } from './types';

export class Modules {
  constructor(
    private readonly engine: Engine,
    private readonly program: Program,
  ) {}

  typeOf(path: readonly string[], level: number, from: SourceFile): ModuleType | NamespaceType | undefined {
    return moduleOf(this.program.resolve(path, level, from), from);
  }

  /** The module that a `from … import` names. */
  imported(statement: ImportFrom): ModuleType | NamespaceType | undefined {
    return this.typeOf(idsOf(statement.module), statement.level, fileOf(statement));
  }

  member(file: SourceFile, name: string): Member | undefined {
    return this.lookUp(file, name, new Set());
  }

  /** @param seen files that are being looked through: star imports may lead in a circle */
  private lookUp(file: SourceFile, name: string, seen: Set<SourceFile>): Member | undefined {
    seen.add(file);
    const symbol = file.scopes.module.symbols.get(name);
    if (symbol && isShown(file, symbol)) return this.memberOfBindings(name, file, symbol.bindings);
    const starred = name.startsWith('_') ? undefined : this.starredMember(file, name, seen);
    if (starred) return starred;
    const submodule = this.submodule(file, name);
    if (submodule) return { name, owner: undefined, file: submodule, bindings: [], type: () => ({ kind: 'module', file: submodule }) };
    const isOfEvery = name === '__name__' || name === '__file__';
    return isOfEvery ? { name, owner: undefined, file, bindings: [], type: () => this.engine.builtin('str') } : undefined;
  }

  memberOfNamespace({ path, from }: NamespaceType, name: string): Member | undefined {
    const module = moduleOf(this.program.moduleIn(path, name), from);
    const file = module?.kind === 'module' ? module.file : from;
    return module && { name, owner: undefined, file, bindings: [], type: () => module };
  }

  /** A name that the file does not bind: of a star import, of `boot.py`, or built in. */
  distantMember(name: string, file: SourceFile): Member | undefined {
    const starred = this.starredMember(file, name, new Set([file]));
    if (starred) return starred;
    const boot = this.bootFile(file);
    const symbol = boot?.scopes.module.symbols.get(name);
    if (boot && symbol) return this.memberOfBindings(name, boot, symbol.bindings);
    const builtins = this.program.stub('builtins');
    return builtins && this.member(builtins, name);
  }

  /** Files whose names the file has without importing them one by one: those of star imports, and `boot.py`. */
  filesBehind(file: SourceFile): SourceFile[] {
    const boot = this.bootFile(file);
    return boot ? [...this.starredFiles(file), boot] : this.starredFiles(file);
  }

  private starredFiles(file: SourceFile): SourceFile[] {
    return file.scopes.module.starImports.flatMap((star) => {
      const type = this.imported(star);
      return type?.kind === 'module' && type.file !== file ? [type.file] : [];
    });
  }

  private starredMember(file: SourceFile, name: string, seen: Set<SourceFile>): Member | undefined {
    for (const starred of this.starredFiles(file)) {
      const member = seen.has(starred) ? undefined : this.lookUp(starred, name, seen);
      if (member) return member;
    }
    return undefined;
  }

  private memberOfBindings(name: string, file: SourceFile, bindings: readonly Binding[]): Member {
    return { name, owner: undefined, file, bindings, type: () => declaredType(this.engine, bindings) };
  }

  private submodule(file: SourceFile, name: string): SourceFile | undefined {
    if (file.stubName !== undefined) return this.program.stub(`${file.stubName}.${name}`);
    return file.uri.endsWith('/__init__.py') ? this.program.file(file.uri.replace(/__init__\.py$/, `${name}.py`)) : undefined;
  }

  /** `boot.py` and `main.py` run in one namespace. */
  private bootFile({ uri }: SourceFile): SourceFile | undefined {
    return uri.endsWith('/main.py') ? this.program.file(uri.replace(/main\.py$/, 'boot.py')) : undefined;
  }
}

function moduleOf(resolution: Resolution | undefined, from: SourceFile): ModuleType | NamespaceType | undefined {
  if (resolution?.kind === 'file') return { kind: 'module', file: resolution.file };
  return resolution && { kind: 'namespace', path: resolution.path, from };
}
