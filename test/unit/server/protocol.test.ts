/** The server's edge, spoken to as an editor does: completion and its resolving, signature help and hover over a real connection. */
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import type { CompletionItem, SignatureHelp } from 'vscode-languageserver';
import { createConnection } from 'vscode-languageserver/node';
import { LanguageServer } from '../../../server/src/lsp/server';
import { SyntaxChecker } from '../../../server/src/lsp/syntaxChecker';
import { DIST } from '../../support/distFolders';
import { stubLibrary } from '../../support/markedSource';

const URI = 'file:///nowhere/main.py';
const TEXT = 'import socket, machine\n\ns = socket.socket()\ns.sendto(b"x", )\ns.re\n';

const toServer = new PassThrough();
const toEditor = new PassThrough();
let editor: MessageConnection;

beforeAll(async () => {
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor));
  const checker = SyntaxChecker.inFolder(DIST, (message) => connection.console.warn(message));
  new LanguageServer({ connection, library: stubLibrary(), checker }).listen();
  editor = createMessageConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
  editor.listen();
  await editor.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null });
  await editor.sendNotification('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'python', version: 1, text: TEXT } });
});
afterAll(() => {
  editor.dispose();
});

test('an item brings its documentation when it is asked for', async () => {
  const items = await editor.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri: URI },
    position: { line: 4, character: 4 },
  });
  const recv = items.find(({ label }) => label === 'recv');
  expect(recv?.documentation).toBeUndefined();
  const resolved = await editor.sendRequest<CompletionItem>('completionItem/resolve', recv);
  expect(resolved.detail).toMatch(/^def recv\(/);
  expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringContaining('**Returns**') as string });
});

test('a module that is taken is imported below the other imports', async () => {
  const position = { line: 1, character: 0 };
  await editor.sendNotification('textDocument/didChange', {
    textDocument: { uri: URI, version: 2 },
    contentChanges: [{ range: { start: position, end: position }, text: 'ti' }],
  });
  const items = await editor.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri: URI },
    position: { line: 1, character: 2 },
  });
  expect(items.find(({ label }) => label === 'time')?.additionalTextEdits).toEqual([
    { range: { start: position, end: position }, newText: 'import time\n' },
  ]);
});

test('a call tells its parameters', async () => {
  const help = await editor.sendRequest<SignatureHelp>('textDocument/signatureHelp', {
    textDocument: { uri: URI },
    position: { line: 3, character: 15 },
  });
  expect(help.signatures[help.activeSignature ?? 0]).toMatchObject({
    label: expect.stringMatching(/^sendto\(/) as string,
    activeParameter: 1,
  });
});
