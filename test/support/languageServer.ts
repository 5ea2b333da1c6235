/**
 * The built language server as an editor runs it: `node dist/server.js --stdio`, with the protocol's typed requests. What the server
 * asks of its client is answered here: settings, and nothing else.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  createProtocolConnection,
  ConfigurationRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { DIST } from './distFolders';

export interface LanguageServerOptions {
  /** URIs of the workspace's folders. */
  readonly folders?: readonly string[];
  /** Answers for settings, by their section. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export class LanguageServerClient {
  private readonly versions = new Map<string, number>();

  private constructor(
    readonly child: ChildProcessWithoutNullStreams,
    readonly connection: ProtocolConnection,
    readonly ended: Promise<number | null>,
  ) {}

  /** A server that is initialized; `result` is what it says of itself. */
  static async start({ folders = [], settings = {} }: LanguageServerOptions = {}): Promise<{
    readonly server: LanguageServerClient;
    readonly result: InitializeResult;
  }> {
    const child = spawn(process.execPath, [join(DIST, 'server.js'), '--stdio']);
    child.stderr.pipe(process.stderr);
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(({ section }) => settings[section ?? ''] ?? null));
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.listen();
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    const server = new LanguageServerClient(child, connection, ended);
    const result = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: folders[0] ?? null,
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return { server, result };
  }

  async open(uri: string, text: string): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'python', version: 1, text },
    });
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Ends it as an editor does; resolves with the exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return this.ended;
  }

  /** For tests that may have left it alive. */
  dispose(): void {
    this.connection.dispose();
    this.child.kill();
  }
}

/** The place of the text's end, or just after `needle` in it. */
export function positionAfter(text: string, needle: string): Position {
  const before = text.slice(0, text.indexOf(needle) + needle.length);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
