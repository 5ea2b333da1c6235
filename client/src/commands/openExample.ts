/**
 * *Open Example*: opens a copy of an example script, unsaved, so that the user can change it freely. In a folder
 * without a file of that name the copy is already named, and saving puts it there.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';

/** The example with which one begins. */
export const FIRST_EXAMPLE = 'http_get.py';

/** Opens the example of that name; without a name the user chooses. */
export async function openExample(examplesFolder: vscode.Uri, wanted?: string): Promise<void> {
  const name = wanted ?? (await chooseExample(examplesFolder));
  if (name === undefined) return;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(examplesFolder, name));
  const content = new TextDecoder().decode(bytes);
  const document = (await openNamedCopy(name, content)) ?? (await vscode.workspace.openTextDocument({ language: 'python', content }));
  await vscode.window.showTextDocument(document, { preview: false });
}

async function chooseExample(folder: vscode.Uri): Promise<string | undefined> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.map(([name]) => name).filter((name) => name.endsWith('.py'));
  return names.length <= 1 ? names[0] : vscode.window.showQuickPick(names.sort(), { placeHolder: 'Example to open' });
}

async function openNamedCopy(name: string, content: string): Promise<vscode.TextDocument | undefined> {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (!folder) return undefined;
  const file = vscode.Uri.joinPath(folder.uri, name);
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false, // Then the name is free.
  );
  const uri = file.with({ scheme: 'untitled' });
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  if (exists || isOpen) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), content);
  await vscode.workspace.applyEdit(edit);
  return path.posix.extname(document.uri.path) === '.py' ? document : undefined;
}
