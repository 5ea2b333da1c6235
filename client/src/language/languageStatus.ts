/** The language status item of Python documents: for which firmware the server reads them, and whether it runs. */
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/src';
import { commandIds } from '../commandIds';
import type { LanguageServerProcess, ServerState } from './languageServer';

/** What the API data describes. */
const FIRMWARE = 'MicroPython 1.29 · ESP32';

export function createLanguageStatus(server: Pick<LanguageServerProcess, 'state' | 'onDidChangeState'>): Disposable {
  const store = new DisposableStore();
  const item = store.add(vscode.languages.createLanguageStatusItem('micropythonSockets.firmware', { language: 'python' }));
  item.name = 'MicroPython firmware';
  const show = (state: ServerState): void => {
    item.text = FIRMWARE;
    item.busy = state === 'starting';
    item.severity = state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.detail = state === 'failed' ? 'the language server has ended' : 'the board that completions and problems are for';
    item.command = { command: commandIds.restartLanguageServer, title: 'Restart Language Server' };
  };
  store.add(server.onDidChangeState(show));
  show(server.state);
  return store;
}
