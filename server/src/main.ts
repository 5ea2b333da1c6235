/** Entry of the language server's process: `node dist/server.js --stdio`, or over Node's IPC when the extension starts it. */
import path from 'node:path';
import { createConnection, LSPErrorCodes, ProposedFeatures } from 'vscode-languageserver/node';
import { LanguageServer } from './lsp/server';
import { loadStubLibrary } from './lsp/stubLibrary';
import { SyntaxChecker } from './lsp/syntaxChecker';

const connection = createConnection(ProposedFeatures.all, {
  // A request that is cancelled before its turn is not begun.
  cancelUndispatched: (message) => ({
    jsonrpc: message.jsonrpc,
    id: null, // filled in by the connection
    error: { code: LSPErrorCodes.RequestCancelled, message: 'The request was cancelled.' },
  }),
});
const library = loadStubLibrary(path.join(__dirname, 'stubs.json'));
const checker = SyntaxChecker.inFolder(__dirname, (message) => connection.console.warn(message));
new LanguageServer({ connection, library, checker }).listen();
