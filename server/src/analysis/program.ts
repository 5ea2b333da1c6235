/**
 * The files that belong together: the user's, and the API data. Finds what an import means, in the board's order: modules that are part
 * of the firmware and cannot be replaced, then the files beside the script and in `lib`, then what else the firmware has.
 */
import { STUB_SCHEME } from '../../../shared/src';
import { MODULES_WITH_OLD_NAMES } from '../../../shared/src/oldModuleNames';
import type { TextChange } from '../syntax/parse';
import { makeSourceFile, type SourceFile } from './sourceFile';

/** The API data, by the name that scripts import. */
export interface StubLibrary {
  /** Text of `socket`, `umqtt.simple`, …; undefined when the board has no such module. */
  read(name: string): string | undefined;
  names(): readonly string[];
}

/** The user's files that are not open. */
export interface FileLookup {
  /** Text of a file, or undefined when there is none. */
  read(uri: string): string | undefined;
  /** Names in a folder; those of folders end with `/`. Empty when there is none. */
  list(uri: string): readonly string[];
  /** URIs of the folders in which modules of a file are looked for, nearest first: they stand for the board's `/`. */
  rootsOf(uri: string): readonly string[];
}

/** Modules in C that a file of the same name does not replace. Source: MP_REGISTER_MODULE of each, in contrast to MP_REGISTER_EXTENSIBLE_MODULE. */
const FIXED_MODULES = new Set([
  ...['_asyncio', '_espnow', '_onewire', '_thread', '_webrepl', 'btree', 'builtins', 'cmath', 'deflate', 'esp', 'esp32', 'framebuf', 'gc'],
  ...['math', 'micropython', 'network', 'sys', 'tls', 'uctypes', 'vfs'],
]);

/** Old names of modules: `usocket` is `socket`. */
const U_NAMES = new Set(MODULES_WITH_OLD_NAMES);

/** Known to the stubs alone. */
const INTERNAL_MODULES = new Set(['typing', '_types']);

export type Resolution =
  | { readonly kind: 'file'; readonly file: SourceFile }
  /** A folder of modules without `__init__.py`. */
  | { readonly kind: 'namespace'; readonly path: string };

export class Program {
  private readonly open = new Map<string, SourceFile>();
  private readonly stubs = new Map<string, SourceFile | undefined>();
  private readonly fromDisk = new Map<string, SourceFile | undefined>();
  private currentGeneration = 0;

  constructor(
    private readonly library: StubLibrary,
    private readonly lookup: FileLookup,
  ) {}

  /** Changes whenever a user's file does: what was found out about user files before is void then. */
  get generation(): number {
    return this.currentGeneration;
  }

  setOpen(uri: string, text: string, changes?: readonly TextChange[]): SourceFile {
    const before = this.open.get(uri);
    const file = makeSourceFile({ uri, text, ...(before && changes ? { previous: { file: before, changes } } : {}) });
    this.open.set(uri, file);
    this.currentGeneration++;
    return file;
  }

  setClosed(uri: string): void {
    this.open.delete(uri);
    this.forget(uri);
  }

  /** A file on the disk changed, came or went. */
  forget(uri: string): void {
    this.fromDisk.delete(uri);
    this.currentGeneration++;
  }

  /** The workspace's folders changed, and with them what imports lead to. */
  forgetAll(): void {
    this.fromDisk.clear();
    this.currentGeneration++;
  }

  /** A file by its address, of the API data too. */
  file(uri: string): SourceFile | undefined {
    const stubName = stubNameOf(uri);
    if (stubName !== undefined) return this.stub(stubName);
    return this.open.get(uri) ?? this.readFromDisk(uri);
  }

  openFiles(): Iterable<SourceFile> {
    return this.open.values();
  }

  /** Open files, and those that they import. */
  *userFiles(): Iterable<SourceFile> {
    yield* this.open.values();
    for (const [uri, file] of this.fromDisk) if (file && !this.open.has(uri)) yield file;
  }

  stub(name: string): SourceFile | undefined {
    if (!this.stubs.has(name)) {
      const text = this.library.read(name);
      this.stubs.set(name, text === undefined ? undefined : makeSourceFile({ uri: stubUri(name), text, stubName: name }));
    }
    return this.stubs.get(name);
  }

  /** The firmware's modules and packages at the top, as scripts import them. */
  boardModules(): string[] {
    const names = this.library.names().filter((name) => !name.includes('.') && !INTERNAL_MODULES.has(name));
    return names.sort();
  }

  /** Modules inside a package of the firmware: `simple` and `robust` of `umqtt`. */
  boardSubmodules(parent: string): string[] {
    const prefix = `${parent}.`;
    return this.library
      .names()
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  }

  /** Address and text of a module of the firmware. */
  boardUri(name: string): string {
    return stubUri(name);
  }

  boardText(name: string): string {
    return this.library.read(name) ?? '';
  }

  /** The user's modules below a dotted path, as an import in `from` can name them. */
  userModules(path: readonly string[], level: number, from: SourceFile): string[] {
    const folder = [...Array<string>(Math.max(0, level - 1))].reduce<string>((inner) => parentOf(inner), parentOf(from.uri));
    const folders = level > 0 ? [folder] : this.importFolders(from.uri);
    const names = folders.flatMap((root) => this.modulesIn([root, ...path].join('/'), from.uri));
    return [...new Set(names)];
  }

