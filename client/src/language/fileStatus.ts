/**
 * Whether the Python file that is shown is MicroPython, as the language server sees it: a language status item from which the user can
 * say otherwise. Asks the server anew when another file is shown, when an import is edited, and when the window's facts change.
 */
import * as vscode from 'vscode';
import { DisposableStore, type Disposable, type Event } from '../../../shared/src';
import { commandIds } from '../commandIds';
import { isPython } from '../scriptSource';

export interface FileStatusOptions {
  /** Undefined while the server does not run. */
  readonly ask: (document: vscode.TextDocument) => Promise<boolean> | undefined;
  /** The server may answer differently from now on. */
  readonly onDidChange: Event<unknown>;
  /** A MicroPython file is shown. */
  readonly onMicroPython: () => void;
}

export interface FileStatus extends Disposable {
  readonly update: () => Promise<void>;
}

export function createFileStatus({ ask, onDidChange, onMicroPython }: FileStatusOptions): FileStatus {
  const store = new DisposableStore();
  const item = store.add(vscode.languages.createLanguageStatusItem('micropythonSockets.file', { language: 'python' }));
  item.name = 'MicroPython file';
  item.text = 'Python';
  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isPython(document)) return;
    const isMicroPython = await ask(document);
    if (isMicroPython === undefined || vscode.window.activeTextEditor?.document !== document) return;
    show(item, isMicroPython);
    if (isMicroPython) onMicroPython();
  };
  const touchesImport = ({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean =>
    document === vscode.window.activeTextEditor?.document &&
    contentChanges.some(({ range, text }) => /import/.test(text) || /import/.test(document.lineAt(range.start.line).text));
  store.add(vscode.window.onDidChangeActiveTextEditor(() => void update()));
  store.add(vscode.workspace.onDidChangeTextDocument((event) => touchesImport(event) && void update()));
  store.add(onDidChange(() => void update()));
  return { update, dispose: () => store.dispose() };
}

function show(item: vscode.LanguageStatusItem, isMicroPython: boolean): void {
  item.text = isMicroPython ? 'MicroPython' : 'Not MicroPython';
  item.detail = isMicroPython ? 'this file is for the board' : 'this file is for another Python';
  item.command = isMicroPython
    ? { command: commandIds.treatAsOtherPython, title: 'Leave It Alone' }
    : { command: commandIds.treatAsMicroPython, title: 'Treat as MicroPython' };
}
