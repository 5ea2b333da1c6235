/** Unpacks the API data into a folder that another language server reads, and again when an update has brought other data. */
import * as vscode from 'vscode';
import { stubTree } from './stubTree';

/** Says which data the folder was made of. Written last, so that an interrupted unpacking is done again. */
const MARK = '.made-of';

export async function writeStubFolder(stubsFile: vscode.Uri, folder: vscode.Uri): Promise<void> {
  const packed = JSON.parse(await read(stubsFile)) as Record<string, string>;
  if (await exists(folder)) await vscode.workspace.fs.delete(folder, { recursive: true });
  for (const [path, text] of stubTree(packed)) await write(vscode.Uri.joinPath(folder, path), text);
  await write(vscode.Uri.joinPath(folder, MARK), await markOf(stubsFile));
}

/** Brings a folder up to date that an earlier version has made; does nothing when there is none, or when it is. */
export async function refreshStubFolder(stubsFile: vscode.Uri, folder: vscode.Uri): Promise<void> {
  if (!(await exists(folder))) return;
  const mark = vscode.Uri.joinPath(folder, MARK);
  const isCurrent = (await exists(mark)) && (await read(mark)) === (await markOf(stubsFile));
  if (!isCurrent) await writeStubFolder(stubsFile, folder);
}

async function markOf(stubsFile: vscode.Uri): Promise<string> {
  const { mtime, size } = await vscode.workspace.fs.stat(stubsFile);
  return JSON.stringify({ mtime, size });
}

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false, // There is none yet.
  );
}
