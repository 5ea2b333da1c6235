/**
 * Pointing at a line of which the latest run says that a socket failed there: what the number means, and what to do. An exception that ended
 * the run is a problem at its line, which says so already.
 */
import * as vscode from 'vscode';
import type { Disposable } from '../../../shared/src';
import { EXCEPTION_SOURCE } from '../ui/exceptionProblems';
import type { ShownActivity } from './socketDecorations';

export function showFailuresOnHover({ failureAt }: Pick<ShownActivity, 'failureAt'>): Disposable {
  const provideHover = async (document: vscode.TextDocument, { line }: vscode.Position): Promise<vscode.Hover | undefined> => {
    const problems = vscode.languages.getDiagnostics(document.uri);
    if (problems.some(({ source, range }) => source === EXCEPTION_SOURCE && range.start.line === line)) return undefined;
    const text = await failureAt(document, line);
    return text && new vscode.Hover(text, document.lineAt(Math.min(line, document.lineCount - 1)).range);
  };
  return vscode.languages.registerHoverProvider({ language: 'python' }, { provideHover });
}
