/** *Browse Board Files*: what the simulated board has kept of its own; a chosen file opens to be read. */
import * as vscode from 'vscode';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { BOARD_SCHEME } from '../../../shared/src';
import { tellFailure } from '../ui/tellFailure';

export async function browseBoardFiles(image: WindowBoardImage): Promise<void> {
  await tellFailure(async () => {
    const { filesIn } = await import('../../../simulator/src');
    const tree = await image.tree();
    const items = filesIn(tree).map((file) => ({ label: file.slice(1), description: sizeText(tree.status(file)?.sizeBytes ?? 0), file }));
    if (items.length === 0) {
      const message = "The simulated board has no files of its own: scripts have written nothing yet. The project's files are on it too.";
      await vscode.window.showInformationMessage(message);
      return;
    }
    const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'File of the simulated board to read' });
    if (chosen) await vscode.commands.executeCommand('vscode.open', vscode.Uri.from({ scheme: BOARD_SCHEME, path: chosen.file }));
  });
}

function sizeText(sizeBytes: number): string {
  if (sizeBytes === 1) return '1 byte';
  return sizeBytes < 10_000 ? `${sizeBytes} bytes` : `${Math.round(sizeBytes / 1024)} KB`;
}
