/** What the view *Board Files*, the Explorer and the palette can do with the files of the board that Run takes. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CopyProgress, FileSession } from '../../../board/src';
import { type Disposable, DEVICE_SCHEME, DisposableStore, type Event } from '../../../shared/src';
import { commandIds, contextKeys, filesViewId } from '../commandIds';
import { tellFailure } from '../ui/tellFailure';
import { setContext } from '../ui/setContext';
import { isTrusted } from '../ui/workspaceTrust';
import type { DeviceFiles } from './deviceFiles';
import { DeviceFileSystem, type Whose } from './deviceFileSystem';
import { DeviceTree, type FileNode } from './deviceTree';

export interface FileCommandParts {
  readonly boards: Readonly<Record<Whose, DeviceFiles>>;
  /** Which of them Run takes. */
  readonly whose: () => Whose;
  readonly onDidChangeWhose: Event<unknown>;
}

export function registerFileCommands({ boards, whose, onDidChangeWhose }: FileCommandParts): Disposable {
  const store = new DisposableStore();
  const current = (): DeviceFiles => boards[whose()];
  const system = store.add(new DeviceFileSystem(boards));
  const dropped = { upload: (uris: readonly vscode.Uri[], folder: string) => withBoard(() => upload(uris, folder)), move };
  const tree = store.add(new DeviceTree(boards, whose, dropped));
  store.add(vscode.workspace.registerFileSystemProvider(DEVICE_SCHEME, system, { isCaseSensitive: true }));
  const view = store.add(
    vscode.window.createTreeView(filesViewId, {
      treeDataProvider: tree,
      dragAndDropController: tree,
      canSelectMany: true,
      showCollapseAll: true,
    }),
  );
  for (const files of Object.values(boards)) store.add(files.onDidChange(showState));
  store.add(
    onDidChangeWhose(() => {
      tree.refresh();
      showState();
    }),
  );

  const register = (id: string, action: (node?: FileNode, nodes?: readonly FileNode[]) => Promise<void>): void =>
    void store.add(
      vscode.commands.registerCommand(id, (node?: FileNode, nodes?: readonly FileNode[]) => withBoard(() => action(node, nodes))),
    );
  register(commandIds.refreshFiles, () => Promise.resolve(current().refresh()));
  register(commandIds.connectFiles, () => Promise.resolve());
  register(commandIds.newFile, (node) => create(node, 'file'));
  register(commandIds.newFolder, (node) => create(node, 'folder'));
  register(commandIds.renameFile, (node) => rename(node));
  register(commandIds.deleteFile, (node, nodes) => remove(nodes ?? (node ? [node] : view.selection)));
  register(commandIds.downloadFile, (node, nodes) => download(nodes ?? (node ? [node] : view.selection)));
  store.add(
    vscode.commands.registerCommand(commandIds.uploadToBoard, (uri?: vscode.Uri, uris?: readonly vscode.Uri[]) =>
      withBoard(async () => {
        const shown = vscode.window.activeTextEditor?.document.uri;
        await upload(uris ?? [uri ?? shown].filter((each) => each !== undefined), '/');
      }),
    ),
  );
  store.add(
    vscode.commands.registerCommand(commandIds.uploadProject, () =>
      withBoard(async () => {
        const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
        if (!folder) throw new Error('There is no folder to upload. Open one first.');
        await withProgress(`Uploading ${folder.name}`, (tell, signal) => uploadAll(folder.uri.fsPath, tell, signal));
      }),
    ),
  );
  showState();

  return store;

  /** With the board that Run takes, connected or on for it; what goes wrong is told. */
  async function withBoard(action: () => Promise<void>): Promise<void> {
    if (!(await isTrusted())) return;
    await tellFailure(async () => {
      await current().connect();
      await action();
    });
  }

  function showState(): void {
    const { isThere } = current();
    view.description = isThere ? current().describe() : '';
    setContext(contextKeys.filesThere, isThere);
  }

  async function uploadAll(folder: string, tell: (progress: CopyProgress) => void, signal: AbortSignal): Promise<string> {
    const board = await import('../../../board/src');
    const isWanted = await board.projectFilter(folder);
    const summary = await current().change((session) => board.upload(session, folder, '/', { isWanted, signal, onProgress: tell }), {
      signal,
    });
    return `${count(summary.copied.length)} uploaded, ${summary.unchanged.length} the same already.`;
  }

  async function upload(uris: readonly vscode.Uri[], folder: string): Promise<void> {
    const sources = uris.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
    if (sources.length === 0) throw new Error('Only files of this computer can be uploaded. Save the file first.');
    for (const document of vscode.workspace.textDocuments)
      if (document.isDirty && sources.includes(document.uri.fsPath)) await document.save(); // What is shown is what goes.
    await withProgress('Uploading to the board', async (tell, signal) => {
      const { projectFilter, upload: copy } = await import('../../../board/src');
      let [copied, unchanged] = [0, 0];
      for (const source of sources) {
        const isWanted = await projectFilter(source);
        const place = `${folder}/${path.basename(source)}`;
        const summary = await current().change((session) => copy(session, source, place, { isWanted, signal, onProgress: tell }), {
          signal,
        });
        copied += summary.copied.length;
        unchanged += summary.unchanged.length;
      }
      return `${count(copied)} uploaded, ${unchanged} the same already.`;
    });
  }

  async function download(nodes: readonly FileNode[]): Promise<void> {
    if (nodes.length === 0) return;
    const [folder] =
      (await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: 'Download Here' })) ?? [];
    if (!folder) return;
    await withProgress('Downloading from the board', async (tell, signal) => {
      const { download: copy } = await import('../../../board/src');
      let copied = 0;
      for (const node of nodes) {
        const place = path.join(folder.fsPath, path.posix.basename(node.path));
        const summary = await current().hold((session) => copy(session, node.path, place, { signal, onProgress: tell, mayReplace }), {
          signal,
        });
        copied += summary.copied.length;
      }
      return `${count(copied)} downloaded.`;
    });
  }

  async function move(paths: readonly string[], folder: string): Promise<void> {
    await withBoard(() =>
      current().change(async (session) => {
        for (const each of paths) await moveInto(session, each, folder);
      }),
    );
  }

  async function create(node: FileNode | undefined, kind: 'file' | 'folder'): Promise<void> {
    const folder = node === undefined ? '/' : node.isFolder ? node.path : path.posix.dirname(node.path);
    const name = await askName(kind === 'file' ? 'New File on the Board' : 'New Folder on the Board', '');
    if (name === undefined) return;
    const place = path.posix.join(folder, name);
    await current().change(async (session) => {
      await mustBeFree(session, place);
      await (kind === 'file' ? session.write(place, new Uint8Array(0)) : session.makeFolder(place));
    });
    if (kind === 'file') await vscode.window.showTextDocument(current().uriOf(place));
  }

  async function rename(node: FileNode | undefined): Promise<void> {
    if (!node) return;
    const name = await askName('Rename on the Board', path.posix.basename(node.path));
    const place = path.posix.join(path.posix.dirname(node.path), name ?? '');
    if (name === undefined || place === node.path) return;
    await current().change(async (session) => {
      await mustBeFree(session, place);
      await session.rename(node.path, place);
    });
  }

  async function remove(nodes: readonly FileNode[]): Promise<void> {
    if (nodes.length === 0) return;
    const what = nodes.length === 1 ? path.posix.basename(nodes[0]?.path ?? '') : `${nodes.length} files and folders`;
    const text = `Delete ${what} from the board?`;
    const detail = 'A folder goes with all that is in it. This cannot be undone.';
    if ((await vscode.window.showWarningMessage(text, { modal: true, detail }, 'Delete')) !== 'Delete') return;
    await current().change(async (session) => {
      for (const node of nodes) await session.remove(node.path);
    });
  }
}

