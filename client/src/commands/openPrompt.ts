/** *Open REPL*: the simulated board's prompt in the terminal. Switches the board on if it is off, with the project's files. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { boardOptions, readSettings } from '../settings';
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
  const document = vscode.window.activeTextEditor?.document;
  try {
    await target.openPrompt(boardOptions(readSettings(document?.uri), image.file), boardFolder(document));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`${target.describe()} could not be switched on. ${cause}`);
  }
}

/** What the board sees as its files: as in a run, those beside the script that is open; else the first folder of the workspace. */
export function boardFolder(document: vscode.TextDocument | undefined): string | undefined {
  if (document?.languageId === 'python' && document.uri.scheme === 'file') return path.dirname(document.uri.fsPath);
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
}
