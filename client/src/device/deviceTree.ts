/** The view *Board Files* in the Explorer: the files of the board that Run takes as a tree, to open, drag and drop. */
import * as vscode from 'vscode';
import type { BoardEntry } from '../../../board/src';
import { type Disposable, DisposableStore } from '../../../shared/src';
import type { DeviceFiles } from './deviceFiles';
import type { Whose } from './deviceFileSystem';

export interface FileNode {
  /** Path on the board. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
}

const OWN_TYPE = 'application/vnd.code.tree.micropythonsockets.files';
const URI_LIST = 'text/uri-list';

export interface TreeActions {
  /** Files and folders of this computer, into a folder of the board. */
  upload(uris: readonly vscode.Uri[], folder: string): Promise<void>;
  move(paths: readonly string[], folder: string): Promise<void>;
}

export class DeviceTree implements vscode.TreeDataProvider<FileNode>, vscode.TreeDragAndDropController<FileNode>, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;
  readonly dropMimeTypes = [OWN_TYPE, URI_LIST];
  readonly dragMimeTypes = [URI_LIST];

  /** `whose` tells which board is shown. */
  constructor(
    private readonly boards: Readonly<Record<Whose, DeviceFiles>>,
    private readonly whose: () => Whose,
    private readonly actions: TreeActions,
  ) {
    for (const files of Object.values(boards)) this.store.add(files.onDidChange(() => this.refresh()));
  }

  dispose(): void {
    this.store.dispose();
  }

  refresh(): void {
    this.changed.fire();
  }

  getTreeItem({ path, isFolder, sizeBytes }: FileNode): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(this.uriOf(path), isFolder ? Collapsed : None);
    item.contextValue = isFolder ? 'folder' : 'file';
    item.tooltip = isFolder ? path : `${path}, ${sizeBytes === 1 ? '1 byte' : `${sizeBytes.toLocaleString('en-US')} bytes`}`;
    if (!isFolder) item.command = { command: 'vscode.open', title: 'Open', arguments: [this.uriOf(path)] };
    return item;
  }

  /** Nothing while no board is connected: the view then says how to connect one. */
  async getChildren(node?: FileNode): Promise<FileNode[]> {
    const files = this.boards[this.whose()];
    if (!files.isThere) return [];
    const folder = node?.path ?? '/';
    const entries = await files.list(folder);
    return [...entries].sort(foldersFirst).map((entry) => ({ path: `${folder === '/' ? '' : folder}/${entry.name}`, ...entry }));
  }

  private uriOf(path: string): vscode.Uri {
    return this.boards[this.whose()].uriOf(path);
  }

  handleDrag(nodes: readonly FileNode[], data: vscode.DataTransfer): void {
    data.set(OWN_TYPE, new vscode.DataTransferItem(nodes.map(({ path }) => path)));
    data.set(URI_LIST, new vscode.DataTransferItem(nodes.map(({ path }) => this.uriOf(path).toString()).join('\r\n')));
  }

  async handleDrop(target: FileNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const folder = target === undefined ? '/' : target.isFolder ? target.path : vscode.Uri.joinPath(this.uriOf(target.path), '..').path;
    const own = data.get(OWN_TYPE)?.value as readonly string[] | undefined;
    if (own) return this.actions.move(own, folder);
    const list = (await data.get(URI_LIST)?.asString()) ?? '';
    const uris = list
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .map((line) => vscode.Uri.parse(line));
    await this.actions.upload(
      uris.filter(({ scheme }) => scheme === 'file'),
      folder,
    );
  }
}

function foldersFirst(a: BoardEntry, b: BoardEntry): number {
  return Number(b.isFolder) - Number(a.isFolder) || a.name.localeCompare(b.name);
}
