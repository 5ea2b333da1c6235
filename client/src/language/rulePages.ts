/**
 * Shows what a diagnostic means: its code in the list of problems is a link with the window's own scheme, which comes here, and a
 * command does the same. The page is the one in the package, in the Markdown preview, at the heading of the code.
 */
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/src';
import { commandIds } from '../commandIds';
import { ruleOfLink } from './ruleLink';

export function showRulePages(extension: vscode.Uri): Disposable {
  const store = new DisposableStore();
  const show = async (rule: string): Promise<void> => {
    const page = vscode.Uri.joinPath(extension, 'docs', 'diagnostics.md').with({ fragment: rule });
    await vscode.commands.executeCommand('markdown.showPreview', page);
  };
  store.add(vscode.commands.registerCommand(commandIds.showRule, (rule?: unknown) => show(typeof rule === 'string' ? rule : '')));
  store.add(
    vscode.window.registerUriHandler({
      handleUri: (uri) => {
        const rule = ruleOfLink(uri);
        return rule === undefined ? undefined : show(rule);
      },
    }),
  );
  return store;
}
