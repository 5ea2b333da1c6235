/** Tells VS Code a value that `when` clauses of the manifest ask for. */
import * as vscode from 'vscode';

export function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
