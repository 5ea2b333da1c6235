/** *Open REPL*: the simulated board's prompt in the terminal. Switches the board on if it is off, with the project's files. */
import * as vscode from 'vscode';
import { messageOf } from '../../../shared/src';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { promptSetup } from '../scriptSource';
import type { PromptTarget } from '../simulatedTarget';
import type { TargetTerminal } from '../ui/targetTerminal';
import { isTrusted } from '../ui/workspaceTrust';

export interface OpenPromptParts {
  readonly target: PromptTarget;
  readonly terminal: TargetTerminal;
  readonly image: WindowBoardImage;
  /** Whether the terminal has the board's line, now or after the user has taken it back. */
  readonly claimLine: () => Promise<boolean>;
}

export async function openPrompt({ target, terminal, image, claimLine }: OpenPromptParts): Promise<void> {
  if (!(await isTrusted()) || !(await claimLine())) return;
  terminal.focus();
  const { options, folder } = promptSetup(image.file);
  try {
    await target.openPrompt(options, folder);
  } catch (error) {
    const cause = messageOf(error);
    void vscode.window.showErrorMessage(`${target.describe()} could not be switched on. ${cause}`);
  }
}
