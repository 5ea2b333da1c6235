/** Does something with a board's files; what goes wrong is shown, with the text that it brings. */
import * as vscode from 'vscode';

export async function tellFailure(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    await vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
