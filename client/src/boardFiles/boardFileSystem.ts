/**
 * A board's files as documents of VS Code, to be read and not to be written: `micropython-board:/log.txt`. It knows a tree
 * of files and not whose it is.
 */
import * as vscode from 'vscode';
import type { FileTree, TreeEntry } from '../../../simulator/src';

/** What VS Code says when the user types into one. */
export const READ_ONLY = new vscode.MarkdownString(
  "The simulated board's own files can be read here, and only scripts change them. *Export Board Files…* copies them.",
);

/** The board counts from the start of 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

export class BoardFileSystem implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly tree: () => Promise<FileTree>) {}

  /** Makes VS Code read files that are shown again, or see that they are gone. */
  async refresh(uris: readonly vscode.Uri[]): Promise<void> {
    if (uris.length === 0) return;
    const tree = await this.tree();
    const { Changed, Deleted } = vscode.FileChangeType;
    this.changed.fire(uris.map((uri) => ({ type: tree.status(uri.path) ? Changed : Deleted, uri })));
  }

  /** Changes are told by `refresh`. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return statOf(this.required((await this.tree()).status(uri.path), uri));
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const tree = await this.tree();
    const { isFolder } = this.required(tree.status(uri.path), uri);
    if (!isFolder) throw vscode.FileSystemError.FileNotADirectory(uri);
    return tree.list(uri.path).map((name) => [name, typeOf(tree.status(vscode.Uri.joinPath(uri, name).path))]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.required((await this.tree()).read(uri.path), uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  private required<T>(value: T | undefined, uri: vscode.Uri): T {
    if (value === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return value;
  }
}

function statOf(entry: TreeEntry): vscode.FileStat {
  const time = EPOCH_MS + entry.modifiedMs;
  return { type: typeOf(entry), ctime: time, mtime: time, size: entry.sizeBytes, permissions: vscode.FilePermission.Readonly };
}

function typeOf(entry: TreeEntry | undefined): vscode.FileType {
  return entry?.isFolder === true ? vscode.FileType.Directory : vscode.FileType.File;
}
