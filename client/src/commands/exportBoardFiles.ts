/** *Export Board Files…*: copies what the simulated board has kept into a folder; asks before it replaces anything. */
import * as vscode from 'vscode';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { tellFailure } from '../ui/tellFailure';

/** `folder` is asked for if it is absent. */
export async function exportBoardFiles(image: WindowBoardImage, folder?: vscode.Uri): Promise<void> {
  await tellFailure(async () => {
    const { exportTree, filesInTheWay } = await import('../../../simulator/src');
    const tree = await image.tree();
    const target = folder ?? (await chooseFolder());
    if (!target) return;
    const inTheWay = filesInTheWay(tree, target.fsPath);
    if (inTheWay.length > 0 && !(await mayReplace(target, inTheWay))) return;
    const count = exportTree(tree, target.fsPath);
    await vscode.window.showInformationMessage(
      `${count === 1 ? '1 file' : `${count} files`} of the simulated board exported to ${target.fsPath}.`,
    );
  });
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: 'Export',
    title: 'Folder for the files of the simulated board',
  });
  return chosen?.[0];
}

async function mayReplace(folder: vscode.Uri, files: readonly string[]): Promise<boolean> {
  const replace = 'Replace';
  const message = `${folder.fsPath} has ${files.length === 1 ? 'a file' : `${files.length} files`} of the same name. Replace?`;
  const detail = files.map((file) => file.slice(1)).join('\n');
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, replace)) === replace;
}
