/**
 * The files of boards as documents of VS Code, read from the board and saved there: `micropython-device://simulated/main.py` is of the
 * simulated board, and each board at a port has an authority of its own, so that a file is not saved on another board than it is of.
 */
import * as vscode from 'vscode';
import type { BoardEntry } from '../../../board/src';
import { type Disposable, DisposableStore } from '../../../shared/src';
import type { DeviceFiles } from './deviceFiles';

/** The board's numbers. */
const [ENOENT, EEXIST, ENOTDIR, EISDIR] = [2, 17, 20, 21];

/** Of a board at a port, or of the simulated one. */
export type Whose = 'port' | 'simulated';

export class DeviceFileSystem implements vscode.FileSystemProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly boards: Readonly<Record<Whose, DeviceFiles>>) {
    for (const board of Object.values(boards)) this.store.add(board.onDidChange(() => this.tellShown(board)));
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
  private tellShown(board: DeviceFiles): void {
    const uris = vscode.workspace.textDocuments.map(({ uri }) => uri).filter((uri) => board.owns(uri));
    // While it is away they stay as they are.
    if (uris.length > 0 && board.isThere) this.changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  private async guard<T>(uri: vscode.Uri, action: (board: DeviceFiles) => Promise<T>): Promise<T> {
    const board = Object.values(this.boards).find((each) => each.owns(uri));
    if (!board)
      throw vscode.FileSystemError.Unavailable(
        'This is a file of another board than the one that is chosen. Choose that board, then try again.',
      );
    try {
      return await action(board);
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
