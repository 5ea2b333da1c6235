/** *Reset Board Files to Factory*: throws away what the simulated board has kept. Asks first; refuses while a board has it. */
import * as vscode from 'vscode';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { tellFailure } from '../boardFiles/tellFailure';
import type { RunController } from '../runController';

export async function resetBoardFiles(image: WindowBoardImage, controller: RunController): Promise<void> {
  const reset = 'Reset';
  const message = 'Throw away all files that scripts have written on the simulated board?';
  const detail = "The project's own files are not touched. This cannot be undone.";
  if (isRunning(controller)) return;
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, reset)) !== reset || isRunning(controller)) return;
  await tellFailure(async () => {
    const { resetImage } = await import('../../../simulator/src');
    resetImage(image.file);
    await vscode.window.showInformationMessage("The simulated board begins anew with the project's files.");
  });
}

/** Says so, too. */
function isRunning(controller: RunController): boolean {
  if (controller.state.kind === 'idle') return false;
  void vscode.window.showWarningMessage('The simulated board runs a script. Stop it, then reset its files.');
  return true;
}
