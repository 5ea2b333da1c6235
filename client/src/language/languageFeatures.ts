/**
 * Joins the language server to the window. A bundle of its own, loaded when the first Python document is seen, so that a window without
 * one pays nothing.
 */
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/src';
import { commandIds } from '../commandIds';
import { createLanguageStatus } from './languageStatus';
import { LanguageServerProcess } from './languageServer';
import { setRule } from './setRule';
import { stubDocuments, stubScheme } from './stubDocuments';

export interface LanguageFeaturesOptions {
  readonly serverModule: string;
  readonly channel: vscode.LogOutputChannel;
  readonly rulePage: string;
}

export function startLanguageFeatures({ serverModule, channel, rulePage }: LanguageFeaturesOptions): Disposable {
  const store = new DisposableStore();
  const server = store.add(new LanguageServerProcess({ module: serverModule, channel, rulePage }));
  const documents = stubDocuments((method, params) => server.request<string>(method, params));
  store.add(vscode.workspace.registerTextDocumentContentProvider(stubScheme, documents));
  store.add(vscode.commands.registerCommand(commandIds.restartLanguageServer, () => server.restart()));
  store.add(vscode.commands.registerCommand(commandIds.setRule, setRule));
  store.add(createLanguageStatus(server));
  void server.start();
  return store;
}
