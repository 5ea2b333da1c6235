/** Navigation over the real server: across files, unsaved texts and folders, and what is refused. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  CompletionRequest,
  DefinitionRequest,
  DidChangeWatchedFilesNotification,
  DocumentSymbolRequest,
  FileChangeType,
  HoverRequest,
  InlayHintRequest,
  ReferencesRequest,
  RenameRequest,
  WorkspaceSymbolRequest,
  type CompletionItem,
  type Location,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { LanguageServerClient, positionAfter } from '../../support/languageServer';

let root: string;
let server: LanguageServerClient;

const uriOf = (name: string): string => URI.file(join(root, name)).toString();

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'server-'));
  ({ server } = await LanguageServerClient.start({
    folders: [uriOf('one'), uriOf('two')],
    settings: { 'micropythonSockets.inlayHints': { types: true, parameterNames: true } },
  }));
});

afterEach(async () => {
  server.dispose();
  await rm(root, { recursive: true, force: true });
});

async function labels(uri: string, text: string, after: string): Promise<string[]> {
  const found = await server.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position: positionAfter(text, after),
  });
  return ((found ?? []) as CompletionItem[]).map(({ label }) => label);
}

test('several edits in one notification, columns in UTF-16 and CRLF keep the text', async () => {
  const uri = 'untitled:Untitled-1';
  await server.open(uri, 'import socket\r\nt = "😀"; s = 1\r\n');
  const { line, character } = positionAfter('import socket\r\nt = "😀"; s = 1', '; s = ');
  await server.change(
    uri,
    { range: { start: { line, character }, end: { line, character: character + 1 } }, text: 'socket.socket()' },
    { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: 's.' },
  );
  expect(await labels(uri, 'import socket\r\nt = "😀"; s = socket.socket()\r\ns.', '\r\ns.')).toContain('recv');
});

test('each folder has its own lib', async () => {
  await write('one/lib/config.py', 'HOST = "a"\n');
  await write('two/lib/config.py', 'PORT = 1\n');
  const text = 'import config\nconfig.';
  for (const [folder, name] of [
    ['one', 'HOST'],
    ['two', 'PORT'],
  ]) {
    const uri = uriOf(`${folder ?? ''}/main.py`);
    await server.open(uri, text);
    expect(await labels(uri, text, 'config.')).toEqual([name]);
  }
});

test('a definition in an unsaved file is found, and on the disk again when that is closed', async () => {
  await write('one/wifi.py', 'def up():\n    pass\n');
  const [main, wifi, text] = [uriOf('one/main.py'), uriOf('one/wifi.py'), 'import wifi\nwifi.up()\n'];
  await server.open(main, text);
  await server.open(wifi, '\n\n\ndef up():\n    pass\n');
  const lineOf = async (): Promise<number | undefined> => {
    const position = positionAfter(text, 'wifi.u');
    const found = await server.connection.sendRequest(DefinitionRequest.type, { textDocument: { uri: main }, position });
    return (found as Location[])[0]?.range.start.line;
  };
  expect(await lineOf()).toBe(3);
  await server.close(wifi);
  expect(await lineOf()).toBe(0);
  await write('one/wifi.py', '\ndef up():\n    pass\n');
  await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: wifi, type: FileChangeType.Changed }],
  });
  expect(await lineOf()).toBe(1);
});

test('the definition of a name of the board is in a document whose text the server gives', async () => {
  const text = 'import socket\nsocket.socket().recv(1)\n';
  const uri = uriOf('one/main.py');
  await server.open(uri, text);
  const found = (await server.connection.sendRequest(DefinitionRequest.type, {
    textDocument: { uri },
    position: positionAfter(text, '.re'),
  })) as Location[];
  const [place] = found;
  expect(place?.uri).toBe('micropython-stub:/socket.pyi');
  const stub: string = await server.connection.sendRequest('micropythonSockets/stubText', { uri: place?.uri });
  expect(stub.split('\n')[place?.range.start.line ?? 0]).toContain('def recv');
  expect(await server.connection.sendRequest('micropythonSockets/stubText', { uri: 'micropython-stub:/nothing.pyi' })).toBeNull();
});

test('references and renaming reach files that are not open', async () => {
  await write('one/lib/wifi.py', 'def up(ssid):\n    return ssid\n');
  await write('one/other.py', 'from wifi import up\nup(ssid="x")\n');
  const text = 'import wifi\nwifi.up("home")\n';
  const uri = uriOf('one/main.py');
  await server.open(uri, text);
  const at = { textDocument: { uri }, position: positionAfter(text, 'wifi.u') };
  const found = await server.connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } });
  expect(found?.map((place) => place.uri).sort()).toEqual(
    [uri, uriOf('one/lib/wifi.py'), uriOf('one/other.py'), uriOf('one/other.py')].sort(),
  );
  const edit = await server.connection.sendRequest(RenameRequest.type, { ...at, newName: 'connect' });
  expect(Object.values(edit?.changes ?? {}).flat()).toHaveLength(4);
  await expect(server.connection.sendRequest(RenameRequest.type, { ...at, newName: '1up' })).rejects.toThrow('no name in Python');
});

test('a request that is cancelled ends as cancelled', async () => {
  const uri = uriOf('one/main.py');
  await write('one/a.py', 'value = 1\n');
  await server.open(uri, 'def value():\n    pass\n');
  const source = new CancellationTokenSource();
  const request = server.connection.sendRequest(
    ReferencesRequest.type,
    { textDocument: { uri }, position: { line: 0, character: 5 }, context: { includeDeclaration: true } },
    source.token,
  );
  source.cancel();
  await expect(request).rejects.toMatchObject({ code: -32800 });
});

test('symbols of the workspace are found by some of their letters', async () => {
  await write('one/wifi.py', 'class AccessPoint:\n    def up(self): pass\n');
  await write('one/node_modules/x.py', 'class AccessPoints: pass\n');
  const found = await server.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'acpo' });
  expect(found?.map(({ name }) => name)).toEqual(['AccessPoint']);
});

test('inlay hints follow the settings', async () => {
  const uri = uriOf('one/main.py');
  await server.open(uri, 'import socket\naddr = socket.getaddrinfo("a", 80)[0][-1]\n');
  const hints = await server.connection.sendRequest(InlayHintRequest.type, {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } },
  });
  expect(hints?.map(({ label }) => label)).toEqual([': tuple[str, int]', 'host=', 'port=']);
});

test('a document that nobody knows has empty answers', async () => {
  const textDocument = { uri: uriOf('one/nothing.py') };
  const position = { line: 0, character: 0 };
  expect(await server.connection.sendRequest(HoverRequest.type, { textDocument, position })).toBeNull();
  expect(await server.connection.sendRequest(DefinitionRequest.type, { textDocument, position })).toBeNull();
  expect(await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })).toEqual([]);
});

test('the exit code tells whether the server was shut down', async () => {
  expect(await server.stop()).toBe(0);
  const { server: other } = await LanguageServerClient.start();
  await other.connection.sendNotification('exit');
  expect(await other.ended).toBe(1);
  other.dispose();
});
