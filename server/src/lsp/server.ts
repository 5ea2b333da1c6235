/** The server's edge: turns requests of the protocol into questions to the features, and their answers back. Knows nothing of VS Code. */
import {
  CompletionItemKind,
  MarkupKind,
  TextDocumentSyncKind,
  type CompletionItem,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type Position,
} from 'vscode-languageserver';
import { LanguageMessage, type WindowFacts } from '../../../shared/src';
import { Evaluator } from '../analysis/evaluator';
import { Program, stubNameOf, type StubLibrary } from '../analysis/program';
import type { SourceFile } from '../analysis/sourceFile';
import { complete, resolveCompletion, type Completion, type CompletionKind, type CompletionSource } from '../features/completion';
import { hover } from '../features/hover';
import { signatureHelp } from '../features/signature';
import { codeBlock } from '../features/markdown';
import { toSignatureHelp } from './signatures';
import { Documents } from './documents';
import type { HandlerContext } from './handlers/context';
import { handleNavigation, NAVIGATION_CAPABILITIES } from './handlers/navigation';
import { handleOutline, OUTLINE_CAPABILITIES } from './handlers/outline';
import { PROBLEM_CAPABILITIES, Problems } from './handlers/problems';
import { offsetAt, rangeOf } from './positions';
import { RelevantFiles } from './relevantFiles';
import { Settings } from './settings';
import type { SyntaxChecker } from './syntaxChecker';
import { diskReader, UserFileIndex } from './userFileIndex';
import { WorkspaceFiles } from './workspaceFiles';

const COMPLETION_KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  module: CompletionItemKind.Module,
  class: CompletionItemKind.Class,
  function: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
  constant: CompletionItemKind.Constant,
  variable: CompletionItemKind.Variable,
  property: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  parameter: CompletionItemKind.Variable,
};

/** What the client says of itself when it starts the server. */
interface InitializationOptions extends Partial<WindowFacts> {
  /** Where the page of the rules is; a rule's code is added as fragment. */
  readonly rulePage?: string;
}

export interface ServerOptions {
  readonly connection: Connection;
  readonly library: StubLibrary;
  readonly checker: SyntaxChecker;
}

export class LanguageServer {
  private readonly connection: Connection;
  private readonly files = new WorkspaceFiles();
  private readonly program: Program;
  private readonly engine: Evaluator;
  private readonly documents: Documents;
  private readonly relevant: RelevantFiles;
  private readonly problems: Problems;
  private readonly index: UserFileIndex;
  private readonly settings: Settings;
  private folders: readonly string[] = [];
  private hasFolders = false;
  private canRefresh = false;
  private readonly checker: SyntaxChecker;

  constructor({ connection, library, checker }: ServerOptions) {
    this.connection = connection;
    this.checker = checker;
    this.program = new Program(library, this.files);
    this.engine = new Evaluator(this.program);
    this.documents = new Documents(this.program);
    this.index = new UserFileIndex(
      this.program,
      diskReader((uri) => this.files.read(uri)),
    );
    this.settings = new Settings(connection);
    this.relevant = new RelevantFiles(this.program, this.files);
    const context: HandlerContext = {
      connection,
      engine: this.engine,
      fileAt: (uri) => (stubNameOf(uri) === undefined ? this.relevantFile(uri) : undefined),
      at: (uri, position, answer) => this.at(uri, position, answer),
    };
    this.problems = new Problems(context, { settings: this.settings, checker, isSupplement: () => this.relevant.isSupplement });
  }

