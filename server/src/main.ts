/** Entry of the language server's process: `node dist/server.js --stdio`, or over Node's IPC when the extension starts it. */
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { LanguageServer } from './lsp/server';
import { loadStubLibrary } from './lsp/stubLibrary';

const connection = createConnection(ProposedFeatures.all);
new LanguageServer({ connection, library: loadStubLibrary(path.join(__dirname, 'stubs.json')) }).listen();
