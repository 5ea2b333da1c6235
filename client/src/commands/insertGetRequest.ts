/**
 * *Insert GET Request…*: asks for a URL or a curl line, for the way to send the request and whether it is a function, and puts
 * the code at the cursor, with the imports that the file lacks. A URL or curl line that is selected, or else in the clipboard,
 * is offered. Callers that know the answers, such as tests, hand them in and are asked for the rest only.
 */
import * as vscode from 'vscode';
import { freeName, importsFor, placeFor, type Selection } from '../getRequest/insertion';
import { modulesOf, writeCode, type Form, type Shape } from '../getRequest/forms';
import { looksLikeRequest, parseRequest } from '../getRequest/parseRequest';
import { indented, toSnippet } from '../getRequest/pythonCode';
import { overTls, urlText, type GetRequest } from '../getRequest/request';
import { onOneLine } from '../getRequest/shellWords';
import { isPython } from '../scriptSource';

export interface Answers {
  readonly url?: string;
  readonly form?: Form;
  readonly shape?: Shape;
}

/** Whether a command's argument is answers; a menu hands in the URI of a file. */
export function isAnswers(argument: unknown): argument is Answers {
  return typeof argument === 'object' && argument !== null && !(argument instanceof vscode.Uri);
}

const TITLE = 'Insert GET Request';

export async function insertGetRequest(answers: Answers = {}): Promise<void> {
  const selected = selectedText();
  const text = answers.url ?? (await askForUrl(selected));
  if (text === undefined) return;
  const parsed = parseRequest(text);
  if ('problem' in parsed) return void vscode.window.showErrorMessage(parsed.problem);
  const form = answers.form ?? (await askForForm(parsed.request));
  if (form === undefined) return;
  if (form === 'socket' && parsed.request.scheme === 'https')
    return void vscode.window.showErrorMessage(
      'An https URL needs TLS: a plain socket would send it unencrypted to a server that expects TLS.',
    );
  const shape = answers.shape ?? (await askForShape());
  if (shape === undefined) return;
  const editor = await writableEditor();
  if (!editor) return;
  const request = form === 'tls' ? overTls(parsed.request) : parsed.request;
  const replaces = selected !== undefined && onOneLine(selected) === onOneLine(text);
  if (!(await insert(editor, { request, form, shape, replaces })))
    return void vscode.window.showErrorMessage('The GET request could not be inserted: the document does not take changes.');
  const redirects =
    parsed.request.followsRedirects && form !== 'requests' ? ['Redirects (-L) are not followed: only requests does that.'] : [];
  const notes = [...request.notes, ...redirects];
  if (notes.length > 0) void vscode.window.showInformationMessage(notes.join(' '));
}

function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? '';
  return looksLikeRequest(text) ? text : undefined;
}

async function askForUrl(selected: string | undefined): Promise<string | undefined> {
  const copied = selected ?? (await vscode.env.clipboard.readText());
  return vscode.window.showInputBox({
    title: TITLE,
    prompt: 'A URL, or a curl line',
    placeHolder: 'http://www.example.com/',
    value: looksLikeRequest(copied) ? onOneLine(copied) : '',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const parsed = parseRequest(text);
      return 'problem' in parsed ? parsed.problem : undefined;
    },
  });
}

async function askForForm(request: GetRequest): Promise<Form | undefined> {
  const isSecure = request.scheme === 'https';
  const choices: (vscode.QuickPickItem & { readonly form: Form })[] = [
    ...(isSecure ? [] : [{ label: 'Raw socket', description: 'every byte is sent and received by the program', form: 'socket' as const }]),
    { label: 'Raw socket with TLS', description: isSecure ? 'encrypted' : urlText(overTls(request)), form: 'tls' },
    { label: 'requests', description: 'the module that does it all; follows redirects', form: 'requests' },
    { label: 'asyncio streams', description: 'other tasks run meanwhile', form: 'asyncio' },
  ];
  const placeHolder = isSecure ? `How to fetch ${urlText(request)}; https needs TLS` : `How to fetch ${urlText(request)}`;
  return (await vscode.window.showQuickPick(choices, { title: TITLE, placeHolder }))?.form;
}

async function askForShape(): Promise<Shape | undefined> {
  const choices: (vscode.QuickPickItem & { readonly shape: Shape })[] = [
    { label: 'Once', description: 'done where it stands; prints the answer', shape: 'once' },
    { label: 'As a function', description: 'returns the status and the body', shape: 'function' },
  ];
  return (await vscode.window.showQuickPick(choices, { title: TITLE, placeHolder: 'Once, or as a function to call' }))?.shape;
}

/** The editor of the Python file; without an editor a new file is opened. */
async function writableEditor(): Promise<vscode.TextEditor | undefined> {
  const active = vscode.window.activeTextEditor;
  if (!active) return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'python' }));
  if (isReadOnly(active.document)) {
    void vscode.window.showErrorMessage('This file is read-only. Open a Python file of yours, then insert the request.');
    return undefined;
  }
  if (isPython(active.document)) return active;
  const open = 'New Python File';
  const message = 'The request is Python code, and the open file is not Python.';
  if ((await vscode.window.showWarningMessage(message, open)) !== open) return undefined;
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'python' }));
}

function isReadOnly({ uri }: vscode.TextDocument): boolean {
  return uri.scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false;
}

interface Insertion {
  readonly request: GetRequest;
  readonly form: Form;
  readonly shape: Shape;
  readonly replaces: boolean;
}

/** Two steps for the editor, one for *Undo*. */
async function insert(editor: vscode.TextEditor, { request, form, shape, replaces }: Insertion): Promise<boolean> {
  const text = editor.document.getText();
  const lines = text.split(/\r?\n/);
  const { start, end } = editor.selection;
  const selection: Selection = { startLine: start.line, startCharacter: start.character, endLine: end.line, endCharacter: end.character };
  const place = placeFor(lines, selection, replaces);
  const { range, before, indentation, isDeeper, isInCoroutine } = place;
  const { names, added } = importsFor(lines, modulesOf(form, request), before === '' ? range.startLine : range.startLine + 1);
  const code = writeCode({
    request,
    form,
    shape,
    names: (module) => names.get(module) ?? module,
    functionName: freeName('get_page', text),
    isInCoroutine,
  });
  const target = new vscode.Range(range.startLine, range.startCharacter, range.endLine, range.endCharacter);
  const importPlace = added && new vscode.Position(added.line, 0);
  // An import that goes right where the code goes is one edit with it: two would overlap.
  const isSamePlace = importPlace !== undefined && importPlace.isAfterOrEqual(target.start);
  const lead = (isSamePlace && before !== '' ? before : '') + (isSamePlace ? (added?.text ?? '') : before);
  const isDone = await editor.edit(
    (edit) => {
      if (importPlace && !isSamePlace) edit.insert(importPlace, added?.text ?? '');
      edit.replace(target, lead + indentation);
    },
    { undoStopBefore: true, undoStopAfter: false },
  );
  if (!isDone) return false;
  const importLines = isSamePlace ? 0 : (added?.text.split('\n').length ?? 1) - 1;
  const position = new vscode.Position(range.startLine + importLines + lead.split('\n').length - 1, indentation.length);
  const snippet = new vscode.SnippetString(`${isDeeper ? '\t' : ''}${toSnippet(isDeeper ? indented(code) : code).replace(/^\t/, '')}$0`);
  return editor.insertSnippet(snippet, position, { undoStopBefore: false, undoStopAfter: true });
}
