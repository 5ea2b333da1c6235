/** The API data as read-only documents, for *Go to Definition*: their text comes from the language server, which has it in memory. */
import type * as vscode from 'vscode';
import { LanguageMessage } from '../../../shared/src';

export function stubDocuments(
  request: (method: string, params: unknown) => Promise<string> | undefined,
): vscode.TextDocumentContentProvider {
  return { provideTextDocumentContent: async (uri) => (await request(LanguageMessage.stubText, { uri: uri.toString() })) ?? '' };
}
