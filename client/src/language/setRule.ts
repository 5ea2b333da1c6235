/** Sets how one diagnostic is shown, for the workspace when there is one: what the quick fix *Disable this rule* does. */
import * as vscode from 'vscode';
import { section } from '../settings';

export async function setRule(code: unknown, severity: unknown): Promise<void> {
  if (typeof code !== 'string' || typeof severity !== 'string') return;
  const configuration = vscode.workspace.getConfiguration(section);
  const rules = configuration.get<Record<string, string>>('diagnostics.rules') ?? {};
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update('diagnostics.rules', { ...rules, [code]: severity }, target);
}
