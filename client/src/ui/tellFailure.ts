/** Does something for the user; what goes wrong is shown, with the text that it brings. Nobody waits until that is closed. */
import * as vscode from 'vscode';
import { messageOf } from '../../../shared/src';

export async function tellFailure(action: () => PromiseLike<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    void vscode.window.showErrorMessage(messageOf(error));
  }
}
