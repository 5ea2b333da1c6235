/** Open documents: keeps the engine's files at what the editor shows. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { stubNameOf, type Program } from '../analysis/program';
import { changesBetween } from '../syntax/trees';

export class Documents {
  private readonly open = new Map<string, TextDocument>();

  constructor(private readonly program: Program) {}

  opened({ uri, languageId, version, text }: { uri: string; languageId: string; version: number; text: string }): void {
    // The API data has its text already, and nobody can edit it.
    if (stubNameOf(uri) !== undefined) return;
    this.open.set(uri, TextDocument.create(uri, languageId, version, text));
    this.program.setOpen(uri, text);
  }

  changed(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const document = this.open.get(uri);
    if (document === undefined) return;
    const before = document.getText();
    this.open.set(uri, TextDocument.update(document, [...changes], version));
    const after = document.getText();
    this.program.setOpen(uri, after, changesBetween(before, after));
  }

  closed(uri: string): void {
    if (this.open.delete(uri)) this.program.setClosed(uri);
  }

  version(uri: string): number | undefined {
    return this.open.get(uri)?.version;
  }

  uris(): Iterable<string> {
    return this.open.keys();
  }
}
