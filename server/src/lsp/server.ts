/** The server's edge: turns requests of the protocol into questions to the features, and their answers back. Knows nothing of VS Code. */
import {
  CompletionItemKind,
  DiagnosticSeverity,
  MarkupKind,
  TextDocumentSyncKind,
  type CompletionItem,
  type Connection,
  type Diagnostic as ProtocolDiagnostic,
  type InitializeParams,
  type InitializeResult,
  type Position,
} from 'vscode-languageserver';
import { Evaluator } from '../analysis/evaluator';
import { Program, type StubLibrary } from '../analysis/program';
import type { SourceFile } from '../analysis/sourceFile';
import { diagnose, type Diagnostic, type RuleSettings } from '../diagnostics/diagnose';
import type { Severity } from '../diagnostics/rule';
import { complete, type Completion, type CompletionKind } from '../features/completion';
import { hover } from '../features/hover';
import { Documents } from './documents';
import { offsetAt, rangeOf } from './positions';
import { IS_MICROPYTHON, RelevantFiles, WINDOW_FACTS, type WindowFacts } from './relevantFiles';
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

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What the client says of itself when it starts the server. */
interface InitializationOptions extends Partial<WindowFacts> {
  /** Where the page of the rules is; a rule's code is added as fragment. */
  readonly rulePage?: string;
}

export interface ServerOptions {
  readonly connection: Connection;
  readonly library: StubLibrary;
}

export class LanguageServer {
  private readonly connection: Connection;
  private readonly files = new WorkspaceFiles();
  private readonly program: Program;
  private readonly engine: Evaluator;
  private readonly documents: Documents;
  private readonly relevant: RelevantFiles;
  private readonly ruleSettings: RuleSettings = {};
  private rulePage: string | undefined;

  constructor({ connection, library }: ServerOptions) {
    this.connection = connection;
    this.program = new Program(library, this.files);
    this.engine = new Evaluator(this.program);
    this.documents = new Documents(this.program);
    this.relevant = new RelevantFiles(this.program, this.files);
  }

  listen(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onDidOpenTextDocument(({ textDocument }) => documents.opened(textDocument));
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
      documents.changed(textDocument.uri, textDocument.version, contentChanges),
    );
    connection.onDidCloseTextDocument(({ textDocument }) => documents.closed(textDocument.uri));
    connection.onDidChangeWatchedFiles(({ changes }) => {
      this.files.forgetMarkers();
      changes.forEach(({ uri }) => this.program.forget(uri));
    });
    connection.onRequest(IS_MICROPYTHON, ({ uri }: { uri: string }) => this.relevantFile(uri) !== undefined);
    connection.onNotification(WINDOW_FACTS, (facts: Partial<WindowFacts>) => {
      this.relevant.setFacts(facts);
      void connection.languages.diagnostics.refresh();
    });
    connection.onCompletion(({ textDocument, position }) =>
      this.at(textDocument.uri, position, (file, offset) =>
        this.relevant.isSupplement ? [] : complete(this.engine, file, offset).map(toCompletionItem),
      ),
    );
    connection.onHover(({ textDocument, position }) =>
      this.at(textDocument.uri, position, (file, offset) => {
        const found = hover(this.engine, file, offset, { isSupplement: this.relevant.isSupplement });
        return found && { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: rangeOf(file.source, found) };
      }),
    );
    connection.languages.diagnostics.on(({ textDocument }) => {
      const file = this.relevantFile(textDocument.uri);
      return { kind: 'full', items: file ? this.diagnose(file).map((diagnostic) => this.toProtocol(file, diagnostic)) : [] };
    });
    connection.listen();
  }

  private initialize({ workspaceFolders, initializationOptions }: InitializeParams): InitializeResult {
    const options = initializationOptions as InitializationOptions | undefined;
    this.rulePage = options?.rulePage;
    this.relevant.setFacts(options);
    this.files.setFolders((workspaceFolders ?? []).map(({ uri }) => uri));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: { triggerCharacters: ['.'], resolveProvider: false },
        hoverProvider: true,
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      },
      serverInfo: { name: 'MicroPython Sockets' },
    };
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

  private diagnose(file: SourceFile): Diagnostic[] {
    return diagnose(this.engine, file, {
      settings: this.ruleSettings,
      onFailure: (rule, error) => this.connection.console.error(`The rule ${rule.code} failed on ${file.uri}: ${String(error)}`),
    });
  }

  private toProtocol({ source }: SourceFile, { code, message, severity, ...problem }: Diagnostic): ProtocolDiagnostic {
    return {
      range: rangeOf(source, problem),
      code,
      ...(this.rulePage === undefined ? {} : { codeDescription: { href: `${this.rulePage}#${code}` } }),
      source: 'MicroPython',
      message,
      severity: SEVERITIES[severity],
    };
  }
}

function toCompletionItem({ label, kind, rank, insertText, source }: Completion): CompletionItem {
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    sortText: `${rank}${label}`,
    data: source,
    ...(insertText === undefined ? {} : { insertText }),
  };
}