  listen(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onDidOpenTextDocument(({ textDocument }) => {
      documents.opened(textDocument);
      this.problems.changed(textDocument.uri);
    });
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
      documents.changed(textDocument.uri, textDocument.version, contentChanges);
      // Other open files may import this one.
      for (const uri of documents.uris()) this.problems.changed(uri);
    });
    connection.onDidCloseTextDocument(({ textDocument }) => {
      documents.closed(textDocument.uri);
      this.problems.closed(textDocument.uri);
    });
    connection.onDidChangeConfiguration(() => this.refreshProblems());
    connection.onShutdown(() => {
      this.problems.dispose();
      this.checker.dispose();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      this.files.forgetMarkers();
      changes.forEach(({ uri }) => this.program.forget(uri));
      this.index.changed();
      this.refreshProblems();
    });
    connection.onRequest(LanguageMessage.isMicroPython, ({ uri }: { uri: string }) => this.relevantFile(uri) !== undefined);
    connection.onNotification(LanguageMessage.windowFacts, (facts: Partial<WindowFacts>) => {
      this.relevant.setFacts(facts);
      this.refreshProblems();
    });
    connection.onInitialized(() => this.followFolders());
    connection.onRequest(LanguageMessage.stubText, ({ uri }: { readonly uri: string }) => {
      const name = stubNameOf(uri);
      return (name === undefined ? undefined : this.program.stub(name)?.source.text) ?? null;
    });
    const context: HandlerContext = {
      connection,
      engine: this.engine,
      // What every Python server knows is left to the other one, when there is one.
      fileAt: (uri) => (this.relevant.isSupplement ? undefined : this.relevantFile(uri)),
      at: (uri, position, answer) => (this.relevant.isSupplement ? undefined : this.at(uri, position, answer)),
    };
    handleNavigation(context, this.index);
    handleOutline(context, this.index, this.settings);
    connection.onCompletion(({ textDocument, position }) =>
      this.at(textDocument.uri, position, (file, offset) =>
        this.relevant.isSupplement ? [] : complete(this.engine, file, offset).map((item) => toCompletionItem(file, item)),
      ),
    );
    connection.onCompletionResolve((item) => this.resolve(item));
    connection.onSignatureHelp(({ textDocument, position }) =>
      this.at(textDocument.uri, position, (file, offset) =>
        this.relevant.isSupplement ? undefined : toSignatureHelp(signatureHelp(this.engine, file, offset)),
      ),
    );
    connection.onHover(({ textDocument, position }) =>
      this.at(textDocument.uri, position, (file, offset) => {
        const found = hover(this.engine, file, offset, { isSupplement: this.relevant.isSupplement });
        return found && { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: rangeOf(file.source, found) };
      }),
    );
    this.problems.handle();
    connection.listen();
  }

  private initialize({ workspaceFolders, initializationOptions, capabilities }: InitializeParams): InitializeResult {
    const options = initializationOptions as InitializationOptions | undefined;
    this.problems.rulePage = options?.rulePage;
    this.problems.isPulled = capabilities.textDocument?.diagnostic !== undefined;
    this.canRefresh = capabilities.workspace?.diagnostics?.refreshSupport ?? false;
    this.relevant.setFacts(options);
    this.settings.setAvailable(capabilities.workspace?.configuration ?? false);
    this.hasFolders = capabilities.workspace?.workspaceFolders ?? false;
    this.setFolders((workspaceFolders ?? []).map(({ uri }) => uri));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: { triggerCharacters: ['.'], resolveProvider: true },
        hoverProvider: true,
        signatureHelpProvider: { triggerCharacters: ['(', ','] },
        ...NAVIGATION_CAPABILITIES,
        ...OUTLINE_CAPABILITIES,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...PROBLEM_CAPABILITIES,
      },
      serverInfo: { name: 'MicroPython Sockets' },
    };
  }

  private setFolders(uris: readonly string[]): void {
    this.folders = uris;
    this.files.setFolders(uris);
    this.index.setFolders(uris);
    this.program.forgetAll();
  }

  private followFolders(): void {
    if (!this.hasFolders) return;
    this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      this.setFolders([...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
    });
  }

  private resolve(item: CompletionItem): CompletionItem {
    const source = item.data as CompletionSource | undefined;
    const description = source && resolveCompletion(this.engine, source);
    if (description === undefined) return item;
    const [detail = '', ...overloads] = description.headline.split('\n');
    const value = [overloads.length > 0 ? codeBlock(overloads.join('\n')) : '', description.documentation].filter(Boolean).join('\n\n');
    return { ...item, detail, documentation: { kind: MarkupKind.Markdown, value } };
  }

  private at<T>(uri: string, position: Position, answer: (file: SourceFile, offset: number) => T): T | undefined {
    const file = this.relevantFile(uri);
    return file && answer(file, offsetAt(file.source, position));
  }

  /** The one guard of all features: undefined for a Python file that is not MicroPython. */
  private relevantFile(uri: string): SourceFile | undefined {
    const file = this.program.file(uri);
    return file && this.relevant.includes(file) ? file : undefined;
  }

  /** Something changed that all documents' problems may depend on. */
  private refreshProblems(): void {
    if (this.canRefresh) void this.connection.languages.diagnostics.refresh();
    for (const uri of this.documents.uris()) this.problems.changed(uri);
  }
}

function toCompletionItem(file: SourceFile, { label, kind, rank, insertText, source, added }: Completion): CompletionItem {
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    sortText: `${rank}${label}`,
    data: source,
    ...(insertText === undefined ? {} : { insertText }),
    ...(added && { additionalTextEdits: [{ range: rangeOf(file.source, { from: added.at, to: added.at }), newText: added.text }] }),
    ...(added && { labelDetails: { description: added.text.trim().replace(/^, .*/, 'import') } }),
  };
}
