/** *Run on simulator | Run on board* above the line at which a MicroPython script begins; *Stop* while it runs. */
import * as vscode from 'vscode';
import { DisposableStore, Emitter, type Disposable, type Event } from '../../../shared/src';
import { commandIds } from '../commandIds';
import { section } from '../settings';
import { scriptEntry } from './scriptEntry';

const SETTING = 'editor.runLens';

export interface RunLensOptions {
  /** Undefined while it cannot be told. */
  readonly isMicroPython: (document: vscode.TextDocument) => Promise<boolean> | undefined;
  readonly isRunning: (document: vscode.TextDocument) => boolean;
  /** Either of the two may be different from now on. */
  readonly onDidChange: Event<unknown>;
}

export function showRunLenses(options: RunLensOptions): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new Emitter<void>());
  const provideCodeLenses = async (document: vscode.TextDocument): Promise<vscode.CodeLens[]> => {
    if (vscode.workspace.getConfiguration(section, document).get(SETTING) === false) return [];
    const line = scriptEntry(document.getText());
    if (line === undefined || (await options.isMicroPython(document)) !== true) return [];
    return commands(document.uri, options.isRunning(document)).map(
      (command) => new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command),
    );
  };
  store.add(vscode.languages.registerCodeLensProvider({ language: 'python' }, { provideCodeLenses, onDidChangeCodeLenses: changed.event }));
  store.add(options.onDidChange(() => changed.fire()));
  store.add(vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(`${section}.${SETTING}`) && changed.fire()));
  return store;
}

function commands(uri: vscode.Uri, isRunning: boolean): readonly vscode.Command[] {
  if (isRunning) return [{ title: '$(debug-stop) Stop', command: commandIds.stop, arguments: [uri] }];
  return [
    { title: '$(play) Run on simulator', command: commandIds.run, arguments: [uri] },
    { title: 'Run on board', command: commandIds.runOnBoard, arguments: [uri] },
  ];
}
