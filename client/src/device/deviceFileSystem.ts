/**
 * The files of boards as documents of VS Code, read from the board and saved there: `micropython-device:/main.py` is of the board at a
 * port, `micropython-device://simulated/main.py` of the simulated one.
 */
import * as vscode from 'vscode';
import type { BoardEntry } from '../../../board/src';
import { DEVICE_SCHEME, type Disposable, DisposableStore } from '../../../shared/src';
import type { DeviceFiles } from './deviceFiles';

/** The board's numbers. */
const [ENOENT, EEXIST, ENOTDIR, EISDIR] = [2, 17, 20, 21];

/** The authority of addresses; that of a board at a port is empty. */
export type Whose = '' | 'simulated';

export function deviceUri(whose: Whose, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: DEVICE_SCHEME, authority: whose, path });
}

export class DeviceFileSystem implements vscode.FileSystemProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly boards: Readonly<Record<Whose, DeviceFiles>>) {
    for (const whose of ['', 'simulated'] as const) this.store.add(boards[whose].onDidChange(() => this.tellShown(whose)));
  }

  dispose(): void {
    this.store.dispose();
  }

  /** A board tells no changes; what we do to it is told. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return statOf(await this.entry(uri));
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const entries = await this.guard(uri, (board) => board.list(uri.path));
    return entries.map((entry) => [entry.name, typeOf(entry)]);
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.guard(uri, (board) => board.hold((files) => files.read(uri.path)));
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array, options: { readonly create: boolean; readonly overwrite: boolean }): Promise<void> {
    const before = await this.entryIfThere(uri);
    if (before?.isFolder === true) throw vscode.FileSystemError.FileIsADirectory(uri);
    if (!before && !options.create) throw vscode.FileSystemError.FileNotFound(uri);
    if (before && options.create && !options.overwrite) throw vscode.FileSystemError.FileExists(uri);
    await this.guard(uri, (board) => board.change((files) => files.write(uri.path, content)));
  }

  async createDirectory(uri: vscode.Uri): Promise<void> {
    await this.guard(uri, (board) => board.change((files) => files.makeFolder(uri.path)));
  }

  async delete(uri: vscode.Uri): Promise<void> {
    await this.guard(uri, (board) => board.change((files) => files.remove(uri.path)));
  }

  async rename(from: vscode.Uri, to: vscode.Uri, options: { readonly overwrite: boolean }): Promise<void> {
    if (!options.overwrite && (await this.entryIfThere(to))) throw vscode.FileSystemError.FileExists(to);
    await this.guard(from, (board) => board.change((files) => files.rename(from.path, to.path)));
  }

  private async entry(uri: vscode.Uri): Promise<BoardEntry> {
    const name = uri.path.split('/').at(-1) ?? '';
    const folder = vscode.Uri.joinPath(uri, '..').path;
    const entry = (await this.guard(uri, (board) => board.list(folder))).find((each) => each.name === name);
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }

  /** A board that cannot be asked is no answer. */
  private async entryIfThere(uri: vscode.Uri): Promise<BoardEntry | undefined> {
    try {
      return await this.entry(uri);
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  }

  /** Documents that are shown are read again. */
  private tellShown(whose: Whose): void {
    const uris = vscode.workspace.textDocuments
      .map(({ uri }) => uri)
      .filter(({ scheme, authority }) => scheme === DEVICE_SCHEME && authority === whose);
    // While it is away they stay as they are.
    if (uris.length > 0 && this.boards[whose].isThere) this.changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  private async guard<T>(uri: vscode.Uri, action: (board: DeviceFiles) => Promise<T>): Promise<T> {
    try {
      return await action(this.boards[uri.authority === 'simulated' ? 'simulated' : '']);
    } catch (error) {
      throw errorOf(error, uri);
    }
  }
}

function errorOf(error: unknown, uri: vscode.Uri): Error {
  if (error instanceof vscode.FileSystemError || !(error instanceof Error)) return error as Error;
  switch ('errno' in error ? error.errno : undefined) {
    case ENOENT:
      return vscode.FileSystemError.FileNotFound(uri);
    case EEXIST:
      return vscode.FileSystemError.FileExists(uri);
    case ENOTDIR:
      return vscode.FileSystemError.FileNotADirectory(uri);
    case EISDIR:
      return vscode.FileSystemError.FileIsADirectory(uri);
    default:
      return vscode.FileSystemError.Unavailable(error.message);
  }
}

function statOf(entry: BoardEntry): vscode.FileStat {
  return { type: typeOf(entry), ctime: entry.modifiedMs, mtime: entry.modifiedMs, size: entry.sizeBytes };
}

function typeOf({ isFolder }: BoardEntry): vscode.FileType {
  return isFolder ? vscode.FileType.Directory : vscode.FileType.File;
}
