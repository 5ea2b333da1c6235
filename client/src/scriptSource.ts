/**
 * Which script a run takes, and where its lines are in the editor. The text is the one that is shown, saved or not;
 * modules that the script imports come from the disk.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunOptions, Script } from '../../shared/src';
import { boardOptions, readSettings } from './settings';

export interface ScriptSource {
  readonly script: Script;
  readonly uri: vscode.Uri;
}

export function isPython(document: vscode.TextDocument): boolean {
  return document.languageId === 'python';
}

/** The Python document to run: the one named, else the one being edited, else the only one that is visible. */
export async function findDocument(uri?: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  if (uri) return vscode.workspace.openTextDocument(uri);
  const active = vscode.window.activeTextEditor?.document;
  if (active && isPython(active)) return active;
  const visible = vscode.window.visibleTextEditors.map((editor) => editor.document).filter(isPython);
  return visible.length === 1 || visible.every((document) => document === visible[0]) ? visible[0] : undefined;
}

export function scriptOf(document: vscode.TextDocument): ScriptSource {
  const folder = folderOf(document);
  const script = { name: path.posix.basename(document.uri.path) || 'script.py', source: document.getText() };
  return { script: folder === undefined ? script : { ...script, folder }, uri: document.uri };
}

/** Modules below the script's folder that it seems to import, and that are shown with changes which the run will not see. */
export function unsavedNeighbours({ script, uri }: ScriptSource): string[] {
  const { folder } = script;
  if (folder === undefined) return [];
  return vscode.workspace.textDocuments
    .filter((document) => document.isDirty && document.uri.scheme === 'file' && document.uri.toString() !== uri.toString())
    .map((document) => path.relative(folder, document.uri.fsPath))
    .filter((relative) => !relative.startsWith('..') && !path.isAbsolute(relative))
    .filter((relative) => mentionsModule(script.source, path.basename(relative, '.py')));
}

function mentionsModule(source: string, module: string): boolean {
  return source.split(/\W+/).includes(module);
}

/** The folder that the board sees: the one of the document; without one on the disk the first of the workspace. */
function folderOf(document: vscode.TextDocument | undefined): string | undefined {
  if (document?.uri.scheme === 'file') return path.dirname(document.uri.fsPath);
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri.fsPath;
}

export interface PromptSetup {
  readonly options: RunOptions;
  readonly folder: string | undefined;
}

/** How the board is switched on for its prompt: as for a run of the Python document that is being edited. */
export function promptSetup(flashImage: string | undefined): PromptSetup {
  const document = vscode.window.activeTextEditor?.document;
  const options = boardOptions(readSettings(document?.uri), flashImage);
  return { options, folder: folderOf(document && isPython(document) ? document : undefined) };
}
