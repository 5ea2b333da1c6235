/** Unpacks the API data into a folder that another language server reads. Written anew each time, because an update brings other stubs. */
import * as vscode from 'vscode';
import { stubTree } from './stubTree';

export async function writeStubFolder(stubsFile: vscode.Uri, folder: vscode.Uri): Promise<void> {
  const packed = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(stubsFile))) as Record<string, string>;
  await deleteFolder(folder);
  for (const [path, text] of stubTree(packed))
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
}

/** Brings a folder up to date that an earlier version has made; does nothing when there is none. */
export async function refreshStubFolder(stubsFile: vscode.Uri, folder: vscode.Uri): Promise<void> {
  if (await exists(folder)) await writeStubFolder(stubsFile, folder);
}

async function deleteFolder(folder: vscode.Uri): Promise<void> {
  if (await exists(folder)) await vscode.workspace.fs.delete(folder, { recursive: true });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false, // There is none yet.
  );
}
