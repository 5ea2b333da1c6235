/**
 * Joins the language server to the window. A bundle of its own, loaded when the first Python document is seen, so that a window without
 * one pays nothing.
 */
import * as vscode from 'vscode';
import { DisposableStore, Emitter, LanguageMessage, STUB_SCHEME, type Disposable } from '../../../shared/src';
import { commandIds } from '../commandIds';
import type { RunsOfWindow, TargetRuns } from '../runsOfWindow';
import { isPython } from '../scriptSource';
import { showRunLenses } from '../source/runLenses';
import { Coexistence } from './coexistence';
import type { FileChoices } from './fileChoices';
import { createFileStatus } from './fileStatus';
import { createLanguageStatus } from './languageStatus';
import { LanguageServerProcess, type ServerState } from './languageServer';
import { setRule } from './setRule';
import { stubDocuments } from './stubDocuments';
import { onDidChangeFacts, windowFacts } from './windowFacts';

export interface LanguageFeaturesOptions {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri' | 'workspaceState'>;
  readonly channel: vscode.LogOutputChannel;
  readonly rulePage: string;
  readonly choices: FileChoices;
  readonly onServerState: (state: ServerState) => void;
  readonly runs: Pick<RunsOfWindow<TargetRuns>, 'documents' | 'onDidChange'>;
}

export function startLanguageFeatures({ context, channel, rulePage, choices, onServerState, runs }: LanguageFeaturesOptions): Disposable {
  const store = new DisposableStore();
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const coexistence = store.add(
    new Coexistence({
      memory: context.workspaceState,
      channel,
      stubsFile: vscode.Uri.joinPath(dist, 'stubs.json'),
      stubFolder: vscode.Uri.joinPath(context.globalStorageUri, 'stubs'),
    }),
  );
  const serverModule = vscode.Uri.joinPath(dist, 'server.js').fsPath;
  const facts = () => windowFacts(choices, coexistence);
  const server = store.add(new LanguageServerProcess({ module: serverModule, channel, initialize: () => ({ rulePage, ...facts() }) }));
  const isMicroPython = (document: vscode.TextDocument): Promise<boolean> | undefined =>
    server.request<boolean>(LanguageMessage.isMicroPython, { uri: document.uri.toString() });
  const fileStatus = store.add(
    createFileStatus({
      ask: isMicroPython,
      onDidChange: server.onDidChangeState,
      onMicroPython: () => void coexistence.askOnce(),
    }),
  );
  const lensesChanged = store.add(new Emitter<void>());
  store.add(
    onDidChangeFacts(choices, coexistence, (changed) => {
      void server.notify(LanguageMessage.windowFacts, changed);
      void fileStatus.update();
      lensesChanged.fire();
    }),
  );
  store.add(
    showRunLenses({ isMicroPython, isRunning: ({ uri }) => runs.documents.includes(uri.toString()), onDidChange: lensesChanged.event }),
  );
  store.add(server.onDidChangeState(() => lensesChanged.fire()));
  store.add(runs.onDidChange(() => lensesChanged.fire()));
  const documents = stubDocuments((method, params) => server.request<string>(method, params));
  store.add(vscode.workspace.registerTextDocumentContentProvider(STUB_SCHEME, documents));
  store.add(vscode.commands.registerCommand(commandIds.restartLanguageServer, () => server.restart()));
  store.add(vscode.commands.registerCommand(commandIds.setRule, setRule));
  const choose = (isMicroPython: boolean) => (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (document && isPython(document)) choices.choose(document.uri.toString(), isMicroPython);
  };
  store.add(vscode.commands.registerCommand(commandIds.treatAsMicroPython, choose(true)));
  store.add(vscode.commands.registerCommand(commandIds.treatAsOtherPython, choose(false)));
  store.add(createLanguageStatus(server));
  store.add(server.onDidChangeState(onServerState));
  void coexistence.refresh();
  void server.start();
  return store;
}