  /** Modules and packages in a folder of the user's. */
  modulesIn(folder: string, except?: string): string[] {
    return this.lookup.list(folder).flatMap((entry) => {
      if (`${folder}/${entry}` === except || entry.startsWith('__')) return [];
      const name = entry.replace(/\.py$|\/$/, '');
      if (!/^[A-Za-z_]\w*$/.test(name)) return [];
      if (entry.endsWith('.py')) return [name];
      const isPackage =
        entry.endsWith('/') && name !== 'lib' && this.lookup.list(`${folder}/${name}`).some((inner) => inner.endsWith('.py'));
      return isPackage ? [name] : [];
    });
  }

  /** Whether the firmware has a module or package of this name at the top; old names count. */
  isBoardModule(name: string): boolean {
    return !INTERNAL_MODULES.has(name) && this.resolveOnBoard(name) !== undefined;
  }

  /** Whether a module of this name lies among the user's files, in reach of the file at `uri`. */
  isOwnModule(path: readonly string[], uri: string): boolean {
    return this.resolveInFiles(path, uri) !== undefined;
  }

  /** @param level number of leading dots of a relative import */
  resolve(path: readonly string[], level: number, from: SourceFile): Resolution | undefined {
    const name = path.join('.');
    if (from.stubName !== undefined) return this.resolveForStub(path, level, from.stubName);
    if (level > 0) return this.resolveRelative(path, level, from.uri);
    const [first = ''] = path;
    const onBoard = this.resolveOnBoard(name);
    if (FIXED_MODULES.has(first) || (first.startsWith('u') && U_NAMES.has(first.slice(1)))) return onBoard;
    return this.resolveInFiles(path, from.uri) ?? onBoard ?? this.namespaceFor(path, from.uri);
  }

  private resolveForStub(path: readonly string[], level: number, stubName: string): Resolution | undefined {
    // A package is its own first level; a module's is the package around it.
    const up = level - (this.isPackage(stubName) ? 1 : 0);
    const parts = stubName.split('.');
    const parents = level > 0 ? parts.slice(0, parts.length - up) : [];
    const file = this.stub([...parents, ...path].join('.'));
    return file && { kind: 'file', file };
  }

  private isPackage(stubName: string): boolean {
    return this.boardSubmodules(stubName).length > 0;
  }

  private resolveOnBoard(name: string): Resolution | undefined {
    const plain = name.startsWith('u') && U_NAMES.has(name.slice(1).split('.')[0] ?? '') ? name.slice(1) : name;
    const file = this.stub(plain) ?? this.stub(name);
    return file && { kind: 'file', file };
  }

  private resolveRelative(path: readonly string[], level: number, uri: string): Resolution | undefined {
    let folder = parentOf(uri);
    for (let up = 1; up < level; up++) folder = parentOf(folder);
    if (path.length === 0) return { kind: 'namespace', path: folder };
    return this.resolveIn(folder, path) ?? this.namespace([folder, ...path].join('/'));
  }

  private namespaceFor(path: readonly string[], uri: string): Resolution | undefined {
    for (const root of this.importFolders(uri)) {
      const found = this.namespace([root, ...path].join('/'));
      if (found) return found;
    }
    return undefined;
  }

  /** A folder is a package without `__init__.py`, too, when something in it can be imported. */
  private namespace(folder: string): Resolution | undefined {
    return this.modulesIn(folder).length > 0 ? { kind: 'namespace', path: folder } : undefined;
  }

  /** A module or package inside a folder that is imported as a package. */
  moduleIn(folder: string, name: string): Resolution | undefined {
    return this.resolveIn(folder, [name]) ?? this.namespace(`${folder}/${name}`);
  }

  private resolveInFiles(path: readonly string[], uri: string): Resolution | undefined {
    for (const root of this.importFolders(uri)) {
      const found = this.resolveIn(root, path);
      if (found) return found;
    }
    return undefined;
  }

  private importFolders(uri: string): string[] {
    const roots = [...new Set([parentOf(uri), ...this.lookup.rootsOf(uri)])];
    return roots.flatMap((folder) => [folder, `${folder}/lib`]);
  }

  private resolveIn(folder: string, path: readonly string[]): Resolution | undefined {
    const base = [folder, ...path].join('/');
    const file = this.file(`${base}.py`) ?? this.file(`${base}/__init__.py`);
    return file && { kind: 'file', file };
  }

  private readFromDisk(uri: string): SourceFile | undefined {
    if (!this.fromDisk.has(uri)) {
      const text = this.lookup.read(uri);
      this.fromDisk.set(uri, text === undefined ? undefined : makeSourceFile({ uri, text }));
    }
    return this.fromDisk.get(uri);
  }
}

export function parentOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The address of a file of the API data: read-only documents of this scheme are served by the server. */
export function stubUri(name: string): string {
  return `${STUB_ROOT}${name.replaceAll('.', '/')}.pyi`;
}

const STUB_ROOT = `${STUB_SCHEME}:/`;

/** The module that such an address is of; undefined for other addresses. */
export function stubNameOf(uri: string): string | undefined {
  return uri.startsWith(STUB_ROOT)
    ? uri
        .slice(STUB_ROOT.length)
        .replace(/\.pyi$/, '')
        .replaceAll('/', '.')
    : undefined;
}