async function moveInto(session: FileSession, source: string, folder: string): Promise<void> {
  const place = path.posix.join(folder, path.posix.basename(source));
  if (place === source || `${folder}/`.startsWith(`${source}/`)) return;
  await mustBeFree(session, place);
  await session.rename(source, place);
}

/** A board replaces what is there without a word. */
async function mustBeFree(session: FileSession, place: string): Promise<void> {
  const name = path.posix.basename(place);
  if ((await session.list(path.posix.dirname(place))).some((entry) => entry.name === name))
    throw new Error(`${place} is on the board already. Choose another name, or delete it first.`);
}

async function askName(title: string, value: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    value,
    valueSelection: [0, value.includes('.') ? value.lastIndexOf('.') : value.length],
    validateInput: (text) => (text.trim() === '' || text.includes('/') ? 'A name without "/" is wanted.' : undefined),
  });
  return name?.trim();
}

async function mayReplace(file: string): Promise<boolean> {
  const replace = 'Replace';
  return (await vscode.window.showWarningMessage(`${file} is there already. Replace it?`, { modal: true }, replace)) === replace;
}

/** What is done can be cancelled, and its end is told. */
async function withProgress(
  title: string,
  action: (tell: (progress: CopyProgress) => void, signal: AbortSignal) => Promise<string>,
): Promise<void> {
  const cancellation = new AbortController();
  const summary = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => cancellation.abort(new Error(`${title} was cancelled.`)));
      let shown = 0;
      const tell = ({ file, doneBytes, totalBytes }: CopyProgress): void => {
        const part = totalBytes === 0 ? 0 : (100 * doneBytes) / totalBytes;
        progress.report({ message: file, increment: part - shown });
        shown = part;
      };
      return action(tell, cancellation.signal);
    },
  );
  void vscode.window.setStatusBarMessage(summary, 5000);
}

function count(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
