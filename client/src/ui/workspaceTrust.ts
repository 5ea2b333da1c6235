/** Whether scripts may run here: a script can reach the network, so that nothing runs in a workspace that is not trusted. */
import * as vscode from 'vscode';

/** Explains it if not, and how to change it. */
export async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const message = 'Nothing runs in Restricted Mode: a script can reach your network. Trust this workspace to run its scripts.';
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return vscode.workspace.isTrusted;
}
