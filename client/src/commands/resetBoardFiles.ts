/**
 * *Reset Board Files to Factory*: throws away what the simulated board has kept. Asks first; refuses while a script runs, and
 * switches a board off that is at its prompt.
 */
import * as vscode from 'vscode';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { tellFailure } from '../ui/tellFailure';
import type { RunController } from '../runController';
import type { PromptTarget } from '../simulatedTarget';

export interface ResetBoardFilesParts {
  readonly image: WindowBoardImage;
  readonly controller: RunController;
  readonly target: PromptTarget;
  readonly onReset: () => void;
}

export async function resetBoardFiles({ image, controller, target, onReset }: ResetBoardFilesParts): Promise<void> {
  const reset = 'Reset';
  const message = 'Throw away all files that scripts have written on the simulated board?';
  const consequence = target.isOn ? ' The board is switched off for it.' : '';
  const detail = `What they keep in esp32.NVS goes too; the project's own files are not touched. This cannot be undone.${consequence}`;
  if (isRunning(controller)) return;
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, reset)) !== reset || isRunning(controller)) return;
  await tellFailure(async () => {
    await target.switchOffAndWait();
    const { resetImage } = await import('../../../simulator/src');
    resetImage(image.file);
    onReset();
    await vscode.window.showInformationMessage("The simulated board begins anew with the project's files.");
  });
}

/** Says so, too. */
function isRunning(controller: RunController): boolean {
  if (controller.state.kind === 'idle') return false;
  void vscode.window.showWarningMessage('The simulated board runs a script. Stop it, then reset its files.');
  return true;
}
