/** Starts the language features when the first Python document is open; until then their bundle is not even loaded. */
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/src';
import { isPython } from '../scriptSource';
import type { LanguageFeaturesOptions } from './languageFeatures';

export function startLanguageOnDemand(options: LanguageFeaturesOptions): Disposable {
  const store = new DisposableStore();
  let isStarted = false;
  const startFor = (document: vscode.TextDocument): void => {
    if (isStarted || !isPython(document)) return;
    isStarted = true;
    void load(options, store);
  };
  store.add(vscode.workspace.onDidOpenTextDocument(startFor));
  vscode.workspace.textDocuments.forEach(startFor);
  return store;
}

async function load(options: LanguageFeaturesOptions, store: DisposableStore): Promise<void> {
  const { startLanguageFeatures } = await import('./languageFeatures');
  store.add(startLanguageFeatures(options));
}
